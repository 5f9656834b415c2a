"""Plain charts as SVG: pure functions from numbers and words to a string, for any page of the site.

Widths are per cent of the space there is and heights are pixels, so that a chart fills a phone or a desktop
while its letters keep their size. Colours come by class from `common/css/charts.css`; nothing needs a script
or an inline style. A chart is one picture with a title and a description to whoever listens; the numbers
stand in a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

LETTERS = 14
"""Size of letters in pixels."""
_LINE = 20
_BAR = 18
_ROW = _LINE + _BAR + 14
_MOST_LABELS = 4


class Tone(StrEnum):
    """What a colour says; the words beside it say it too."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Bar:
    """A length from 0 to the most there is, and its number in words."""

    label: str
    value: float
    said: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a line; None where there is nothing to tell."""

    label: str
    value: float | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across a histogram at a share of its width, and what it means."""

    place: float
    said: str


def bars(key: str, title: str, description: str, rows: Sequence[Bar], *, most: float = 1.0) -> str:
    """Horizontal bars, each under its label; `key` tells the charts of a page apart."""
    drawn = []
    for number, row in enumerate(rows):
        top = number * _ROW
        drawn += [
            _text("0", top + _LINE - 5, row.label),
            _text("100%", top + _LINE - 5, row.said, "end"),
            _rect(0, top + _LINE, 100, _BAR, "chart__ground"),
            _rect(0, top + _LINE, 100 * _part(row.value, most), _BAR, f"chart__{row.tone}"),
        ]
    return _chart(key, title, description, len(rows) * _ROW, drawn)


def stacked_bars(
    key: str, title: str, description: str, rows: Sequence[tuple[str, Sequence[Bar]]], *, most: float = 1.0
) -> str:
    """For each label one bar of several pieces; the words of a piece stand in it where there is room."""
    drawn = []
    for number, (label, pieces) in enumerate(rows):
        top, start = number * _ROW, 0.0
        drawn += [
            _text("0", top + _LINE - 5, label),
            _rect(0, top + _LINE, 100, _BAR, "chart__ground"),
        ]
        for piece in pieces:
            width = 100 * _part(piece.value, most)
            drawn.append(_rect(start, top + _LINE, width, _BAR, f"chart__{piece.tone} chart__piece"))
            if width >= 16:
                drawn.append(
                    _text(_percent(start + width / 2), top + _LINE + 14, piece.said, "middle", "chart__in")
                )
            start += width
    return _chart(key, title, description, len(rows) * _ROW, drawn)


def histogram(
    key: str,
    title: str,
    description: str,
    counts: Sequence[int],
    edges: Sequence[str],
    *,
    mark: Mark | None = None,
    height: int = 150,
) -> str:
    """Upright bars side by side; `edges` are the words at equal steps below, from one end to the other."""
    most, width = max(counts, default=0) or 1, 100 / (len(counts) or 1)
    top = 2 * _LINE if mark else _LINE
    floor = top + height
    drawn = []
    for number, count in enumerate(counts):
        tall = height * count / most
        drawn.append(_rect(number * width + 0.5, floor - tall, width - 1, tall, "chart__plain"))
        if count:
            drawn.append(_text(_percent((number + 0.5) * width), floor - tall - 4, str(count), "middle"))
    drawn.append(_line("0", floor, "100%", floor, "chart__axis"))
    steps = (len(edges) - 1) or 1
    for number, edge in enumerate(edges):
        drawn.append(_text(_percent(100 * number / steps), floor + 16, edge, _anchor(number, steps)))
    if mark:
        place = _percent(100 * _part(mark.place, 1))
        drawn.append(_line(place, _LINE, place, floor, "chart__mark"))
        drawn.append(_text(place, 14, mark.said, "end" if mark.place > 0.5 else "start"))
    return _chart(key, title, description, floor + _LINE, drawn)


def line(
    key: str,
    title: str,
    description: str,
    points: Sequence[Point],
    *,
    most: float = 1.0,
    height: int = 150,
) -> str:
    """Points joined where they follow one another; a gap stays a gap."""
    top, floor = _LINE + 8, _LINE + 8 + height
    places = [_place(number, len(points)) for number in range(len(points))]
    tops = [None if one.value is None else floor - height * _part(one.value, most) for one in points]
    drawn = [
        _line("0", floor, "100%", floor, "chart__axis"),
        _line("0", top, "100%", top, "chart__limit"),
    ]
    for number in range(1, len(points)):
        before, here = tops[number - 1], tops[number]
        if before is not None and here is not None:
            drawn.append(
                _line(_percent(places[number - 1]), before, _percent(places[number]), here, "chart__line")
            )
    step = max(1, -(-len(points) // _MOST_LABELS))
    for number, (point, place, up) in enumerate(zip(points, places, tops, strict=True)):
        if up is not None:
            drawn.append(f'<circle class="chart__point" cx="{_percent(place)}" cy="{up:.1f}" r="4"/>')
        if number % step == 0:
            drawn.append(_text(_percent(place), floor + 16, point.label, "middle"))
            if up is not None:
                drawn.append(_text(_percent(place), up - 9, point.said, "middle"))
    return _chart(key, title, description, floor + _LINE, drawn)


def share_bar(share: float, tone: Tone = Tone.PLAIN) -> str:
    """A bar for a cell of a table, beside the number that says the same: nothing to listeners."""
    return (
        f'<svg class="chart chart--small" width="100%" height="{LETTERS}" aria-hidden="true">'
        f"{_rect(0, 0, 100, LETTERS, 'chart__ground')}"
        f"{_rect(0, 0, 100 * _part(share, 1), LETTERS, f'chart__{tone}')}</svg>"
    )


def _chart(key: str, title: str, description: str, height: float, drawn: Sequence[str]) -> str:
    name = escape(key)
    return (
        f'<svg class="chart" width="100%" height="{height:.0f}" role="img" font-size="{LETTERS}"'
        f' aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def _rect(x: float, y: float, width: float, height: float, classes: str) -> str:
    place = f'x="{_percent(x)}" y="{y:.1f}"'
    return f'<rect class="{classes}" {place} width="{_percent(width)}" height="{height:.1f}"/>'


def _line(x1: str, y1: float, x2: str, y2: float, classes: str) -> str:
    return f'<line class="{classes}" x1="{x1}" y1="{y1:.1f}" x2="{x2}" y2="{y2:.1f}"/>'


def _text(x: str, y: float, said: str, anchor: str = "start", classes: str = "") -> str:
    named = f' class="{classes}"' if classes else ""
    return f'<text{named} x="{x}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _part(value: float, most: float) -> float:
    return max(0.0, min(1.0, value / most)) if most > 0 else 0.0


def _place(number: int, count: int) -> float:
    """Where a point stands across, in per cent, with room for its words at both ends."""
    return 50.0 if count < 2 else 10 + 80 * number / (count - 1)


def _anchor(number: int, last: int) -> str:
    return "start" if number == 0 else "end" if number == last else "middle"
