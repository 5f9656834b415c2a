"""The pages of the analysis, ready for their templates: every word and every chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.charts import Bar, Mark, Point, Tone, histogram, line, share_bar, stacked_bars
from quizzes.analysis import words
from quizzes.analysis.figures.choices import Row, Table
from quizzes.analysis.figures.items import ItemFigures
from quizzes.analysis.figures.options import Option
from quizzes.analysis.queries import Named, QuestionFigures
from quizzes.analysis.rules import Urgency, urgency_of
from quizzes.analysis.summary import Item, QuizFigures
from quizzes.bank.presenting import rich
from quizzes.grading.checking import GAP
from quizzes.grading.questions import AnyQuestion, Cloze


@dataclass(frozen=True, slots=True)
class Chip:
    """A verdict at a glance: icon, word and colour."""

    name: str
    icon: str
    kind: str


def chip(urgency: Urgency) -> Chip:
    return Chip(str(words.URGENCY_NAMES[urgency]), words.URGENCY_ICONS[urgency], urgency.name.lower())


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a quiz or a question, and what it means."""

    name: str
    value: str
    meaning: str


# --- A quiz ------------------------------------------------------------------------------------


def quiz_page(figures: QuizFigures, pass_percent: int) -> dict[str, Any]:
    return {
        "figures": _quiz_figures(figures),
        "histogram": _histogram(figures, pass_percent),
        "tenths": _tenths(figures),
    }


def _quiz_figures(figures: QuizFigures) -> list[Figure]:
    found = figures.reliability
    times = figures.minutes
    return [
        Figure(
            _("Mean mark"),
            words.percent_measure(figures.mean, is_of_hundred=True),
            _("The mean of all counted attempts; in brackets where it lies with a certainty of 95 per cent."),
        ),
        Figure(
            _("Median"),
            words.percent_measure(figures.median, is_of_hundred=True),
            _("Half of the attempts earned this much or more."),
        ),
        Figure(_("Passed"), words.percent_measure(figures.passed), _("Attempts that reached the pass mark.")),
        Figure(
            _("Spread (standard deviation)"),
            words.percent_measure(figures.deviation, is_of_hundred=True),
            _("How far marks usually lie from the mean. Small: everybody earned much the same."),
        ),
        Figure(
            _("Skewness"),
            words.decimal_measure(figures.skew),
            _("Below 0: most earned much, a few low marks trail behind. Above 0: most earned little."),
        ),
        Figure(
            words.reliability_name(found),
            words.decimal_measure(found.measure),
            words.reliability_meaning(found),
        ),
        Figure(
            _("Error of a mark"),
            _error(figures),
            _("At another such quiz the same person would mostly (two times of three) be this close."),
        ),
        Figure(
            _("Time taken"),
            words.minutes(times.median),
            _("Median. Half of the attempts took between %(first)s and %(third)s.")
            % {"first": words.minutes(times.first), "third": words.minutes(times.third)}
            if times.first.value is not None
            else _("Counted from the beginning to the handing in; attempts on paper are left out."),
        ),
    ]


def _error(figures: QuizFigures) -> str:
    shown = words.percent_measure(figures.error, is_of_hundred=True)
    return shown if figures.error.value is None else f"±{shown}"


def _tenths(figures: QuizFigures) -> list[tuple[str, str, str]]:
    """The table beside the histogram: from … to …, how many, what share."""
    width = 100 // (len(figures.histogram) or 1)
    return [
        (
            f"{number * width}–{(number + 1) * width}%",
            words.count(found),
            words.percent(found / figures.attempts),
        )
        for number, found in enumerate(figures.histogram)
    ]


def _histogram(figures: QuizFigures, pass_percent: int) -> SafeString:
    if not figures.histogram:
        return mark_safe("")
    said = _("%(attempts)s attempts, mean %(mean)s; the numbers stand in the table.") % {
        "attempts": words.count(figures.attempts),
        "mean": words.percent((figures.mean.value or 0) / 100),
    }
    mark = Mark(pass_percent / 100, _("passed from %(percent)s%%") % {"percent": pass_percent})
    edges = ["0%", "20%", "40%", "60%", "80%", "100%"]
    return _svg(histogram("marks", _("How marks are spread"), said, figures.histogram, edges, mark=mark))


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of the table of questions."""

    item: Item
    label: str
    address: str
    asked: str
    facility: str
    facility_bar: SafeString
    discrimination: str
    answered: str
    seconds: str
    chip: Chip
    sentence: str
    note: str


def item_rows(items: Sequence[Item], names: Mapping[int, Named]) -> list[ItemRow]:
    return [_item_row(item, names[item.question_id]) for item in items if item.question_id in names]


def _item_row(item: Item, named: Named) -> ItemRow:
    figures = item.figures
    return ItemRow(
        item=item,
        label=named.label,
        address=reverse("analysis:question", args=[item.question_id]),
        asked=words.count(figures.asked),
        facility=_short(
            words.percent(figures.facility.value) if figures.facility.value is not None else None
        ),
        facility_bar=_share_bar(figures.facility.value),
        discrimination=_short(
            words.decimal(figures.discrimination.value) if figures.discrimination.value is not None else None
        ),
        answered=_short(
            words.percent(figures.answered.value) if figures.answered.value is not None else None
        ),
        seconds=_short(words.seconds(figures.seconds.median) if figures.seconds.median.value else None),
        chip=chip(item.urgency),
        sentence=words.sentence(item.findings[0]),
        note=_("all versions together") if item.is_mixed else "",
    )


def _short(said: str | None) -> str:
    return "–" if said is None else said


# --- A question --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A line of a distractor table."""

    letter: str
    html: SafeString | str
    is_right: bool
    is_quiet: bool
    chosen: str
    share: str
    bar: SafeString
    upper: str
    lower: str


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """A part's table, its heading and the chart of its thirds."""

    heading: str
    about: SafeString | str
    rows: list[ChoiceRow]
    chart: SafeString


def question_page(found: QuestionFigures, content: AnyQuestion) -> dict[str, Any]:
    return {
        "figures": _item_figures(found.shown.figures),
        "findings": [(chip(finding.urgency), words.sentence(finding)) for finding in found.findings],
        "chip": chip(urgency_of(found.findings)),
        "tables": [_choice_table(table, content) for table in found.tables],
        "versions": [
            (one, one.number == found.shown.number, *_of_item(one.figures)) for one in found.versions
        ],
        "quizzes": [
            (one.title, reverse("analysis:quiz", args=[one.quiz_id]), *_of_item(one.figures))
            for one in found.quizzes
        ],
        "months": [
            (words.month(one.first_day), words.count(one.asked), words.percent_measure(one.facility))
            for one in found.months
        ],
        "trend": _trend(found),
    }


def _of_item(figures: ItemFigures) -> tuple[str, str, str]:
    return (
        words.count(figures.asked),
        words.percent_measure(figures.facility),
        words.decimal_measure(figures.discrimination),
    )


def _item_figures(figures: ItemFigures) -> list[Figure]:
    times = figures.seconds
    return [
        Figure(
            _("Facility"),
            words.percent_measure(figures.facility),
            _(
                "The part of the points that is earned; an empty answer earns nothing."
                " Questions between 30 and 90 per cent tell most."
            ),
        ),
        Figure(
            _("Facility among those who answered"),
            words.percent_measure(figures.facility_answered),
            _("The same without empty answers: who does not know is not who had no time."),
        ),
        Figure(_("Answered"), words.percent_measure(figures.answered), _("Those asked who gave an answer.")),
        Figure(
            _("Discrimination"),
            words.decimal_measure(figures.discrimination),
            _(
                "From −1 to 1: whether those who do well in the other questions do well here."
                " From 0.30 on good, below 0.20 weak, below 0 suspect."
            ),
        ),
        Figure(
            _("Best third less weakest third"),
            words.decimal_measure(figures.difference),
            _("The facility among the third that does best, less that among the weakest third."),
        ),
        Figure(
            _("Time taken"),
            words.seconds(times.median),
            _("Median. Half of the answers took between %(first)s and %(third)s.")
            % {"first": words.seconds(times.first), "third": words.seconds(times.third)}
            if times.first.value is not None
            else _("How long the question was looked at; attempts on paper are left out."),
        ),
    ]


def _choice_table(table: Table, content: AnyQuestion) -> ChoiceTable:
    part = table.part
    about: SafeString | str = rich(part.text) if part.text else ""
    heading = _("Part %(number)s") % {"number": part.number} if part.number else _("What was chosen")
    if isinstance(content, Cloze):
        heading = _("Gap %(number)s") % {"number": part.number}
    return ChoiceTable(heading, about, [_choice_row(row) for row in table.rows], _thirds(table))


def gapped(content: AnyQuestion) -> str:
    """A cloze's text with its gaps by number; nothing for other questions."""
    if not isinstance(content, Cloze):
        return ""
    places = {gap.id: number for number, gap in enumerate(content.gaps, start=1)}
    return GAP.sub(lambda found: f"[{places.get(found[1], '?')}]", content.text)


def _choice_row(row: Row) -> ChoiceRow:
    option = row.option
    is_right = option is not None and option.is_right
    return ChoiceRow(
        letter=option.letter if option else "",
        html=_option_text(row),
        is_right=is_right,
        is_quiet=option is None,
        chosen=words.count(row.chosen) if row.share.value is not None else "–",
        share=_short(words.percent(row.share.value) if row.share.value is not None else None),
        bar=_share_bar(row.share.value, _tone(option)),
        upper=_short(words.percent(row.upper.value) if row.upper.value is not None else None),
        lower=_short(words.percent(row.lower.value) if row.lower.value is not None else None),
    )


def _option_text(row: Row) -> SafeString | str:
    if row.option is None:
        return _("Other answers") if row.is_rest else _("No answer")
    if row.option.is_typed:
        return row.option.text
    if row.option.text:
        return rich(row.option.text)
    return words.option_name(row.option.key)


def _tone(option: Option | None) -> Tone:
    if option is None:
        return Tone.QUIET
    return Tone.GOOD if option.is_right else Tone.PLAIN


def _share_bar(share: float | None, tone: Tone = Tone.PLAIN) -> SafeString:
    return mark_safe("") if share is None else _svg(share_bar(share, tone))


def _thirds(table: Table) -> SafeString:
    """Right, wrong and no answer among the best third and the weakest; of parts that take one option."""
    if table.part.takes_several or all(
        row.upper.value is None or row.lower.value is None for row in table.rows
    ):
        return mark_safe("")
    rows = [
        (_("The third that does best"), _pieces([(row, row.upper.value) for row in table.rows])),
        (_("The weakest third"), _pieces([(row, row.lower.value) for row in table.rows])),
    ]
    title = _("The best and the weakest third")
    said = _("Shares of right answers, wrong answers and none; the numbers stand in the table.")
    return _svg(stacked_bars(f"thirds-{table.part.number}", title, said, rows))


def _pieces(rows: Sequence[tuple[Row, float | None]]) -> list[Bar]:
    sums = {Tone.GOOD: 0.0, Tone.BAD: 0.0, Tone.QUIET: 0.0}
    for row, value in rows:
        is_right = row.option is not None and row.option.is_right
        is_none = row.option is None and not row.is_rest
        sums[Tone.GOOD if is_right else Tone.QUIET if is_none else Tone.BAD] += value or 0
    names = {Tone.GOOD: _("right"), Tone.BAD: _("wrong"), Tone.QUIET: _("empty")}
    return [Bar(names[t], value, f"{names[t]} {words.percent(value)}", t) for t, value in sums.items()]


def _trend(found: QuestionFigures) -> SafeString:
    if len(found.months) < 2:
        return mark_safe("")
    points = [
        Point(
            words.month(one.first_day),
            one.facility.value,
            words.percent(one.facility.value) if one.facility.value is not None else "",
        )
        for one in found.months
    ]
    said = _("The facility of each month; the numbers stand in the table.")
    return _svg(line("trend", _("Facility by month"), said, points))


def _svg(chart: str) -> SafeString:
    return mark_safe(chart)  # noqa: S308  (drawn by common.charts, which escapes every word)


def address_if_there(name: str, *args: Any) -> str:
    """An address of another room; empty where that room is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
