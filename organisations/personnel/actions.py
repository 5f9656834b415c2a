"""What is done with people from their screens: the use cases of the slices below, each with its log.

Raises what those raise, and refusals of its own where somebody might take over another's account.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError
from wagtail.log_actions import log

from accounts.actions import end_sessions
from accounts.models import User
from organisations.appointments.actions import (
    annul_appointment,
    appoint,
    end_appointment,
    succeed_secretary,
)
from organisations.appointments.models import Appointment
from organisations.appointments.queries import overlapping_secretary
from organisations.appointments.rules import Span
from organisations.oversight.queries import holds_a_role
from organisations.people.actions import CannotMerge, edit_person, enter_person, merge_people, open_account
from organisations.people.models import Person
from organisations.personnel.queries import as_stored, is_overseen_elsewhere
from organisations.personnel.signals import Section, sections_about
from organisations.personnel.timeline import Held, Role, posts_over_time, roles_of
from organisations.tree.models import Organisation


class AccountRefusal(Exception):
    """The account, or what leads to it, cannot be changed by this viewer; subclasses say why."""


class OwnAccount(AccountRefusal):
    """Nobody closes the account she is signed in with."""


class AdministratorsAccount(AccountRefusal):
    """An administrator's account is another administrator's business."""


class HoldsARole(AccountRefusal):
    """Who holds a role is reached and known as an administrator says: a role could be taken over."""


class NoAccount(AccountRefusal):
    """She has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """A post as it is typed; with `replaces_secretary` the one who serves there ends on that day."""

    organisation: Organisation
    post: str
    began: date
    decision: str = ""
    ended: date | None = None
    replaces_secretary: bool = False


@transaction.atomic
def enter_with_post(*, full_name: str, phone: str, email: str, post: NewPost, by: User) -> Person:
    """Enter somebody with her first post: without one, nobody but an administrator would see her."""
    person = enter_person(full_name=full_name, phone=phone, email=email)
    log(instance=person, action="organisations.enter", user=by)
    appoint_to(person=person, post=post, by=by)
    return person


@transaction.atomic
def appoint_to(*, person: Person, post: NewPost, by: User) -> Appointment:
    """Enter that a person holds a post; after the serving secretary's end where she replaces her."""
    serving = _serving(post) if post.replaces_secretary else None
    if serving is not None and serving.person_id != person.pk:
        return let_succeed(serving=serving, successor=person, on=post.began, decision=post.decision, by=by)
    made = appoint(
        person=person,
        organisation=post.organisation,
        post=post.post,
        began=post.began,
        ended=post.ended,
        decision=post.decision,
    )
    _log(made, "appoint", by)
    return made


def _serving(post: NewPost) -> Appointment | None:
    if post.post != Appointment.Post.SECRETARY:
        return None
    other = overlapping_secretary(post.organisation, Span(post.began, post.ended))
    return other if other and other.ended is None else None


@transaction.atomic
def let_succeed(*, serving: Appointment, successor: Person, on: date, decision: str, by: User) -> Appointment:
    """Let one secretary follow another on the very day."""
    made = succeed_secretary(serving=serving, successor=successor, on=on, decision=decision)
    _log(serving, "end_post", by)
    _log(made, "appoint", by)
    return made


@transaction.atomic
def end_post(*, appointment: Appointment, on: date, decision: str, by: User) -> None:
    end_appointment(appointment=appointment, on=on, decision=decision)
    _log(appointment, "end_post", by)


@transaction.atomic
def annul_post(*, appointment: Appointment, by: User) -> None:
    """A post entered by mistake was never held."""
    data = _words(appointment)
    annul_appointment(appointment=appointment)
    log(instance=appointment.person, action="organisations.annul", user=by, data=data)


def _log(appointment: Appointment, action: str, by: User) -> None:
    log(
        instance=appointment.person,
        action=f"organisations.{action}",
        user=by,
        data=_words(appointment, is_end=action == "end_post"),
    )


def _words(appointment: Appointment, *, is_end: bool = False) -> dict[str, str]:
    return {
        "post": appointment.post,
        "organisation": str(appointment.organisation.public_id),
        "began": "" if is_end else str(appointment.began),
        "ended": str(appointment.ended or ""),
        "decision": appointment.end_decision if is_end else appointment.decision,
    }


@transaction.atomic
def change_details(*, person: Person, full_name: str, phone: str, email: str, by: User) -> None:
    """Put a person's name, telephone and e-mail right. Raises HoldsARole, PhoneTaken, EmailTaken."""
    if (phone, email) != (person.phone, person.email):
        check_may_redirect(person, by)
    also = {"overseen_elsewhere": True} if is_overseen_elsewhere(person, by) else {}
    edit_person(person=person, full_name=full_name, phone=phone, email=email, by=by, **also)


def check_may_redirect(person: Person, by: User) -> None:
    """Who could say where a code goes could sign in as her. Raises HoldsARole."""
    if not by.is_superuser and holds_a_role(person) and person.account_id != by.pk:
        raise HoldsARole(person.full_name)


@transaction.atomic
def open_account_for(*, person: Person, username: str, by: User) -> User:
    """A way to sign in, by a card that follows; raises PersonHasAccount, PhoneTaken, EmailTaken."""
    check_may_redirect(person, by)
    account = open_account(person=person, username=username, password=None)
    log(instance=person, action="organisations.open_account", user=by, data={"username": username})
    return account


@transaction.atomic
def close_account(*, person: Person, by: User) -> None:
    """Nobody signs in with her account any more; whoever is, is signed out. Raises AccountRefusal."""
    account = _account_to_change(person, by)
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account=account)
    log(instance=person, action="organisations.close_account", user=by)


@transaction.atomic
def reopen_account(*, person: Person, by: User) -> None:
    """She signs in again as before. Raises AccountRefusal."""
    account = _account_to_change(person, by)
    account.is_active = True
    account.save(update_fields=["is_active"])
    log(instance=person, action="organisations.reopen_account", user=by)


def _account_to_change(person: Person, by: User) -> User:
    account = person.account
    if account is None:
        raise NoAccount(person.full_name)
    if account.pk == by.pk:
        raise OwnAccount(person.full_name)
    if account.is_superuser and not by.is_superuser:
        raise AdministratorsAccount(person.full_name)
    check_may_redirect(person, by)
    return account


@dataclass(slots=True)
class MergeOutcome:
    """What joining two entries did, or would do."""

    kept: Person
    gone_name: str
    posts: list[Held] = field(default_factory=list)
    posts_in_both: int = 0
    roles: list[Role] = field(default_factory=list)
    phone: str = ""
    email: str = ""
    username: str = ""
    closed_username: str = ""
    sections: list[Section] = field(default_factory=list)


@transaction.atomic
def merge_entries(*, kept: Person, gone: Person, by: User, now: datetime) -> MergeOutcome:
    """Let two entries of one person become one. Raises HoldsARole, OwnAccount, CannotMerge."""
    _check_may_merge(kept, gone, by)
    outcome = MergeOutcome(kept, gone.full_name)
    posts_before = kept.appointments.count() + gone.appointments.count()
    if kept.account and gone.account:
        outcome.closed_username = gone.account.username
        transaction.on_commit(partial(end_sessions, account=gone.account))
    try:
        merge_people(kept=kept, gone=gone, by=by, now=now)
    except ProtectedError as protected:
        raise CannotMerge(gone.full_name) from protected
    outcome.posts, outcome.roles = posts_over_time(kept, by), roles_of(kept, by)
    outcome.posts_in_both = posts_before - len(outcome.posts)
    outcome.phone, outcome.email = kept.phone, kept.email
    outcome.username = kept.account.username if kept.account else ""
    outcome.sections = sections_about(kept)
    return outcome


def preview_merge(*, kept: Person, gone: Person, by: User, now: datetime) -> MergeOutcome:
    """Do it, tell what it did, and take it back; the rows in hand stay as they are."""
    with transaction.atomic():
        outcome = merge_entries(kept=as_stored(kept), gone=as_stored(gone), by=by, now=now)
        transaction.set_rollback(True)
    return outcome


def _check_may_merge(kept: Person, gone: Person, by: User) -> None:
    """A role, or the account that bears it, must not come to somebody by way of a merger."""
    if kept.pk != gone.pk and kept.account and gone.account_id == by.pk:
        raise OwnAccount(gone.full_name)
    if not by.is_superuser and (holds_a_role(kept) or holds_a_role(gone)):
        raise HoldsARole(kept.full_name if holds_a_role(kept) else gone.full_name)
