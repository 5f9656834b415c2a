"""What the directory of a zip file must say before one byte of it is unpacked."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterable

from media.h5p.core.codes import Code
from media.h5p.core.findings import Finding, Findings, error, note
from media.h5p.core.format.limits import Limits, in_mib
from media.h5p.core.format.paths import is_hidden, same_on_any_disk, why_unsafe
from media.h5p.core.sentences import phrases

SameBytes = Callable[[zipfile.ZipInfo, zipfile.ZipInfo], bool]

# Local file header without its name (APPNOTE.TXT 6.3.10, section 4.3.7).
_LOCAL_HEADER = 30
# Bits 0, 6 and 13 of the general purpose flag (APPNOTE.TXT 6.3.10, section 4.4.4).
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
# The others need memory that the archive, not we, would choose: LZMA asks for up to 4 GiB.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_MADE_ON_UNIX = 3


def check_infos(
    infos: Iterable[zipfile.ZipInfo], limits: Limits, findings: Findings, same_bytes: SameBytes
) -> tuple[dict[str, zipfile.ZipInfo], int]:
    """The entries that are fit to read, by name, and the number of hidden ones; the rest are findings."""
    infos = list(infos)
    findings.extend(_overlaps(infos))
    fit: list[zipfile.ZipInfo] = []
    hidden = 0
    for info in infos:
        wrong = _wrong_name(info, limits)
        if wrong is None and not info.is_dir():
            if limits.skips_hidden and is_hidden(info.filename):
                hidden += 1
                continue
            wrong = _wrong_data(info, limits)
            if wrong is None:
                fit.append(info)
        if wrong is not None:
            findings.add(wrong)
    findings.extend(_total_too_large(fit, limits))
    return _without_duplicates(fit, findings, same_bytes), hidden


def _wrong_name(info: zipfile.ZipInfo, limits: Limits) -> Finding | None:
    # `filename` has lost what stood after a NUL; `orig_filename` is what other programs may see.
    name = info.orig_filename
    reason = why_unsafe(name.removesuffix("/"), limits)
    mode = info.external_attr >> 16
    if reason is None and info.create_system == _MADE_ON_UNIX and _is_special(mode):
        reason = phrases.IS_A_LINK
    return None if reason is None else error(Code.UNSAFE_PATH, name, reason=reason)


def _is_special(mode: int) -> bool:
    kind = stat.S_IFMT(mode)
    return kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def _wrong_data(info: zipfile.ZipInfo, limits: Limits) -> Finding | None:
    name = info.filename
    if info.flag_bits & _ENCRYPTED:
        return error(Code.ENCRYPTED_ENTRY, name)
    if info.compress_type not in _METHODS:
        return error(Code.UNABLE_TO_READ_FILE, name, reason=phrases.UNKNOWN_METHOD)
    if info.file_size > limits.max_file_bytes:
        size, most = in_mib(info.file_size), in_mib(limits.max_file_bytes)
        return error(Code.FILE_TOO_LARGE, name, size=size, limit=most)
    times = info.file_size // max(info.compress_size, 1)
    if info.file_size >= limits.ratio_matters_from and times > limits.max_ratio:
        return error(Code.COMPRESSION_BOMB, name, reason=phrases.ratio(times, limits.max_ratio))
    return None


def _overlaps(infos: list[zipfile.ZipInfo]) -> Iterable[Finding]:
    """Entries that share packed bytes: how a small file holds petabytes (Fifield, WOOT 2019)."""
    taken = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < taken:
            yield error(Code.COMPRESSION_BOMB, info.filename, reason=phrases.OVERLAPS)
            return
        taken = info.header_offset + _LOCAL_HEADER + info.compress_size


def _total_too_large(infos: list[zipfile.ZipInfo], limits: Limits) -> Iterable[Finding]:
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if total > limits.max_total_bytes:
        yield error(Code.TOTAL_TOO_LARGE, size=in_mib(total), limit=in_mib(limits.max_total_bytes))
    times = total // max(packed, 1)
    if total >= limits.ratio_matters_from and times > limits.max_ratio:
        yield error(Code.COMPRESSION_BOMB, "*", reason=phrases.ratio(times, limits.max_ratio))


def _without_duplicates(
    infos: list[zipfile.ZipInfo], findings: Findings, same_bytes: SameBytes
) -> dict[str, zipfile.ZipInfo]:
    kept: dict[str, zipfile.ZipInfo] = {}
    told: set[str] = set()
    for info in infos:
        key = same_on_any_disk(info.filename)
        other = kept.get(key)
        if other is not None:
            # Bytes are only compared in an archive that has passed every check so far.
            if findings.refused or other.filename != info.filename or not same_bytes(other, info):
                findings.add(error(Code.DUPLICATE_ENTRY, info.filename, other=other.filename))
            elif info.filename not in told:
                findings.add(note(Code.DUPLICATE_ENTRY_SAME, info.filename))
                told.add(info.filename)
        kept[key] = info
    findings.extend(_files_that_are_folders(kept))
    return {info.filename: info for info in kept.values()}


def _files_that_are_folders(kept: dict[str, zipfile.ZipInfo]) -> Iterable[Finding]:
    folders = {key[:at] for key in kept for at, char in enumerate(key) if char == "/"}
    for key in sorted(folders & kept.keys()):
        yield error(Code.UNSAFE_PATH, kept[key].filename, reason=phrases.IS_FILE_AND_FOLDER)
