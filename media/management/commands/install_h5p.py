"""`manage.py install_h5p FILE`: a package is read, told and installed as the screen does it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from media.h5p.core.findings import PackageRefused
from media.h5p.handler import found_in, lent
from media.h5p.installing import install_libraries
from media.packages.installing import inspect_file, install_file
from media.packages.kinds import CannotInstall, Found
from media.packages.models import Package
from media.packages.queries import package_known_as

REFUSED = 1
UNREADABLE = 2


class Command(BaseCommand):
    """The operator's own yes: libraries that the package brings are installed with it."""

    help = "Installs an H5P package, prints what was found in it, and the address that plays it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--title", default="", help="in place of the package's own")
        parser.add_argument("--replaces", default="", help="the address or id of what it is a new version of")
        parser.add_argument("--libraries", action="store_true", help="its libraries alone, without content")
        parser.add_argument("--sample", action="store_true", help="mark it as sample content")

    def handle(
        self, *, file: Path, title: str, replaces: str, libraries: bool, sample: bool, **options: Any
    ) -> None:
        before = self._before(replaces)
        try:
            content = file.open("rb")
        except OSError as broken:
            raise CommandError(str(broken), returncode=UNREADABLE) from broken
        if libraries:
            with content:
                self._install_libraries(content)
            return
        with content:
            inspected = inspect_file(content, file.name, replaces=before)
            self._tell(inspected.findings)
            for library in inspected.brings:
                self.stdout.write(f"+ {library}")
            try:
                revision = install_file(
                    content=content,
                    name=file.name,
                    title=title,
                    replaces=before,
                    is_sample=sample,
                    now=timezone.now(),
                )
            except CannotInstall as refused:
                self._tell(found for found in refused.findings if found not in inspected.findings)
                raise CommandError("Nothing was installed.", returncode=REFUSED) from refused
        package = revision.package
        self.stdout.write(f"{package.title} · {revision.played_by} · {revision.weight} B")
        address = reverse("packages:play", args=[package.public_id])
        self.stdout.write(f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}")

    def _install_libraries(self, content: BinaryIO) -> None:
        try:
            brought = install_libraries(content=lent(content), by=None, now=timezone.now())
        except PackageRefused as refused:
            self._tell(found_in(refused.findings))
            raise CommandError("Nothing was installed.", returncode=REFUSED) from refused
        for library in brought:
            self.stdout.write(f"+ {library}")

    def _before(self, replaces: str) -> Package | None:
        found = package_known_as(replaces) if replaces else None
        if replaces and found is None:
            raise CommandError(f"No such package: {replaces}", returncode=UNREADABLE)
        return found

    def _tell(self, findings: Any) -> None:
        finding: Found
        for finding in findings:
            self.stderr.write(f"{finding.severity}\t{finding.code}\t{finding.place}\t{finding.sentence}")
