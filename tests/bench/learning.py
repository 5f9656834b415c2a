"""What the people of a territory are to learn, and how far they are: made in bulk by the database, but true.

Courses of a province or a nation with what is assigned, two years of enrolments, progress, evidence for some,
completions, obligations and tallies: everything follows from each other as the site would have made it, which
`check_counters` confirms. Who learns what and when is a hash of primary keys: the same in every run.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from courses.assignments.actions import Terms, make_assignment
from courses.catalogue.models import CourseEdition, CoursePage
from organisations.tree.models import Organisation
from organisations.tree.rules import STEP
from tests.bench.bulk import FRAGMENTS, without_indexes
from tests.bench.figures import progress
from tests.bench.territory import SINCE
from tests.makers import edition_of, make_course
from tracking.counting.rules import due_as_told

LESSONS = 6
AHEAD = 120
"""So many days after today the calendar of the bench ends; it begins with SINCE."""
POSTS = ["secretary", "deputy", "committee"]


@dataclass(frozen=True, slots=True)
class Learning:
    """How many courses; how many in a hundred have finished one, and have begun it at all; of one person in
    how many the evidence is kept too."""

    courses: int
    finished: int
    begun: int
    evidence: int


PROVINCE = Learning(courses=8, finished=40, begun=60, evidence=1)
NATION = Learning(courses=20, finished=12, begun=20, evidence=40)


def populate_learning(size: Learning) -> None:
    """Let everybody who holds a post owe the courses, and be somewhere with them."""
    _write_down(_assign(size))
    for title, tables, statements in STEPS:
        progress(f"… {title}")
        with transaction.atomic(), without_indexes(tables):
            for statement in statements:
                _run(statement, size)


def _assign(size: Learning) -> list[tuple[CoursePage, date, date, int]]:
    """Courses, one after the other up to today, assigned to everybody; each third is recommended."""
    top = Organisation.objects.get(code="TOP")
    apart = (_latest() - 60) // (size.courses - 1)
    made = []
    for number in range(size.courses):
        course = make_course(
            *(f"Bài {lesson}" for lesson in range(1, LESSONS + 1)), title=f"Khóa của phép đo {number + 1}"
        )
        began = SINCE + timedelta(days=30 + apart * number)
        due = began + timedelta(days=90)
        assignment = make_assignment(
            what=course,
            organisation=top,
            posts=POSTS,
            terms=Terms(began=began, due=due, is_mandatory=number % 3 != 2),
            by=None,
            now=timezone.now(),
        )
        made.append((course, began, due, assignment.pk))
    return made


def _latest() -> int:
    return (timezone.localdate() - SINCE).days


def _write_down(courses: list[tuple[CoursePage, date, date, int]]) -> None:
    """Tables beside the site's, gone with the connection: days, courses, and who holds which post."""
    operations = connection.ops
    with connection.cursor() as cursor:
        cursor.execute(CALENDAR.format(**FRAGMENTS[connection.vendor]))
        for number in range(_latest() + AHEAD):
            day = SINCE + timedelta(days=number)
            noon = datetime.combine(day, time(5), tzinfo=UTC)
            row = [
                number,
                operations.adapt_datefield_value(day),
                operations.adapt_datefield_value(due_as_told(day, timezone.localdate())),
                operations.adapt_datetimefield_value(noon),
            ]
            cursor.execute("INSERT INTO bench_days VALUES (%s, %s, %s, %s)", row)
        cursor.execute(COURSES)
        for number, (course, began, due, assignment) in enumerate(courses):
            edition: CourseEdition = edition_of(course)
            cursor.execute(
                "INSERT INTO bench_courses VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [
                    number,
                    course.pk,
                    edition.pk,
                    assignment,
                    (began - SINCE).days,
                    (due - SINCE).days,
                    int(number % 3 != 2),
                ],
            )
        _look_at(cursor, "bench_days", "bench_courses", "organisations_appointment")
        cursor.execute(SEATS)
        _look_at(cursor, "bench_seats")


def _look_at(cursor: Any, *tables: str) -> None:
    """Let PostgreSQL see what it is about to join."""
    if connection.vendor == "postgresql":
        for table in tables:
            cursor.execute(f"ANALYZE {table}")


def _run(statement: str, size: Learning) -> None:
    known = {
        "lessons": LESSONS,
        "finished": size.finished,
        "begun": size.begun,
        "evidence": size.evidence,
        "latest": _latest(),
        **FRAGMENTS[connection.vendor],
    }
    for name, value in known.items():
        statement = statement.replace("{" + name + "}", str(value))
    with connection.cursor() as cursor:
        cursor.execute(statement)


CALENDAR = """
    CREATE TEMPORARY TABLE bench_days
    (n integer PRIMARY KEY, day date UNIQUE, told date, noon {moment} UNIQUE)
"""
COURSES = """
    CREATE TEMPORARY TABLE bench_courses
    (n integer, course integer, edition bigint, assignment bigint, began integer, due integer, must integer)
"""
SEATS = """
    CREATE TEMPORARY TABLE bench_seats AS
    SELECT post.id AS appointment, post.person_id AS person, post.post AS post, days.n AS began,
           place.id AS organisation, place.path AS path, place.cell_type_id AS cell_type
    FROM organisations_appointment post
    JOIN organisations_organisation place ON place.id = post.organisation_id
    JOIN organisations_organisation top ON top.code = 'TOP'
    JOIN bench_days days ON days.day = post.began
    WHERE substr(place.path, 1, 7) = top.path
"""

ENROLMENTS = """
    INSERT INTO courses_enrolment (learner_id, course_id, enrolled_at)
    SELECT seat.person, course.course, days.noon
    FROM bench_seats seat CROSS JOIN bench_courses course
    JOIN bench_days days ON days.n = course.began + (seat.person * 31 + course.n * 7) % 100
    WHERE days.n <= {latest} AND ((seat.person + 977 * course.n) * 2654435761 / 65536) % 100 < {begun}
"""
# Nobody has learnt what is still to come.
WAYS = """
    CREATE TEMPORARY TABLE bench_ways AS
    SELECT enrolment, person, course, edition, began, step,
           CASE WHEN began + step * wish > {latest} THEN ({latest} - began) / step ELSE wish END AS done
    FROM (
    SELECT enrolment.id AS enrolment, enrolment.learner_id AS person, course.n AS course,
           course.edition AS edition, days.n AS began, 1 + (enrolment.learner_id + course.n) % 5 AS step,
           CASE WHEN ((enrolment.learner_id + 977 * course.n) * 2654435761 / 65536) % 100 < {finished}
           THEN {lessons} ELSE (enrolment.learner_id + course.n) % {lessons} END AS wish
    FROM courses_enrolment enrolment
    JOIN bench_courses course ON course.course = enrolment.course_id
    JOIN bench_days days ON days.noon = enrolment.enrolled_at
    ) AS wishes
"""
COURSE_PROGRESS = """
    INSERT INTO courses_courseprogress
    (enrolment_id, edition_id, lessons_done, lessons_total, finished_at, last_anchor)
    SELECT way.enrolment, way.edition, way.done, {lessons},
           CASE WHEN way.done = {lessons} THEN days.noon END, ''
    FROM bench_ways way JOIN bench_days days ON days.n = way.began + way.step * {lessons}
"""
LESSON_PROGRESS = """
    INSERT INTO courses_lessonprogress
    (learner_id, lesson_id, version_id, begun_at, read_at, done_at,
     ticked, ticked_ever, passed, watched, played)
    SELECT way.person, place.lesson_id, place.version_id, days.noon, days.noon, days.noon,
           {empty}, {empty}, {empty}, {empty}, {empty}
    FROM bench_ways way
    JOIN courses_editionlesson place ON place.edition_id = way.edition AND place.number <= way.done
    JOIN bench_days days ON days.n = way.began + way.step * place.number
"""
EVIDENCE = """
    INSERT INTO courses_evidence
    (id, learner_id, lesson_id, version_id, kind, item, happened_at, received_at)
    SELECT {new_id}, way.person, place.lesson_id, place.version_id, 'read', '', days.noon, days.noon
    FROM bench_ways way
    JOIN courses_editionlesson place ON place.edition_id = way.edition AND place.number <= way.done
    JOIN bench_days days ON days.n = way.began + way.step * place.number
    WHERE way.person % {evidence} = 0
"""
COMPLETIONS = """
    INSERT INTO courses_completion (person_id, course_id, edition_id, source, "on")
    SELECT way.person, course.course, way.edition, 'learnt', days.day
    FROM bench_ways way
    JOIN bench_courses course ON course.n = way.course
    JOIN bench_days days ON days.n = way.began + way.step * {lessons}
    WHERE way.done = {lessons}
"""
# Who was appointed after the due date has thirty days, as the rules say.
OBLIGATIONS = """
    INSERT INTO courses_obligation
    (person_id, course_id, assignment_id, appointment_id, organisation_id, path, post, cell_type_id, number,
     is_mandatory, began, due, started_on, finished_on, is_current)
    SELECT seat.person, course.course, course.assignment, seat.appointment, seat.organisation, seat.path,
           seat.post, seat.cell_type, 1, course.must = 1, since.day, due.day, begun.day, finished.day,
           since.n <= {latest}
    FROM bench_seats seat CROSS JOIN bench_courses course
    JOIN bench_days since
      ON since.n = CASE WHEN seat.began > course.began THEN seat.began ELSE course.began END
    JOIN bench_days due ON due.n = CASE WHEN since.n > course.due THEN since.n + 30 ELSE course.due END
    LEFT JOIN bench_ways way ON way.person = seat.person AND way.course = course.n
    LEFT JOIN bench_days begun ON begun.n = way.began
    LEFT JOIN bench_days finished
      ON way.done = {lessons} AND finished.n = way.began + way.step * {lessons}
"""
TALLIES = """
    INSERT INTO tracking_tally
    (organisation_id, course_id, post, cell_type_id, is_mandatory, due,
     owed, started, finished, finished_late, not_passed, certified, marked, marks)
    SELECT CAST(substr(path, {first}, 7) AS integer) AS above, course_id, post, cell_type_id, is_mandatory,
           days.told, COUNT(*), COUNT(COALESCE(started_on, finished_on)), COUNT(finished_on),
           SUM(CASE WHEN finished_on > due THEN 1 ELSE 0 END), 0, 0, 0, 0
    FROM courses_obligation JOIN bench_days days ON days.day = due
    WHERE is_current AND length(path) > {last}
    GROUP BY above, course_id, post, cell_type_id, is_mandatory, days.told
    ORDER BY above, course_id
"""
STEPS = (
    ("enrolments", ["courses_enrolment"], [ENROLMENTS, WAYS, "ANALYZE bench_ways"]),
    ("obligations", ["courses_obligation"], [OBLIGATIONS]),
    (
        "tallies",
        ["tracking_tally"],
        [
            TALLIES.replace("{first}", str(1 + STEP * depth)).replace("{last}", str(STEP * (depth + 1)))
            for depth in range(3)
        ],
    ),
    ("completions", ["courses_completion"], [COMPLETIONS]),
    ("progress in courses", ["courses_courseprogress"], [COURSE_PROGRESS]),
    ("progress in lessons", ["courses_lessonprogress"], [LESSON_PROGRESS]),
    ("evidence", ["courses_evidence"], [EVIDENCE]),
)
"""What is told, which tables grow, and by which statements."""
