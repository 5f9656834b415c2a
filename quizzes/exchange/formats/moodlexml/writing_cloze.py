"""A text with gaps as Moodle's embedded answers."""

from html import escape

from quizzes.exchange.formats.moodlexml.cloze import PROMPT_ENDS, escaped
from quizzes.exchange.formats.shares import written_share
from quizzes.grading.checking import GAP
from quizzes.grading.questions import Cloze, Gap, GapKind


def questiontext(question: Cloze) -> str:
    """Prompt and text in one, a mark between them."""
    gaps = {gap.id: _gap(gap, question.bank) for gap in question.gaps}
    text = GAP.sub(lambda match: gaps.get(match.group(1), match.group()), question.text)
    return f"{question.prompt}{PROMPT_ENDS}{text}"


def _gap(gap: Gap, bank: tuple[str, ...]) -> str:
    if gap.kind is GapKind.NUMBER:
        numbers = [
            _answer(
                one.share,
                f"{one.value}:{one.tolerance}" if one.tolerance not in ("", "0") else one.value,
                one.feedback,
            )
            for one in gap.numbers
        ]
        return _braces(gap, "NUMERICAL", numbers)
    if gap.kind is GapKind.CHOICE:
        return _braces(gap, "MULTICHOICE", _choices(gap, bank))
    kind = "SHORTANSWER" if gap.forgiving.case else "SHORTANSWER_C"
    return _braces(
        gap, kind, [_answer(one.share, escape(one.text, quote=False), one.feedback) for one in gap.accepted]
    )


def _choices(gap: Gap, bank: tuple[str, ...]) -> list[str]:
    if gap.choices:
        return [_answer(choice.share, choice.text, choice.feedback) for choice in gap.choices]
    shares = {one.text: one.share for one in gap.accepted}
    return [_answer(shares.get(word, 0), escape(word, quote=False), "") for word in bank]


def _answer(share: float, words: str, feedback: str) -> str:
    weight = "=" if share == 100 else f"%{written_share(share)}%" if share or words.startswith("%") else ""
    if share == 100 and words.startswith("%"):
        weight = "=%100%"
    said = f"#{escaped(feedback)}" if feedback else ""
    return f"{weight}{escaped(words)}{said}"


def _braces(gap: Gap, kind: str, answers: list[str]) -> str:
    return "{%d:%s:%s}" % (gap.weight, kind, "~".join(answers))
