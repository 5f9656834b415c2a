"""`manage.py import_questions FILE`: questions of a file, looked at; with `--apply`, brought in."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes.bank.models import Category
from quizzes.exchange.actions import NothingChosen, found_in_bank, keep_file, write_questions
from quizzes.exchange.command import as_json, has_errors, line_of
from quizzes.exchange.formats.drafts import Reading
from quizzes.exchange.queries import category_named
from quizzes.exchange.registry import FORMATS, Format, format_of
from quizzes.exchange.sentences import sentence_of

HAS_ERRORS, NOT_READABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Read questions from a file; with --apply, put them into the bank as drafts. Exit status 1: questions"
        " that cannot be brought in; 2: no such file, or no such category."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=list(FORMATS), help="else as the file's name says")
        parser.add_argument("--category", default="", help="its number, its title, or titles parted by >")
        parser.add_argument("--by-section", action="store_true", help="a category below for each section")
        parser.add_argument("--apply", action="store_true", help="write; without this, a dry run")
        parser.add_argument("--json", action="store_true", help="everything read, as one JSON object")

    def handle(self, *, file: Path, **options: Any) -> None:
        format_ = FORMATS.get(options["format"] or "") or format_of(file.name)
        if format_ is None:
            raise CommandError("Say the format: --format.", returncode=NOT_READABLE)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=NOT_READABLE) from error
        reading = found_in_bank(format_.read(data))
        written = self._write(file, data, format_, reading, options) if options["apply"] else 0
        if options["json"]:
            told = as_json(reading, format_name=format_.name, written=written)
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self._tell(reading, written)
        if has_errors(reading):
            raise SystemExit(HAS_ERRORS)

    def _write(
        self, file: Path, data: bytes, format_: Format, reading: Reading, options: dict[str, Any]
    ) -> int:
        now = timezone.now()
        category = self._category(options["category"])
        kept = keep_file(data=data, name=file.name, format_=format_, by=None, now=now)
        try:
            return write_questions(
                sent=kept,
                reading=reading,
                numbers={draft.number for draft in reading.drafts},
                category=category,
                by_section=options["by_section"],
                by=None,
                now=now,
            )
        except NothingChosen:
            return 0

    def _category(self, named: str) -> Category:
        if not named:
            raise CommandError("Say where the questions are to stand: --category.", returncode=NOT_READABLE)
        found = category_named(named)
        if found is not None:
            return found
        parent: Category | None = None
        for title in (part.strip() for part in named.split(">")):
            parent, _made = Category.objects.get_or_create(parent=parent, title=title[:160])
        if parent is None:
            raise CommandError(f"No such category: {named}", returncode=NOT_READABLE)
        return parent

    def _tell(self, reading: Reading, written: int) -> None:
        for finding in reading.findings:
            self.stdout.write(f"{finding.weight.value}: {sentence_of(finding)}")
        for draft in reading.drafts:
            self.stdout.write(line_of(draft))
        usable = sum(draft.is_usable for draft in reading.drafts)
        self.stdout.write(f"{len(reading.drafts)} questions, {usable} usable, {written} written.")
