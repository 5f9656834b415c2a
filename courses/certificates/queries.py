"""Reads of certificates: whose they are, who may see them, and who has finished and has none."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.vietnamese import fold
from courses.catalogue.models import CourseEdition, CoursePage
from courses.catalogue.queries import lessons_of
from courses.certificates import rules
from courses.certificates.models import Certificate, CertificateBatch, CertificateTemplate
from courses.progress.models import CourseProgress
from organisations.appointments.queries import RANK, serving_on
from organisations.oversight.models import Grant
from organisations.oversight.queries import people_overseen_by
from organisations.people.models import Person
from organisations.people.queries import search_people
from organisations.tree.models import Organisation
from organisations.tree.queries import within

ISSUERS: tuple[str, ...] = (Grant.Role.REVIEWER, Grant.Role.ADMINISTRATOR)
"""Roles that issue, revoke and reissue certificates of the people of their part of the tree."""

MOST_AT_ONCE = 400
"""People ticked in one batch; a form holds no more fields than the site takes."""


# --- Settings --------------------------------------------------------------------------------------


def template_for(course_id: int) -> CertificateTemplate | None:
    """The settings of a course, or else those of all courses; None where nothing is issued at all."""
    fitting = CertificateTemplate.objects.filter(Q(course=course_id) | Q(course__isnull=True))
    found: CertificateTemplate | None = fitting.order_by(F("course").desc(nulls_last=True)).first()
    return found


def all_templates() -> QuerySet[CertificateTemplate]:
    found: QuerySet[CertificateTemplate] = CertificateTemplate.objects.select_related("course")
    return found


def rests_on_packages(edition: CourseEdition) -> bool:
    """Whether no certificate of an edition is issued by itself, whatever the settings say."""
    return rules.rests_on_packages_alone([lesson.completion for lesson in lessons_of(edition.pk)])


# --- Whose they are --------------------------------------------------------------------------------


def certificates_of(person: Person | None) -> QuerySet[Certificate]:
    """All that were issued to somebody, the latest first; what was printed stays unread."""
    if not person:
        return Certificate.objects.none()
    return Certificate.objects.filter(learner=person)


def valid_on(day: date) -> Q:
    """Issued, not run out and not revoked by the end of a day."""
    return (
        Q(issued_on__lte=day)
        & (Q(expires_on__isnull=True) | Q(expires_on__gte=day))
        & (Q(revoked_at__isnull=True) | Q(revoked_at__date__gt=day))
    )


def valid_certificates_of(person: Person | None, *, on: date | None = None) -> QuerySet[Certificate]:
    """What holds of somebody's certificates on a day, today unless another is asked for."""
    return certificates_of(person).filter(valid_on(on or timezone.localdate()))


def certificate_for(person: Person | None, course_id: int) -> Certificate | None:
    """The valid certificate of a course, for the page that says that it is finished."""
    return valid_certificates_of(person).filter(course=course_id).first()


def certified_among(people: QuerySet[Person], *, course_id: int, on: date | None = None) -> QuerySet[Person]:
    """Who of these people holds a valid certificate of a course on a day."""
    held = Certificate.objects.filter(valid_on(on or timezone.localdate()), course=course_id)
    return people.filter(Exists(held.filter(learner=OuterRef("pk"))))


def count_certified(people: QuerySet[Person], *, course_id: int, on: date | None = None) -> int:
    """How many that are: as long as the list of `certified_among`."""
    return certified_among(people, course_id=course_id, on=on).count()


def certified_on(people: Collection[int], courses: Collection[int]) -> dict[tuple[int, int], date]:
    """On which day these people, by primary keys, were first given a certificate of a course that was not
    revoked since; by person and course."""
    given = Certificate.objects.filter(learner__in=people, course__in=courses, revoked_at__isnull=True)
    rows = given.order_by().values_list("learner", "course").annotate(on=Min("issued_on"))
    return {(learner, course): on for learner, course, on in rows}


def certificates_issued(
    people: QuerySet[Person], *, courses: Collection[int] | None, since: date, until: date
) -> QuerySet[Certificate]:
    """What these people were given within a period, the days at both ends included, and still hold; of any
    course where `courses` is None."""
    issued = Certificate.objects.filter(
        learner__in=people.order_by().values("pk"),
        issued_on__range=(since, until),
        revoked_at__isnull=True,
    )
    return issued if courses is None else issued.filter(course__in=courses)


def own_certificate(person: Person | None, public_id: UUID) -> Certificate | None:
    return certificates_of(person).filter(public_id=public_id).first()


# --- The public check ------------------------------------------------------------------------------


def certificate_with_code(code: str) -> Certificate | None:
    return Certificate.objects.filter(code=code).first()


def certificate_of_file(sha256: str) -> Certificate | None:
    return Certificate.objects.filter(files__sha256=sha256).first()


def revoked_credentials() -> list[UUID]:
    """The ids of what was revoked, for whoever checks a credential without this site's page."""
    return list(
        Certificate.objects.filter(revoked_at__isnull=False)
        .order_by("pk")
        .values_list("public_id", flat=True)
    )


# --- Marks and units, for many at once -------------------------------------------------------------


def units_of(learners: Iterable[int], day: date) -> dict[int, str]:
    """The organisation in which each of these people serves on a day, by the post that ranks first."""
    held = serving_on(day).filter(person__in=list(learners)).order_by(RANK, "-began", "pk")
    units: dict[int, str] = {}
    for learner, unit in held.values_list("person", "organisation__name"):
        units.setdefault(learner, unit)
    return units


# --- Who has finished and has none -----------------------------------------------------------------


def finished_without(course_id: int) -> QuerySet[CourseProgress]:
    """Who has finished a course and was given nothing for it: no certificate of that finish, whatever became
    of it since, and none that still holds."""
    given = Certificate.objects.filter(course=course_id, learner=OuterRef("enrolment__learner"))
    settled = Q(finished_at=OuterRef("finished_at")) | valid_on(timezone.localdate())
    return (
        CourseProgress.objects.filter(
            enrolment__course=course_id,
            finished_at__isnull=False,
            enrolment__learner__erased_at__isnull=True,
        )
        .exclude(Exists(given.filter(settled)))
        .select_related("enrolment__learner__account", "edition")
        .defer("edition__about")
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who has finished a course and may be given a certificate."""

    progress: CourseProgress
    mark: Decimal | None
    grade: str
    unit: str

    @property
    def learner(self) -> Person:
        return self.progress.enrolment.learner

    @property
    def mark_in_words(self) -> str:
        return rules.mark_in_words(self.mark)


def candidates_for(
    viewer: User,
    *,
    template: CertificateTemplate,
    course: CoursePage,
    within_unit: Organisation | None,
    today: date,
) -> list[Candidate]:
    """Those of the viewer's part of the tree, who finished first first; at most as many as a batch holds."""
    waiting = finished_without(course.pk).filter(
        enrolment__learner__in=people_overseen_by(viewer, roles=ISSUERS)
    )
    if within_unit is not None:
        places = within([within_unit.path], prefix="organisation__")
        waiting = waiting.filter(enrolment__learner__in=serving_on(today).filter(places).values("person"))
    found = list(waiting.order_by("finished_at", "pk")[:MOST_AT_ONCE])
    units = units_of([one.enrolment.learner_id for one in found], today)
    bands = template.bands
    return [
        Candidate(
            one,
            one.mark,
            rules.grade_of(one.mark, bands),
            units.get(one.enrolment.learner_id, ""),
        )
        for one in found
    ]


def courses_with_finishers() -> QuerySet[CoursePage]:
    """Courses that somebody has finished, by title."""
    finished = CourseProgress.objects.filter(enrolment__course=OuterRef("pk"), finished_at__isnull=False)
    found: QuerySet[CoursePage] = CoursePage.objects.filter(Exists(finished)).order_by("title", "pk")
    return found


# --- What an issuer sees ---------------------------------------------------------------------------


def certificates_seen_by(viewer: User) -> QuerySet[Certificate]:
    """Certificates of the people whom an issuer oversees."""
    overseen = people_overseen_by(viewer, roles=ISSUERS)
    return Certificate.objects.filter(learner__in=overseen).select_related("learner", "course")


def certificates_found(viewer: User, *, text: str, state: str, today: date) -> QuerySet[Certificate]:
    """Those whose number, name or course has the text in it, and that stand so."""
    found = certificates_seen_by(viewer)
    if text:
        named = Q(learner__in=search_people(Person.objects.all(), text))
        found = found.filter(named | Q(number__icontains=text) | Q(course__in=_courses_named(text)))
    match state:
        case rules.State.VALID:
            return found.filter(valid_on(today))
        case rules.State.EXPIRED:
            return found.filter(revoked_at__isnull=True, expires_on__lt=today)
        case rules.State.REVOKED:
            return found.filter(revoked_at__isnull=False)
        case _:
            return found


def _courses_named(text: str) -> list[int]:
    """Courses are few, and no database folds Vietnamese as we do."""
    wanted = fold(text)
    return [pk for pk, title in CoursePage.objects.values_list("pk", "title") if wanted in fold(title)]


def batches_seen_by(viewer: User) -> QuerySet[Any]:
    """Batches with somebody in them whom the viewer oversees, and how many of theirs she sees."""
    seen = Q(certificates__learner__in=people_overseen_by(viewer, roles=ISSUERS))
    found: QuerySet[Any] = CertificateBatch.objects.annotate(
        count=Count("certificates", filter=seen, distinct=True)
    )
    return found.filter(count__gt=0).select_related("course", "issued_by")


def certificates_in(batch: CertificateBatch, viewer: User) -> QuerySet[Certificate]:
    return certificates_seen_by(viewer).filter(batch=batch).order_by("pk")


def sees_all_of(batch: CertificateBatch, viewer: User) -> bool:
    """Whether its print may be hers: it holds everybody's."""
    return not batch.certificates.exclude(pk__in=certificates_seen_by(viewer).values("pk")).exists()


def to_print(batch: CertificateBatch) -> list[Certificate]:
    """What of a batch is put on paper: nothing that was revoked, nobody who was erased."""
    return list(batch.certificates.filter(revoked_at=None).exclude(holder="").order_by("pk"))


def issuer_name() -> str:
    """Who issues where no course says otherwise."""
    first = CertificateTemplate.objects.order_by(F("course").asc(nulls_first=True))
    return first.values_list("issuer", flat=True).first() or ""


def replacement_of(certificate: Certificate) -> Certificate | None:
    return Certificate.objects.filter(replaces=certificate).first()


def example_progress(template: CertificateTemplate, now: datetime) -> CourseProgress:
    """Somebody who has just finished the course of the settings, or any; nobody, and stored nowhere."""
    editions = CourseEdition.objects.filter(is_current=True)
    of_course = editions.filter(course=template.course_id) if template.course_id else editions
    edition = of_course.order_by("course__path").first()
    if edition is None:
        title = str(template.course.title) if template.course else ""
        edition = CourseEdition(title=title or _("Name of the course"), lessons_total=0)
    return CourseProgress(edition=edition, lessons_total=edition.lessons_total, finished_at=now)
