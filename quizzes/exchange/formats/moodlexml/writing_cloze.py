"""A text with gaps as Moodle's embedded answers."""

from collections.abc import Callable
from html import escape

from quizzes.exchange.formats.moodlexml.cloze import PROMPT_ENDS, escaped
from quizzes.exchange.formats.shares import written_share
from quizzes.grading.checking import GAP
from quizzes.grading.questions import Cloze, Gap, GapKind

Link = Callable[[str], str]


def questiontext(question: Cloze, link: Link) -> str:
    """Prompt and text in one, a mark between them; `link` points a text's pictures at their files."""
    gaps = {gap.id: _gap(gap, question.bank, link) for gap in question.gaps}
    text = GAP.sub(lambda match: gaps.get(match.group(1), match.group()), link(question.text))
    return f"{link(question.prompt)}{PROMPT_ENDS}{text}"


def shown(question: Cloze) -> str:
    """Everything that the text shows, with what stands inside its gaps."""
    choices = [choice for gap in question.gaps for choice in gap.choices]
    inside = [*(choice.text for choice in choices), *(choice.feedback for choice in choices)]
    for gap in question.gaps:
        inside += [one.feedback for one in gap.accepted] + [one.feedback for one in gap.numbers]
    return "".join([question.prompt, question.text, *inside])


def _gap(gap: Gap, bank: tuple[str, ...], link: Link) -> str:
    if gap.kind is GapKind.NUMBER:
        numbers = [
            _answer(
                one.share,
                f"{one.value}:{one.tolerance}" if one.tolerance not in ("", "0") else one.value,
                link(one.feedback),
            )
            for one in gap.numbers
        ]
        return _braces(gap, "NUMERICAL", numbers)
    if gap.kind is GapKind.CHOICE:
        return _braces(gap, "MULTICHOICE", _choices(gap, bank, link))
    kind = "SHORTANSWER" if gap.forgiving.case else "SHORTANSWER_C"
    return _braces(
        gap,
        kind,
        [_answer(one.share, escape(one.text, quote=False), link(one.feedback)) for one in gap.accepted],
    )


def _choices(gap: Gap, bank: tuple[str, ...], link: Link) -> list[str]:
    if gap.choices:
        return [_answer(choice.share, link(choice.text), link(choice.feedback)) for choice in gap.choices]
    shares = {one.text: one.share for one in gap.accepted}
    return [_answer(shares.get(word, 0), escape(word, quote=False), "") for word in bank]


def _answer(share: float, words: str, feedback: str) -> str:
    weight = "=" if share == 100 else f"%{written_share(share)}%" if share or words.startswith("%") else ""
    if share == 100 and words.startswith("%"):
        weight = "=%100%"
    said = f"#{escaped(feedback)}" if feedback else ""
    return f"{weight}{escaped(words)}{said}"


def _braces(gap: Gap, kind: str, answers: list[str]) -> str:
    return f"{{{gap.weight}:{kind}:{'~'.join(answers)}}}"
