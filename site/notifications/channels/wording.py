"""A notice in the words of each way: whole in a letter, in short on a telephone."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.text_messages import ONE_SMS, without_marks
from notifications.notices.models import Notice

LONGEST_PUSH = 240
"""Letters of text: a telephone shows three lines of it."""


def site_address(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def in_a_letter(notice: Notice) -> str:
    """With where it leads, and where to say that letters are not wished."""
    parts = [notice.text] if notice.text else []
    parts += [_line(line) for line in notice.lines]
    if notice.address:
        parts.append(_("Open it here: %(address)s") % {"address": site_address(notice.address)})
    ways = site_address(reverse("notifications:preferences"))
    parts.append("--\n" + _("How you are told of things, you choose here: %(address)s") % {"address": ways})
    return "\n\n".join(parts)


def _line(line: dict[str, str]) -> str:
    said = [line["title"], line["text"], site_address(line["address"]) if line["address"] else ""]
    return "• " + "\n  ".join(part for part in said if part)


def in_a_push(notice: Notice) -> dict[str, str]:
    """What the service worker shows; two about the same thing replace each other."""
    text = notice.text or "\n".join(line["title"] for line in notice.lines)
    short = text if len(text) <= LONGEST_PUSH else text[: LONGEST_PUSH - 1].rstrip() + "…"
    address = notice.address or reverse("notifications:notices")
    return {"title": notice.title, "body": short, "address": address, "tag": f"notice-{notice.pk}"}


def in_a_text_message(notice: Notice) -> str:
    """One SMS: the title, and the address of the site where there is room for it."""
    where = settings.WAGTAILADMIN_BASE_URL.removeprefix("https://").removeprefix("http://").rstrip("/")
    title = without_marks(f"Lop Chi bo: {notice.title}")
    room = ONE_SMS - len(where) - 2
    return f"{title[:room].rstrip()}. {where}"
