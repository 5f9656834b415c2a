"""An answered question as it is looked at afterwards: what she answered, what is right, why, where it stands.

What may not be seen is left out here, so that no template can show it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.pages import read_again_address
from media.regulations.models import Regulation
from quizzes.attempts.models import AnswerFile, AttemptQuestion
from quizzes.attempts.rules import Seen
from quizzes.bank.presenting import present, rich
from quizzes.grading.checking import GAP
from quizzes.grading.feedback import (
    Part,
    Verdict,
    parts_of,
    right_choices,
    said_about,
    said_to_choices,
    said_to_words,
    verdict_of,
)
from quizzes.grading.questions import AnyQuestion, Kind


@dataclass(frozen=True, slots=True)
class ReviewedOption:
    """An option as it was shown: whether she chose it, whether it is right, what is said to who chose it.

    `is_right` is None where that may not be seen.
    """

    html: SafeString
    is_chosen: bool
    is_right: bool | None
    said: SafeString


@dataclass(frozen=True, slots=True)
class ReviewedPart:
    """A part of a question: what she gave; `right` is empty where it may not be seen or was given."""

    label: SafeString
    given: SafeString
    right: SafeString
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question of an attempt as its learner may see it now."""

    slot: int
    kind: Kind
    prompt: SafeString
    gapped: SafeString
    verdict: Verdict | None
    points: float | None
    points_max: float
    options: list[ReviewedOption]
    parts: list[ReviewedPart]
    text: str
    files: Sequence[AnswerFile]
    said: list[SafeString]
    explanation: SafeString
    sources: list[tuple[Regulation, str]] = field(default_factory=list)
    read_again: str = ""

    @property
    def says_anything(self) -> bool:
        return bool(self.said or self.explanation or self.sources or self.read_again)


def review(
    row: AttemptQuestion,
    question: AnyQuestion,
    seen: Seen,
    *,
    files: Sequence[AnswerFile] = (),
    sources: Mapping[int, Regulation] | None = None,
    key: AnyQuestion | None = None,
) -> Reviewed:
    """The question as she was asked it; what is right and why by `key`, where that was corrected since.

    `sources` are the regulations by number, where they are shown.
    """
    key = key or question
    item = present(question, number=row.slot, order=row.order, response=row.response, is_locked=True)
    verdict = verdict_of(row.response, row.fraction)
    is_marked = row.fraction is not None
    says = seen.explanations
    version = row.version if sources is not None else None
    return Reviewed(
        slot=row.slot,
        kind=question.kind,
        prompt=item.prompt,
        gapped=_numbered_gaps(item.shown.text, [blank.id for blank in item.shown.blanks]),
        verdict=verdict if seen.marks else None,
        points=row.points * (row.fraction or 0) if seen.marks and is_marked else None,
        points_max=row.points,
        options=_options(row, question, key, seen),
        parts=[_part(part, seen) for part in parts_of(key, row.response)],
        text=item.text if question.kind is Kind.ESSAY else "",
        files=files,
        said=_said(key, row, verdict) if says else [],
        explanation=rich(key.explanation) if says else SafeString(""),
        sources=_cited(version.citations, sources or {}) if version and says else [],
        read_again=read_again_address(version.read_again_id) if version and says else "",
    )


def _options(
    row: AttemptQuestion, question: AnyQuestion, key: AnyQuestion, seen: Seen
) -> list[ReviewedOption]:
    right = right_choices(key)
    said = said_to_choices(key, row.response) if seen.explanations else {}
    chosen = row.response if isinstance(row.response, list) else [row.response]
    if question.kind is Kind.TRUE_FALSE:
        texts = [("true", SafeString(_("True"))), ("false", SafeString(_("False")))]
    elif right:
        shown = present(question, number=row.slot, order=row.order).shown
        texts = [(option.id, rich(option.text)) for option in shown.options]
    else:
        texts = []
    return [
        ReviewedOption(
            html=html,
            is_chosen=pk in chosen,
            is_right=(pk in right) if seen.answers else None,
            said=rich(said.get(pk, "")),
        )
        for pk, html in texts
    ]


def _part(part: Part, seen: Seen) -> ReviewedPart:
    def html(text: str) -> SafeString:
        return rich(escape(text) if part.is_text else text)

    return ReviewedPart(
        label=rich(part.label),
        given=html(part.given),
        right=html(part.right) if seen.answers and not part.is_right else SafeString(""),
        is_right=part.is_right if seen.answers else None,
    )


def _said(question: AnyQuestion, row: AttemptQuestion, verdict: Verdict) -> list[SafeString]:
    said = [*said_to_words(question, row.response), said_about(question, verdict)]
    return [rich(one) for one in said if one]


def _cited(citations: Sequence[Any], known: Mapping[int, Regulation]) -> list[tuple[Regulation, str]]:
    return [(known[pk], article) for pk, article in citations if pk in known]


def _numbered_gaps(text: str, gaps: Sequence[str]) -> SafeString:
    """A cloze's text with the number of each gap where it stands."""
    places = {gap: place for place, gap in enumerate(gaps, start=1)}
    return rich(GAP.sub(lambda gap: f'<strong class="gap">({places.get(gap[1], "…")})</strong>', text))
