"""Reads of papers: what was printed for the viewer's part of the tree, and whose results she may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.appointments.queries import serving_on
from organisations.oversight.models import Grant
from organisations.oversight.queries import organisations_overseen_by, people_overseen_by
from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.queries import within
from quizzes.bank.queries import contents_of
from quizzes.grading.questions import AnyQuestion
from quizzes.papers.models import Quiz
from quizzes.papers.queries import open_quizzes
from quizzes.printing.models import PaperPrint, PaperResult
from quizzes.printing.rules import OnPaper

Role = Grant.Role
TYPISTS: tuple[str, ...] = (Role.HOST, Role.ORGANISER, Role.ADMINISTRATOR)
"""Roles that type in what people of their part of the tree wrote."""

PRINTERS: tuple[str, ...] = (*TYPISTS, Role.LECTURER, Role.REVIEWER)
"""Roles that print papers for their part of the tree."""


def prints_seen_by(viewer: User) -> QuerySet[PaperPrint]:
    overseen = organisations_overseen_by(viewer, roles=PRINTERS)
    found = PaperPrint.objects.filter(organisation__in=overseen)
    return found.select_related("quiz", "organisation").defer("variants", "rules")


def quizzes_to_print() -> QuerySet[Quiz]:
    return open_quizzes().order_by("title", "pk")


def people_to_type(viewer: User) -> QuerySet[Person]:
    return people_overseen_by(viewer, roles=TYPISTS).filter(erased_at=None)


def results_seen_by(viewer: User, paper: PaperPrint) -> QuerySet[PaperResult]:
    """The results of a print, of the people whom the viewer oversees."""
    overseen = people_overseen_by(viewer, roles=TYPISTS)
    found = PaperResult.objects.filter(paper=paper, attempt__learner__in=overseen)
    return found.select_related("attempt__learner", "typed_by")


def result_on(paper: PaperPrint, learner: Person) -> PaperResult | None:
    found = PaperResult.objects.filter(paper=paper, attempt__learner=learner)
    return found.select_related("attempt").first()


@dataclass(frozen=True, slots=True)
class Slot:
    """A question of a variant: its number there, what it is, and how it stands."""

    number: int
    asked: OnPaper
    question: AnyQuestion


def slots_of(paper: PaperPrint, variant: int) -> list[Slot]:
    """The questions of a variant in their order."""
    asked = [OnPaper(*one) for one in paper.variants[variant - 1]]
    contents = contents_of(one.version_id for one in asked)
    return [Slot(number, one, contents[one.version_id]) for number, one in enumerate(asked, start=1)]


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
