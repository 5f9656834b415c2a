"""Files of which the libraries alone are installed: looked at first, installed after a yes, as content is.

Content in such a file is left aside, so that a reviewer can let in the code of what a lecturer was sent.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO

from accounts.models import User
from media.h5p.core.findings import PackageRefused
from media.h5p.core.installed.install import PlannedLibrary, Verdict, plan_install
from media.h5p.core.reading.inspection import inspect_package
from media.h5p.handler import found_in, lent
from media.h5p.installing import install_libraries, libraries_read_by
from media.h5p.shelf import h5p_site
from media.packages.installing import held_upload, keep_upload
from media.packages.kinds import CannotInstall, Found
from media.packages.models import Package, PackageUpload
from media.packages.purging import drop_file
from media.packages.turns import own_turn

State = PackageUpload.State


@dataclass(frozen=True, slots=True)
class Carried:
    """A library in the file: its release, what it is to those installed, the newest patch that is here."""

    release: str
    verdict: str
    installed: str

    @property
    def is_code(self) -> bool:
        return self.verdict in (Verdict.NEW, Verdict.NEWER)


def check_libraries(*, file: IO[bytes], name: str, by: User, now: datetime) -> PackageUpload:
    """Read a file and keep it, with what was found in it, until somebody says yes or no."""
    findings, carried = _looked_at(file, name)
    upload = PackageUpload(
        kind=Package.Kind.H5P,
        name=name[-255:],
        told={"libraries": [[one.release, one.verdict, one.installed] for one in carried]},
        brings_libraries_only=True,
        sent_by=by,
        sent_at=now,
    )
    keep_upload(upload=upload, file=file, findings=findings)
    return upload


def _looked_at(file: IO[bytes], name: str) -> tuple[tuple[Found, ...], list[Carried]]:
    site = h5p_site()
    inspection = inspect_package(lent(file), name, libraries_read_by(site))
    if inspection.package is None:
        return tuple(found_in(inspection.findings)), []
    with inspection.package as package:
        plan = plan_install(package, site.libraries)
    return tuple(found_in([*plan.findings, *inspection.findings])), [_carried(one) for one in plan.libraries]


def _carried(one: PlannedLibrary) -> Carried:
    return Carried(str(one.version), str(one.verdict), str(one.installed or ""))


def carried_by(upload: PackageUpload) -> list[Carried]:
    """What was read of the libraries in a file; what is new comes first."""
    carried = [Carried(*one) for one in upload.told.get("libraries", [])]
    order = list(Verdict)
    return sorted(carried, key=lambda one: (order.index(Verdict(one.verdict)), one.release))


def install_carried(*, upload: PackageUpload, by: User, now: datetime) -> list[str]:
    """Install what a file that waits for a yes brings of libraries; a second yes changes nothing.

    Raises CannotInstall.
    """
    with own_turn():
        held = held_upload(upload)
        if held.state == State.INSTALLED:
            return []
        with held.file.open("rb") as content:
            try:
                brought = install_libraries(
                    content=lent(content), by=by, now=now, then=partial(_note_installed, held)
                )
            except PackageRefused as refused:
                raise CannotInstall(tuple(found_in(refused.findings))) from refused
    upload.refresh_from_db()
    return [str(version) for version in brought]


def _note_installed(held: PackageUpload) -> None:
    drop_file(held)
    held.state = State.INSTALLED
    held.save(update_fields=["state", "file"])
