"""A question to a source is asked, answered, reviewed, or declined."""

from datetime import date, datetime

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from common.vietnamese import fold
from organisations.people.models import Person
from practices.exemplars.models import Practice
from practices.inquiries import rules
from practices.inquiries.models import Inquiry
from practices.inquiries.queries import open_count
from practices.inquiries.rules import Move
from practices.inquiries.telling import tell_asker, tell_contacts


class CannotDo(Exception):
    """It cannot be done with the question as it stands; subclasses say why."""


class TooManyOpen(CannotDo):
    """So many of hers wait already."""


class MovedOn(CannotDo):
    """Somebody else was faster. `inquiry` is as it stands."""

    def __init__(self, inquiry: Inquiry) -> None:
        super().__init__(inquiry)
        self.inquiry = inquiry


class OwnAnswer(CannotDo):
    """Nobody reviews her own answer."""


class NamesTheAsker(CannotDo):
    """The text for the page still names who asked."""


@transaction.atomic
def ask(*, practice: Practice, asker: Person, text: str, now: datetime, today: date) -> Inquiry:
    """Ask; the same question sent twice is asked once. Raises TooManyOpen."""
    Person.objects.select_for_update().get(pk=asker.pk)
    same = Inquiry.objects.filter(practice=practice, asker=asker, asked=text, state__in=rules.OPEN).first()
    if same:
        return same
    if not rules.may_ask(open_count(asker)):
        raise TooManyOpen
    made = Inquiry.objects.create(practice=practice, asker=asker, asked=text, asked_at=now)
    tell_contacts(inquiry=made, now=now, today=today)
    return made


def stamp_of(inquiry: Inquiry) -> str:
    """By which a form says how the question stood when it was read."""
    last = inquiry.reviewed_at or inquiry.answered_at or inquiry.asked_at
    return f"{inquiry.state}:{last.isoformat()}"


@transaction.atomic
def answer(*, inquiry: Inquiry, text: str, by: User, read: str, now: datetime) -> Inquiry:
    """Answer it, or put an answer right that nobody has reviewed yet. Raises MovedOn."""
    standing = _moved(inquiry, Move.ANSWER, read)
    standing.answered, standing.answered_at, standing.answered_by = text, now, by
    standing.save(update_fields=["state", "answered", "answered_at", "answered_by"])
    _write_down(standing, "answer", by)
    return standing


@transaction.atomic
def review(
    *, inquiry: Inquiry, move: Move, asked: str, answered: str, by: User, read: str, now: datetime
) -> Inquiry:
    """Make it part of the page, or keep it between source and asker, with both texts as edited.

    Raises MovedOn, OwnAnswer, NamesTheAsker.
    """
    standing = _moved(inquiry, move, read)
    if rules.turns_both_keys(standing.answered_by_id, by.pk):
        raise OwnAnswer
    if move is Move.SHOW and _names_the_asker(standing, asked, answered):
        raise NamesTheAsker
    standing.asked, standing.answered = asked, answered
    standing.reviewed_at, standing.reviewed_by = now, by
    standing.save(update_fields=["state", "asked", "answered", "reviewed_at", "reviewed_by"])
    _write_down(standing, "review", by)
    tell_asker(inquiry=standing, now=now)
    return standing


@transaction.atomic
def decline(*, inquiry: Inquiry, note: str, by: User, read: str, now: datetime) -> Inquiry:
    """Not answer it, and tell the asker why. Raises MovedOn."""
    standing = _moved(inquiry, Move.DECLINE, read)
    standing.note, standing.reviewed_at, standing.reviewed_by = note, now, by
    standing.save(update_fields=["state", "note", "reviewed_at", "reviewed_by"])
    _write_down(standing, "decline", by)
    tell_asker(inquiry=standing, now=now)
    return standing


def _moved(inquiry: Inquiry, move: Move, read: str) -> Inquiry:
    """The question, held and moved on, not yet stored."""
    held = Inquiry.objects.select_for_update(of=("self",)).select_related("practice", "asker__account")
    standing = held.get(pk=inquiry.pk)
    state = rules.after(standing.state, move)
    if state is None or read != stamp_of(standing):
        raise MovedOn(standing)
    standing.state = state
    return standing


def _names_the_asker(inquiry: Inquiry, *texts: str) -> bool:
    name = fold(inquiry.asker.full_name) if inquiry.asker else ""
    return bool(name) and any(name in fold(text) for text in texts)


def _write_down(inquiry: Inquiry, deed: str, by: User) -> None:
    log(instance=inquiry, action=f"practices.{deed}_inquiry", user=by, data={"state": inquiry.state})
