"""Reads of papers: what was printed for the viewer's part of the tree, and whose results she may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.appointments.queries import serving_on
from organisations.oversight.models import Grant
from organisations.oversight.queries import organisations_overseen_by, people_overseen_by
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import within
from quizzes.attempts.models import Attempt
from quizzes.attempts.queries import keys_in_force
from quizzes.bank.queries import contents_of
from quizzes.grading.questions import AnyQuestion
from quizzes.papers.models import Quiz
from quizzes.papers.queries import open_quizzes
from quizzes.printing.models import PaperPrint, PaperResult
from quizzes.printing.rules import OnPaper

Role = Grant.Role
TYPISTS: tuple[str, ...] = (Role.HOST, Role.ORGANISER, Role.ADMINISTRATOR)
"""Roles that type in what people of their part of the tree wrote."""

KEY_HOLDERS: tuple[str, ...] = (Role.LECTURER, Role.REVIEWER)
"""Roles that may have the key of a paper before the test."""

PRINTERS: tuple[str, ...] = (*TYPISTS, *KEY_HOLDERS)
"""Roles that print papers for their part of the tree."""


def prints_seen_by(viewer: User) -> QuerySet[PaperPrint]:
    overseen = organisations_overseen_by(viewer, roles=PRINTERS)
    found = PaperPrint.objects.filter(organisation__in=overseen)
    return found.select_related("quiz", "organisation").defer("variants", "rules")


def may_have_key(viewer: User, paper: PaperPrint, today: date) -> bool:
    """Lecturers and reviewers always; who holds the test from its day on, and not while she answers it."""
    if organisations_overseen_by(viewer, roles=KEY_HOLDERS).filter(pk=paper.organisation_id).exists():
        return True
    under_way = Attempt.objects.filter(quiz=paper.quiz, learner__account=viewer, state=Attempt.State.OPEN)
    return paper.held_on <= today and not under_way.exists()


def quizzes_to_print() -> QuerySet[Quiz]:
    return open_quizzes().order_by("title", "pk")


def people_to_type(viewer: User) -> QuerySet[Person]:
    """Nobody types in her own paper."""
    return people_overseen_by(viewer, roles=TYPISTS).filter(~Q(account=viewer), erased_at=None)


def results_seen_by(viewer: User, paper: PaperPrint) -> QuerySet[PaperResult]:
    """The results of a print, of the people whom the viewer oversees; never her own."""
    overseen = people_overseen_by(viewer, roles=TYPISTS).filter(~Q(account=viewer))
    found = PaperResult.objects.filter(paper=paper, attempt__learner__in=overseen)
    return found.select_related("attempt__learner", "typed_by")


def result_on(paper: PaperPrint, learner: Person) -> PaperResult | None:
    found = PaperResult.objects.filter(paper=paper, attempt__learner=learner)
    return found.select_related("attempt").first()


@dataclass(frozen=True, slots=True)
class Slot:
    """A question of a variant: its number there, what it is, and how it stands.

    `key` is what its answers are marked by, `key_id` the version of it where that is not the one asked.
    """

    number: int
    asked: OnPaper
    question: AnyQuestion
    key: AnyQuestion
    key_id: int | None = None


def slots_of(paper: PaperPrint, variant: int) -> list[Slot]:
    """The questions of a variant in their order."""
    asked = [OnPaper(*one) for one in paper.variants[variant - 1]]
    keys = keys_in_force(one.version_id for one in asked)
    contents = contents_of([*(one.version_id for one in asked), *keys.values()])
    return [
        Slot(
            number,
            one,
            contents[one.version_id],
            contents[keys.get(one.version_id, one.version_id)],
            keys.get(one.version_id),
        )
        for number, one in enumerate(asked, start=1)
    ]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a hall: her post, and the result that was typed in already, if one was."""

    person: Person
    post: Appointment
    result: PaperResult | None


def seats_of(viewer: User, paper: PaperPrint, organisation: Organisation, today: date) -> list[Seat]:
    """Who holds a post in an organisation and under it, each person once, within the viewer's sight."""
    places = within([organisation.path], prefix="organisation__")
    held = serving_on(today).filter(places, person__in=people_to_type(viewer))
    held = held.select_related("person", "organisation").order_by(
        "organisation__path", "person__name_key", "pk"
    )
    first: dict[int, Appointment] = {}
    for post in held:
        first.setdefault(post.person_id, post)
    typed = _typed(paper, list(first))
    return [Seat(post.person, post, typed.get(pk)) for pk, post in first.items()]


def _typed(paper: PaperPrint, people: Sequence[int]) -> dict[int, PaperResult]:
    found = PaperResult.objects.filter(paper=paper, attempt__learner__in=people).select_related("attempt")
    return {result.attempt.learner_id: result for result in found}
