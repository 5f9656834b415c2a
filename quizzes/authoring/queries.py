"""Reads for the screens of authors: lists of questions and quizzes, and where a question stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Cast, Coalesce
from wagtail.models import WorkflowState

from accounts.models import User
from common.vietnamese import fold
from quizzes.attempts.models import Attempt
from quizzes.bank.models import Category, Question, QuestionCitation, QuestionVersion
from quizzes.bank.queries import ids_beneath
from quizzes.papers.models import FixedItem, Quiz, RandomDraw


def waits_for_checking(model: type[Any]) -> Exists:
    """Whether a row has been sent and nobody has answered yet."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    return Exists(
        WorkflowState.objects.filter(
            base_content_type=kind,
            object_id=Cast(OuterRef("pk"), CharField()),
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
    )


def questions_listed() -> QuerySet[Question]:
    """Questions as the list shows them: with how many quizzes ask them, and whether they wait."""
    found: QuerySet[Question] = Question.objects.select_related("category", "current", "author").annotate(
        quizzes=_count(FixedItem.objects.filter(question=OuterRef("pk")), "question"),
        live_quizzes=_count(FixedItem.objects.filter(question=OuterRef("pk"), quiz__live=True), "question"),
        is_waiting=waits_for_checking(Question),
    )
    return found


def quizzes_listed() -> QuerySet[Quiz]:
    """Quizzes as the list shows them: how many questions they ask, how often they were attempted."""
    fixed = FixedItem.objects.filter(quiz=OuterRef("pk"))
    unfit = fixed.exclude(question__state__in=[Question.State.CHECKED, Question.State.IN_USE])
    drawn = RandomDraw.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz")
    found: QuerySet[Quiz] = Quiz.objects.select_related("author").annotate(
        fixed_questions=_count(fixed, "quiz"),
        unfit_questions=_count(unfit, "quiz"),
        drawn_questions=Coalesce(
            Subquery(drawn.annotate(all=Sum("count")).values("all"), output_field=IntegerField()), 0
        ),
        attempted=_count(Attempt.objects.filter(quiz=OuterRef("pk")), "quiz"),
        is_waiting=waits_for_checking(Quiz),
    )
    return found


def _count(rows: QuerySet[Any], by: str) -> Any:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def search_questions(questions: QuerySet[Question], text: str) -> QuerySet[Question]:
    """Those in whose name or first words all words stand, with or without Vietnamese marks."""
    for word in fold(text).split():
        questions = questions.filter(search_key__contains=word)
    return questions


def search_quizzes(quizzes: QuerySet[Quiz], text: str) -> list[int]:
    """The numbers of quizzes in whose title all words stand; a few hundred titles are read in one query."""
    words = fold(text).split()
    titles = quizzes.order_by().values_list("pk", "title")
    return [pk for pk, title in titles if all(word in fold(title) for word in words)]


def authors_of_questions() -> QuerySet[User]:
    written = Question.objects.filter(author=OuterRef("pk"))
    return User.objects.filter(Exists(written)).order_by("full_name", "pk")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category with the way to it."""

    pk: int
    title: str
    depth: int
    way: str


def shelves() -> list[Shelf]:
    """Every category under the one it stands in, in one query."""
    rows = list(Category.objects.order_by("title", "pk").values_list("pk", "parent_id", "title"))
    children: dict[int | None, list[tuple[int, str]]] = {}
    for pk, parent_id, title in rows:
        children.setdefault(parent_id, []).append((pk, title))
    found = list(_shelves(None, children, 0, ""))
    # Shelves set in a circle hang from no root; they are listed too, so that they can be put right.
    seen = {one.pk for one in found}
    for pk, parent_id, title in rows:
        if pk not in seen:
            circle = [Shelf(pk, title, 0, title), *_shelves(pk, _without(children, parent_id, pk), 1, title)]
            found += [one for one in circle if one.pk not in seen]
            seen |= {one.pk for one in circle}
    return found


def _without(
    children: dict[int | None, list[tuple[int, str]]], parent: int | None, pk: int
) -> dict[int | None, list[tuple[int, str]]]:
    """The same shelves with one taken out of the one it stands in."""
    return {**children, parent: [one for one in children.get(parent, []) if one[0] != pk]}


def _shelves(
    parent: int | None, children: dict[int | None, list[tuple[int, str]]], depth: int, way: str
) -> Iterable[Shelf]:
    for pk, title in children.get(parent, []):
        here = f"{way} › {title}" if way else title
        yield Shelf(pk, title, depth, here)
        yield from _shelves(pk, children, depth + 1, here)


def categories_listed() -> QuerySet[Category]:
    return Category.objects.select_related("parent").annotate(
        held=_count(Question.objects.filter(category=OuterRef("pk")), "category")
    )


# --- One question ---------------------------------------------------------------------------------


def versions_of(question: Question) -> QuerySet[QuestionVersion]:
    """Its versions, the newest first, with how many attempts met each."""
    asked = Attempt.objects.filter(questions__version=OuterRef("pk")).order_by()
    counted = asked.values("questions__version").annotate(n=Count("pk", distinct=True)).values("n")
    return (
        QuestionVersion.objects.filter(question=question)
        .select_related("written_by", "checked_by", "read_again")
        .annotate(attempts=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
        .order_by("-number")
    )


def citations_of(question: Question) -> QuerySet[QuestionCitation]:
    found: QuerySet[QuestionCitation] = QuestionCitation.objects.filter(question=question).select_related(
        "regulation__replaced_by"
    )
    return found


def quizzes_asking(question: Question) -> QuerySet[Quiz]:
    """Quizzes that ask it of everybody."""
    asking = Quiz.objects.filter(fixed_items__question=question)
    found: QuerySet[Quiz] = asking.distinct().order_by("title", "pk")
    return found


def draws_bringing(question: Question) -> list[RandomDraw]:
    """Draws that may bring it."""
    fits = Q(topic__isnull=True) | Q(topic__in=question.topics.all())
    fits &= Q(difficulty__isnull=True) | Q(difficulty=question.difficulty)
    draws = RandomDraw.objects.filter(fits).select_related("quiz", "category", "topic")
    above = _categories_above(question.category_id)
    return [draw for draw in draws.order_by("quiz__title", "pk") if draw.category_id in above]


def _categories_above(category_id: int) -> set[int | None]:
    """The category, all it stands in, and none: a draw without a category takes from the whole bank."""
    parents = dict(Category.objects.values_list("pk", "parent_id"))
    found: set[int | None] = {None}
    at: int | None = category_id
    while at is not None and at not in found:
        found.add(at)
        at = parents.get(at)
    return found


def within_category(questions: QuerySet[Question], category: Category) -> QuerySet[Question]:
    return questions.filter(category__in=ids_beneath(category.pk))


def without_a_second_person(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Those whose current version was published by one person alone."""
    alone = Q(current__checked_by__isnull=True) | Q(current__checked_by=F("current__written_by"))
    return questions.filter(alone, current__isnull=False)
