"""Moodle XML written, with what only we know in an element that Moodle passes over."""

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import quote

from quizzes.exchange.formats import carrying, codes
from quizzes.exchange.formats.categories import category_of, category_path
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.drafts import Draft, Written
from quizzes.exchange.formats.embedding import SOURCE, embedding, named
from quizzes.exchange.formats.losses import list_losses
from quizzes.exchange.formats.moodlexml.elements import EXTRAS
from quizzes.exchange.formats.moodlexml.reading import read_question
from quizzes.exchange.formats.moodlexml.texts import PLUGIN_FILE
from quizzes.exchange.formats.moodlexml.writing_cloze import questiontext, shown
from quizzes.exchange.formats.pictures import Pictures
from quizzes.exchange.formats.safe_xml import parse
from quizzes.exchange.formats.shares import foreign_shares, written_share
from quizzes.exchange.formats.xml_writing import DECLARATION, element, marked, words
from quizzes.grading.questions import (
    AcceptedNumber,
    AnyQuestion,
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    OrderScoring,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

_TYPES: dict[type[AnyQuestion], str] = {
    SingleChoice: "multichoice",
    MultipleChoice: "multichoice",
    TrueFalse: "truefalse",
    Matching: "matching",
    Ordering: "ordering",
    ShortAnswer: "shortanswer",
    Numerical: "numerical",
    Cloze: "cloze",
    Essay: "essay",
}
_GRADING = {OrderScoring.ALL_OR_NOTHING: "ALL_OR_NOTHING", OrderScoring.EACH_PLACE: "ABSOLUTE_POSITION",
            OrderScoring.EACH_PAIR: "RELATIVE_ALL_PREVIOUS_AND_NEXT"}  # fmt: skip


def write(drafts: Iterable[Draft], files: Mapping[str, bytes]) -> Written:
    """A file of Moodle XML; what it cannot carry is listed."""
    pieces: list[str] = []
    losses = Findings()
    category: tuple[str, ...] = ()
    for draft in drafts:
        if draft.question is None:
            losses.error(codes.CANNOT_CARRY, "", str(draft.number))
            continue
        if draft.category != category:
            category = draft.category
            pieces.append(_category(category))
        pieces.append(_with_extras(draft, Writer(files, losses, draft), losses))
    body = "".join(f"{piece}\n" for piece in pieces)
    data = f"{DECLARATION}<quiz>\n{body}</quiz>\n".encode()
    return Written(data, "xml", "application/xml", losses.all())


def _category(category: tuple[str, ...]) -> str:
    path = element("category", element("text", words(category_path(category))))
    return element("question", path, attributes={"type": "category"})


def _with_extras(draft: Draft, writer: "Writer", losses: Findings) -> str:
    parts = writer.parts()
    attributes = {"type": _TYPES[type(writer.question)]}
    native = element("question", *parts, attributes=attributes)
    back = _read_back(native, draft)
    extras = carrying.extras_of(draft, back, embedding(writer.files, losses, draft.number))
    list_losses(extras, draft, back, losses)
    if not extras:
        return native
    return element("question", *parts, element(EXTRAS, marked(extras.dump())), attributes=attributes)


def _read_back(native: str, draft: Draft) -> Draft:
    document = parse(native.encode(), Findings())
    if document.root is None:
        return replace(draft, question=None)
    return read_question(document.root, document, Pictures(), category_of(category_path(draft.category)))


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one question."""

    files: Mapping[str, bytes]
    losses: Findings
    draft: Draft

    @property
    def question(self) -> AnyQuestion:
        assert self.draft.question is not None  # noqa: S101  (for the type checker; `write` has looked)
        return self.draft.question

    def parts(self) -> list[str]:
        question = self.question
        tags = [element("tag", element("text", words(topic))) for topic in self.draft.topics]
        return [
            element("name", element("text", words(self.draft.name))),
            self._asked(question),
            self._text("generalfeedback", question.explanation),
            element("defaultgrade", f"{self.draft.points:.7g}"),
            element("hidden", "0"),
            *self._own(question),
            *self._hints(question),
            *([element("tags", *tags)] if tags else []),
        ]

    def _asked(self, question: AnyQuestion) -> str:
        if isinstance(question, Cloze):
            return self._element("questiontext", questiontext(question, self._link), named(shown(question)))
        return self._text("questiontext", question.prompt)

    def _text(self, name: str, html: str, attributes: Mapping[str, object] | None = None) -> str:
        """A text with the pictures in it."""
        return self._element(name, self._link(html), named(html), attributes)

    def _element(
        self, name: str, linked: str, pictures: list[str], attributes: Mapping[str, object] | None = None
    ) -> str:
        files = [self._file(picture) for picture in dict.fromkeys(pictures) if picture in self.files]
        inside = [element("text", marked(linked)), *files]
        return element(name, *inside, attributes={**(attributes or {}), "format": "html"})

    def _link(self, html: str) -> str:
        return SOURCE.sub(self._linked, html) if "<img" in html else html

    def _linked(self, match: re.Match[str]) -> str:
        name = unescape(match.group(2))
        if name not in self.files:
            self.losses.loss(codes.PICTURE_MISSING, name, str(self.draft.number))
            return match.group()
        return f"{match.group(1)}{PLUGIN_FILE}/{quote(name)}{match.group(3)}"

    def _file(self, name: str) -> str:
        attributes = {"name": name, "path": "/", "encoding": "base64"}
        return element("file", base64.b64encode(self.files[name]).decode(), attributes=attributes)

    def _answer(self, share: float, text: str, feedback: str, *more: str, plain: bool = False) -> str:
        attributes = {"fraction": written_share(share), "format": "plain_text" if plain else "html"}
        said = self._text("feedback", feedback)
        if plain:
            return element("answer", element("text", words(text)), said, *more, attributes=attributes)
        inner = self._text("answer", text, {"fraction": written_share(share)})
        return inner.removesuffix("</answer>") + said + "".join(more) + "</answer>"

    def _own(self, question: AnyQuestion) -> list[str]:
        match question:
            case SingleChoice():
                shares = [choice.share for choice in question.choices]
                return [*self._choices(question, shares, single=True), *self._combined()]
            case MultipleChoice():
                return [*self._choices(question, foreign_shares(question), single=False), *self._combined()]
            case TrueFalse():
                return [
                    self._true_or_false("true", question.feedback_true, is_right=question.is_true),
                    self._true_or_false("false", question.feedback_false, is_right=not question.is_true),
                ]
            case Matching():
                return [*self._matching(question), *self._combined()]
            case Ordering():
                return [*self._ordering(question), *self._combined()]
            case ShortAnswer():
                accepted = [
                    self._answer(one.share, one.text, one.feedback, plain=True) for one in question.accepted
                ]
                return [element("usecase", "0" if question.forgiving.case else "1"), *accepted]
            case Numerical():
                return self._numerical(question)
            case Essay():
                return self._essay(question)
            case _:
                return []

    def _choices(
        self, question: SingleChoice | MultipleChoice, shares: Sequence[float], *, single: bool
    ) -> list[str]:
        return [
            element("single", str(single).lower()),
            element("shuffleanswers", str(question.shuffle).lower()),
            element("answernumbering", "ABCD"),
            *(
                self._answer(share, choice.text, choice.feedback)
                for choice, share in zip(question.choices, shares, strict=True)
            ),
        ]

    def _combined(self) -> list[str]:
        question = self.question
        return [
            self._text("correctfeedback", question.when_right),
            self._text("partiallycorrectfeedback", question.when_partly),
            self._text("incorrectfeedback", question.when_wrong),
        ]

    def _hints(self, question: AnyQuestion) -> list[str]:
        if isinstance(question, Essay | TrueFalse):
            return []
        return [self._text("hint", hint) for hint in question.hints]

    def _true_or_false(self, name: str, feedback: str, *, is_right: bool) -> str:
        attributes = {"fraction": "100" if is_right else "0", "format": "moodle_auto_format"}
        return element(
            "answer", element("text", name), self._text("feedback", feedback), attributes=attributes
        )

    def _matching(self, question: Matching) -> list[str]:
        texts = {answer.id: answer.text for answer in question.answers}
        taken = {pair.answer for pair in question.pairs}
        pairs = [(pair.text, texts.get(pair.answer, "")) for pair in question.pairs]
        spare = [("", answer.text) for answer in question.answers if answer.id not in taken]
        return [
            element("shuffleanswers", str(question.shuffle).lower()),
            *(self._subquestion(left, right) for left, right in [*pairs, *spare]),
        ]

    def _subquestion(self, left: str, right: str) -> str:
        inner = self._text("subquestion", left).removesuffix("</subquestion>")
        return f"{inner}{self._text('answer', right)}</subquestion>"

    def _ordering(self, question: Ordering) -> list[str]:
        return [
            element("layouttype", "VERTICAL"),
            element("selecttype", "ALL"),
            element("selectcount", str(len(question.items))),
            element("gradingtype", _GRADING[question.scoring]),
            *(self._answer(number, item.text, "") for number, item in enumerate(question.items, start=1)),
        ]

    def _numerical(self, question: Numerical) -> list[str]:
        answers = [
            self._answer(
                one.share, one.value, one.feedback, element("tolerance", words(_tolerance(one))), plain=True
            )
            for one in question.accepted
        ]
        if question.when_wrong:
            answers.append(self._answer(0, "*", question.when_wrong, plain=True))
        if not question.unit:
            return answers
        unit = element("unit", element("multiplier", "1"), element("unit_name", words(question.unit)))
        return [*answers, element("units", unit), element("unitgradingtype", "0"), element("showunits", "0")]

    def _essay(self, question: Essay) -> list[str]:
        limits = [
            element(name, str(value))
            for name, value in (("minwordlimit", question.words_min), ("maxwordlimit", question.words_max))
            if value
        ]
        guidance = "\n".join(
            f"{one.title} ({one.points:g}): {one.guidance}"
            if one.guidance
            else f"{one.title} ({one.points:g})"
            for one in question.criteria
        )
        return [
            element("responseformat", "editor"),
            element("responserequired", "1"),
            element("attachments", str(question.files_max)),
            element("graderinfo", element("text", words(guidance)), attributes={"format": "plain_text"}),
            element(
                "responsetemplate",
                element("text", words(question.template)),
                attributes={"format": "plain_text"},
            ),
            *limits,
        ]


def _tolerance(one: AcceptedNumber) -> str:
    return one.tolerance or "0"
