"""The types of Moodle that have a like of ours, one reader each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.collecting import Findings, shortened
from quizzes.exchange.formats.moodlexml.texts import Texts, children_text, words_of
from quizzes.exchange.formats.numbers import number_of
from quizzes.exchange.formats.pairs import matching_of
from quizzes.exchange.formats.safe_xml import Element
from quizzes.exchange.formats.shares import mended_shares, share_of
from quizzes.grading.ids import ids_for
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    ChoiceScoring,
    Criterion,
    Essay,
    Forgiving,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    OrderScoring,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

MOST_FILES = 5
_ALL_OR_NOTHING = "0"
_RELATIVE = {"1", "2", "3", "4", "5", "6"}


@dataclass(frozen=True, slots=True)
class Source:
    """A question of Moodle while it is read: its element, its texts, what is common to all types."""

    element: Element
    texts: Texts
    findings: Findings
    common: dict[str, Any]

    @property
    def prompt(self) -> str:
        return str(self.common["prompt"])

    def is_set(self, name: str, *, default: bool) -> bool:
        """A setting written as 1, 0, true or false."""
        said = children_text(self.element, name).lower()
        return default if not said else said in ("1", "true", "yes")


def common_of(texts: Texts, *, with_prompt: bool) -> dict[str, Any]:
    """What every type has. Those with gaps read their text themselves, lest it be found fault with twice."""
    hints = tuple(hint for one in texts.question.elements("hint") if (hint := texts.html(one)))
    return {
        "prompt": texts.block("questiontext") + texts.old_picture if with_prompt else "",
        "explanation": texts.block("generalfeedback"),
        "when_right": texts.block("correctfeedback"),
        "when_partly": texts.block("partiallycorrectfeedback"),
        "when_wrong": texts.block("incorrectfeedback"),
        "hints": hints,
    }


def choices_of(source: Source, *, fraction: Callable[[Element], float]) -> tuple[Choice, ...]:
    answers = source.element.elements("answer")
    texts = [source.texts.html(answer, inside=True) for answer in answers]
    return tuple(
        Choice(id_, text, fraction(answer), source.texts.html(answer.first("feedback")))
        for id_, text, answer in zip(ids_for(texts, of=source.prompt), texts, answers, strict=True)
    )


def multichoice(source: Source) -> AnyQuestion:
    choices = choices_of(source, fraction=lambda one: fraction_of(one, source.findings))
    shuffle = source.is_set("shuffleanswers", default=True)
    if source.is_set("single", default=True):
        if sum(choice.share >= 100 for choice in choices) > 1:
            source.findings.note(codes.SEVERAL_RIGHT)
        return SingleChoice(**source.common, choices=choices, shuffle=shuffle)
    return MultipleChoice(
        **source.common,
        choices=mended_shares(choices, source.findings),
        scoring=ChoiceScoring.SHARES,
        shuffle=shuffle,
    )


def all_or_nothing(source: Source) -> AnyQuestion:
    return _flagged(source, ChoiceScoring.ALL_OR_NOTHING)


def oumultiresponse(source: Source) -> AnyQuestion:
    source.findings.note(codes.MOODLE_NEAREST_TYPE, "oumultiresponse")
    return _flagged(source, ChoiceScoring.RIGHT_MINUS_WRONG)


def _flagged(source: Source, scoring: ChoiceScoring) -> AnyQuestion:
    """Options that are right or wrong and have no shares of their own."""

    def is_right(answer: Element) -> bool:
        said = answer.get("fraction") or children_text(answer, "correctanswer")
        return said.strip().lower() == "true" or share_of(said, source.findings) > 0

    right = sum(is_right(answer) for answer in source.element.elements("answer"))
    share = round(100 / (right or 1), 5)
    choices = choices_of(source, fraction=lambda one: share if is_right(one) else 0.0)
    shuffle = source.is_set("shuffleanswers", default=True)
    return MultipleChoice(**source.common, choices=choices, scoring=scoring, shuffle=shuffle)


def truefalse(source: Source) -> AnyQuestion:
    shares = {"true": 0.0, "false": 0.0}
    said = {"true": "", "false": ""}
    for number, answer in enumerate(source.element.elements("answer")):
        words = plain_text.plain(words_of(answer)).lower()
        # The words are translated by some exporters; true stands first then.
        name = words if words in shares else "true" if number == 0 else "false"
        shares[name] = fraction_of(answer, source.findings)
        said[name] = source.texts.html(answer.first("feedback"))
    return TrueFalse(
        **source.common,
        is_true=shares["true"] > shares["false"],
        feedback_true=said["true"],
        feedback_false=said["false"],
    )


def shortanswer(source: Source) -> AnyQuestion:
    accepted = tuple(
        Accepted(
            words_of(answer),
            max(0.0, fraction_of(answer, source.findings)),
            source.texts.html(answer.first("feedback")),
        )
        for answer in source.element.elements("answer")
    )
    minds_case = source.is_set("usecase", default=False)
    return ShortAnswer(**source.common, accepted=accepted, forgiving=Forgiving(case=not minds_case))


def numerical(source: Source) -> AnyQuestion:
    accepted: list[AcceptedNumber] = []
    common = dict(source.common)
    for answer in source.element.elements("answer"):
        words = words_of(answer)
        feedback = source.texts.html(answer.first("feedback"))
        share = fraction_of(answer, source.findings)
        if words == "*":
            if share > 0:
                source.findings.loss(codes.MOODLE_ELEMENT, f"* = {share:g}%")
            if feedback:
                source.findings.note(codes.MOODLE_CATCH_ALL)
                common["when_wrong"] = common["when_wrong"] or feedback
            continue
        accepted.append(_number(answer, words, max(0.0, share), feedback, source.findings))
    return Numerical(**common, accepted=tuple(accepted), unit=_unit(source))


def _number(answer: Element, words: str, share: float, feedback: str, findings: Findings) -> AcceptedNumber:
    tolerance = children_text(answer, "tolerance") or answer.get("tolerance") or "0"
    value, off = number_of(words), number_of(tolerance)
    if value is None or off is None:
        findings.error(codes.NUMBER_UNREADABLE, words if value is None else tolerance)
        return AcceptedNumber(shortened(words, 60), "0", share, feedback)
    if "," in words + tolerance:
        findings.note(codes.NUMBER_COMMA, words)
    return AcceptedNumber(value, off, share, feedback)


def _unit(source: Source) -> str:
    """The unit that counts once; answers in others are told apart from it by nothing here."""
    units = source.element.first("units")
    names: list[str] = []
    others: list[str] = []
    for unit in units.elements("unit") if units else []:
        name, multiplier = children_text(unit, "unit_name"), children_text(unit, "multiplier") or "1"
        is_one = share_of(multiplier, source.findings) == 1
        (names if is_one and not names else others).append(name)
    if others:
        source.findings.loss(codes.MOODLE_UNITS, ", ".join(others))
    return names[0] if names else ""


def matching(source: Source) -> AnyQuestion:
    written = [
        (source.texts.html(one, inside=True), source.texts.html(one.first("answer"), inside=True))
        for one in source.element.elements("subquestion")
    ]
    made = matching_of(written, source.prompt, "")
    return Matching(
        **source.common,
        pairs=made.pairs,
        answers=made.answers,
        shuffle=source.is_set("shuffleanswers", default=True),
    )


def ordering(source: Source) -> AnyQuestion:
    answers = sorted(
        enumerate(source.element.elements("answer")),
        key=lambda one: (share_of(one[1].get("fraction") or "0", Findings()), one[0]),
    )
    texts = [source.texts.html(answer, inside=True) for _, answer in answers]
    for _, answer in answers:
        if feedback := source.texts.html(answer.first("feedback")):
            source.findings.loss(codes.MOODLE_ELEMENT, feedback)
    grading = children_text(source.element, "gradingtype").upper()
    return Ordering(
        **source.common,
        items=tuple(Item(*one) for one in zip(ids_for(texts, of=source.prompt), texts, strict=True)),
        scoring=_order_scoring(grading, source.findings),
    )


def _order_scoring(grading: str, findings: Findings) -> OrderScoring:
    if grading in ("-1", "ALL_OR_NOTHING"):
        return OrderScoring.ALL_OR_NOTHING
    if grading in _RELATIVE or grading.startswith(("RELATIVE", "LONGEST")):
        findings.note(codes.MOODLE_NEAREST_TYPE, f"ordering, {grading}")
        return OrderScoring.EACH_PAIR
    return OrderScoring.EACH_PLACE


def essay(source: Source) -> AnyQuestion:
    def number(name: str) -> int:
        said = children_text(source.element, name)
        return min(int(said), 100_000) if said.isdecimal() and len(said) < 9 else 0

    files = number("attachments")
    if children_text(source.element, "attachments") == "-1":
        files = MOST_FILES
        source.findings.note(codes.MOODLE_ESSAY_FILES, MOST_FILES)
    guidance = source.texts.plain(source.element.first("graderinfo"))
    points = share_of(children_text(source.element, "defaultgrade"), source.findings, 1.0)
    criteria = (
        (
            Criterion(
                ids_for([guidance], of=source.prompt)[0], shortened(guidance, 60), points or 1.0, guidance
            ),
        )
        if guidance
        else ()
    )
    return Essay(
        **source.common,
        criteria=criteria,
        words_min=number("minwordlimit"),
        words_max=number("maxwordlimit"),
        files_max=files,
        template=source.texts.plain(source.element.first("responsetemplate")),
    )


def fraction_of(answer: Element, findings: Findings) -> float:
    """A share; Moodle 1.x wrote some as parts of 1."""
    said = answer.get("fraction") or children_text(answer, "fraction")
    return share_of(said, findings)
