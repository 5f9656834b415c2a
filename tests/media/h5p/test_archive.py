"""Archives that a stranger made: each bad one is told as what it is, at little cost."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.format.limits import MIB, Limits
from media.h5p.core.reading.archive import EntryUnreadable
from media.h5p.core.reading.inspection import Reading, inspect_package
from tests.media.h5p.makers import PNG, codes, errors, inspect, opened, package_files, zipped, zipped_entries

KIB = 1024


def _with(name: str, content: bytes = PNG) -> io.BytesIO:
    return zipped({**package_files(), name: content})


def _marked(name: str, *, mode: int = 0, flag: int = 0) -> io.BytesIO:
    """A sound package with one more entry, whose record says something more."""
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, mode << 16
    entries = [(zipfile.ZipInfo(each), content) for each, content in package_files().items()]
    out = bytearray(zipped_entries([*entries, (entry, PNG)]).getvalue())
    if flag:
        for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = out.rfind(signature) + offset
            struct.pack_into("<H", out, at, struct.unpack_from("<H", out, at)[0] | flag)
    return io.BytesIO(bytes(out))


def test_a_sound_package_has_nothing_to_tell() -> None:
    inspection = inspect(package_files())
    assert inspection.package is not None
    assert codes(inspection.findings) == []


@pytest.mark.parametrize(
    "name",
    [
        "../evil.png",
        "content/../../evil.png",
        "content/./a.png",
        "/etc/evil.png",
        "C:/evil.png",
        "c:evil.png",
        "content\\evil.png",
        "content/a\nb.png",
        "content/\u202egnp.exe.png",
        "content//a.png",
        "content/ /a.png",
        "content/con.png",
        "content/LPT1",
        "content/" + "a" * 300 + ".png",
        "content/" + "a/" * 20 + "a.png",
        "content/" + "/".join(["b" * 100] * 6) + ".png",
    ],
)
def test_a_name_that_could_leave_its_folder_or_confuse_a_disk_is_refused(name: str) -> None:
    assert errors(inspect(_with(name))) == ["unsafe-path"]


def test_a_name_with_a_nul_is_refused_although_zip_readers_cut_it_off() -> None:
    archive = _with("content/aXb.png").getvalue().replace(b"aXb.png", b"a\0b.png")
    assert errors(inspect(io.BytesIO(archive))) == ["unsafe-path"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK])
def test_links_and_devices_are_refused(kind: int) -> None:
    assert errors(inspect(_marked("content/link.png", mode=kind | 0o777))) == ["unsafe-path"]


@pytest.mark.parametrize("flag", [0x0001, 0x0040, 0x2000])
def test_an_entry_with_a_password_is_told_as_such(flag: int) -> None:
    assert errors(inspect(_marked("content/secret.png", flag=flag))) == ["encrypted-entry"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_two_plain_ways_of_packing_are_read(method: int) -> None:
    entry = zipfile.ZipInfo("content/a.png")
    entry.compress_type = method
    files = [(zipfile.ZipInfo(name), content) for name, content in package_files().items()]
    assert errors(inspect(zipped_entries([*files, (entry, PNG)]))) == ["unable-to-read-package-file"]


@pytest.mark.parametrize("other", ["content/IMAGES/HOP.PNG", "content/images/Hop.png"])
def test_two_names_that_differ_in_case_alone_are_refused(other: str) -> None:
    assert errors(inspect(_with(other))) == ["duplicate-entry"]


def test_two_names_that_differ_in_unicode_form_alone_are_refused() -> None:
    names = [unicodedata.normalize(form, "content/ảnh.png") for form in ("NFC", "NFD")]
    assert errors(inspect({**package_files(), **dict.fromkeys(names, PNG)})) == ["duplicate-entry"]


def test_a_file_that_is_also_a_folder_is_refused() -> None:
    assert errors(inspect({**package_files(), "content/a.png": PNG, "content/a.png/b.png": PNG})) == [
        "unsafe-path"
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_with_the_same_bytes_is_noted_and_with_other_bytes_refused() -> None:
    entries = [(zipfile.ZipInfo(name), content) for name, content in package_files().items()]
    twice = zipfile.ZipInfo("content/images/hop.png")
    same, other = zipped_entries([*entries, (twice, PNG)]), zipped_entries([*entries, (twice, PNG + b"x")])
    assert codes(inspect(same).findings) == ["duplicate-entry-same"]
    assert errors(inspect(other)) == ["duplicate-entry"]


def test_hidden_files_are_left_out_as_core_does() -> None:
    package = opened(
        {**package_files(), "__MACOSX/._a.exe": b"MZ", "content/.DS_Store": b"", "README.txt": b""}
    )
    assert package.hidden == 3
    assert not any("MACOSX" in name for name in package.names if "README" not in name)


def test_a_thousand_to_one_is_a_bomb_and_small_plain_files_are_not() -> None:
    assert errors(inspect(_with("content/a.txt", bytes(20 * MIB)))) == ["compression-bomb"]
    assert errors(inspect(_with("content/a.txt", bytes(500 * KIB)))) == []


def test_many_small_plain_files_together_are_a_bomb_too() -> None:
    many = {f"content/{number}.txt": bytes(900 * KIB) for number in range(12)}
    assert errors(inspect({**package_files(), **many}, limits=Limits(max_ratio=100))) == ["compression-bomb"]


def test_entries_that_share_their_packed_bytes_are_a_bomb() -> None:
    archive = bytearray(_with("content/z.png").getvalue())
    # Let the last record of the directory point at the first entry's bytes.
    struct.pack_into("<I", archive, archive.rfind(b"PK\x01\x02") + 42, 0)
    assert "compression-bomb" in errors(inspect(io.BytesIO(bytes(archive))))


def test_an_entry_that_lies_about_its_size_is_corrupt() -> None:
    archive = bytearray(_with("content/z.txt", b"a" * 5000).getvalue())
    struct.pack_into("<I", archive, archive.rfind(b"PK\x01\x02") + 24, 10)
    assert errors(inspect(io.BytesIO(bytes(archive)))) == ["corrupt-file"]


def test_sizes_are_checked_one_by_one_and_together() -> None:
    limits = Limits(max_file_bytes=10 * KIB, max_total_bytes=20 * KIB)
    large = _with("content/a.png", PNG + bytes(11 * KIB))
    assert errors(inspect(large, limits=limits)) == ["file-size-too-large"]
    many = {f"content/{number}.png": PNG + bytes(9 * KIB) for number in range(3)}
    assert errors(inspect({**package_files(), **many}, limits=limits)) == ["total-size-too-large"]


RECORD = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *(0,) * 6, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
HUNDRED_THOUSAND = RECORD * 100_000


def end_record(size: int, offset: int = 0) -> bytes:
    return struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, size, offset, 0)


def zip64_ends(size: int) -> bytes:
    record = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 100_000, 100_000, size, 0)
    return record + struct.pack("<4sIQI", b"PK\x06\x07", 0, size, 1)


@pytest.mark.parametrize(
    "ends",
    [
        end_record(len(HUNDRED_THOUSAND)),
        # A second signature inside the end record, in the place of an offset.
        end_record(len(HUNDRED_THOUSAND), offset=0x06054B50),
        zip64_ends(len(HUNDRED_THOUSAND)) + end_record(0xFFFFFFFF, 0xFFFFFFFF),
        zip64_ends(len(HUNDRED_THOUSAND)) + end_record(0),
    ],
)
def test_a_hundred_thousand_entries_are_refused_in_little_memory(ends: bytes) -> None:
    bomb = io.BytesIO(HUNDRED_THOUSAND + ends)
    tracemalloc.start()
    try:
        assert errors(inspect(bomb)) == ["too-many-files"]
        assert tracemalloc.get_traced_memory()[1] < 4 * MIB
    finally:
        tracemalloc.stop()


def test_ten_thousand_bad_files_are_told_as_a_hundred_and_a_count() -> None:
    many = {f"content/{number}.exe": b"MZ" for number in range(9_000)}
    inspection = inspect({**package_files(), **many})
    assert errors(inspection) == ["not-in-whitelist"] * 100 + ["more-findings"]
    assert inspection.findings[-1].details["count"] == "8900"


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06", b"not a zip at all" * 100, bytes(100)])
def test_what_is_no_archive_is_unreadable(content: bytes) -> None:
    inspection = inspect(io.BytesIO(content))
    assert errors(inspection) == ["unable-to-unzip"]
    assert inspection.unreadable


@given(st.integers(min_value=0))
def test_an_archive_cut_short_anywhere_is_refused(cut: int) -> None:
    whole = zipped(package_files()).getvalue()
    inspection = inspect(io.BytesIO(whole[: cut % len(whole)]))
    assert inspection.package is None
    assert inspection.findings


@given(at=st.integers(min_value=0), value=st.integers(0, 255))
def test_a_changed_byte_is_told_or_changes_nothing_that_is_read(at: int, value: int) -> None:
    whole = bytearray(zipped(package_files()).getvalue())
    whole[at % len(whole)] = value
    inspection = inspect(io.BytesIO(bytes(whole)))
    if inspection.package is None:
        assert inspection.errors
    else:
        read = {name: b"".join(inspection.package.chunks_of(name)) for name in inspection.package.names}
        assert read.items() <= package_files().items()


def test_reading_an_entry_whose_bytes_changed_after_the_check_fails() -> None:
    file = zipped(package_files())
    package = inspect(file).package
    assert package is not None
    assert package.content is not None
    start = file.getvalue().find(b"content/images/hop.png") + len("content/images/hop.png")
    file.seek(start)
    file.write(b"\xff" * 8)
    with pytest.raises(EntryUnreadable):
        b"".join(package.chunks(package.content.files[0]))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("content/a.png", b"<html><script>alert(1)</script>"),
        ("content/a.jpg", b"\n <svg onload=alert(1)>"),
        ("content/a.mp3", b"MZ\x90\x00"),
        ("content/a.txt", b"MZ\x90\x00"),
        ("content/a.mp4", b"\x7fELF\x02"),
        ("content/a.gif", b"PK\x03\x04"),
        ("LCB.Note-1.0/a.woff", b"<!DOCTYPE html>"),
    ],
)
def test_a_page_or_a_program_under_the_name_of_a_picture_is_refused(name: str, content: bytes) -> None:
    assert errors(inspect(_with(name, content))) == ["file-kind-mismatch"]


def test_a_jpeg_named_png_is_common_and_harmless() -> None:
    assert errors(inspect(_with("content/a.png", b"\xff\xd8\xff\xe0" + bytes(20)))) == []


@pytest.mark.parametrize(
    "content",
    [
        b"<svg><script>1</script></svg>",
        b"<svg><svg:script/></svg>",
        b'<svg onload="x()"/>',
        b'<svg><a href="javascript:x()"/></svg>',
        b"<svg><foreignObject/></svg>",
        b" " * (64 * KIB - 3) + b"<script/>",
        "<svg><script/></svg>".encode("utf-16-le"),
    ],
)
def test_a_drawing_with_code_in_it_is_refused(content: bytes) -> None:
    assert errors(inspect(_with("LCB.Note-1.0/a.svg", content))) == ["active-svg"]


@pytest.mark.parametrize(
    "kind", ["svg", "html", "htm", "swf", "js", "css", "zip", "h5p", "php", "exe", "wasm"]
)
def test_content_may_hold_no_code_and_no_archives(kind: str) -> None:
    assert errors(inspect(_with(f"content/a.{kind}", b"x"))) == ["not-in-whitelist"]


@pytest.mark.parametrize("kind", ["html", "php", "zip", "wasm", "map"])
def test_a_library_may_hold_scripts_and_drawings_but_no_pages(kind: str) -> None:
    assert errors(inspect(_with(f"LCB.Note-1.0/a.{kind}", b"x"))) == ["not-in-whitelist"]


def test_a_library_may_carry_a_flash_file_of_old_that_nothing_opens() -> None:
    assert errors(inspect(_with("LCB.Note-1.0/resources/download.swf", b"FWS"))) == []


def test_a_file_without_the_right_extension_is_told_so() -> None:
    inspection = inspect_package(zipped(package_files()), "bai.zip")
    assert errors(inspection) == ["missing-h5p-extension"]


def test_malware_that_a_scanner_finds_refuses_the_package() -> None:
    seen: dict[str, int] = {}

    def scan(name: str, chunks: Iterator[bytes]) -> str | None:
        seen[name] = sum(map(len, chunks))
        return "Eicar" if name.endswith("note.js") else None

    inspection = inspect_package(zipped(package_files()), "bai.h5p", Reading(scan=scan))
    assert errors(inspection) == ["upload-malware-found"]
    assert seen["content/images/hop.png"] == len(PNG)
