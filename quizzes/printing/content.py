"""What stands on the papers, as plain data for the typesetter.

A learner's paper is made of `grading.showing.Shown` alone, which holds no word of what is right; the key is
made beside it, for another file.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quizzes.bank.models import KIND_LABELS
from quizzes.grading.keys import right_response
from quizzes.grading.questions import (
    AnyQuestion,
    Cloze,
    Essay,
    Gap,
    GapKind,
    Kind,
    Numerical,
    ShortAnswer,
)
from quizzes.grading.showing import Blank, Shown, shown
from quizzes.printing.letters import FALSE, TRUE, letters, typed_of
from quizzes.printing.models import PaperPrint
from quizzes.printing.queries import Slot, slots_of
from quizzes.printing.rich import Block, blocks_of
from quizzes.printing.rules import code_of, points_in_words

_FEWEST_LINES, _MOST_LINES = 10, 28
_WORDS_A_LINE = 12


def head_of(paper: PaperPrint) -> dict[str, Any]:
    """What stands at the top of every file of a print."""
    made = timezone.localdate(paper.made_at)
    return {
        "title": paper.title,
        "issuer": paper.issuer,
        "hall": paper.hall,
        "day": date_format(paper.held_on, "d/m/Y"),
        "minutes": str(paper.minutes or ""),
        "made": [made.year, made.month, made.day],
    }


def papers_content(paper: PaperPrint) -> list[dict[str, Any]]:
    """Each variant as learners get it, for papers and for answer sheets alike."""
    return [
        {"code": code_of(variant), "questions": [_on_paper(slot) for slot in slots_of(paper, variant)]}
        for variant in range(1, paper.variant_count + 1)
    ]


def _on_paper(slot: Slot) -> dict[str, Any]:
    seen = shown(slot.question, slot.asked.order)
    return {
        "number": slot.number,
        "points": points_in_words(slot.asked.points),
        "kind": seen.kind.value,
        "prompt": blocks_of(seen.prompt),
        "options": [
            {"letter": letter, "text": blocks_of(option.text)}
            for letter, option in zip(_labels(seen), seen.options, strict=True)
        ],
        "answers": [
            {"letter": letter, "text": blocks_of(answer.text)}
            for letter, answer in zip(letters(len(seen.answers)), seen.answers, strict=True)
        ],
        "text": _numbered_gaps(seen),
        "blanks": list(_blanks(seen)),
        "bank": _bank(seen),
        "bank_gaps": _bank_gaps(seen),
        "unit": seen.unit,
        "criteria": [f"{title} ({points_in_words(points)})" for title, points in seen.criteria],
        "lines": _lines(seen),
    }


def _labels(seen: Shown) -> list[str]:
    """Things to match are numbered, everything else has letters."""
    if seen.kind is Kind.MATCHING:
        return [str(number) for number in range(1, len(seen.options) + 1)]
    return letters(len(seen.options))


def _numbered_gaps(seen: Shown) -> list[Block]:
    """The text with the number of each gap in its place."""
    numbers = {blank.id: number for number, blank in enumerate(seen.blanks, start=1)}
    blocks = blocks_of(seen.text)
    for block in blocks:
        runs = block.get("runs", [])
        block["runs"] = [
            {"gap": str(numbers[run["gap"]])} if run.get("gap") in numbers else run
            for run in runs
            if "gap" not in run or run["gap"] in numbers
        ]
    return blocks


def _blanks(seen: Shown) -> Iterator[dict[str, Any]]:
    """Gaps with options of their own; those that choose from the common bank share one list."""
    bank = _bank_of(seen)
    for number, blank in enumerate(seen.blanks, start=1):
        options = [] if _texts(blank) == bank else blank.options
        yield {
            "number": str(number),
            "has_letter": bool(blank.options),
            "options": [
                {"letter": letter, "text": blocks_of(option.text)}
                for letter, option in zip(letters(len(options)), options, strict=True)
            ],
        }


def _texts(blank: Blank) -> tuple[str, ...]:
    return tuple(option.text for option in blank.options)


def _bank_of(seen: Shown) -> tuple[str, ...]:
    """Options whose id is what they say are the common bank's."""
    banks = (blank for blank in seen.blanks if blank.options and all(o.id == o.text for o in blank.options))
    first = next(banks, None)
    return _texts(first) if first else ()


def _bank(seen: Shown) -> list[dict[str, str]]:
    words = _bank_of(seen)
    return [{"letter": letter, "word": word} for letter, word in zip(letters(len(words)), words, strict=True)]


def _bank_gaps(seen: Shown) -> str:
    """Which gaps choose from the common bank: (1), (3)."""
    bank = _bank_of(seen)
    numbered = enumerate(seen.blanks, start=1)
    return ", ".join(f"({number})" for number, blank in numbered if bank and _texts(blank) == bank)


def _lines(seen: Shown) -> int:
    """Dotted lines to write on: one for an answer, more the longer an essay may be."""
    if seen.kind is not Kind.ESSAY:
        return 1
    wanted = (seen.words_max or seen.words_min) // _WORDS_A_LINE
    return min(max(wanted, _FEWEST_LINES), _MOST_LINES)


# --- The key ------------------------------------------------------------------------------------


def key_content(paper: PaperPrint) -> list[dict[str, Any]]:
    """For the marker alone: each variant's answers as they are typed in, and what else counts."""
    return [
        {
            "code": code_of(variant),
            "rows": [_key_row(slot) for slot in slots_of(paper, variant)],
        }
        for variant in range(1, paper.variant_count + 1)
    ]


def _key_row(slot: Slot) -> dict[str, Any]:
    return {
        "number": slot.number,
        "kind": str(KIND_LABELS[slot.question.kind]),
        "answer": key_of(slot),
        "notes": list(_notes(slot.question)),
        "points": points_in_words(slot.asked.points),
    }


def key_of(slot: Slot) -> str:
    """What is right, as it is typed in; a number with the comma that people write."""
    typed = typed_of(slot.question, slot.asked.order, right_response(slot.question))
    return typed.replace(".", ",") if isinstance(slot.question, Numerical) else typed


def _notes(question: AnyQuestion) -> Iterator[str]:
    """What counts besides, in words."""
    match question:
        case ShortAnswer():
            yield from (_with_share(one.text, one.share) for one in question.accepted)
        case Numerical():
            yield from (
                _with_share(_number(one.value, one.tolerance), one.share) for one in question.accepted
            )
        case Cloze():
            for number, gap in enumerate(question.gaps, start=1):
                if said := "; ".join(_gap_notes(gap)):
                    yield f"({number}) {said}"
        case Essay():
            yield from (f"{one.title}: {points_in_words(one.points)}" for one in question.criteria)
            yield _("Mark it on the paper and type its points.")


def _gap_notes(gap: Gap) -> Iterator[str]:
    if gap.kind is GapKind.NUMBER:
        yield from (_with_share(_number(one.value, one.tolerance), one.share) for one in gap.numbers)
    elif not gap.choices:
        yield from (_with_share(one.text, one.share) for one in gap.accepted)


def _number(value: str, tolerance: str) -> str:
    """With a comma, and how far off it may be."""
    said = value.replace(".", ",")
    return said if tolerance in {"", "0"} else f"{said} ± {tolerance.replace('.', ',')}"


def _with_share(text: str, share: float) -> str:
    return text if share >= 100 else f"{text} ({share:g}%)"


def answers_to_type(slot: Slot) -> str:
    """What may be typed for a question, as a hint beside its field."""
    seen = shown(slot.question, slot.asked.order)
    count = len(seen.options)
    match seen.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            return f"{letters(count)[0]}–{letters(count)[-1]}"
        case Kind.TRUE_FALSE:
            return f"{TRUE}/{FALSE}"
        case Kind.MATCHING:
            return f"{count} × {letters(len(seen.answers))[0]}–{letters(len(seen.answers))[-1]}"
        case Kind.ORDERING:
            return f"{count} × 1–{count}"
        case Kind.CLOZE:
            return _("%(count)s gaps, a semicolon between") % {"count": len(seen.blanks)}
        case Kind.ESSAY:
            return _("points, 0–%(most)s") % {"most": points_in_words(slot.asked.points)}
        case _:
            return _("as written")
