"""Files of reports are asked for, made by a worker, and thrown away."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tracking.reports.kinds import NotHers, Report, Wish, report_of
from tracking.reports.models import ReportFile, place_of
from tracking.reports.queries import can_begin_again, files_of, scope_of
from tracking.reports.rules import KEPT_FOR, MOST_FILES
from tracking.reports.writing.formats import FORMATS, Format, TooManyRows, pieces_of
from tracking.reports.writing.sheets import Values

ROWS_BETWEEN_WORDS = 2000
State, Reason = ReportFile.State, ReportFile.Reason


class TooManyFiles(Exception):
    """Somebody has as many files as she may have at once."""


class CannotBeginAgain(Exception):
    """A file is being made, or has been, or would fare no better."""


@transaction.atomic
def ask_for_file(*, kind: str, wish: Wish, form: Format, by: User, now: datetime) -> ReportFile:
    """A file for a worker to make; whoever asks twice has asked once."""
    report = report_of(kind=kind, viewer=by, wish=wish, now=now)
    if report.count > form.most:
        raise TooManyRows(form)
    files = files_of(by, now=now)
    same = files.filter(kind=kind, wish=dict(wish), form=form.key, state__in=[State.WAITING, State.MAKING])
    if under_way := same.first():
        return under_way
    if files.count() >= MOST_FILES:
        raise TooManyFiles
    return ReportFile.objects.create(
        owner=by,
        kind=kind,
        wish=dict(wish),
        form=form.key,
        title=report.sheet.title[:300],
        name=form.name_of(report.sheet),
        rows_total=report.count,
        state_since=now,
        asked_at=now,
        expires_at=now + KEPT_FOR,
    )


def make_file(*, file: ReportFile, now: datetime) -> None:
    """Make it, telling on the way how far it is. Whoever comes second to a file finds it taken."""
    waiting = ReportFile.objects.filter(pk=file.pk, state=State.WAITING)
    if not waiting.update(state=State.MAKING, state_since=now, rows_done=0):
        return
    scope = scope_of(file.owner, today=timezone.localdate(now))
    try:
        report = report_of(kind=file.kind, viewer=file.owner, wish=file.wish, now=now)
        _write(file, report, scope)
    except TooManyRows:
        _break(file, Reason.TOO_LONG)
    except NotHers:
        _break(file, Reason.NOT_HERS)
    except Exception:
        _break(file, Reason.FAULT)
        raise


def _write(file: ReportFile, report: Report, scope: str) -> None:
    form = FORMATS[file.form]
    sheet = replace(report.sheet, rows=_telling(file, report.sheet.rows))
    with TemporaryFile() as content:
        for piece in pieces_of(sheet, form, count=report.count):
            content.write(piece)
        size = content.tell()
        content.seek(0)
        name = file.file.storage.save(place_of(file, file.name), File(content))
    kept = ReportFile.objects.filter(pk=file.pk).update(
        file=name,
        size=size,
        scope=scope,
        rows_done=report.count,
        rows_total=report.count,
        state=State.READY,
        reason="",
        state_since=timezone.now(),
    )
    if not kept:  # thrown away while it was made
        file.file.storage.delete(name)


def _telling(file: ReportFile, rows: Iterable[Values]) -> Iterator[Values]:
    for number, row in enumerate(rows, start=1):
        if number % ROWS_BETWEEN_WORDS == 0:
            ReportFile.objects.filter(pk=file.pk).update(rows_done=number, state_since=timezone.now())
        yield row


def _break(file: ReportFile, reason: str) -> None:
    ReportFile.objects.filter(pk=file.pk).update(
        state=State.BROKEN, reason=reason, state_since=timezone.now()
    )


def begin_again(*, file: ReportFile, now: datetime) -> None:
    """It broke, or its worker is gone: it waits for another."""
    if not can_begin_again(file, now=now):
        raise CannotBeginAgain
    file.state, file.reason, file.state_since, file.rows_done = State.WAITING, "", now, 0
    file.save(update_fields=["state", "reason", "state_since", "rows_done"])


@transaction.atomic
def throw_away(*, file: ReportFile) -> None:
    """The row and what it holds, once it is certain."""
    name, storage = file.file.name, file.file.storage
    file.delete()
    if name:
        transaction.on_commit(partial(storage.delete, name))


def forget_files(*, now: datetime, dry_run: bool = False) -> int:
    """Throw away the files that have run out."""
    outdated = ReportFile.objects.filter(expires_at__lte=now)
    return outdated.count() if dry_run else _throw_all(outdated)


def forget_ready_files() -> int:
    """Throw away every file there is: somebody who may stand in them is erased, and they can be made anew."""
    return _throw_all(ReportFile.objects.exclude(file=""))


def _throw_all(files: Iterable[ReportFile]) -> int:
    thrown = 0
    for file in files:
        throw_away(file=file)
        thrown += 1
    return thrown
