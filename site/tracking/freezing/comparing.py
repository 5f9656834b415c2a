"""Two frozen reports of one question as one sheet, with what has changed between them."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from tracking.freezing.kinds import freeze_seen
from tracking.freezing.models import Freeze
from tracking.freezing.queries import can_be_compared, pairs_between
from tracking.freezing.rules import Counted, Pair
from tracking.reports.kinds import NotHers, Report, Wish, makes_report
from tracking.reports.writing.sheets import Column, Kind, Sheet, Value, Values

KIND = "compared"


@makes_report(KIND)
def _compared(*, viewer: User, wish: Wish, now: datetime) -> Report:
    first, second = (freeze_seen(viewer, wish.get(name, "")) for name in ("before", "after"))
    if not can_be_compared(first, second):
        raise NotHers
    sheet, count = comparison(first, second)
    return Report(sheet, count)


def comparison(one: Freeze, other: Freeze) -> tuple[Sheet, int]:
    """The older beside the newer, and how many rows there are."""
    before, after = sorted((one, other), key=lambda freeze: (freeze.on, freeze.frozen_at))
    pairs = pairs_between(before, after)
    then, now = f"{before.on:%d/%m/%Y}", f"{after.on:%d/%m/%Y}"
    sheet = Sheet(
        file_name=f"{_('compare')} {after.title} {before.on.isoformat()} {after.on.isoformat()}",
        title=after.title,
        columns=_columns(then, now),
        rows=(_values(pair) for pair in pairs),
        subtitles=(
            after.organisation.name,
            _("Frozen figures as of %(then)s and as of %(now)s") % {"then": then, "now": now},
        ),
        total=_total(pairs),
        notes=(
            _("Rows are matched by the unit itself, whatever it was called; what was merged is added up."),
            _("Change: in points of a hundred, of the share finished."),
            f"SHA-256 {then}: {before.sha256}",
            f"SHA-256 {now}: {after.sha256}",
        ),
    )
    return sheet, len(pairs)


def _columns(then: str, now: str) -> tuple[Column, ...]:
    return (
        Column(_("Unit or class"), width=28),
        Column(_("To learn, %(day)s") % {"day": then}, Kind.NUMBER, 11),
        Column(_("To learn, %(day)s") % {"day": now}, Kind.NUMBER, 11),
        Column(_("Finished, %(day)s") % {"day": then}, Kind.NUMBER, 11),
        Column(_("Finished, %(day)s") % {"day": now}, Kind.NUMBER, 11),
        Column(_("Share, %(day)s") % {"day": then}, Kind.SHARE, 11),
        Column(_("Share, %(day)s") % {"day": now}, Kind.SHARE, 11),
        Column(pgettext("column of a report", "Change"), Kind.NUMBER, 9, places=1),
        Column(pgettext("column of a report", "Remark"), width=24),
    )


def _values(pair: Pair) -> Values:
    return (*_counts(pair), _remark(pair))


def _counts(pair: Pair) -> Iterator[Value]:
    before, after = pair.before, pair.after
    yield pair.name
    for name in ("owed", "finished", "share"):
        for one in (before, after):
            yield getattr(one, name) if one else None
    yield pair.points


def _remark(pair: Pair) -> str:
    if pair.after is None:
        return _("no longer a row of its own")
    if pair.before is None:
        return _("was no row before")
    return _("before: %(names)s") % {"names": ", ".join(pair.were)} if pair.were else ""


def _total(pairs: list[Pair]) -> tuple[Value, ...]:
    before = sum((pair.before for pair in pairs if pair.before), Counted())
    after = sum((pair.after for pair in pairs if pair.after), Counted())
    return (*_counts(Pair("", _("Total"), before, after)), "")
