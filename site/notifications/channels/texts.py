"""By text message, through the gateway that sends sign-in codes as well."""

from django.utils import translation

from accounts.text_messages import NoGateway, gateway
from notifications.channels.failing import NeverSent, NotSent
from notifications.channels.wording import in_a_text_message
from notifications.notices.models import Notice


def send(notice: Notice) -> None:
    account = notice.recipient
    if not account.phone:
        raise NeverSent("no telephone number")
    with translation.override(account.language):
        text = in_a_text_message(notice)
    try:
        gateway().send(phone=account.phone, text=text)
    except NoGateway as error:
        raise NeverSent("no gateway") from error
    except Exception as error:  # a gateway promises to raise where it cannot send, whatever it raises
        raise NotSent(f"{type(error).__name__}: {error}") from error
