"""Writes what a list of people brings, in a few statements however long it is.

The journal says what was written, by which `people_undoing` can take the whole file back.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Lower
from wagtail.models import ModelLogEntry

from accounts.models import User
from common.chunks import chunks
from common.fields import refresh_keys
from organisations.appointments.actions import settle_oversight
from organisations.appointments.models import Appointment
from organisations.exchange.people_judging import PeoplePlan
from organisations.people.models import Person

BATCH = 1000
DETAILS = ("full_name", "phone", "email")
Journal = dict[str, Any]


def carry_out(plan: PeoplePlan, *, by: User | None, now: datetime) -> Journal:
    """Write the plan; returns the journal."""
    entered = _enter(plan)
    changes = [(one.stored, one.changes) for one in plan.subjects if one.stored and one.changes]
    changed = _change(changes, by=by, now=now)
    ended = _end_posts(plan)  # first: a secretary is followed by another
    begun = _begin_posts(plan)
    concerned = {post.person_id for post in begun} | {end.post.person for end in plan.ends}
    for chunk in chunks(sorted(concerned), BATCH):
        settle_oversight(chunk)
    return {
        "people": [[person.pk, *(getattr(person, name) for name in DETAILS)] for person in entered],
        "changed": changed,
        "posts": [[post.pk, _day(post.ended)] for post in begun],
        "ended": ended,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _enter(plan: PeoplePlan) -> list[Person]:
    """Whoever is new; each subject then knows who she has become."""
    new = [subject for subject in plan.subjects if subject.stored is None]
    people = Person.objects.bulk_create([Person(**one.says) for one in new], BATCH)
    for subject, person in zip(new, people, strict=True):
        subject.entered = person
    return people


def _begin_posts(plan: PeoplePlan) -> list[Appointment]:
    return Appointment.objects.bulk_create(
        [
            Appointment(
                person=post.subject.stored or post.subject.entered,
                organisation=post.organisation,
                post=post.post,
                began=post.span.began,
                ended=post.span.ended,
                decision=post.decision,
            )
            for post in plan.new_posts
        ],
        BATCH,
    )


def _end_posts(plan: PeoplePlan) -> list[list[Any]]:
    posts = [Appointment(pk=end.post.pk, ended=end.ended, end_decision=end.decision) for end in plan.ends]
    Appointment.objects.bulk_update(posts, ["ended", "end_decision"], BATCH)
    return [[end.post.pk, end.ended.isoformat()] for end in plan.ends]


def _change(
    changes: Sequence[tuple[Person, dict[str, str]]], *, by: User | None, now: datetime
) -> list[list[Any]]:
    """Details put right, each change in the log; accounts follow, as when one person is edited."""
    journal = []
    for person, after in changes:
        journal.append([person.pk, {name: getattr(person, name) for name in after}, dict(after)])
        for name, value in after.items():
            setattr(person, name, value)
    save_details([person for person, _ in changes], {person.pk: set(after) for person, after in changes})
    log_changes(journal, by=by, now=now)
    return journal


def save_details(people: Sequence[Person], changed: Mapping[int, Collection[str]]) -> None:
    """Store details put right; `changed` names, by primary key, which of them."""
    for person in people:
        refresh_keys(person)
    Person.objects.bulk_update(people, [*DETAILS, "name_key", "search_key"], BATCH)
    by_account = {person.account_id: person for person in people if person.account_id}
    for chunk in chunks(by_account, BATCH):
        _let_accounts_follow({pk: by_account[pk] for pk in chunk}, changed)


def _let_accounts_follow(by_account: Mapping[int, Person], changed: Mapping[int, Collection[str]]) -> None:
    """What did not change stays as it is there; an address with which somebody else signs in stays hers."""
    accounts = list(User.objects.filter(pk__in=list(by_account)))
    addresses = [person.email.lower() for person in by_account.values() if person.email]
    lowered = User.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    taken = dict(lowered.values_list("address", "pk"))
    for account in accounts:
        person = by_account[account.pk]
        account.full_name = person.full_name
        if "phone" in changed[person.pk]:
            account.phone = person.phone or None  # type: ignore[assignment]
        email = person.email if "email" in changed[person.pk] else ""
        if email and taken.setdefault(email.lower(), account.pk) == account.pk:
            account.email = email
        refresh_keys(account)
    User.objects.bulk_update(accounts, ["full_name", "name_key", "phone", "email"], BATCH)


def log_changes(journal: Sequence[list[Any]], *, by: User | None, now: datetime) -> None:
    """One line a person, as `edit_person` writes it."""
    kind = ContentType.objects.get_for_model(Person)
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=kind,
                object_id=str(pk),
                label=after.get("full_name") or before.get("full_name") or str(pk),
                action="organisations.edit",
                timestamp=now,
                user=by,
                content_changed=True,
                data={"changed": {name: [before[name], after[name]] for name in after}},
            )
            for pk, before, after in journal
        ],
        BATCH,
    )
