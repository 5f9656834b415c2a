"""Saving a layout, copying it, letting it go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from tracking.layouts.asking import Asked
from tracking.layouts.given import Layout
from tracking.layouts.models import ReportLayout
from tracking.layouts.queries import may_change, own_organisation
from tracking.layouts.rules import RowsOf


class LayoutRefusal(Exception):
    """It cannot be done so; subclasses say why."""


class NothingManaged(LayoutRefusal):
    """She manages no organisation in whose name a layout could be kept."""


class NotHerLayout(LayoutRefusal):
    """She may use it and copy it, not change it."""


class ChangedMeanwhile(LayoutRefusal):
    """Somebody has saved it since she opened it."""


class CannotBeCopied(LayoutRefusal):
    """Its rows are made by rules of their own, which no layout of one's own has."""


@dataclass(frozen=True, slots=True)
class Design:
    """What somebody typed of a layout."""

    title: str
    rows: str
    columns: Sequence[str]
    state: str
    asked: Asked
    is_shared: bool


@transaction.atomic
def save_new(*, design: Design, by: User, now: datetime) -> ReportLayout:
    """Raises NothingManaged."""
    organisation = own_organisation(by)
    if organisation is None:
        raise NothingManaged
    return ReportLayout.objects.create(
        organisation=organisation,
        owner=by,
        rows=design.rows,
        made_at=now,
        changed_at=now,
        changed_by=by,
        **_fields(design),
    )


@transaction.atomic
def save_changed(
    *, saved: ReportLayout, design: Design, version: int, by: User, now: datetime
) -> ReportLayout:
    """Over the version that she opened, and no other. Raises NotHerLayout, ChangedMeanwhile."""
    if not may_change(saved, by):
        raise NotHerLayout
    same = ReportLayout.objects.filter(pk=saved.pk, version=version)
    if not same.update(version=F("version") + 1, changed_at=now, changed_by=by, **_fields(design)):
        raise ChangedMeanwhile
    saved.refresh_from_db()
    return saved


def _fields(design: Design) -> dict[str, object]:
    return {
        "title": design.title,
        "columns": list(design.columns),
        "state": design.state,
        "asked": design.asked.plain(),
        "is_shared": design.is_shared,
    }


def copy_layout(*, layout: Layout, by: User, now: datetime) -> ReportLayout:
    """One of her own with the same rows and columns. Raises NothingManaged, CannotBeCopied."""
    if layout.rows in {RowsOf.WEAKNESSES, RowsOf.CERTIFICATES}:
        raise CannotBeCopied
    design = Design(
        title=_("%(title)s (copy)") % {"title": layout.title},
        rows=layout.rows,
        columns=layout.columns,
        state=layout.which if layout.rows is RowsOf.PEOPLE else "",
        asked=layout.asked,
        is_shared=False,
    )
    return save_new(design=design, by=by, now=now)


@transaction.atomic
def remove_layout(*, saved: ReportLayout, by: User) -> None:
    """What was frozen of it stays. Raises NotHerLayout."""
    if not may_change(saved, by):
        raise NotHerLayout
    saved.delete()


def forget_layouts(*, owner: User | None) -> int:
    """Those that nobody else uses; returns how many there were."""
    return ReportLayout.objects.filter(owner=owner, is_shared=False).delete()[0] if owner else 0
