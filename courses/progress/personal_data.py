"""What is kept of a person's learning, told to her, and what of it stays once she is erased."""

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from courses.enrolment.models import Enrolment
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Choice, Column, Rows, Section


def sections_about_learning(person: Person) -> list[Section]:
    return [_courses(person), _lessons(person), _evidence(person)]


def traces_of_learning(person: Person) -> list[Trace]:
    """Learning holds no words of hers: all of it stays, for the counts of her organisation."""
    return [
        Trace(_("courses enrolled in"), Enrolment.objects.filter(learner=person).count(), stays=True),
        Trace(
            _("lessons learnt"), _lesson_progress(person).filter(done_at__isnull=False).count(), stays=True
        ),
        Trace(
            _("pieces of evidence of learning"), Evidence.objects.filter(learner=person).count(), stays=True
        ),
    ]


def _courses(person: Person) -> Section:
    return Section(
        key="courses",
        icon="courses",
        title=_("Courses you follow"),
        why=_("So that you can go on where you stopped, and be given credit for what you finish."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("course", _("Course")),
            Column("edition", _("Edition")),
            Column("enrolled_at", _("Enrolled")),
            Column("lessons_done", _("Lessons done")),
            Column("lessons_total", _("Lessons in all")),
            Column("finished_at", _("Finished")),
            Column("mark", _("Mark")),
            Column("update_done_at", _("Brought up to date")),
        ),
        # Columns alone, here and below: an edition and a version carry the text of whole lessons.
        rows=Rows(
            CourseProgress.objects.filter(enrolment__learner=person)
            .order_by("enrolment__enrolled_at", "pk")
            .values_list(
                "edition__title",
                "edition__number",
                "enrolment__enrolled_at",
                "lessons_done",
                "lessons_total",
                "finished_at",
                "mark",
                "update_done_at",
            ),
            lambda row: (*row[:6], None if row[6] is None else number_format(row[6]), row[7]),
        ),
    )


def _lessons(person: Person) -> Section:
    return Section(
        key="lessons",
        icon="book",
        title=_("Lessons you have opened or learnt"),
        why=_("So that a lesson you have done counts, in whichever course it stands."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("lesson", _("Lesson")),
            Column("begun_at", _("Begun")),
            Column("done_at", _("Done")),
            Column("ticks", _("Boxes ticked")),
        ),
        rows=Rows(
            _lesson_progress(person)
            .order_by("begun_at", "pk")
            .values_list("version__title", "begun_at", "done_at", "ticked"),
            lambda row: (*row[:3], len(row[3])),
        ),
    )


def _evidence(person: Person) -> Section:
    return Section(
        key="evidence",
        icon="done",
        title=_("What your devices and quizzes have reported"),
        why=_("So that your progress can be checked and computed again; nothing is taken on one word."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("happened_at", _("When")),
            Column("kind", _("What")),
            Column("lesson", _("Lesson")),
            Column("received_at", _("Received")),
        ),
        rows=Rows(
            Evidence.objects.filter(learner=person)
            .order_by("-happened_at", "pk")
            .values_list("happened_at", "kind", "version__title", "received_at"),
            lambda row: (row[0], Choice(row[1], _kind(row[1])), *row[2:]),
        ),
    )


def _kind(kind: str) -> str:
    words = {
        Evidence.Kind.READ: _("Read to the end"),
        Evidence.Kind.MARKED: _("Marked as learnt"),
        Evidence.Kind.TICKED: _("Box ticked"),
        Evidence.Kind.UNTICKED: _("Tick taken away"),
        Evidence.Kind.PASSED: _("Quiz passed"),
        Evidence.Kind.WATCHED: _("Film or sound watched"),
        Evidence.Kind.PLAYED: _("Interactive content gone through"),
        Evidence.Kind.ATTENDED: _("Demonstration session attended and reviewed"),
    }
    return words[Evidence.Kind(kind)]


def _lesson_progress(person: Person) -> QuerySet[LessonProgress]:
    return LessonProgress.objects.filter(learner=person)
