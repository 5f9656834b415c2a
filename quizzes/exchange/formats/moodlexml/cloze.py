"""Moodle's embedded answers: gaps written into the text as `{1:SHORTANSWER:=Berlin~%50%Bonn#nearly}`."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.limits import MOST_PARTS
from quizzes.exchange.formats.moodlexml.types import Source
from quizzes.exchange.formats.numbers import number_of
from quizzes.exchange.formats.shares import share_of
from quizzes.grading.ids import ids_for
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    Cloze,
    Forgiving,
    Gap,
    GapKind,
)

PROMPT_ENDS = "<!-- lcb:text -->"
_KINDS = {
    **dict.fromkeys(("SHORTANSWER", "SA", "MW"), (GapKind.SHORT, True)),
    **dict.fromkeys(("SHORTANSWER_C", "SAC", "MWC"), (GapKind.SHORT, False)),
    **dict.fromkeys(("NUMERICAL", "NM"), (GapKind.NUMBER, True)),
    **dict.fromkeys(
        (
            "MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_S", "MCS",
            "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS",
        ),
        (GapKind.CHOICE, True),
    ),
}  # fmt: skip
_HEAD = re.compile(r"\{\s*(\d{0,4})\s*:\s*([A-Z_0-9]{1,40})\s*:", re.IGNORECASE)
_ENDING = re.compile(r"\\.|\}", re.DOTALL)
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d{0,12})?)%")
# While a gap is taken apart, an escaped sign stands as one that is no character.
_HELD = {"}": "\ufdd0", "~": "\ufdd1", "#": "\ufdd2", "=": "\ufdd3", "/": "/", '"': '"', "\\": "\\", "{": "{"}
_FREE = {ord(held): sign for sign, held in _HELD.items() if held != sign}


def cloze(source: Source) -> AnyQuestion | None:
    """The question; None where one of its gaps cannot be ours, which is found."""
    html = source.texts.with_gaps()
    prompt, sign, text = html.partition(PROMPT_ENDS)
    if not sign:
        prompt, text = "", html
    gaps: list[Gap] = []
    pieces: list[str] = []
    end = 0
    while match := _HEAD.search(text, end):
        stop = _end_of(text, match.end())
        pieces.append(text[end : match.start()])
        if stop < 0:
            source.findings.error(codes.MOODLE_EMBEDDED_BROKEN, text[match.start() :])
            return None
        if len(gaps) >= MOST_PARTS:
            source.findings.error(codes.QUESTION_TOO_MANY_PARTS, MOST_PARTS)
            return None
        gap = _gap(match, text[match.end() : stop], f"g{len(gaps) + 1}", source)
        if gap is None:
            return None
        gaps.append(gap)
        pieces.append(f"{{{{{gap.id}}}}}")
        end = stop + 1
    if not gaps:
        source.findings.error(codes.MOODLE_EMBEDDED_BROKEN, plain_text.plain(text))
        return None
    common: dict[str, Any] = {**source.common, "prompt": source.texts.cleaner.clean(prompt)}
    whole = source.texts.cleaner.clean("".join([*pieces, text[end:]]))
    return Cloze(**common, text=whole + source.texts.old_picture, gaps=tuple(gaps))


def escaped(text: str) -> str:
    """A text as it stands inside a gap."""
    return re.sub(r"[}~#=\\/\"]", lambda match: "\\" + match.group(), text).replace("\n", " ")


def _end_of(text: str, start: int) -> int:
    """Where a gap closes: the next brace that is not escaped."""
    for match in _ENDING.finditer(text, start):
        if match.group() == "}":
            return match.start()
    return -1


def _gap(head: re.Match[str], body: str, id_: str, source: Source) -> Gap | None:
    kind, forgives_case = _KINDS.get(head.group(2).upper(), (None, True))
    if kind is None:
        source.findings.error(codes.MOODLE_EMBEDDED_TYPE, head.group(2))
        return None
    parts = [_part(part, source.findings) for part in re.split(r"(?<!\\)~", _held(body)) if part.strip()][
        :MOST_PARTS
    ]
    weight = int(head.group(1) or 1)
    clean = source.texts.cleaner.clean
    if kind is GapKind.NUMBER:
        numbers = tuple(_numbers(parts, source.findings, clean))
        return Gap(id_, kind, numbers=numbers, weight=weight)
    if kind is GapKind.CHOICE:
        texts = [clean(words) for _, words, _ in parts]
        ids = ids_for(texts, of=f"{head.string[:2000]}\x1f{id_}")
        choices = tuple(
            Choice(one, text, share, clean(said))
            for one, text, (share, _, said) in zip(ids, texts, parts, strict=True)
        )
        return Gap(id_, kind, choices=choices, weight=weight)
    accepted = tuple(Accepted(_plain(words), max(0.0, share), clean(said)) for share, words, said in parts)
    return Gap(id_, kind, accepted=accepted, weight=weight, forgiving=Forgiving(case=forgives_case))


def _held(body: str) -> str:
    return re.sub(r"\\([}~#=/\"\\{])", lambda match: _HELD[match.group(1)], body)


def _part(part: str, findings: Findings) -> tuple[float, str, str]:
    """An answer's share, its words, and what is said to it."""
    part = part.strip()
    share = 0.0
    if part.startswith("="):
        share, part = 100.0, part[1:]
    elif weight := _WEIGHT.match(part):
        share, part = share_of(weight.group(1), findings), part[weight.end() :]
    if weight := _WEIGHT.match(part) if share == 100.0 else None:
        share, part = share_of(weight.group(1), findings), part[weight.end() :]
    words, _, said = _split_feedback(part)
    return share, words.translate(_FREE).strip(), said.translate(_FREE).strip()


def _split_feedback(part: str) -> tuple[str, str, str]:
    """Words and feedback at the first `#` that begins no character of HTML, as in `&#39;`."""
    match = re.search(r"(?<!&)#", part)
    return (part[: match.start()], "#", part[match.end() :]) if match else (part, "", "")


def _plain(words: str) -> str:
    return plain_text.plain(words) if "<" in words else unescape(words).strip()


def _numbers(
    parts: list[tuple[float, str, str]], findings: Findings, clean: Callable[[str], str]
) -> list[AcceptedNumber]:
    numbers: list[AcceptedNumber] = []
    for share, words, said in parts:
        value, _, off = _plain(words).partition(":")
        number, tolerance = number_of(value), number_of(off or "0")
        if value.strip() == "*" and share <= 0:
            if said:
                findings.loss(codes.MOODLE_ELEMENT, said)
            continue
        if number is None or tolerance is None:
            findings.error(codes.NUMBER_UNREADABLE, words)
            number, tolerance = value.strip()[:60], "0"
        elif "," in words:
            findings.note(codes.NUMBER_COMMA, words)
        numbers.append(AcceptedNumber(number, tolerance, max(0.0, share), clean(said)))
    return numbers
