"""Answers that people of the demonstration give, right ones and wrong ones. Pure: no Django."""

from random import Random
from typing import Any

from quizzes.grading.questions import (
    AnyQuestion,
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)


def right_answer(question: AnyQuestion) -> Any:
    """The answer that earns all of a question's points; None for what a person marks."""
    match question:
        case SingleChoice():
            return max(question.choices, key=lambda choice: choice.share).id
        case MultipleChoice():
            return [choice.id for choice in question.choices if choice.is_right]
        case TrueFalse():
            return "true" if question.is_true else "false"
        case Matching():
            return {pair.id: pair.answer for pair in question.pairs}
        case Ordering():
            return [item.id for item in question.items]
        case ShortAnswer():
            return question.accepted[0].text
        case Numerical():
            return question.accepted[0].value
        case Cloze():
            return {gap.id: gap.accepted[0].text for gap in question.gaps}
        case Essay():
            return None


def wrong_answer(question: AnyQuestion, random: Random) -> Any:
    """An answer that does not earn all of it, as somebody gives who is not sure."""
    match question:
        case SingleChoice():
            return random.choice([choice.id for choice in question.choices if not choice.is_right])
        case MultipleChoice():
            right = [choice.id for choice in question.choices if choice.is_right]
            return [random.choice(right), *(choice.id for choice in question.choices if not choice.is_right)]
        case TrueFalse():
            return "false" if question.is_true else "true"
        case Matching():
            pairs, answers = [pair.id for pair in question.pairs], [pair.answer for pair in question.pairs]
            return dict(zip(pairs, [*answers[1:], answers[0]], strict=True))
        case Ordering():
            ids = [item.id for item in question.items]
            return [*ids[1:], ids[0]]
        case ShortAnswer() | Numerical():
            return random.choice(("15", "5", "10", "30"))
        case Cloze():
            known = {form.text for gap in question.gaps for form in gap.accepted}
            return {gap.id: random.choice(sorted(set(question.bank) - known)) for gap in question.gaps}
        case Essay():
            return None


def answer_of(question: AnyQuestion, *, sureness: float, random: Random) -> Any:
    """What somebody answers who is right with this probability; now and then nothing at all."""
    if random.random() < sureness:
        return right_answer(question)
    return None if random.random() < 0.1 else wrong_answer(question, random)


def answer_of_a_beginner(question: AnyQuestion, *, random: Random) -> Any:
    """What somebody answers who knows her figures, and errs where several things are to be put together."""
    is_simple = isinstance(question, SingleChoice | TrueFalse | ShortAnswer)
    return right_answer(question) if is_simple else wrong_answer(question, random)
