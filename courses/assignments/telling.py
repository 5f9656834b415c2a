"""What somebody owes, told to her: when it is assigned, around its due date, in her week and calendar; and to
those above her where nothing helps."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from common.chunks import chunks
from courses.assignments.models import Obligation
from courses.catalogue.models import CourseEdition
from courses.progress.models import CourseProgress
from notifications.actions import Line, tell
from notifications.calendars.rules import Entry
from notifications.reminding.actions import Late, escalate, remind
from notifications.reminding.rules import STANDARD, Due
from organisations.oversight.queries import organisers_above
from organisations.people.models import Person
from organisations.tree.models import Organisation

MOST_IN_A_DIGEST = 3


def tell_of_new(before: Sequence[Obligation], after: Sequence[Obligation], *, now: datetime) -> None:
    """Tell whoever has just come to owe a course that she does; many of one course are told at once."""
    owed_before = {(row.person_id, row.course_id) for row in before if row.is_current}
    new: dict[tuple[int, int], list[Obligation]] = defaultdict(list)
    for row in after:
        is_new = row.is_current and row.finished_on is None
        if is_new and (row.person_id, row.course_id) not in owed_before:
            new[row.assignment_id, row.course_id].append(row)
    # Not in the language of whoever assigned it.
    with translation.override(settings.LANGUAGE_CODE):
        for (assignment, course), rows in new.items():
            for due, owing in _by_due(rows).items():
                _tell(assignment, course, due, owing, now)


def _by_due(rows: Iterable[Obligation]) -> dict[date | None, list[Obligation]]:
    found: dict[date | None, list[Obligation]] = defaultdict(list)
    for row in rows:
        found[row.due].append(row)
    return found


def _tell(assignment: int, course: int, due: date | None, owing: list[Obligation], now: datetime) -> None:
    edition = CourseEdition.objects.filter(course=course, is_current=True).first()
    accounts = User.objects.filter(person__in=[row.person_id for row in owing])
    if edition is None or not accounts:
        return
    said = (
        _("You are to learn “%(course)s”")
        if owing[0].is_mandatory
        else _("“%(course)s” is recommended to you")
    )
    tell(
        accounts=accounts,
        key=f"assigned:{assignment}:{course}:{due or ''}",
        title=(said % {"course": edition.title})[:255],
        text=_("Due on %(day)s.") % {"day": date_format(due, "d/m/Y")} if due else "",
        address=reverse("courses:course", args=[edition.slug]),
        now=now,
    )


def remind_of_what_is_due(*, now: datetime) -> int:
    """Remind everybody of what she owes and has not finished, on the days of the plan; returns of how many.

    Once a day and person, however often it is asked for.
    """
    today = timezone.localdate(now)
    reminded = 0
    for people in chunks(_with_something_due(today)):
        things = things_due(people)
        for account in User.objects.filter(person__in=list(things), is_active=True).select_related("person"):
            due = things[account.person.pk]
            reminded += remind(account=account, things=due, now=now, address=reverse("courses:mine"))
    return reminded


def _with_something_due(today: date) -> Iterable[int]:
    """Who owes something whose due date is near or past, and can be told."""
    owing = _open().filter(person__account__isnull=False, due__isnull=False)
    return owing.order_by("person").values_list("person", flat=True).distinct().iterator()


def things_due(people: Sequence[int]) -> dict[int, list[Due]]:
    """What these people, by primary keys, owe and have not finished, with a day by which they are to."""
    rows = list(_open().filter(person__in=people, due__isnull=False).order_by("due", "pk"))
    editions = _editions({row.course_id for row in rows})
    last = _last_at(people)
    found: dict[int, list[Due]] = defaultdict(list)
    for row in rows:
        if (edition := editions.get(row.course_id)) and row.due:
            found[row.person_id].append(
                Due(
                    key=_key(row),
                    title=edition.title,
                    due=row.due,
                    since=row.began,
                    address=reverse("courses:course", args=[edition.slug]),
                    last_activity=last.get((row.person_id, row.course_id)),
                )
            )
    return found


def _open() -> QuerySet[Obligation]:
    return Obligation.objects.filter(is_current=True, is_mandatory=True, finished_on__isnull=True)


def _key(row: Obligation) -> str:
    return f"course:{row.course_id}:{row.began}"


def _editions(courses: set[int]) -> dict[int, CourseEdition]:
    current = CourseEdition.objects.filter(course__in=courses, is_current=True).only(
        "course", "title", "slug"
    )
    return {edition.course_id: edition for edition in current}


def _last_at(people: Sequence[int]) -> dict[tuple[int, int], date]:
    """When they were last at which course."""
    rows = CourseProgress.objects.filter(enrolment__learner__in=people, last_at__isnull=False)
    told = rows.values_list("enrolment__learner", "enrolment__course", "last_at")
    return {(person, course): timezone.localdate(at) for person, course, at in told}


def tell_those_above(*, now: datetime) -> int:
    """Tell the organisers nearest above who is long late there and does not answer; returns of how many
    things. Of all their units at once."""
    today = timezone.localdate(now)
    long_ago = today - timedelta(days=STANDARD.escalate_after_days)
    rows = _open().filter(due__lt=long_ago, person__account__isnull=False)
    late: dict[frozenset[User], list[Late]] = defaultdict(list)
    for path in rows.order_by("path").values_list("path", flat=True).distinct():
        if organisers := frozenset(organisers_above(path, today=today)):
            late[organisers] += _late_at(path, rows.filter(path=path))
    return sum(escalate(organisers=list(them), late=below, now=now) for them, below in late.items())


def _late_at(path: str, rows: QuerySet[Obligation]) -> list[Late]:
    organisation = Organisation.objects.filter(path=path).first()
    people = Person.objects.filter(pk__in=rows.values("person")).select_related("account").order_by("pk")
    things = things_due([person.pk for person in people])
    return [
        Late(account=person.account, who=f"{person.full_name}, {organisation}", things=things[person.pk])
        for person in people
        if person.account
    ]


def lines_of_week(account: User, today: date) -> list[Line]:
    """What she owes, for her weekly digest: what is due first."""
    person = Person.objects.filter(account=account).first()
    if person is None:
        return []
    due = things_due([person.pk]).get(person.pk, [])
    return [Line(one.title, _by_when(one.due, today), one.address) for one in due[:MOST_IN_A_DIGEST]]


def _by_when(due: date, today: date) -> str:
    said = _("Was due on %(day)s.") if due < today else _("Due on %(day)s.")
    return said % {"day": date_format(due, "d/m/Y")}


def calendar_of(account: User) -> list[Entry]:
    """The days by which she is to have learnt what she owes."""
    person = Person.objects.filter(account=account).first()
    due = things_due([person.pk]).get(person.pk, []) if person else []
    return [
        Entry(
            key=one.key.replace(":", "-"),
            title=_("To be learnt by today: %(course)s") % {"course": one.title},
            begins=one.due,
            address=one.address,
        )
        for one in due
    ]
