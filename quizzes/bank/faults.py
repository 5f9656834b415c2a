"""Problems of a question at the very block that they are in, for the editor to show them there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import ListBlock, StructBlock, StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from quizzes.bank.sentences import full_sentence_of, sentence_of
from quizzes.grading.checking import Problem, problems_of
from quizzes.grading.questions import AnyQuestion, SingleChoice

FULL = 99.99


def all_problems(question: AnyQuestion) -> list[Problem]:
    """What keeps a question from being sent for checking: unsound, or surely not what was meant."""
    return [*problems_of(question), *_surely_a_slip(question)]


def _surely_a_slip(question: AnyQuestion) -> Iterator[Problem]:
    """A file may bring a question with one answer and two right ones; nobody means to write it so."""
    if isinstance(question, SingleChoice) and sum(choice.share >= FULL for choice in question.choices) > 1:
        yield Problem("several_right_choices", "choices")


def fault_of(problems: Iterable[Problem], blocks: Mapping[str, Any]) -> ValidationError:
    """The error of a question's block, with every problem at the child that it is in."""
    at: dict[str, list[Problem]] = defaultdict(list)
    elsewhere = []
    for problem in problems:
        if problem.field in blocks:
            at[problem.field].append(problem)
        else:
            elsewhere.append(ValidationError(full_sentence_of(problem)))
    errors = {name: _error(found, blocks[name]) for name, found in at.items()}
    fault: ValidationError = StructBlockValidationError(errors, elsewhere or None)
    return fault


def _error(problems: list[Problem], block: Any) -> ValidationError:
    if not isinstance(block, ListBlock):
        return ValidationError([sentence_of(problem) for problem in problems])
    of_items: dict[int, list[str]] = defaultdict(list)
    of_list = []
    for problem in problems:
        if problem.number:
            of_items[problem.number - 1].append(sentence_of(problem))
        else:
            of_list.append(ValidationError(sentence_of(problem)))
    is_struct = isinstance(block.child_block, StructBlock)
    fault: ValidationError = ListBlockValidationError(
        block_errors={number: _item(sentences, is_struct) for number, sentences in of_items.items()},
        non_block_errors=of_list or None,
    )
    return fault


def _item(sentences: list[str], is_struct: bool) -> ValidationError:
    if is_struct:
        said = [ValidationError(sentence) for sentence in sentences]
        fault: ValidationError = StructBlockValidationError(non_block_errors=said)
        return fault
    return ValidationError(sentences)
