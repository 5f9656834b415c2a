"""By what lecturers find questions and quizzes; the same for a list, for choosing, and for all at once."""

from collections.abc import Iterable
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from media.regulations.models import Regulation
from media.topics.models import Topic
from quizzes.authoring.queries import (
    authors_of_questions,
    search_questions,
    shelves,
    waits_for_checking,
    without_a_second_person,
)
from quizzes.bank.models import KIND_LABELS, Difficulty, Question
from quizzes.bank.queries import ids_beneath
from quizzes.papers.models import Quiz

WAITING, CHANGED, ALONE = "waiting", "changed", "alone"
STATES = [
    *Question.State.choices,
    (WAITING, _("waits for checking")),
    (CHANGED, _("changed since it was checked")),
    (ALONE, _("without a second person")),
]


def category_choices() -> list[tuple[str, str]]:
    """Every category, set in by how deep it stands."""
    return [(str(shelf.pk), "\u2003" * shelf.depth + shelf.title) for shelf in shelves()]


class CategoryFilter(django_filters.ChoiceFilter):  # type: ignore[misc]
    """A category with all beneath it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Category"), choices=category_choices, empty_label=_("All"), **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value or not value.isdecimal():
            return qs
        return qs.filter(category__in=ids_beneath(int(value)))


class StateFilter(django_filters.ChoiceFilter):  # type: ignore[misc]
    """What a question has come to, or what it waits for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("State"), choices=STATES, empty_label=_("All"), **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        match value:
            case "":
                return qs
            case "waiting":
                return qs.filter(waits_for_checking(Question))
            case "changed":
                return qs.filter(has_unpublished_changes=True, current__isnull=False)
            case "alone":
                return without_a_second_person(qs)
            case _:
                return qs.filter(state=value)


class QuestionFilters(WagtailFilterSet):  # type: ignore[misc]
    category = CategoryFilter()
    kind = django_filters.ChoiceFilter(
        label=_("Type"), choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        empty_label=_("All"),
    )  # fmt: skip
    difficulty = django_filters.ChoiceFilter(
        label=_("Difficulty"), choices=Difficulty.choices, empty_label=_("All")
    )
    state = StateFilter()
    topics = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=lambda request: Topic.objects.all(), empty_label=_("All")
    )
    author = django_filters.ModelChoiceFilter(
        label=_("Author"), queryset=lambda request: authors_of_questions(), empty_label=_("All")
    )
    regulation = django_filters.ModelChoiceFilter(
        field_name="citations__regulation",
        distinct=True,
        label=_("Cites"),
        queryset=lambda request: Regulation.objects.all(),
        empty_label=_("All"),
    )

    class Meta:
        model = Question
        fields: Iterable[str] = ()


class QuizFilters(WagtailFilterSet):  # type: ignore[misc]
    purpose = django_filters.ChoiceFilter(
        label=_("Purpose"), choices=Quiz.Purpose.choices, empty_label=_("All")
    )
    live = django_filters.ChoiceFilter(
        label=_("State"), choices=[("true", _("open to learners")), ("false", _("not open"))],
        empty_label=_("All"), method="by_state",
    )  # fmt: skip

    class Meta:
        model = Quiz
        fields: Iterable[str] = ()

    def by_state(self, quizzes: QuerySet[Quiz], name: str, value: str) -> QuerySet[Quiz]:
        return quizzes.filter(live=value == "true")


def questions_answering(query: Any, request: Any = None) -> QuerySet[Question]:
    """The questions that a list with these filters and words shows, on whichever page."""
    filters = QuestionFilters(query, queryset=Question.objects.all(), request=request)
    found = filters.qs if filters.is_valid() else Question.objects.all()
    return search_questions(found, query.get("q", ""))


class ChoosingForm(forms.Form):
    """Narrows the questions that a quiz may be given: by words, category, difficulty, topic."""

    q = forms.CharField(
        label=_("Words of the question"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("With or without Vietnamese marks")}),
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    kind = forms.ChoiceField(
        label=_("Type"),
        required=False,
        choices=[("", _("All")), *((kind.value, label) for kind, label in KIND_LABELS.items())],
    )
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), required=False, choices=[("", _("All")), *Difficulty.choices]
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"), required=False, queryset=Topic.objects.all(), empty_label=_("All")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_searching = False
        self.is_filtering_by_collection = False
        self.search_query = ""
        category: Any = self.fields["category"]
        category.choices = [("", _("All")), *category_choices()]
        for name in ("category", "kind", "difficulty", "topic"):
            self.fields[name].widget.attrs["data-chooser-modal-search-filter"] = True

    def filter(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        asked = self.cleaned_data
        self.search_query = asked["q"]
        self.is_searching = any(asked.values())
        if asked["category"]:
            questions = questions.filter(category__in=ids_beneath(int(asked["category"])))
        if asked["kind"]:
            questions = questions.filter(kind=asked["kind"])
        if asked["difficulty"]:
            questions = questions.filter(difficulty=asked["difficulty"])
        if asked["topic"]:
            questions = questions.filter(topics=asked["topic"])
        return search_questions(questions, asked["q"])
