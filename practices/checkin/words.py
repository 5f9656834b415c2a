"""What became of a check-in, in a sentence for whoever made it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from practices.checkin.queries import Window
from practices.checkin.rules import Receipt


def clock_of(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def refusal_in_words(receipt: Receipt, window: Window) -> str:
    """Why it does not count; "" where it does."""
    if receipt == Receipt.TOO_EARLY:
        if window.opens_at is None:
            return _("There is no check-in for this session.")
        opens = timezone.localtime(window.opens_at)
        return _("Check-in opens at %(time)s on %(day)s.") % {
            "time": f"{opens:%H:%M}",
            "day": f"{opens:%d/%m/%Y}",
        }
    return {
        Receipt.TOO_LATE: _("The session is closed; nobody is checked in any more."),
        Receipt.UNKNOWN: _("Nobody has this code. It is kept below, so that you can say who it was."),
        Receipt.UNINVITED: _("Not on the list; it waits for the host."),
    }.get(receipt, "")


def words_for_phones() -> dict[str, str]:
    """What the page's script says; what stands in braces it fills in."""
    return {
        "present": _("Present: {name}"),
        "already": _("{name} was checked in already, at {time}"),
        "tick": _("Present: {name}"),
        "undo": _("Take back: {name}"),
        "takeBack": _("Take back"),
        "takenBack": _("Taken back: {name}"),
        "waiting": _("Waiting to be sent: {n}"),
        "early": _("Check-in is not open yet; it opens at {time}."),
        "never": _("There is no check-in for this session."),
        "noCode": _(
            "This is no attendance code. Ask for the comrade's own code, or choose the name in the list."
        ),
        "asking": _(
            "{code} is not on the list. It is noted; who it is will be known once there is a network."
        ),
        "scannedAlready": _("{code} was scanned already and waits to be sent."),
        "unknown": _("Nobody has the code {code}. It is kept: open the page again to say who it was."),
        "too_early": _("One check-in was made before the set time and does not count."),
        "too_late": _("One check-in was made after the session was closed and does not count."),
        "signedOut": _("You are signed out. What you noted is kept on this phone."),
        "signIn": _("Sign in again"),
        "refused": _(
            "The browser may not use the camera. Allow it in the settings of this page,"
            " or type the code or choose the name below."
        ),
        "missing": _("No camera is found here. Type the code or choose the name below; that works as well."),
        "unread": _(
            "The reader of codes could not be fetched. Type the code or choose the name below,"
            " and try again once there is a network."
        ),
    }
