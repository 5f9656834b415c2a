"""By e-mail."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage, get_connection
from django.utils import translation

from notifications.channels.failing import NeverSent, NotSent, PerhapsSent
from notifications.channels.wording import in_a_letter
from notifications.notices.models import Notice


def send(notice: Notice) -> None:
    account = notice.recipient
    if not account.email:
        raise NeverSent("no e-mail address")
    with translation.override(account.language):
        letter = EmailMessage(subject=_one_line(notice.title), body=in_a_letter(notice), to=[account.email])
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise NotSent(_said(error)) from error
    try:
        connection.send_messages([letter])
    except SMTPRecipientsRefused as refusal:
        codes = [code for code, _reason in refusal.recipients.values()]
        raise _refused(max(codes, default=500), refusal) from refusal
    except SMTPResponseException as refusal:
        raise _refused(refusal.smtp_code, refusal) from refusal
    except (OSError, SMTPException) as error:
        raise PerhapsSent(_said(error)) from error
    finally:
        connection.close()


def _refused(code: int, error: Exception) -> Exception:
    """Answers that begin with 4 mean later, those with 5 never."""
    return NotSent(_said(error)) if 400 <= code < 500 else NeverSent(_said(error))


def _one_line(title: str) -> str:
    return " ".join(title.split())


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
