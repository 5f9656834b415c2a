"""Questions of a file on a screen: as typed, as a learner will see them, what is right, what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes.bank.models import KIND_LABELS
from quizzes.bank.presenting import Presented, present, rich
from quizzes.exchange.formats.drafts import Draft, Finding, Reading, Weight
from quizzes.exchange.models import QuestionImport
from quizzes.exchange.sentences import sentence_of
from quizzes.exchange.texts import Link, brought_in
from quizzes.grading.questions import (
    AnyQuestion,
    Cloze,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizzes.grading.showing import draw_order


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in words."""

    text: str
    weight: str

    @property
    def icon(self) -> str:
        return {"error": "cross", "loss": "warning", "note": "info-circle"}[self.weight]


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A question of the file."""

    draft: Draft
    kind: Any
    item: Presented | None
    right: Sequence[Any]
    explanation: Any
    findings: Sequence[Found]
    is_chosen: bool

    @property
    def is_usable(self) -> bool:
        return self.draft.is_usable

    @property
    def category(self) -> str:
        return " › ".join(self.draft.category)


def shown_findings(findings: Sequence[Finding]) -> list[Found]:
    """Errors first."""
    order = list(Weight)
    told = [
        Found(sentence_of(one), one.weight.value)
        for one in sorted(findings, key=lambda one: order.index(one.weight))
    ]
    return list(dict.fromkeys(told))


def shown_drafts(sent: QuestionImport, reading: Reading, chosen: set[int] | None) -> list[ShownDraft]:
    """All questions; those that can be brought in are ticked unless somebody has chosen otherwise."""
    link = _pictures_of(sent, reading)
    return [_shown(draft, link, chosen) for draft in reading.drafts]


def _shown(draft: Draft, link: Link, chosen: set[int] | None) -> ShownDraft:
    question = brought_in(draft.question, link) if draft.question else None
    item = None
    if question is not None:
        order = draw_order(question, shuffle=False, random=Random(draft.number))  # noqa: S311 - a preview
        item = present(question, number=draft.number, order=order, is_locked=True)
    return ShownDraft(
        draft=draft,
        kind=KIND_LABELS[question.kind] if question else _("unknown type"),
        item=item,
        right=right_answers(question) if question else [],
        explanation=rich(question.explanation) if question else "",
        findings=shown_findings(draft.findings),
        is_chosen=draft.is_usable and (chosen is None or draft.number in chosen),
    )


def _pictures_of(sent: QuestionImport, reading: Reading) -> Link:
    def link(src: str, alt: str) -> str:
        if src not in reading.files:
            return f"[{escape(alt)}]" if alt else ""
        address = reverse("question_files:picture", args=[sent.public_id, src])
        return f'<img src="{escape(address)}" alt="{escape(alt)}">'

    return link


def right_answers(question: AnyQuestion) -> list[Any]:
    """What counts as right, a line each."""
    match question:
        case SingleChoice() | MultipleChoice():
            return [rich(one.text) for one in question.choices if one.is_right]
        case TrueFalse():
            return [_("True") if question.is_true else _("False")]
        case Ordering():
            return [rich(item.text) for item in question.items]
        case Matching():
            texts = {answer.id: answer.text for answer in question.answers}
            return [rich(f"{pair.text} → {texts.get(pair.answer, '')}") for pair in question.pairs]
        case ShortAnswer():
            return [one.text for one in question.accepted]
        case Numerical():
            return [_number(one.value, one.tolerance, question.unit) for one in question.accepted]
        case Cloze():
            return [", ".join(_gap_answers(gap)) for gap in question.gaps]
        case _:
            return []


def _number(value: str, tolerance: str, unit: str) -> str:
    told = value.replace(".", ",")
    told += f" ± {tolerance.replace('.', ',')}" if tolerance not in ("", "0") else ""
    return f"{told} {unit}".strip()


def _gap_answers(gap: Any) -> list[str]:
    return [
        *(one.text for one in gap.accepted),
        *(one.value.replace(".", ",") for one in gap.numbers),
        *(rich(one.text) for one in gap.choices if one.is_right),
    ]
