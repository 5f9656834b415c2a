"""Letters leave in the background; one that could not be sent is tried again with the next of its kind."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from notifications.models import Notice

log = logging.getLogger(__name__)


@task(backend="background")
def send_letters(key: str) -> None:
    """Send what has been told under `key` and not yet by letter, each once."""
    if not settings.LETTERS_LEAVE:
        return
    waiting = Notice.objects.filter(key=key, letter_sent_at__isnull=True).exclude(recipient__email="")
    for notice in waiting.select_related("recipient").order_by("pk"):
        # Marked before it is sent: a letter that is lost does less harm than one that comes twice.
        if not Notice.objects.filter(pk=notice.pk, letter_sent_at__isnull=True).update(
            letter_sent_at=timezone.now()
        ):
            continue
        try:
            _letter(notice).send()
        except OSError:
            log.exception("The letter about %s could not be sent.", key)


def _letter(notice: Notice) -> EmailMessage:
    lines = [notice.text] if notice.text else []
    if notice.address:
        where = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + notice.address
        lines.append(_("Open it here: %(address)s") % {"address": where})
    return EmailMessage(subject=notice.title, body="\n\n".join(lines), to=[notice.recipient.email])
