"""What the editors of questions and quizzes show, from the most needed down."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
)

from quizzes.authoring.forms import CategorySelect, QuizForm, WithShelves
from quizzes.authoring.missing import missing_in


class MissingPanel(Panel):  # type: ignore[misc]
    """What is still to be done before it can be sent; nothing for what is new or complete."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "quizzes/authoring/_missing_panel.html"

        def is_shown(self) -> bool:
            is_open = self.request.method == "GET" and self.instance.pk is not None
            self.missing = missing_in(self.instance) if is_open else []
            return bool(self.missing)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "missing": self.missing}


def question_editor() -> ObjectList:
    return ObjectList(
        [
            MissingPanel(heading=_("Still to be done")),
            FieldPanel("body", heading=_("Question")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("category", widget=CategorySelect), FieldPanel("difficulty")]),
                    FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                ],
                heading=_("Where it belongs"),
            ),
            InlinePanel(
                "citations",
                heading=_("Regulations it rests on"),
                label=_("regulation"),
                panels=[FieldPanel("regulation", widget=forms.Select), FieldPanel("article")],
            ),
            MultiFieldPanel(
                [FieldPanel("read_again"), FieldPanel("name")], heading=_("More"), classname="collapsed"
            ),
        ],
        base_form_class=WithShelves,
    )


def category_editor() -> ObjectList:
    return ObjectList(
        [FieldPanel("title"), FieldPanel("parent", widget=CategorySelect)], base_form_class=WithShelves
    )


def quiz_editor() -> ObjectList:
    return ObjectList(
        [
            MissingPanel(heading=_("Still to be done")),
            MultiFieldPanel(
                [FieldPanel("title"), FieldPanel("purpose"), FieldPanel("intro")], heading=_("Quiz")
            ),
            MultipleChooserPanel(
                "fixed_items",
                chooser_field_name="question",
                heading=_("What is asked: questions that everybody gets"),
                label=_("question"),
                panels=[FieldPanel("question"), FieldPanel("points")],
            ),
            InlinePanel(
                "random_draws",
                heading=_("What is asked: questions drawn from the bank"),
                label=_("draw"),
                attrs={"data-pool-address": reverse_lazy("authoring:pool")},
                help_text=_("Each learner gets other questions. All fields but the number may stay empty."),
                panels=[
                    FieldRowPanel([FieldPanel("count"), FieldPanel("points"), FieldPanel("difficulty")]),
                    FieldRowPanel(
                        [
                            FieldPanel("category", widget=CategorySelect),
                            FieldPanel("topic", widget=forms.Select),
                        ]
                    ),
                ],
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("time_limit_minutes"), FieldPanel("max_attempts")]),
                    FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("counting")]),
                    FieldPanel("behaviour"),
                    FieldRowPanel([FieldPanel("tries"), FieldPanel("penalty_percent")]),
                    FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_options")]),
                    FieldPanel("per_page"),
                ],
                heading=_("How it is answered"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]), FieldPanel("late_hours")],
                heading=_("When"),
            ),
            MultiFieldPanel(
                [FieldPanel("show_marks"), FieldPanel("show_answers"), FieldPanel("show_explanations")],
                heading=_("What is shown afterwards"),
            ),
        ],
        base_form_class=QuizForm,
    )
