"""Files run out, and are thrown away where somebody who may stand in them is erased."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from organisations.privacy.erasing.traces import Trace
from organisations.privacy.signals import erasing_person, purging_personal_data
from tracking.reports.actions import forget_files, forget_ready_files


def connect() -> None:
    erasing_person.connect(_erasing)
    purging_personal_data.connect(_purging)


def _erasing(sender: type, **_kept: Any) -> list[Trace]:
    return [Trace(_("files of reports, which can be made again"), forget_ready_files())]


def _purging(sender: type, now: datetime, dry_run: bool, **_kept: Any) -> dict[str, int]:
    return {"report files": forget_files(now=now, dry_run=dry_run)}
