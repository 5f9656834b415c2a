"""Reads of the bank."""

from collections.abc import Iterable

from django.db.models import QuerySet

from common.unchanging import KEPT_FOR, unchanging
from quizzes.bank.models import Category, Question, QuestionVersion
from quizzes.grading.codec import question_from
from quizzes.grading.questions import AnyQuestion

USABLE = (Question.State.CHECKED, Question.State.IN_USE)


def usable_questions() -> QuerySet[Question]:
    """Questions that a second person has checked and that are not retired."""
    found: QuerySet[Question] = Question.objects.filter(state__in=USABLE, current__isnull=False)
    return found


def questions_within(category: Category | None) -> QuerySet[Question]:
    """Usable questions of a category and of all beneath it; of the whole bank for None."""
    found = usable_questions()
    return found if category is None else found.filter(category__in=ids_beneath(category.pk))


def ids_beneath(category_id: int) -> list[int]:
    """A category and all beneath it, by number; a few hundred shelves are read in one query."""
    children: dict[int | None, list[int]] = {}
    for pk, parent_id in Category.objects.values_list("pk", "parent_id"):
        children.setdefault(parent_id, []).append(pk)
    found, waiting = [category_id], [category_id]
    seen = {category_id}
    while waiting:
        # Shelves may have been set in a circle before that was refused.
        new = [pk for pk in children.get(waiting.pop(), ()) if pk not in seen]
        seen.update(new)
        found += new
        waiting += new
    return found


def contents_of(version_ids: Iterable[int]) -> dict[int, AnyQuestion]:
    """The questions of versions by number, kept because versions never change."""
    wanted = {_key(pk): pk for pk in version_ids}
    found = {wanted[key]: question for key, question in unchanging.get_many(wanted).items()}
    missing = [pk for pk in wanted.values() if pk not in found]
    if missing:
        rows = QuestionVersion.objects.filter(pk__in=missing).values_list("pk", "content")
        read = {pk: question_from(content) for pk, content in rows}
        unchanging.set_many({_key(pk): question for pk, question in read.items()}, KEPT_FOR)
        found |= read
    return found


def _key(version_id: int) -> str:
    return f"question-version:{version_id}"
