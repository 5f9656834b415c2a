"""A question on a page: what a learner sees of it, the fields she answers with, and what she sent back.

Everywhere the same: in an attempt, in a review, in the author's preview, when a list is brought in.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from quizzes.grading.checking import GAP
from quizzes.grading.questions import AnyQuestion, Kind
from quizzes.grading.responses import Response
from quizzes.grading.showing import Blank, Shown, shown

_EXPANDED = re.compile(r"<(?:a|embed)\b")
"""What Wagtail stores otherwise than a page shows it; most texts have neither, and looking costs less."""
_MARKED_UP = re.compile(r"<(?!/?p\b)")


def rich(text: str) -> SafeString:
    """What an author wrote, with its pictures and links as a page shows them."""
    if not _EXPANDED.search(text):
        return mark_safe(text)  # noqa: S308  (from our editor, or cleaned)
    shown_html: SafeString = mark_safe(expand_db_html(text))  # noqa: S308  (the same)
    return shown_html


def plain(text: str) -> str:
    """The words of a text without its mark-up, for where a browser shows nothing else."""
    return " ".join(html.unescape(strip_tags(text)).split())


@dataclass(frozen=True, eq=False)
class Presented:
    """A question and the answer that stands, ready for `quizzes/questions/question.html`.

    `number` names its fields, so that several stand on one page; `is_locked` shows the answer without fields
    that could change it.
    """

    number: int
    shown: Shown
    response: Response = None
    is_locked: bool = False
    files: Sequence[Any] = field(default_factory=tuple)

    @property
    def name(self) -> str:
        return field_name(self.number)

    @property
    def template(self) -> str:
        return f"quizzes/questions/{self.shown.kind.value}.html"

    @cached_property
    def prompt(self) -> SafeString:
        return rich(self.shown.prompt)

    @cached_property
    def options(self) -> list[dict[str, Any]]:
        """Choices, things to match or things to order, with what has been chosen."""
        return [
            {
                "id": option.id,
                "html": rich(option.text),
                "name": f"{self.name}-{option.id}",
                "is_chosen": self._is_chosen(option.id),
                "chosen": self.response.get(option.id) if isinstance(self.response, dict) else None,
                "place": place,
            }
            for place, option in enumerate(self._ordered(), start=1)
        ]

    @cached_property
    def answers(self) -> list[dict[str, Any]]:
        """What may be matched, each with a letter, because a list of a browser holds plain text alone."""
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        return [
            {
                "id": answer.id,
                "html": rich(answer.text),
                "plain": plain(answer.text),
                "letter": letters[number % len(letters)],
            }
            for number, answer in enumerate(self.shown.answers)
        ]

    @property
    def has_rich_answers(self) -> bool:
        """Whether an answer to match is more than plain words, and has to be shown beside the lists."""
        return any(_MARKED_UP.search(answer.text) for answer in self.shown.answers)

    @property
    def text(self) -> str:
        """A typed answer."""
        if isinstance(self.response, dict):
            return str(self.response.get("text", ""))
        return self.response if isinstance(self.response, str) else ""

    @cached_property
    def gapped_text(self) -> SafeString:
        """A cloze's text with a field in every gap."""
        blanks = {blank.id: blank for blank in self.shown.blanks}
        pieces = GAP.split(self.shown.text)
        filled = [pieces[0]]
        for gap, rest in zip(pieces[1::2], pieces[2::2], strict=True):
            filled += [self._gap(blanks[gap]) if gap in blanks else "", rest]
        return rich("".join(filled))

    def _gap(self, blank: Blank) -> str:
        given = self.response.get(blank.id, "") if isinstance(self.response, dict) else ""
        place = [one.id for one in self.shown.blanks].index(blank.id) + 1
        # A common word is plain text and its own id; a gap's own choices are what an author wrote.
        options = [(one.id, one.text if one.id == one.text else plain(one.text)) for one in blank.options]
        context = {"item": self, "blank": blank, "options": options, "given": given, "place": place}
        return render_to_string("quizzes/questions/_gap.html", context).strip()

    def _is_chosen(self, option_id: str) -> bool:
        if isinstance(self.response, list):
            return option_id in self.response
        return self.response == option_id

    def _ordered(self) -> Sequence[Any]:
        """Things to order stand as she has put them; everything else as it was drawn."""
        if self.shown.kind is not Kind.ORDERING or not isinstance(self.response, list):
            return self.shown.options
        place = {one: number for number, one in enumerate(self.response)}
        return sorted(self.shown.options, key=lambda option: place.get(option.id, len(place)))


def present(
    question: AnyQuestion,
    *,
    number: int,
    order: list[str],
    response: Response = None,
    is_locked: bool = False,
    files: Sequence[Any] = (),
) -> Presented:
    """A question in a drawn order with the answer that stands."""
    return Presented(number, shown(question, order), response, is_locked, files)


def field_name(number: int) -> str:
    return f"q{number}"


def raw_answer(question: Shown, data: QueryDict, number: int) -> Any:
    """What a form sent for a question, in the shape that `read_response` reads; None for nothing."""
    name = field_name(number)
    match question.kind:
        case Kind.MULTIPLE:
            return data.getlist(name) or None
        case Kind.MATCHING:
            return _parts(name, [option.id for option in question.options], data)
        case Kind.CLOZE:
            return _parts(name, [blank.id for blank in question.blanks], data)
        case Kind.ORDERING:
            return _order(name, [option.id for option in question.options], data)
        case Kind.ESSAY:
            text, files = data.get(name, ""), data.getlist(f"{name}-files")
            return {"text": text, "files": files} if text or files else None
        case _:
            return data.get(name) or None


def _parts(name: str, ids: Sequence[str], data: QueryDict) -> dict[str, str] | None:
    found = {one: data.get(f"{name}-{one}", "") for one in ids}
    return {one: value for one, value in found.items() if value} or None


def _order(name: str, ids: Sequence[str], data: QueryDict) -> list[str] | None:
    """By the place written at each; equal and missing places keep the order in which they were shown."""
    places = {one: data.get(f"{name}-{one}", "") for one in ids}
    if not any(places.values()):
        return None
    return sorted(ids, key=lambda one: int(places[one]) if _is_place(places[one]) else len(ids) + 1)


def _is_place(text: str) -> bool:
    return text.isdecimal() and len(text) < 6
