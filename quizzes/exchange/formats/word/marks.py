"""Which options stand out: by a star, a word, a colour, bold or underlined letters."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizzes.exchange.formats.word.rich import Look, Rich


class Sign(StrEnum):
    """A way to mark the right answer; the more certain first."""

    STAR = "star"
    WORD = "word"
    SHADE = "shade"
    COLOUR = "colour"
    UNDERLINE = "underline"
    BOLD = "bold"


_ORDER = list(Sign)
_MOST_OF_IT = 0.6
"""Of an option's letters have to look so: one bold word in it is emphasis."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An option as far as marks go."""

    label: Rich
    text: Rich
    is_starred: bool = False
    has_word: bool = False


Found = dict[Sign, frozenset[int]]


def signs_of(options: Sequence[Marked]) -> Found:
    """For each sign that sets some options apart from the others: which (counted from 0)."""
    found: Found = {}
    for sign, of in _TESTS.items():
        on_labels = frozenset(n for n, one in enumerate(options) if _is_so(one.label.looks(), of))
        on_texts = frozenset(n for n, one in enumerate(options) if _is_so(one.text.looks(), of))
        for apart in (on_labels | on_texts, on_labels, on_texts):
            if 0 < len(apart) < len(options):
                found[sign] = apart
                break
    for sign, chosen in (
        (Sign.STAR, [one.is_starred for one in options]),
        (Sign.WORD, [one.has_word for one in options]),
    ):
        if any(chosen) and not all(chosen):
            found[sign] = frozenset(n for n, one in enumerate(chosen) if one)
    colours = _odd_colour(options)
    if colours:
        found[Sign.COLOUR] = colours
    return found


_TESTS: dict[Sign, Callable[[Look], bool]] = {
    Sign.SHADE: lambda look: bool(look.shade),
    Sign.COLOUR: lambda look: bool(look.colour),
    Sign.UNDERLINE: lambda look: look.underline,
    Sign.BOLD: lambda look: look.bold,
}


def _is_so(looks: Sequence[Look], of: Callable[[Look], bool]) -> bool:
    return bool(looks) and sum(map(of, looks)) >= _MOST_OF_IT * len(looks)


def _odd_colour(options: Sequence[Marked]) -> frozenset[int]:
    """Where all options are coloured and one is in a colour of its own, as in a paper printed blue."""
    colours = []
    for one in options:
        counted = Counter(look.colour for look in one.text.looks())
        colours.append(counted.most_common(1)[0][0] if counted else "")
    many = Counter(colours)
    if len(options) > 2 and len(many) == 2 and "" not in many:
        rare, number = many.most_common()[-1]
        if number == 1:
            return frozenset({colours.index(rare)})
    return frozenset()


def habit(all_found: Sequence[Found]) -> list[Sign]:
    """The signs in the order in which this paper is to be trusted: what marks most questions first."""
    used: Counter[Sign] = Counter()
    for found in all_found:
        used.update(found.keys())
    return sorted(
        _ORDER, key=lambda sign: (sign not in (Sign.STAR, Sign.WORD), -used[sign], _ORDER.index(sign))
    )


def chosen(found: Found, trusted: Sequence[Sign]) -> tuple[frozenset[int], Sign | None, bool]:
    """The marked options, by which sign, and whether another sign says otherwise."""
    for sign in trusted:
        if sign in found:
            return found[sign], sign, any(other != found[sign] for other in found.values())
    return frozenset(), None, False
