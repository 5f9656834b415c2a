"""Whatever is sent: a list is read, everything else gets a clear answer, and nothing is kept."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from organisations.exchange.columns import ORGANISATION_LIST, ORGANISATIONS, PEOPLE, PERSON_LIST, Layout
from organisations.exchange.files.refusals import MAX_ROWS, UnreadableFile
from organisations.exchange.files.tables import open_table
from organisations.exchange.sentences import sentence
from organisations.exchange.writing.workbooks import workbook_pieces
from tests.organisations.exchange.lists import (
    csv_file,
    organisation,
    people_file,
    person,
    table,
    tree_file,
    workbook,
)


def refusal(file: BytesIO, layout: Layout = PERSON_LIST) -> str:
    """The code of the refusal; its sentence must be there."""
    with pytest.raises(UnreadableFile) as refused:
        for _ in open_table(file, layout):
            pass
    assert sentence(refused.value.code, refused.value.values)
    return refused.value.code


def archive(**parts: bytes) -> BytesIO:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name.replace("__", "/"), part)
    return content


def office_97(stream: str) -> BytesIO:
    return BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600))


def test_a_list_is_found_below_a_title_in_any_order_and_spelling() -> None:
    lines: list[list[Any]] = [
        ["DANH SÁCH BÍ THƯ CHI BỘ"],
        [],
        ["stt", "CHUC VU (*)", "Ho ten*", "mã chi bộ", "từ ngày *", "Quê quán"],
        [1, "BT", "Vũ Thị Lan", "A1", "01/07/2025", "Na Hang"],
    ]
    found = open_table(workbook(lines), PERSON_LIST)
    assert found.places == {"post": 1, "full_name": 2, "organisation": 3, "began": 4}
    assert found.unknown == ("Quê quán",)
    [row] = found
    assert (row.number, row.values["full_name"]) == (4, "Vũ Thị Lan")


def test_the_sheet_with_the_list_is_found_among_others() -> None:
    book = load_workbook(people_file(person()))
    first = book.create_sheet("Bìa", 0)
    first.append(["Đảng bộ xã A"])
    content = BytesIO()
    book.save(content)
    assert open_table(content, PERSON_LIST).title == "Danh sách"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_is_read_in_every_encoding_that_keeps_marks(separator: str, encoding: str) -> None:
    lines = table([person(began="01/07/2025")], PEOPLE)
    [row] = open_table(csv_file(lines, separator=separator, encoding=encoding), PERSON_LIST)
    assert (row.number, row.values["full_name"]) == (2, "Vũ Thị Lan")


@pytest.mark.parametrize("encoding", ["cp1258", "cp1252"])
def test_csv_that_lost_its_marks_is_refused(encoding: str) -> None:
    text = "Họ và tên,Mã tổ chức\nĐặng Thị Hương,A1".encode(encoding, "replace") + b"\xd0\xea"
    assert refusal(BytesIO(text)) == "not_utf8"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (BytesIO(), "file_empty"),
        (BytesIO(b"%PDF-1.7 ..."), "pdf"),
        (BytesIO(b"\x89PNG\r\n\x1a\n"), "picture"),
        (BytesIO(b"Rar!\x1a\x07"), "packed"),
        (BytesIO(b"<html><table><tr><td>1</td></tr></table></html>"), "web_page"),
        (BytesIO(b"\0\1\2\3" * 100), "not_a_workbook"),
        (office_97("Workbook"), "old_excel"),
        (office_97("WordDocument"), "word"),
        (office_97("EncryptedPackage"), "locked"),
        (office_97("Something"), "not_a_workbook"),
        (archive(**{"[Content_Types].xml": b"<a/>", "word__document.xml": b"<a/>"}), "word"),
        (archive(**{"[Content_Types].xml": b"<a/>", "xl__workbook.bin": b"a"}), "binary_workbook"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "open_document"),
        (archive(readme=b"hello"), "not_a_workbook"),
        (archive(**{"[Content_Types].xml": b"<a/>", "xl__workbook.xml": b"<a/>"}), "damaged"),
        (BytesIO(people_file(person()).getvalue()[:-200]), "damaged"),
        (BytesIO(b"PK\x03\x04" + bytes(500)), "damaged"),
        (workbook([["Chào", "các", "đồng chí"]]), "no_headings"),
        (workbook([["Họ và tên", "Mã tổ chức", "Từ ngày"]]), "columns_missing"),
        (workbook([[*table([], PEOPLE)[0], "Họ tên"]]), "columns_doubled"),
        (workbook(table([], PEOPLE)), "no_rows"),
    ],
)
def test_what_is_no_list_is_told_what_it_is(file: BytesIO, code: str) -> None:
    assert refusal(file) == code


def test_a_list_of_the_other_kind_is_told() -> None:
    assert refusal(tree_file(organisation("A", "B"))) == "other_list"
    assert refusal(people_file(person()), ORGANISATION_LIST) == "other_list"
    assert refusal(csv_file(table([organisation("A", "B")], ORGANISATIONS))) == "other_list"


def test_a_sheet_that_declares_entities_is_refused() -> None:
    """Defused: a document type could name files of the server, or grow without end."""
    source = people_file(person())
    content = BytesIO()
    with ZipFile(source) as before, ZipFile(content, "w") as after:
        for part in before.infolist():
            data = before.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data.split(b"?>", 1)[-1]
            after.writestr(part.filename, data)
    assert refusal(content) == "damaged"


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    assert refusal(BytesIO(bytes(10 * 1024 * 1024 + 1))) == "file_too_large"


def test_what_unpacks_without_end_is_refused_in_little_memory() -> None:
    bomb = archive(
        **{
            "[Content_Types].xml": b"<a/>",
            "xl__workbook.xml": b"<a/>",
            "xl__worksheets__sheet1.xml": bytes(2**25),
        }
    )
    tracemalloc.start()
    assert refusal(bomb) == "unpacks_too_large"
    assert tracemalloc.get_traced_memory()[1] < 5 * 2**20
    tracemalloc.stop()


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = people_file(person()).getvalue()
    with ZipFile(BytesIO(content)) as packed:
        real = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = content.replace(real.to_bytes(4, "little"), (real // 2).to_bytes(4, "little"))
    assert refusal(BytesIO(lying)) == "damaged"


def test_a_locked_archive_is_refused() -> None:
    content = bytearray(people_file(person()).getvalue())
    entry = content.find(b"PK\x01\x02")
    content[entry + 8] |= 1  # the first entry of the directory says it is encrypted
    assert refusal(BytesIO(bytes(content))) == "locked"


def many(count: int) -> Iterator[list[str]]:
    for number in range(count):
        yield ["", f"Nguyễn Văn {number}", f"09{number:08}", "", "A1", "CUV", "01/07/2025", "", ""]


def test_two_hundred_thousand_rows_are_refused_in_little_memory() -> None:
    content = b"".join(workbook_pieces("Người", PERSON_LIST.columns, many(200_000)))
    tracemalloc.start()
    assert refusal(BytesIO(content)) == "too_many_rows"
    assert tracemalloc.get_traced_memory()[1] < 30 * 2**20
    tracemalloc.stop()


def test_two_hundred_thousand_lines_are_refused_as_well() -> None:
    lines = "\n".join(",".join(row) for row in many(200_000))
    content = f"{','.join(column.heading for column in PERSON_LIST.columns)}\n{lines}".encode()
    tracemalloc.start()
    assert refusal(BytesIO(content[: 10 * 2**20])) == "too_many_rows"
    assert tracemalloc.get_traced_memory()[1] < 90 * 2**20
    tracemalloc.stop()


def test_rows_at_the_limit_are_read_and_empty_ones_do_not_count() -> None:
    rows = [*many(3), *([[""] * 9] * (MAX_ROWS + 10)), *many(1)]
    content = b"".join(workbook_pieces("Người", PERSON_LIST.columns, rows))
    assert len(list(open_table(BytesIO(content), PERSON_LIST))) == 4


def test_merged_cells_are_told_to_the_rows_they_lie_in() -> None:
    lines = table([person(), person("Lý A Páo"), person("Ma Văn Tín")], PEOPLE)
    found = list(open_table(workbook(lines, merge="E2:E3"), PERSON_LIST))
    assert [row.merged for row in found] == ["E2:E3", "E2:E3", ""]
