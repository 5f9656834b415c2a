"""Makes packages for tests, sound ones and every kind of bad one, from our own small content type."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from media.h5p.core.findings import Finding, Severity
from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.format.limits import DEFAULT_LIMITS, Limits
from media.h5p.core.format.manifests import LibraryManifest, read_library_manifest
from media.h5p.core.format.names import LibraryName
from media.h5p.core.reading.inspection import Inspection, Reading, inspect_package
from media.h5p.core.reading.package import Package
from media.h5p.core.semantics.fields import Fields
from media.h5p.core.semantics.parsing import parse_semantics
from media.h5p.core.shelf import NOTHING_INSTALLED, Shelf

Files = dict[str, bytes]

MEETING = LibraryName("LCB.CellMeeting", 1, 2)
NOTE = LibraryName("LCB.Note", 1, 0)
MEETING_FOLDER = "LCB.CellMeeting-1.2"
NOTE_FOLDER = "LCB.Note-1.0"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
_CONTENT_TYPE = Path(__file__).parent / "content_type"


def content_type_files() -> Files:
    """The two libraries of our own, as they lie in a package."""
    return {
        path.relative_to(_CONTENT_TYPE).as_posix(): path.read_bytes()
        for path in sorted(_CONTENT_TYPE.rglob("*"))
        if path.is_file()
    }


def manifest(**changes: Json) -> JsonObject:
    made: JsonObject = {
        "title": "Kỳ họp tháng ba",
        "language": "vi",
        "mainLibrary": "LCB.CellMeeting",
        "embedTypes": ["iframe"],
        "license": "U",
        "preloadedDependencies": [
            {"machineName": "LCB.Note", "majorVersion": 1, "minorVersion": 0},
            {"machineName": "LCB.CellMeeting", "majorVersion": 1, "minorVersion": 2},
        ],
    }
    return {**made, **changes}


def meeting_params(**changes: Json) -> JsonObject:
    made: JsonObject = {
        "introduction": "<p>Đồng chí chủ trì <strong>kỳ họp tháng ba</strong>.</p>",
        "picture": {"path": "images/hop.png", "mime": "image/png", "width": 8, "height": 8},
        "situations": [
            {
                "question": "<p>Hai đồng chí đến muộn. Xử lý thế nào?</p>",
                "choices": [{"text": "Chờ đủ người", "points": 0}, {"text": "Họp đúng giờ", "points": 10}],
            }
        ],
        "notes": [note("<p>Nghị quyết phải được biểu quyết.</p>")],
        "behaviour": {"passShare": 60, "retry": True, "order": "fixed"},
        "l10n": {"next": "Tiếp tục", "result": "Đồng chí được :score/:max điểm.", "again": "Làm lại"},
    }
    return {**made, **changes}


def note(text: str, inside: JsonObject | None = None) -> JsonObject:
    params: JsonObject = {"text": text}
    if inside is not None:
        params["inside"] = inside
    return {"library": "LCB.Note 1.0", "params": params, "subContentId": _identity(text)}


def package_files(
    *, h5p: JsonObject | None = None, params: Json = None, libraries: Files | None = None
) -> Files:
    """A sound package as names and bytes, ready to be spoilt."""
    return {
        "h5p.json": as_json(h5p or manifest()),
        "content/content.json": as_json(params if params is not None else meeting_params()),
        "content/images/hop.png": PNG,
        **(content_type_files() if libraries is None else libraries),
    }


def library_files(
    name: str,
    *,
    needs: Mapping[str, Iterable[str]] | None = None,
    semantics: Json = None,
    changes: JsonObject | None = None,
) -> Files:
    """A library written like `LCB.X-1.0.0`; `needs` maps a kind to names like `LCB.Y 1.0`."""
    folder, _, patch = name.rpartition(".")
    parsed = LibraryName.parse(folder)
    made: JsonObject = {
        "title": parsed.machine,
        "machineName": parsed.machine,
        "majorVersion": parsed.major,
        "minorVersion": parsed.minor,
        "patchVersion": int(patch),
        "runnable": 0,
    }
    for kind, names in (needs or {}).items():
        made[f"{kind}Dependencies"] = [dependency(each) for each in names]
    files = {f"{folder}/library.json": as_json({**made, **(changes or {})})}
    if semantics is not None:
        files[f"{folder}/semantics.json"] = as_json(semantics)
    return files


def dependency(spelling: str) -> Json:
    name = LibraryName.parse(spelling)
    return {"machineName": name.machine, "majorVersion": name.major, "minorVersion": name.minor}


def as_json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def zipped(files: Mapping[str, bytes]) -> io.BytesIO:
    """The files as an ordinary zip archive."""
    return zipped_entries((zipfile.ZipInfo(name), content) for name, content in files.items())


def zipped_entries(entries: Iterable[tuple[zipfile.ZipInfo, bytes]]) -> io.BytesIO:
    """A zip archive whose records say exactly what the test wants."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in entries:
            if info.compress_type == zipfile.ZIP_STORED:
                info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    out.seek(0)
    return out


def inspect(
    files: Mapping[str, bytes] | io.BytesIO,
    *,
    limits: Limits = DEFAULT_LIMITS,
    installed: Shelf = NOTHING_INSTALLED,
    libraries_only: bool = False,
) -> Inspection:
    source = files if isinstance(files, io.BytesIO) else zipped(files)
    reading = Reading(limits=limits, installed=installed, libraries_only=libraries_only)
    return inspect_package(source, "bai.h5p", reading)


def opened(
    files: Mapping[str, bytes], *, libraries_only: bool = False, installed: Shelf | None = None
) -> Package:
    inspection = inspect(files, libraries_only=libraries_only, installed=installed or NOTHING_INSTALLED)
    assert inspection.package is not None, codes(inspection.findings)
    return inspection.package


def codes(findings: Iterable[Finding], severity: Severity | None = None) -> list[str]:
    """The codes; each finding is also said in both languages, so that a wrong template cannot hide."""
    told = [finding for finding in findings if severity in (None, finding.severity)]
    for finding in told:
        assert finding.sentence("vi")
        assert finding.sentence("en")
    return [finding.code.value for finding in told]


def errors(inspection: Inspection) -> list[str]:
    assert (inspection.package is None) == bool(inspection.errors)
    return codes(inspection.errors)


class ShelfOf:
    """Libraries given as plain values."""

    def __init__(self, *files: Files) -> None:
        self._manifests: dict[LibraryName, LibraryManifest] = {}
        self._semantics: dict[LibraryName, Fields] = {}
        for name, content in [pair for each in files for pair in each.items()]:
            folder, _, rest = name.partition("/")
            if rest == "library.json":
                self._manifests[LibraryName.parse(folder)] = read_library_manifest(json.loads(content))
            elif rest == "semantics.json":
                self._semantics[LibraryName.parse(folder)] = parse_semantics(json.loads(content))

    def manifest(self, name: LibraryName) -> LibraryManifest | None:
        return self._manifests.get(name)

    def semantics(self, name: LibraryName) -> Fields:
        return self._semantics.get(name, {})

    def addons(self) -> Iterable[LibraryManifest]:
        return [each for each in self._manifests.values() if each.addon_pattern]


def _identity(text: str) -> str:
    return f"{sum(text.encode()):08x}-0000-4000-8000-000000000000"
