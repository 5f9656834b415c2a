"""Who answers is told that somebody asks; who asked is told what came of it."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from notifications.actions import tell
from practices.inquiries.models import Inquiry
from practices.inquiries.queries import contacts_of

State = Inquiry.State


def tell_contacts(*, inquiry: Inquiry, now: datetime, today: date) -> None:
    """The question itself, and not who asks."""
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            accounts=contacts_of(inquiry.practice, today),
            key=f"inquiry:{inquiry.public_id}:asked",
            title=_("Somebody asks about your practice “%(title)s”")
            % {"title": inquiry.practice.title[:150]},
            text=inquiry.asked,
            address=_address(inquiry),
            now=now,
        )


def tell_asker(*, inquiry: Inquiry, now: datetime) -> None:
    """Told once of each outcome, however often the texts are put right."""
    account = inquiry.asker.account if inquiry.asker else None
    if account is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = {
            State.SHOWN: _("Your question about a practice is answered, on its page too"),
            State.PRIVATE: _("Your question about a practice is answered"),
            State.DECLINED: _("Your question about a practice was not answered"),
        }[State(inquiry.state)]
        tell(
            accounts=[account],
            key=f"inquiry:{inquiry.public_id}:{inquiry.state}",
            title=title,
            text=inquiry.practice.title,
            address=_address(inquiry),
            now=now,
        )


def _address(inquiry: Inquiry) -> str:
    return reverse("practices:inquiry", args=[inquiry.public_id])
