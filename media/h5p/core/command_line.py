"""The command line: check, info, pack, unpack.

Exit status: 0 sound, 1 with findings that refuse the package, 2 unreadable (no such file, no archive, no
right to write).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from media.h5p.core.describing import describe
from media.h5p.core.findings import Finding, PackageRefused, Severity
from media.h5p.core.format.json_values import JsonObject
from media.h5p.core.reading.inspection import Inspection, Reading, inspect_package
from media.h5p.core.sentences import Language, Sentence
from media.h5p.core.writing.folders import pack, unpack

SOUND, REFUSED, UNREADABLE = 0, 1, 2

_SOUND = Sentence("Gói dùng được.", "The package is sound.")
_REFUSED = Sentence("Gói chưa dùng được.", "The package is refused.")
_MARKS = {
    Severity.ERROR: Sentence("LỖI", "ERROR"),
    Severity.WARNING: Sentence("LƯU Ý", "WARNING"),
    Severity.NOTE: Sentence("ghi chú", "note"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except PackageRefused as refused:
        _print_findings(refused.findings, options)
        return REFUSED
    except OSError as failed:
        print(f"{failed.filename}: {failed.strerror or failed}", file=sys.stderr)
        return UNREADABLE


def check(options: argparse.Namespace) -> int:
    inspection = _inspect(options)
    if options.json:
        _print_json(_as_json(inspection, options.file))
    else:
        _print_findings(inspection.findings, options)
        print((_SOUND if inspection.package else _REFUSED).in_language(options.language))
    return _finish(inspection)


def info(options: argparse.Namespace) -> int:
    inspection = _inspect(options)
    if inspection.package is None:
        _print_findings(inspection.findings, options)
    elif options.json:
        _print_json(describe(inspection.package))
    else:
        _print_description(describe(inspection.package))
    return _finish(inspection)


def pack_folder(options: argparse.Namespace) -> int:
    inspection = pack(options.folder, options.file, Reading(libraries_only=options.libraries_only))
    _print_findings(inspection.findings, options)
    return _status(inspection)


def unpack_file(options: argparse.Namespace) -> int:
    inspection = _inspect(options)
    if inspection.package is None:
        _print_findings(inspection.findings, options)
    else:
        print(unpack(inspection.package, options.folder))
    return _finish(inspection)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m media.h5p.core", description=__doc__)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--language", choices=("vi", "en"), default="vi", help="of what is printed")
    shared.add_argument("--libraries-only", action="store_true", help="a package that brings only libraries")
    shared.add_argument("--all", action="store_true", help="print notes as well as errors and warnings")
    commands = parser.add_subparsers(required=True)
    for name, command, text in (
        ("check", check, "say what is wrong with a package"),
        ("info", info, "say what is in a package"),
    ):
        sub = commands.add_parser(name, parents=[shared], help=text)
        sub.add_argument("file", type=Path)
        sub.add_argument("--json", action="store_true", help="for a program to read")
        sub.set_defaults(command=command)
    sub = commands.add_parser("pack", parents=[shared], help="make a package of a folder")
    sub.add_argument("folder", type=Path)
    sub.add_argument("file", type=Path)
    sub.set_defaults(command=pack_folder)
    sub = commands.add_parser("unpack", parents=[shared], help="write a sound package into a new folder")
    sub.add_argument("file", type=Path)
    sub.add_argument("folder", type=Path)
    sub.set_defaults(command=unpack_file)
    return parser


def _inspect(options: argparse.Namespace) -> Inspection:
    return inspect_package(options.file, reading=Reading(libraries_only=options.libraries_only))


def _finish(inspection: Inspection) -> int:
    if inspection.package is not None:
        inspection.package.close()
    return _status(inspection)


def _status(inspection: Inspection) -> int:
    if inspection.package is not None and not inspection.errors:
        return SOUND
    return UNREADABLE if inspection.unreadable else REFUSED


def _as_json(inspection: Inspection, file: Path) -> dict[str, object]:
    return {
        "file": str(file),
        "sound": inspection.package is not None,
        "readable": not inspection.unreadable,
        "findings": [finding.as_json() for finding in inspection.findings],
    }


def _print_findings(findings: Sequence[Finding], options: argparse.Namespace) -> None:
    language: Language = options.language
    for finding in findings:
        if finding.severity is not Severity.NOTE or options.all:
            mark = _MARKS[finding.severity].in_language(language)
            print(f"{mark} [{finding.code}] {finding.place}\n  {finding.sentence(language)}")


def _print_description(described: JsonObject) -> None:
    content = described["content"]
    for key, value in content.items() if isinstance(content, dict) else ():
        print(f"{key}: {value}")
    libraries = described["libraries"]
    for library in libraries if isinstance(libraries, list) else ():
        if isinstance(library, dict):
            print("{name}  {bytes} B  {licence}".format_map(library))


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
