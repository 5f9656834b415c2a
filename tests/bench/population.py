"""Five thousand enrolled people with progress, made in bulk but true: it follows from evidence."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from accounts.models import User
from courses.catalogue.models import CourseEdition, EditionLesson
from courses.enrolment.models import Enrolment
from courses.progress import rules
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from organisations.people.models import Person

PEOPLE = 5000
BEGAN = datetime(2026, 10, 1, 19, 0, tzinfo=UTC)
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Lò Vàng Nông Hà Ma Triệu".split()
MIDDLE = "Thị Văn Đức Minh Thu Quang Ngọc Hữu Xuân Mai".split()
GIVEN = "An Bình Chi Dung Đức Giang Hà Hòa Hương Khánh Lan Minh Nga Oanh Phúc Quân Sơn Thảo Vân Ý".split()


def populate() -> None:
    """Enrol everybody in every course; each is somewhere between its beginning and its end."""
    chance = random.Random(2026)
    people = _enter_people(chance)
    for edition in CourseEdition.objects.filter(is_current=True):
        lessons = list(EditionLesson.objects.filter(edition=edition).select_related("version"))
        enrolments = Enrolment.objects.bulk_create(
            [Enrolment(learner=one, course_id=edition.course_id, enrolled_at=BEGAN) for one in people],
            batch_size=1000,
        )
        for first in range(0, PEOPLE, 500):
            _let_them_learn(edition, lessons, enrolments[first : first + 500], chance)


def _enter_people(chance: random.Random) -> list[Person]:
    names = [f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}" for _ in range(PEOPLE)]
    accounts = User.objects.bulk_create(
        [User(username=f"nguoi{n:05}", full_name=name, password="!") for n, name in enumerate(names)],
        batch_size=1000,
    )
    return Person.objects.bulk_create(
        [Person(full_name=account.full_name, account=account) for account in accounts], batch_size=1000
    )


def _let_them_learn(
    edition: CourseEdition,
    lessons: list[EditionLesson],
    enrolments: list[Enrolment],
    chance: random.Random,
) -> None:
    evidence: list[Evidence] = []
    states: list[LessonProgress] = []
    courses: list[CourseProgress] = []
    for enrolment in enrolments:
        # Nobody has finished: the last lesson is left for the bench to mark.
        done = lessons[: chance.randrange(len(lessons))]
        for lesson in done:
            given = list(_evidence(enrolment.learner_id, lesson, chance))
            evidence += given
            states.append(_state(lesson, given))
        courses.append(
            CourseProgress(
                enrolment=enrolment,
                edition=edition,
                lessons_done=len(done),
                lessons_total=edition.lessons_total,
                last_lesson_id=done[-1].lesson_id if done else None,
                last_at=BEGAN + timedelta(days=1) if done else None,
            )
        )
    Evidence.objects.bulk_create(evidence, batch_size=1000)
    LessonProgress.objects.bulk_create(states, batch_size=1000)
    CourseProgress.objects.bulk_create(courses, batch_size=1000)


def _evidence(learner_id: int, lesson: EditionLesson, chance: random.Random) -> Iterator[Evidence]:
    """What it takes to finish a lesson by its rule."""
    rule = lesson.version.completion
    steps = [(rules.MARKED if rule == rules.RULE_MARKED else rules.READ, "")]
    if rule == rules.RULE_CHECKLIST:
        steps += [(rules.TICKED, item) for item in lesson.version.checklist_items]
    for minute, (kind, item) in enumerate(steps):
        at = BEGAN + timedelta(days=lesson.number, minutes=minute)
        yield Evidence(
            id=UUID(int=chance.getrandbits(128)),
            learner_id=learner_id,
            lesson_id=lesson.lesson_id,
            version_id=lesson.version_id,
            kind=kind,
            item=item,
            happened_at=at,
            received_at=at,
        )


def _state(lesson: EditionLesson, evidence: list[Evidence]) -> LessonProgress:
    need = rules.Requirement(lesson.version.completion, frozenset(lesson.version.checklist_items))
    facts = [rules.Fact(one.kind, one.happened_at, one.item, str(one.pk)) for one in evidence]
    state = rules.state_after(facts, [need])
    return LessonProgress(
        learner_id=evidence[0].learner_id,
        lesson_id=lesson.lesson_id,
        version_id=lesson.version_id,
        begun_at=state.begun_at,
        read_at=state.read_at,
        marked_at=state.marked_at,
        done_at=state.done_at,
        ticked=sorted(state.ticked),
        ticked_ever=sorted(state.ticked_ever),
    )
