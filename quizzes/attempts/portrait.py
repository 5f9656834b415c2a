"""What stands of a person's quizzes on her page in the authoring site, for who oversees her."""

from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisations.people.models import Person
from organisations.personnel.signals import Section
from quizzes.attempts.models import QuizStanding


def quizzes_of(person: Person) -> Section:
    """Where she stands in each quiz, the one marked last first."""
    standings = QuizStanding.objects.filter(learner=person).select_related("quiz")
    return Section(
        title=_("Quizzes"),
        columns=(_("Quiz"), _("Mark that counts"), _("Passed on"), _("Attempts")),
        rows=[_in_words(standing) for standing in standings.order_by("-last_graded_at", "quiz__title")],
        empty=_("This person has handed in no quiz yet."),
    )


def _in_words(standing: QuizStanding) -> tuple[str, ...]:
    mark = "–" if standing.percent is None else f"{floatformat(round(standing.percent, 1), -1)}%"
    passed = standing.passed_at and date_format(timezone.localtime(standing.passed_at), "SHORT_DATE_FORMAT")
    return standing.quiz.title, mark, passed or "–", str(standing.attempts_used)
