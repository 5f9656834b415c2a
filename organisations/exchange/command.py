"""What the two import commands share: findings as text or JSON, a dry run unless told otherwise."""

import json
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from organisations.exchange.actions import apply_file, begin_applying, keep_file, keep_findings
from organisations.exchange.columns import LAYOUTS
from organisations.exchange.files.refusals import UnreadableFile
from organisations.exchange.findings import SAME, JudgedRow
from organisations.exchange.judging import Judgement, Terms, judge, read_file
from organisations.exchange.models import ImportFile
from organisations.exchange.presenting import result_of
from organisations.exchange.sentences import sentence

ROWS_REFUSED, NOT_READABLE = 1, 2


class ImportCommand(BaseCommand):
    """Checks a list; with `--apply` writes it, all or nothing. Exit status 1: rows refused; 2: no list."""

    kind: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--apply", action="store_true", help="write it; without this, a dry run")
        parser.add_argument("--json", action="store_true", help="findings as one JSON object")

    def handle(self, *, file: Path, apply: bool, json: bool, **options: Any) -> None:
        now = timezone.now()
        terms = Terms(_system(), timezone.localdate(now), options.get("on"), options.get("decision") or "")
        try:
            judgement = self._judge(file, terms)
        except UnreadableFile as refusal:
            raise CommandError(sentence(refusal.code, refusal.values), returncode=NOT_READABLE) from refusal
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=NOT_READABLE) from error
        written = apply and not judgement.is_refused and self._write(file, judgement, terms, now)
        self._tell_as_json(judgement, written) if json else self._tell(judgement, written)
        if judgement.is_refused:
            raise SystemExit(ROWS_REFUSED)

    def _judge(self, file: Path, terms: Terms) -> Judgement:
        with file.open("rb") as content:
            return judge(read_file(content, self.kind, today=terms.today), terms)

    def _write(self, file: Path, judgement: Judgement, terms: Terms, now: datetime) -> bool:
        """Kept like a file that was sent, so that it can be seen, and taken back, on the screen."""
        with file.open("rb") as content:
            kept = keep_file(
                file=content,
                name=file.name,
                kind=self.kind,
                by=None,
                now=now,
                effective_on=terms.on,
                decision=terms.decision,
            )
        keep_findings(file=kept, judgement=judgement, now=now)
        begin_applying(file=kept, now=now)
        apply_file(file=kept, viewer=terms.viewer, now=now)
        kept.refresh_from_db()
        if kept.state != ImportFile.State.APPLIED:
            raise CommandError(sentence(kept.notice["code"], kept.notice["values"]))
        return True

    def _tell(self, judgement: Judgement, written: bool) -> None:
        layout = LAYOUTS[self.kind]
        for row in judgement.rows:
            if row.state != SAME or row.findings:
                told = result_of(row.state, [one.as_json() for one in row.findings], layout)
                self.stdout.write(f"{row.number or '-'}\t{_subject(row)}\t" + told.replace("\n", " | "))
        if judgement.unknown_columns:
            self.stdout.write("Columns left out: " + ", ".join(judgement.unknown_columns))
        self.stdout.write(", ".join(f"{state} {count}" for state, count in sorted(judgement.counts.items())))
        self.stdout.write("Written." if written else "Nothing written.")

    def _tell_as_json(self, judgement: Judgement, written: bool) -> None:
        told = {
            "kind": judgement.kind,
            "written": written,
            "counts": judgement.counts,
            "unknown_columns": list(judgement.unknown_columns),
            "rows": [_row_as_json(row) for row in judgement.rows if row.state != SAME or row.findings],
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))


def _row_as_json(row: JudgedRow) -> dict[str, Any]:
    told = row.as_json()
    for found in told["findings"]:
        found["sentence"] = sentence(found["code"], found["values"])
    return told


def _subject(row: JudgedRow) -> str:
    return row.understood.get("full_name") or row.understood.get("code") or ""


def _system() -> User:
    """Whoever runs commands on the server sees everything; the log has nobody's name."""
    return User(username="", is_superuser=True)


def day(text: str) -> date:
    """A day on the command line: 2025-07-01."""
    return date.fromisoformat(text)
