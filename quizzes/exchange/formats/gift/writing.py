"""GIFT written as Moodle writes it, with what only we know in a comment before the question."""

from collections.abc import Callable, Iterable, Mapping

from quizzes.exchange.formats import carrying, codes
from quizzes.exchange.formats.categories import category_of, category_path
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.drafts import Draft, Written
from quizzes.exchange.formats.embedding import embedded, embedding
from quizzes.exchange.formats.gift.blocks import EXTRAS, blocks_of
from quizzes.exchange.formats.gift.escapes import escaped
from quizzes.exchange.formats.gift.reading import read_block
from quizzes.exchange.formats.losses import list_losses
from quizzes.exchange.formats.pictures import Pictures
from quizzes.exchange.formats.shares import foreign_shares, written_share
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
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

Text = Callable[[str], str]


def write(drafts: Iterable[Draft], files: Mapping[str, bytes]) -> Written:
    """A file of GIFT; what it cannot carry is listed."""
    pieces: list[str] = []
    losses = Findings()
    category: tuple[str, ...] = ()
    for draft in drafts:
        if draft.question is None or not (body := _body(draft.question, files, losses, draft.number)):
            losses.error(codes.CANNOT_CARRY, draft.question.kind if draft.question else "", str(draft.number))
            continue
        if draft.category != category:
            category = draft.category
            pieces.append(f"$CATEGORY: {category_path(category)}\n\n")
        pieces.append(_with_extras(draft, body, files, losses))
    return Written("".join(pieces).encode(), "gift", "text/plain", losses.all())


def _with_extras(draft: Draft, body: str, files: Mapping[str, bytes], losses: Findings) -> str:
    name = " ".join(draft.name.split())
    written = f"::{escaped(name)}::{body}\n" if name else f"{body}\n"
    (block,) = blocks_of(written.split("\n"))
    block.category = category_of(category_path(draft.category))
    native = read_block(block, Pictures())
    extras = carrying.extras_of(draft, native, embedding(files, losses, draft.number))
    list_losses(extras, draft, native, losses)
    return f"{EXTRAS}{extras.dump()}\n{written}\n" if extras else f"{written}\n"


def _body(question: AnyQuestion, files: Mapping[str, bytes], losses: Findings, number: int) -> str:
    """The question without its name; nothing where GIFT has no such question."""

    def text(html: str) -> str:
        return escaped(embedded(html, files, losses, number))

    answers = _answers(question, text)
    if answers is None:
        return ""
    said = f"####{text(question.explanation)}" if question.explanation else ""
    if not answers:
        return f"[html]{text(question.prompt)}{{{said}}}"
    return f"[html]{text(question.prompt)}{{{answers}{said}}}"


def _answers(question: AnyQuestion, text: Text) -> str | None:
    match question:
        case SingleChoice():
            return _lines(
                _choice("=" if c.share >= 100 else "~", c.share, c.text, c.feedback, text)
                for c in question.choices
            )
        case MultipleChoice():
            return _lines(
                _choice("~", share, c.text, c.feedback, text)
                for c, share in zip(question.choices, foreign_shares(question), strict=True)
            )
        case TrueFalse():
            return _true_false(question, text)
        case Matching():
            return _matching(question, text)
        case Ordering():
            grading = (
                "ALL_OR_NOTHING" if question.scoring is OrderScoring.ALL_OR_NOTHING else "ABSOLUTE_POSITION"
            )
            items = "".join(f"{_inner(item.text, text)}\n" for item in question.items)
            return f">{len(question.items)} ALL VERTICAL {grading}\n{items}"
        case ShortAnswer():
            return _lines(_accepted(one, text) for one in question.accepted)
        case Numerical():
            return "#" + _lines(_number(one, text) for one in question.accepted)
        case Essay():
            return ""
        case _:
            return None


def _lines(answers: Iterable[str]) -> str:
    return "\n" + "".join(f"\t{answer}\n" for answer in answers)


def _choice(sign: str, share: float, words: str, feedback: str, text: Text) -> str:
    weight = "" if (sign == "=" and share == 100) or not share else f"%{written_share(share)}%"
    words = _inner(words, text)
    if words.startswith("%") and not weight:
        weight = "%100%" if sign == "=" else "%0%"
    return f"{sign}{weight}{words}{_said(feedback, text)}"


def _inner(words: str, text: Text) -> str:
    return f"[html]{text(words)}" if words.startswith(("[", "//")) else text(words)


def _said(feedback: str, text: Text) -> str:
    return f"#{_inner(feedback, text)}" if feedback else ""


def _true_false(question: TrueFalse, text: Text) -> str:
    right, wrong = question.feedback_true, question.feedback_false
    if not question.is_true:
        right, wrong = wrong, right
    said = f"#{_inner(wrong, text)}" if wrong or right else ""
    return ("TRUE" if question.is_true else "FALSE") + said + _said(right, text)


def _matching(question: Matching, text: Text) -> str:
    words = {answer.id: answer.text for answer in question.answers}
    taken = {pair.answer for pair in question.pairs}
    pairs = [(pair.text, words.get(pair.answer, "")) for pair in question.pairs]
    spare = [("", answer.text) for answer in question.answers if answer.id not in taken]
    return _lines(f"={_inner(left, text)} -> {_inner(right, text)}" for left, right in [*pairs, *spare])


def _accepted(one: Accepted, text: Text) -> str:
    words = escaped(one.text)
    plain = f"[plain]{words}" if words.startswith(("[", "//")) else words
    return f"=%{written_share(one.share)}%{plain}{_said(one.feedback, text)}"


def _number(one: AcceptedNumber, text: Text) -> str:
    value = f"{one.value}:{one.tolerance}" if one.tolerance not in ("", "0") else one.value
    return f"=%{written_share(one.share)}%{value}{_said(one.feedback, text)}"
