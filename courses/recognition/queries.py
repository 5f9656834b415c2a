"""Who may see and judge what was handed in for recognition.

The unit **above** somebody is any over which an organiser or administrator holds a role, and within which,
strictly beneath it, she holds a post today (or, holding none, held her last one): whoever oversees a cell
alone is not above its secretary, whoever oversees its commune is. Nobody judges her own, nor what she
handed in for another.
"""

from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.models import User
from courses.catalogue.models import CourseEdition
from courses.catalogue.queries import current_editions
from courses.recognition.models import Recognition
from organisations.oversight.queries import (
    MANAGERS,
    oversees_everything,
    people_within,
    places_overseen_by,
)
from organisations.people.models import Person

WAITING = Recognition.State.WAITING


def courses_to_choose() -> QuerySet[CourseEdition]:
    return current_editions()


def own_recognitions(person: Person | None) -> QuerySet[Recognition]:
    """What was handed in for a person, by herself or by another."""
    if not person:
        return Recognition.objects.none()
    return _with_names(Recognition.objects.filter(person=person))


def own_recognition(person: Person | None, pk: UUID) -> Recognition | None:
    return own_recognitions(person).filter(pk=pk).first()


def _people_below(viewer: User, today: date) -> QuerySet[Person]:
    """The people above whom a viewer's unit stands."""
    if oversees_everything(viewer):
        return Person.objects.all()
    places = places_overseen_by(viewer, roles=MANAGERS, today=today)
    beneath = ~Q(organisation__path__in=places)
    return people_within(places, on=today, also=beneath)


def recognitions_below(viewer: User, today: date) -> QuerySet[Recognition]:
    """What was handed in for people beneath the viewer's unit; not what is her own."""
    found = Recognition.objects.filter(person__in=_people_below(viewer, today))
    return _with_names(found.exclude(person__account=viewer))


def recognition_below(viewer: User, pk: UUID, today: date) -> Recognition | None:
    """One of them; None for one that is unknown or another unit's."""
    return recognitions_below(viewer, today).filter(pk=pk).first()


def may_judge(viewer: User, recognition: Recognition) -> bool:
    """Of `recognitions_below`: whether it is for the viewer to answer, and not for another above."""
    return recognition.handed_in_by_id != viewer.pk


def waiting_first(found: QuerySet[Recognition]) -> QuerySet[Recognition]:
    """What waits, the longest first; then what was answered, the latest first."""
    return found.annotate(waits=Q(state=WAITING)).order_by(
        "-waits", F("judged_at").desc(nulls_last=True), "handed_in_at", "pk"
    )


def person_below(viewer: User, public_id: UUID, today: date) -> Person | None:
    """Somebody for whom a viewer may hand in a paper: whom she may judge, were it handed in by another."""
    found = _people_below(viewer, today).filter(public_id=public_id, erased_at=None)
    return found.exclude(account=viewer).first()


def _with_names(found: QuerySet[Recognition]) -> QuerySet[Recognition]:
    return found.select_related("person", "course", "handed_in_by", "judged_by")


def slug_taught(course_id: int) -> str | None:
    """Where a course is taught now; None where it is not."""
    return courses_to_choose().filter(course=course_id).values_list("slug", flat=True).first()
