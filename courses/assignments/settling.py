"""The one place where obligations are written: what follows from what is known, beside what is stored.

Whatever changes below, posts, places, assignments, exemptions or learning, ends here, in its own transaction.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, cast

from django.db import transaction

from common.chunks import chunks
from courses.assignments.models import Obligation
from courses.assignments.queries import Known, Learning, PersonAndCourse, in_need_of_turning, known_of
from courses.assignments.rules import Claim, Round, claims_on, rounds_of
from courses.assignments.signals import obligations_changed
from organisations.appointments.rules import Span
from organisations.people.models import Person

FACTS = (
    "assignment_id",
    "appointment_id",
    "organisation_id",
    "path",
    "post",
    "cell_type_id",
    "number",
    "is_mandatory",
    "ended",
    "due",
    "started_on",
    "finished_on",
    "mark",
    "not_passed_on",
    "certified_on",
    "is_current",
)
"""The columns that follow from what is known; person, course and first day say which row it is."""


@transaction.atomic
def settle(*, people: Collection[int], today: date, courses: Collection[int] | None = None) -> int:
    """Bring what these people owe up to what is known, of these courses or of all; returns how many rows
    changed."""
    return sum(_settle(chunk, courses, today) for chunk in chunks(sorted(people)))


def _settle(people: list[int], courses: Collection[int] | None, today: date) -> int:
    # Two changes that concern one person are settled one after the other.
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    known = known_of(people, courses)
    wanted = {_key(row): row for row in obligations_following(known, people, today)}
    stored = {_key(row): row for rows in known.stored.values() for row in rows}
    gone = [row for key, row in stored.items() if key not in wanted]
    new = [row for key, row in wanted.items() if key not in stored]
    changed = [
        (stored[key], row) for key, row in wanted.items() if key in stored and differs(stored[key], row)
    ]
    for before, after in changed:
        after.pk = before.pk
    Obligation.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Obligation.objects.bulk_update([after for _, after in changed], FACTS, batch_size=100)
    Obligation.objects.bulk_create(new, batch_size=500)
    _tell(before=[*gone, *(before for before, _ in changed)], after=[*new, *(after for _, after in changed)])
    return len(gone) + len(new) + len(changed)


def differences(*, people: Collection[int], today: date) -> Iterator[tuple[Obligation, str, str]]:
    """What is stored of these people beside what follows, where the two differ, each in short."""
    known = known_of(people, None)
    wanted = {_key(row): row for row in obligations_following(known, people, today)}
    stored = {_key(row): row for rows in known.stored.values() for row in rows}
    for key in sorted({*wanted, *stored}):
        before, after = stored.get(key), wanted.get(key)
        if before is None or after is None or differs(before, after):
            yield before or cast(Obligation, after), _in_short(before), _in_short(after)


def _in_short(row: Obligation | None) -> str:
    return "nothing" if row is None else " ".join(f"{fact}={getattr(row, fact)}" for fact in FACTS)


def _key(row: Obligation) -> tuple[int, int, date]:
    return row.person_id, row.course_id, row.began


def differs(one: Obligation, other: Obligation) -> bool:
    return any(getattr(one, fact) != getattr(other, fact) for fact in FACTS)


def obligations_following(known: Known, people: Iterable[int], today: date) -> Iterable[Obligation]:
    """What these people owe, as it follows from what is known of them; nothing is stored yet."""
    for person in people:
        for course, claims in _claims_of(known, person).items():
            for one in rounds_of(claims, known.finishes.get((person, course), ())):
                yield _row(known, (person, course), one, today)


def _claims_of(known: Known, person: int) -> dict[int, list[Claim]]:
    claims: dict[int, list[Claim]] = {}
    posts = known.posts.get(person, ())
    for assigned in known.assigned:
        exempt = known.exempt.get((assigned.assignment, person), ())
        if found := claims_on(assigned, posts, known.places, exempt):
            claims.setdefault(assigned.course, []).extend(found)
    return claims


def _row(known: Known, whose: PersonAndCourse, one: Round, today: date) -> Obligation:
    held = one.claim.held
    organisation = known.organisations[held.organisation]
    return Obligation(
        person_id=whose[0],
        course_id=whose[1],
        assignment_id=one.claim.assigned.assignment,
        appointment_id=held.appointment,
        organisation_id=held.organisation,
        path=organisation.path,
        post=held.post,
        cell_type_id=organisation.cell_type_id,
        number=one.number,
        is_mandatory=one.claim.assigned.is_mandatory,
        began=one.span.began,
        ended=one.span.ended,
        due=one.due,
        finished_on=one.finished_on,
        is_current=one.span.covers(today),
        **_learnt(known.learning.get(whose, Learning()), one),
    )


def _learnt(learning: Learning, one: Round) -> dict[str, Any]:
    """Where a course is owed anew, what she did for the first time says nothing of how far she is; a
    certificate stays hers."""
    learnt = learning if one.number == 1 else Learning()
    return {
        "started_on": learnt.started_on,
        "mark": learnt.mark,
        "not_passed_on": learnt.not_passed_on if one.finished_on is None else None,
        "certified_on": learning.certified_on,
    }


@transaction.atomic
def turn_the_day(*, today: date) -> int:
    """Let begin what begins by today, and end what has ended; returns how many rows changed."""
    turned = 0
    while rows := list(in_need_of_turning(today).select_for_update(of=("self",))[:1000]):
        after = [_turned(row, today) for row in rows]
        Obligation.objects.bulk_update(after, ["is_current"], batch_size=500)
        _tell(before=rows, after=after)
        turned += len(rows)
    return turned


def _turned(row: Obligation, today: date) -> Obligation:
    values = {field.attname: getattr(row, field.attname) for field in Obligation._meta.concrete_fields}
    return Obligation(**{**values, "is_current": Span(row.began, row.ended).covers(today)})


@transaction.atomic
def let_go_of(*, people: Collection[int]) -> None:
    """Remove what is stored of these people, before their posts and their learning go to others."""
    rows = list(Obligation.objects.filter(person__in=people))
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).delete()
    _tell(before=rows, after=[])


def _tell(*, before: list[Obligation], after: list[Obligation]) -> None:
    if before or after:
        obligations_changed.send(sender=Obligation, before=before, after=after)
