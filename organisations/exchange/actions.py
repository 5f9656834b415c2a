"""What is done with an imported file: kept, checked, applied as a whole, taken back as a whole."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from common.chunks import chunks
from organisations.exchange import people_undoing, tree_applying
from organisations.exchange.columns import LAYOUTS
from organisations.exchange.files.refusals import UnreadableFile
from organisations.exchange.files.tables import open_table
from organisations.exchange.findings import JudgedRow
from organisations.exchange.judging import Judgement, Terms, carry_out, judge, read_file
from organisations.exchange.models import ImportFile, ImportRow
from organisations.exchange.people_judging import PeoplePlan
from organisations.exchange.personal_data import throw_away
from organisations.exchange.scope import may_take_back
from organisations.exchange.tree_applying import RowRefused
from organisations.oversight.actions import record_readings
from organisations.people.models import Person

BATCH = 1000
GIVEN_UP_AFTER = timedelta(minutes=15)
"""A worker that has said nothing for so long is gone; what it began was rolled back."""

State = ImportFile.State
logger = logging.getLogger(__name__)


class ImportRefusal(Exception):
    """The file cannot be applied or taken back; subclasses say why."""


class AppliedAlready(ImportRefusal):
    """The file has been applied; applying it again changes nothing."""


class RowsRefused(ImportRefusal):
    """Rows of it are refused: mend them and send the file again."""


class NotChecked(ImportRefusal):
    """The file is being checked or applied, could not be read, or was taken back."""


class CannotTakeBack(ImportRefusal):
    """Something builds on the file; `reasons` are sentences that say what."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class _StoreChanged(Exception):
    """What is stored is no longer what the file was checked against."""


def keep_file(
    *,
    file: IO[bytes],
    name: str,
    kind: str,
    by: User | None,
    now: datetime,
    effective_on: date | None = None,
    decision: str = "",
) -> ImportFile:
    """Keep a list that can be read, to be checked next; raises UnreadableFile, and keeps nothing."""
    open_table(file, LAYOUTS[kind])
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    kept = ImportFile(
        kind=kind,
        name=name[-200:],
        sha256=digest,
        uploaded_by=by,
        uploaded_at=now,
        state_since=now,
        effective_on=effective_on,
        decision=decision,
    )
    kept.file.save(name, File(file), save=False)
    kept.save()
    return kept


def check_file(*, file: ImportFile, viewer: User, now: datetime, notice: str = "") -> None:
    """Judge every row by what is stored now, and keep the findings; what goes wrong is kept as well."""
    try:
        judgement = judge(_rows(file, now), _terms(file, viewer, now))
    except UnreadableFile as refusal:
        _settle(file, State.BROKEN, now, notice={"code": refusal.code, "values": refusal.values})
        return
    except Exception:
        logger.exception("The check of an imported file failed: %s", file.public_id)
        _settle(file, State.BROKEN, now, notice={"code": "crashed", "values": {}})
        return
    keep_findings(file=file, judgement=judgement, now=now, notice=notice)


def _rows(file: ImportFile, now: datetime) -> Any:
    file.file.open("rb")
    with file.file.file as content:
        return read_file(content, file.kind, today=_day(now), progress=_telling(file))


def _terms(file: ImportFile, viewer: User, now: datetime) -> Terms:
    return Terms(viewer, _day(now), file.effective_on, file.decision)


def _day(now: datetime) -> date:
    return timezone.localdate(now)


def _telling(file: ImportFile) -> Any:
    def tell(step: str, done: int) -> None:
        ImportFile.objects.filter(pk=file.pk).update(step=step, steps_done=done)

    return tell


@transaction.atomic
def keep_findings(*, file: ImportFile, judgement: Judgement, now: datetime, notice: str = "") -> None:
    """Keep what was judged of every row, in place of what was kept before."""
    ImportRow.objects.filter(import_file=file).delete()
    ImportRow.objects.bulk_create(
        [_import_row(file, place, row) for place, row in enumerate(judgement.rows, start=1)], BATCH
    )
    file.counts, file.digest = judgement.counts, judgement.digest
    file.unknown_columns = list(judgement.unknown_columns)
    file.steps_total = sum(1 for row in judgement.rows if row.number)
    file.save(update_fields=["counts", "digest", "unknown_columns", "steps_total"])
    _settle(file, State.CHECKED, now, notice={"code": notice, "values": {}} if notice else {})


def show_rows(*, rows: Iterable[ImportRow], viewer: User, now: datetime) -> Iterator[ImportRow]:
    """The rows, and a line in the log for each person who is known and shown by them."""
    for chunk in chunks(rows, BATCH):
        known = {row.person for row in chunk if row.person}
        people = Person.objects.filter(public_id__in=known).order_by().values_list("pk", flat=True)
        record_readings(reader=viewer, people=people, screen="import", now=now)
        yield from chunk


def _import_row(file: ImportFile, place: int, row: JudgedRow) -> ImportRow:
    found = row.as_json()
    return ImportRow(
        import_file=file,
        place=place,
        number=row.number,
        person=row.understood.get("person"),
        state=row.state,
        typed=row.typed,
        understood=found["understood"],
        changes=found["changes"],
        findings=found["findings"],
    )


def _settle(file: ImportFile, state: str, now: datetime, **fields: Any) -> None:
    for name, value in {"state": state, "state_since": now, "step": "", **fields}.items():
        setattr(file, name, value)
    file.save(update_fields=["state", "state_since", "step", *fields])


@transaction.atomic
def begin_applying(*, file: ImportFile, now: datetime) -> None:
    """Let a checked file be applied next; raises AppliedAlready, RowsRefused, NotChecked."""
    locked = ImportFile.objects.select_for_update().get(pk=file.pk)
    if locked.state == State.APPLIED:
        raise AppliedAlready
    if locked.is_forgotten:
        raise NotChecked
    if locked.state != State.CHECKED:
        raise NotChecked
    if not locked.is_clean:
        raise RowsRefused
    _settle(locked, State.APPLYING, now, notice={}, steps_done=0)
    file.refresh_from_db()


def has_stalled(file: ImportFile, now: datetime) -> bool:
    """Whether nothing has been heard of the worker for so long that it is gone."""
    return file.is_under_way and file.state_since < now - GIVEN_UP_AFTER


@transaction.atomic
def begin_again(*, file: ImportFile, now: datetime) -> None:
    """Let what has stalled be checked, or applied, once more; raises NotChecked where nothing has."""
    locked = ImportFile.objects.select_for_update().get(pk=file.pk)
    if not has_stalled(locked, now):
        raise NotChecked
    _settle(locked, locked.state, now)
    file.refresh_from_db()


def apply_file(*, file: ImportFile, viewer: User, now: datetime) -> None:
    """Write everything or nothing. Where the store has changed since the check, check again and stop."""
    try:
        rows = _rows(file, now)
        _telling(file)("writing", file.steps_total)
        _apply(file, rows, _terms(file, viewer, now), now)
    except (_StoreChanged, RowRefused):
        check_file(file=file, viewer=viewer, now=now, notice="changed_since")
    except IntegrityError:
        logger.warning("Another change came between the rows of an imported file: %s", file.public_id)
        check_file(file=file, viewer=viewer, now=now, notice="raced")
    except Exception:
        logger.exception("An imported file could not be applied: %s", file.public_id)
        _settle(file, State.CHECKED, now, notice={"code": "crashed", "values": {}})


@transaction.atomic
def _apply(file: ImportFile, rows: Any, terms: Terms, now: datetime) -> None:
    locked = ImportFile.objects.select_for_update().get(pk=file.pk)
    if locked.state in (State.APPLIED, State.UNDONE):
        return
    judgement = judge(rows, terms, rehearse=False)
    if judgement.digest != locked.digest or judgement.is_refused:
        raise _StoreChanged
    journal = carry_out(judgement, terms, now=now)
    if isinstance(judgement.plan, PeoplePlan):
        _tell_whose_rows(file, judgement.plan)
    _settle(file, State.APPLIED, now, notice={}, journal=journal, applied_at=now)
    log(instance=file, action="organisations.import", user=terms.by, data={"counts": file.counts})


def _tell_whose_rows(file: ImportFile, plan: PeoplePlan) -> None:
    """Rows of people who are new get to know them, so that each can be told where she stands."""
    whose = {row.number: one.entered.public_id for one in plan.subjects if one.entered for row in one.rows}
    rows = list(ImportRow.objects.filter(import_file=file, number__gt=0, person=None).only("number"))
    for row in rows:
        row.person = whose.get(row.number)
    ImportRow.objects.bulk_update(rows, ["person"], BATCH)


def reasons_against_taking_back(*, file: ImportFile) -> Sequence[str]:
    """What builds on an applied file by now, a sentence each."""
    if file.kind == ImportFile.Kind.PEOPLE:
        return list(people_undoing.reasons_against_undoing(file.journal))
    with transaction.atomic():
        reasons = tree_applying.take_back(file.journal, by=None, now=file.state_since)
        transaction.set_rollback(True)
    return reasons


@transaction.atomic
def take_back_file(*, file: ImportFile, by: User | None, now: datetime) -> None:
    """Let everything be as if the file had not been applied. Raises CannotTakeBack, NotChecked."""
    locked = ImportFile.objects.select_for_update().get(pk=file.pk)
    if locked.state != State.APPLIED or locked.is_forgotten:
        raise NotChecked
    if by is not None and not may_take_back(locked.journal, by):
        raise CannotTakeBack(
            [
                _(
                    "Some of it lies outside your part of the tree by now, or concerns somebody who holds a"
                    " role. Ask an administrator of the site to take the list back."
                )
            ]
        )
    if locked.kind == ImportFile.Kind.PEOPLE:
        reasons = list(people_undoing.reasons_against_undoing(locked.journal))
        if not reasons:
            try:
                people_undoing.take_back(locked.journal, by=by, now=now)
            except IntegrityError as error:
                raise CannotTakeBack([_("Something that was entered since builds on the list.")]) from error
    else:
        reasons = tree_applying.take_back(locked.journal, by=by, now=now)
    if reasons:
        raise CannotTakeBack(reasons)
    _settle(locked, State.UNDONE, now, journal={})
    log(instance=locked, action="organisations.import_undo", user=by, data={"counts": locked.counts})
    file.refresh_from_db()


def forget_files(*, now: datetime, dry_run: bool = False) -> int:
    """Let go of the content of lists that have been kept long enough; that they were sent stays written."""
    limit = now - timedelta(days=settings.IMPORTED_LISTS_KEPT_DAYS)
    outdated = ImportFile.objects.filter(uploaded_at__lt=limit).exclude(file="")
    if dry_run:
        return outdated.count()
    count = 0
    for file in outdated.iterator():
        throw_away(file, journal={})
        ImportRow.objects.filter(import_file=file).delete()
        count += 1
    return count
