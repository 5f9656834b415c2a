"""What is said once a question has been answered: how it went, what is right and why, where to read again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from media.regulations.models import Regulation
from media.regulations.queries import cited_regulations
from quizzes.bank.models import QuestionVersion
from quizzes.bank.presenting import rich
from quizzes.bank.queries import contents_of
from quizzes.grading.feedback import said_about, said_to_choices, said_to_words, verdict_of
from quizzes.grading.keys import right_response, typed_form
from quizzes.grading.questions import (
    AnyQuestion,
    Cloze,
    Gap,
    GapKind,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizzes.grading.responses import Response
from quizzes.reviewing.models import ReviewLog
from quizzes.reviewing.rules import Rating, rating_of


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything beside the question itself; `is_ordered` says that `right` is a sequence."""

    is_right: bool
    is_partly: bool
    remarks: Sequence[SafeString]
    right: Sequence[SafeString]
    is_ordered: bool
    explanation: SafeString
    sources: Sequence[tuple[Regulation, str]] = field(default_factory=tuple)
    read_again: Page | None = None


def feedback_on(log: ReviewLog) -> Feedback:
    version = QuestionVersion.objects.defer("content").get(pk=log.version_id)
    question = contents_of([version.pk])[version.pk]
    is_right = rating_of(log.fraction) is Rating.GOOD
    is_partly = not is_right and log.fraction > 0
    return Feedback(
        is_right=is_right,
        is_partly=is_partly,
        remarks=[rich(text) for text in _remarks(question, log) if text],
        right=list(_right(question)),
        is_ordered=isinstance(question, Ordering),
        explanation=rich(question.explanation),
        sources=cited_regulations([(pk, article) for pk, article in version.citations])
        if version.citations
        else [],
        read_again=_page(version.read_again_id),
    )


def _page(page_id: int | None) -> Page | None:
    return Page.objects.filter(pk=page_id, live=True).first() if page_id else None


def _remarks(question: AnyQuestion, log: ReviewLog) -> Iterator[str]:
    """What the author says to this very answer, the special before the general."""
    yield from said_to_choices(question, log.response).values()
    yield from said_to_words(question, log.response)
    yield said_about(question, verdict_of(log.response, log.fraction))


def _right(question: AnyQuestion) -> Iterator[SafeString]:
    """What is right, a line each."""
    match question:
        case SingleChoice():
            best = right_response(question)
            yield from (rich(choice.text) for choice in question.choices if choice.id == best)
        case MultipleChoice():
            yield from (rich(choice.text) for choice in question.choices if choice.is_right)
        case TrueFalse():
            yield conditional_escape(_("True") if question.is_true else _("False"))
        case Matching():
            answers = {answer.id: answer.text for answer in question.answers}
            for pair in question.pairs:
                yield format_html("{} → {}", _inline(pair.text), _inline(answers[pair.answer]))
        case Ordering():
            yield from (rich(item.text) for item in question.items)
        case ShortAnswer():
            everything = [one for one in question.accepted if one.share >= 100]
            yield from (conditional_escape(typed_form(one.text)) for one in everything)
        case Numerical():
            yield _number(right_response(question), question.unit)
        case Cloze():
            yield from (_gap(gap) for gap in question.gaps)


def _inline(html: str) -> SafeString:
    """A short text without its paragraph, to stand in a line."""
    kept = html.strip()
    if kept.startswith("<p") and kept.endswith("</p>") and kept.count("</p>") == 1:
        kept = kept[kept.index(">") + 1 : -len("</p>")]
    return rich(kept)


def _number(value: Response, unit: str) -> SafeString:
    return conditional_escape(f"{str(value).replace('.', ',')} {unit}".strip())


def _gap(gap: Gap) -> SafeString:
    if gap.kind is GapKind.CHOICE and gap.choices:
        return _inline(max(gap.choices, key=lambda choice: choice.share).text)
    if gap.kind is GapKind.NUMBER:
        return _number(max(gap.numbers, key=lambda one: one.share).value, "")
    return conditional_escape(typed_form(max(gap.accepted, key=lambda one: one.share).text))
