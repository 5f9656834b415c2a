"""From a layout and what is asked of it to a sheet: for the screen, for files and for freezing alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from courses.catalogue.models import CoursePage
from organisations.appointments.models import Appointment
from organisations.oversight.queries import places_overseen_by
from organisations.tree.models import CellType, Standing
from organisations.tree.queries import standing_of
from tracking.layouts.asking import Asked, BadWish, asked_in
from tracking.layouts.given import Layout
from tracking.layouts.ground import Columns, Ground, Line, Lines
from tracking.layouts.queries import courses_meant, layout_called, unit_asked
from tracking.layouts.rules import RowsOf
from tracking.layouts.terms import rules_of
from tracking.layouts.vocabulary import LINES, VOCABULARY
from tracking.layouts.words import WHICH, period_said
from tracking.reports.kinds import NotHers, Report, Wish, makes_report
from tracking.reports.writing.sheets import Column, Heading, Sheet, Signer, Value, label_place

KIND = "layout"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A report: what it stands on, its lines, and how it is told."""

    layout: Layout
    asked: Asked
    ground: Ground
    columns: Columns
    lines: Lines
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def sheet(self, start: int = 0, stop: int | None = None) -> Sheet:
        """The rows from one place to another, with everything that stands around all of them."""
        unit, on = self.ground.unit, self.ground.on
        columns = tuple(term.column() for term in self.columns)
        return Sheet(
            file_name=f"{self.layout.title} {unit.name} {on.isoformat()}",
            title=str(self.layout.title),
            columns=columns,
            rows=(line.values for line in self.lines.rows(start, stop)),
            subtitles=(unit.name, *self._about()),
            total=self._total(columns),
            total_label=_("Total"),
            notes=tuple(self._notes()),
            heading=_heading(unit, on),
            place_and_day=_("Day %(day)02d month %(month)02d year %(year)d") % _parts(self.today),
            left=Signer((_("MADE BY"),), self.ground.viewer.get_full_name()),
            right=Signer((_("FOR THE COMMITTEE"),)),
        )

    def all_lines(self) -> Iterator[Line]:
        return self.lines.rows(0, None)

    def _total(self, columns: tuple[Column, ...]) -> tuple[Value, ...]:
        """The row of totals, where the rows have one, with its label where names of rows stand."""
        total = list(self.lines.total)
        if total:
            total[label_place(columns)] = _("Total")
        return tuple(total)

    def _about(self) -> Iterator[str]:
        period = self.asked.span(self.today)
        day = f"{self.ground.on:%d/%m/%Y}"
        if period:
            yield _("%(period)s; figures as of %(day)s") % {"period": period_said(period), "day": day}
        else:
            yield _("Figures as of %(day)s") % {"day": day}
        if filters := list(self._filters()):
            yield "; ".join(filters)

    def _filters(self) -> Iterator[str]:
        asked = self.asked
        if self.layout.rows is not RowsOf.WEAKNESSES and (asked.courses or asked.programme):
            yield _courses_said(self.ground.question.courses or ())
        if asked.post:
            yield str(Appointment.Post(asked.post).label)
        if asked.cell_type is not None:
            yield CellType.objects.values_list("name", flat=True).get(pk=asked.cell_type)
        if asked.is_mandatory is not None:
            yield _("mandatory courses") if asked.is_mandatory else _("recommended courses")
        if self.layout.rows is RowsOf.PEOPLE:
            yield str(WHICH[self.layout.which])

    def _notes(self) -> Iterator[str]:
        yield from rules_of(self.columns)
        yield from (str(remark) for remark in self.layout.remarks)


def make(*, layout: Layout, asked: Asked, viewer: User, now: datetime) -> Made:
    """The report, for a viewer who oversees the unit; its rows are not asked for yet. Raises NotHers."""
    today = timezone.localdate(now)
    on = asked.day(today)
    unit = unit_asked(viewer, asked.unit, on=on, today=today)
    ground = Ground(
        viewer=viewer,
        unit=unit,
        places=places_overseen_by(viewer, on=on, today=today),
        question=asked.question(courses_meant(asked.courses, asked.programme), today),
        since=asked.since(today),
        which=layout.which,
        now=now,
    )
    columns = [VOCABULARY[layout.rows][key] for key in layout.columns if key in VOCABULARY[layout.rows]]
    return Made(layout, asked, ground, columns, LINES[layout.rows](ground, columns), now)


def wish_of(layout: Layout, asked: Asked) -> dict[str, object]:
    """As plain data, for a worker."""
    return {"layout": layout.key, **asked.plain()}


@makes_report(KIND)
def _made(*, viewer: User, wish: Wish, now: datetime) -> Report:
    try:
        layout, asked = layout_called(wish["layout"], viewer), asked_in(wish)
    except (BadWish, KeyError):
        raise NotHers from None
    made = make(layout=layout, asked=asked, viewer=viewer, now=now)
    return Report(made.sheet(), made.lines.count)


def _courses_said(courses: tuple[int, ...]) -> str:
    titles = list(CoursePage.objects.filter(pk__in=courses).order_by("title").values_list("title", flat=True))
    if len(titles) > _NAMED:
        return ngettext("%(count)d course", "%(count)d courses", len(titles)) % {"count": len(titles)}
    return ", ".join(titles)


def _heading(unit: Standing, on: date) -> Heading:
    above = standing_of(unit.parent, on) if unit.parent else None
    return Heading((above.name.upper(),) if above else (), unit.name.upper(), _("No. … -BC"))


def _parts(day: date) -> dict[str, int]:
    return {"day": day.day, "month": day.month, "year": day.year}
