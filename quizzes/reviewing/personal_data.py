"""What is kept of a person's review, told to her; all of it goes once she is erased."""

from django.utils.translation import gettext as _

from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Column, Rows, Section
from quizzes.reviewing.models import ReviewCard, ReviewLog, Sitting


def sections_about_review(person: Person) -> list[Section]:
    return [_cards(person), _answers(person)]


def forget_review(person: Person) -> list[Trace]:
    """Practice is hers alone and counted nowhere: nothing of it stays."""
    logs, cards = ReviewLog.objects.filter(card__learner=person), ReviewCard.objects.filter(learner=person)
    traces = [
        Trace(_("questions to review"), cards.count()),
        Trace(_("answers in review"), logs.count()),
    ]
    logs.delete()
    cards.delete()
    Sitting.objects.filter(learner=person).delete()
    return traces


def _cards(person: Person) -> Section:
    return Section(
        key="review",
        icon="review",
        title=_("Questions you are to be asked again"),
        why=_("So that you practise what you are about to forget; never a mark."),
        how_long=_("Until you ask to be erased."),
        columns=(
            Column("question", _("Question")),
            Column("last_reviewed_at", _("Last answered")),
            Column("due_at", _("Comes back")),
            Column("reviews", _("Times answered")),
            Column("lapses", _("Times forgotten")),
        ),
        rows=Rows(
            ReviewCard.objects.filter(learner=person)
            .order_by("due_at", "pk")
            .values_list("question__label", "last_reviewed_at", "due_at", "reviews", "lapses"),
            tuple,
        ),
    )


def _answers(person: Person) -> Section:
    return Section(
        key="review_answers",
        icon="done",
        title=_("Your answers in review"),
        why=_("When a question comes back follows from how you have answered it so far."),
        how_long=_("Until you ask to be erased."),
        columns=(
            Column("reviewed_at", _("When")),
            Column("question", _("Question")),
            Column("right", _("Right, in per cent")),
        ),
        rows=Rows(
            ReviewLog.objects.filter(card__learner=person, attempt__isnull=True)
            .order_by("-reviewed_at", "pk")
            .values_list("reviewed_at", "version__label", "fraction"),
            lambda row: (row[0], row[1], round(100 * row[2])),
        ),
    )
