"""Try a folder of real packages: `python -m tests.media.h5p.samples FOLDER`.

Real packages are other people's and are not kept here. Each is checked, installed into one shared site
held in memory, started, exported, and installed and exported again; one line tells the outcome. The exit
status is 1 when a package that was accepted does not go the whole way.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from media.h5p.core.findings import Finding, H5PError, PackageRefused, Severity
from media.h5p.core.installed.install import Site, install
from media.h5p.core.playing.boot import Addresses, boot
from media.h5p.core.reading.inspection import Reading, inspect_package
from media.h5p.core.storage.memory import MemoryStorage
from media.h5p.core.writing.export import export_package
from tests.media.h5p.fuzz import check_fixed_point

ADDRESSES = Addresses(site="https://x.example", libraries="/lib", content="/content")


def main(folder: Path) -> int:
    site = Site.on(MemoryStorage())
    broken = 0
    for number, path in enumerate(sorted(folder.glob("*.h5p"))):
        inspection = inspect_package(path, reading=Reading(installed=site.libraries))
        if inspection.package is None:
            print(f"refused    {path.name}: {_told(inspection.errors)}")
            continue
        try:
            with inspection.package as package:
                install(package, site, f"sample-{number}")
            _play_and_export(site, f"sample-{number}")
        except PackageRefused as refused:
            print(f"conflict   {path.name}: {_told(refused.findings)}")
        except (H5PError, AssertionError) as failed:
            broken += 1
            print(f"BROKEN     {path.name}: {failed}")
        else:
            warnings = [each for each in inspection.findings if each.severity is Severity.WARNING]
            print(f"whole way  {path.name} {_told(warnings)}")
    print(f"{len(site.libraries.versions())} releases of libraries installed")
    return 1 if broken else 0


def _play_and_export(site: Site, content_id: str) -> None:
    content = site.contents.load(content_id)
    boot(content, site.libraries, ADDRESSES)
    out = io.BytesIO()
    export_package(content, site, out)
    check_fixed_point(out.getvalue())


def _told(findings: tuple[Finding, ...] | list[Finding]) -> str:
    return ", ".join(f"{finding.code} at {finding.place or '-'}" for finding in findings[:3])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
