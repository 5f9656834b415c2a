"""People who answer as people do: by a two-parameter logistic model, from a fixed seed.

Whoever is abler is likelier to be right, in each question as steeply as it discriminates (A. Birnbaum, in
Lord and Novick 1968, part 5). So it is known beforehand which questions are good, and the figures must find
it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random

from organisations.people.models import Person
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.bank.models import Question
from quizzes.bank.queries import contents_of
from quizzes.grading.codec import dump
from quizzes.grading.questions import Choice, SingleChoice
from quizzes.papers.models import Quiz
from quizzes.papers.queries import Asked, draw_paper
from quizzes.papers.rules import AttemptRules

FIRST_DAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Trait:
    """How a question behaves; `pulls` are how strongly its wrong options draw, in their order.

    `is_keyed_wrong`: those who know choose the first wrong option, as if the key were mistaken.
    """

    discrimination: float = 1.2
    difficulty: float = 0.0
    pulls: Sequence[float] = (1, 1)
    skipped: float = 0.02
    seconds: float = 40
    is_keyed_wrong: bool = False


def simulate(
    quiz: Quiz,
    *,
    people: int,
    seed: int = 2026,
    traits: Mapping[int, Trait] | None = None,
    first_day: datetime = FIRST_DAY,
    days: int = 90,
    number: int = 1,
    taught: float = 0.0,
) -> list[Attempt]:
    """Marked attempts of so many new people at a quiz of single-choice questions; `traits` by question."""
    chance = Random(seed)
    learners = Person.objects.bulk_create(
        [Person(full_name=f"Người thứ {place}") for place in range(people)], batch_size=1000
    )
    return answer_quiz(
        quiz,
        learners,
        chance,
        traits=traits or {},
        first_day=first_day,
        days=days,
        number=number,
        taught=taught,
    )


def answer_quiz(
    quiz: Quiz,
    learners: Sequence[Person],
    chance: Random,
    *,
    traits: Mapping[int, Trait],
    first_day: datetime,
    days: int,
    number: int,
    taught: float,
) -> list[Attempt]:
    """One attempt of each; `taught` lifts everybody's ability, as having seen the questions does."""
    same = None if quiz.random_draws.exists() else draw_paper(quiz, chance)
    rules = dump(AttemptRules())
    attempts, rows = [], []
    for learner in learners:
        paper = same or draw_paper(quiz, chance)
        ability = chance.gauss(taught, 1)
        begun = first_day + timedelta(minutes=chance.randrange(days * 24 * 60))
        attempt = Attempt(quiz=quiz, learner=learner, number=number, seed=1, rules=rules, started_at=begun)
        answered = [
            _answer(attempt, slot, asked, ability, chance, traits)
            for slot, asked in enumerate(paper, start=1)
        ]
        _mark(attempt, answered, quiz.pass_percent)
        attempts.append(attempt)
        rows += answered
    Attempt.objects.bulk_create(attempts, batch_size=500)
    AttemptQuestion.objects.bulk_create(rows, batch_size=500)
    return attempts


def _answer(
    attempt: Attempt, slot: int, asked: Asked, ability: float, chance: Random, traits: Mapping[int, Trait]
) -> AttemptQuestion:
    trait = traits.get(asked.question_id, Trait())
    content = contents_of([asked.version_id])[asked.version_id]
    assert isinstance(content, SingleChoice)
    response = None if chance.random() < trait.skipped else _chosen(content, trait, ability, chance)
    right = {choice.id for choice in content.choices if choice.is_right}
    return AttemptQuestion(
        attempt=attempt,
        slot=slot,
        question_id=asked.question_id,
        version_id=asked.version_id,
        points=asked.points,
        response=response,
        seconds=max(3, round(trait.seconds * chance.lognormvariate(0, 0.5))),
        fraction=float(response in right),
    )


def _chosen(content: SingleChoice, trait: Trait, ability: float, chance: Random) -> str:
    right: list[Choice] = [choice for choice in content.choices if choice.is_right]
    wrong: list[Choice] = [choice for choice in content.choices if not choice.is_right]
    knows = chance.random() < 1 / (1 + exp(-1.7 * trait.discrimination * (ability - trait.difficulty)))
    if trait.is_keyed_wrong:
        return wrong[0].id if knows else right[0].id
    if knows:
        return right[0].id
    return chance.choices(wrong, [*trait.pulls, *[1.0] * len(wrong)][: len(wrong)])[0].id


def _mark(attempt: Attempt, rows: Sequence[AttemptQuestion], pass_percent: int) -> None:
    attempt.points = sum(row.points * (row.fraction or 0) for row in rows)
    attempt.points_max = sum(row.points for row in rows)
    attempt.percent = 100 * attempt.points / attempt.points_max
    attempt.is_passed = attempt.percent >= pass_percent
    attempt.submitted_at = attempt.started_at + timedelta(seconds=sum(row.seconds for row in rows))
    attempt.graded_at, attempt.state, attempt.ended_by = attempt.submitted_at, Attempt.State.GRADED, "learner"


def traits_of(questions: Sequence[Question], *traits: Trait) -> dict[int, Trait]:
    return {question.pk: trait for question, trait in zip(questions, traits, strict=False)}
