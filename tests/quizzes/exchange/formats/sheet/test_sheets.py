"""Workbooks of questions: as typed, as written, and as nobody should send them."""

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from quizzes.exchange.formats.drafts import Draft, Reading, Weight
from quizzes.exchange.formats.sheet import read, template, write
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    Choice,
    ChoiceScoring,
    Cloze,
    Criterion,
    Essay,
    Forgiving,
    Gap,
    GapKind,
    Kind,
    MultipleChoice,
    ShortAnswer,
    SingleChoice,
)
from tests.quizzes.exchange.formats.word.papers import codes, told, with_parts
from tests.quizzes.exchange.formats.word.questions import drafts

HEADINGS = [
    "Mã",
    "Loại câu",
    "Nội dung",
    "Phương án A",
    "Phương án B",
    "Phương án C",
    "Đáp án",
    "Lời giải",
    "Mức độ",
]


def workbook(*rows: list[Any], headings: list[str] | None = None) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for row in [headings or HEADINGS, *rows]:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def told_all(reading: Reading) -> list[str]:
    return [told(draft) for draft in reading.drafts]


ROWS: dict[str, tuple[list[Any], str, list[str]]] = {
    "one": (["", "Một lựa chọn", "X?", "một", "hai", "", "B"], "single | X? | một | *hai", []),
    "type left out": (["", "", "X?", "một", "hai", "", "b"], "single | X? | một | *hai", []),
    "several": (["", "", "X?", "một", "hai", "ba", "A, C"], "multiple | X? | *một | hai | *ba", []),
    "answer as text": (["", "", "X?", "một", "hai", "", "hai"], "single | X? | một | *hai", []),
    "true": (["", "", "X.", "", "", "", "Đúng"], "true_false | X. | True", []),
    "false, as Excel has it": (["", "Đúng sai", "X.", "", "", "", False], "true_false | X. | False", []),
    "number": (["", "", "X?", "", "", "", 15], "numerical | X? | 15", []),
    "number with tolerance": (["", "", "X?", "", "", "", "3,5 ± 0,1"], "numerical | X? | 3.5±0.1", []),
    "words": (["", "", "X?", "", "", "", "một | hai"], "short_answer | X? | một | hai", []),
    "gaps": (
        ["", "", "Điền.\nLà [[một|1]] và [[hai]].", "", "", "", ""],
        "cloze | Điền. | Là [một|1] và [hai].",
        [],
    ),
    "pairs": (["", "", "X", "a => 1", "b => 2", "? => 3", ""], "matching | X | a = 1 | b = 2", []),
    "order": (["", "Sắp xếp", "X", "một", "hai", "ba", ""], "ordering | X | một | hai | ba", []),
    "essay": (["", "", "Nêu.", "", "", "", ""], "essay | Nêu.", []),
    "no answer": (
        ["", "", "X?", "một", "hai", "", ""],
        "single | X? | một | hai",
        ["sheet.no_answer", "problem.no_right_choice"],
    ),
    "no such option": (
        ["", "", "X?", "một", "hai", "", "D"],
        "single | X? | một | hai",
        ["sheet.answer_is_no_option", "problem.no_right_choice"],
    ),
    "two for one": (
        ["", "Một lựa chọn", "X?", "một", "hai", "ba", "A, B"],
        "single | X? | *một | *hai | ba",
        ["sheet.several_right", "problem.no_right_choice"],
    ),
    "unknown type": (["", "Vẽ hình", "X?"], "nothing", ["sheet.unknown_kind"]),
    "not a number": (
        ["", "Trả lời bằng số", "X?", "", "", "", "nhiều"],
        "numerical | X?",
        ["sheet.not_a_number", "problem.no_accepted"],
    ),
    "unknown difficulty": (
        ["", "", "Nêu.", "", "", "", "", "", "rất khó"],
        "essay | Nêu.",
        ["sheet.unknown_difficulty"],
    ),
    "no text": (["", "", "", "một", "hai", "", "A"], "single |  | *một | hai", ["problem.no_prompt"]),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_read_as_it_is_meant(name: str) -> None:
    row, expected, found = ROWS[name]
    reading = read(workbook(row))
    assert told_all(reading) == [expected]
    assert codes(reading) == found


def test_columns_may_stand_in_any_order_and_under_other_names() -> None:
    data = workbook(
        ["B", "hai", "X?", "một", "ghi"], headings=["Đáp án đúng", "B", "Câu hỏi", "A", "Ghi chú"]
    )
    reading = read(data)
    assert told_all(reading) == ["single | X? | một | *hai"]
    assert codes(reading) == []


def test_an_unknown_column_is_named() -> None:
    assert codes(read(workbook(["X?", "1"], headings=["Nội dung", "Đáp án", "Màu"]))) == [
        "sheet.unknown_column"
    ]


def test_the_template_holds_an_example_of_each_type_that_is_passed_over() -> None:
    assert codes(read(template())) == ["sheet.no_questions"]
    book = load_workbook(BytesIO(template()))
    assert book.sheetnames == ["Câu hỏi", "Hướng dẫn", "Danh mục"]
    sheet = book["Câu hỏi"]
    for row in range(2, 11):
        sheet.cell(row, 1).value = ""
    content = BytesIO()
    book.save(content)
    reading = read(content.getvalue())
    assert {draft.question.kind for draft in reading.drafts if draft.question} == set(Kind)
    assert codes(reading) == []
    assert len(sheet.data_validations.dataValidation) == 2


EXACT: dict[str, Any] = {
    "partial shares": MultipleChoice(
        prompt="<p>X</p>",
        choices=(
            Choice("a", "một", 60.0),
            Choice("b", "hai", 40.0, "<p>gần <b>đúng</b></p>"),
            Choice("c", "ba", -50.0),
        ),
        scoring=ChoiceScoring.SHARES,
        shuffle=False,
    ),
    "looks": SingleChoice(
        prompt="<p>X <b>đậm</b></p><table><tbody><tr><td>1</td></tr></tbody></table>",
        choices=(
            Choice("a", "m<sup>2</sup>", 100.0),
            Choice("b", '<a href="https://vi.wikipedia.org">x</a>'),
        ),
        when_partly="<p>một phần</p>",
        hints=("<p>Gợi ý</p>", "<p>Nữa</p>"),
    ),
    "forgiving": ShortAnswer(
        prompt="<p>X</p>",
        accepted=(Accepted("một; hai"), Accepted("ba|bốn", 50.0, "gần")),
        forgiving=Forgiving(case=False, marks=True),
    ),
    "gaps of all kinds": Cloze(
        prompt="",
        text="<p>{{a}} {{b}} [[x]] {{c}}</p>",
        gaps=(
            Gap("a", weight=3, accepted=(Accepted("một"),)),
            Gap("b", GapKind.NUMBER, numbers=(AcceptedNumber("1.5", "0.1"),)),
            Gap("c", GapKind.CHOICE, choices=(Choice("x", "một", 100.0), Choice("y", "hai"))),
        ),
        bank=("một", "hai"),
    ),
    "rubric": Essay(
        prompt="<p>X</p>",
        criteria=(Criterion("a", "Đủ ý", 2.0, "ba ý"),),
        words_min=100,
        words_max=300,
        files_max=2,
        template="Kính gửi",
    ),
}


@pytest.mark.parametrize("name", EXACT)
def test_what_cells_cannot_say_stands_beside_them(name: str) -> None:
    draft = Draft(question=EXACT[name], name="C1", topics=("a; b",), category=("x > y", "z"), points=0.25)
    written = write([draft])
    assert written.losses == ()
    (again,) = read(written.data).drafts
    assert again.question == draft.question
    assert (again.topics, again.category, again.points) == (draft.topics, draft.category, 0.25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(drafts(), min_size=1, max_size=4))
def test_whatever_is_written_is_read_again(asked: list[Draft]) -> None:
    written = write([replace(draft, category=("Chi bộ", "Họp")) for draft in asked])
    assert written.losses == ()
    assert all(draft.is_usable for draft in read(written.data).drafts)


def test_cells_that_were_changed_win_over_the_data_beside_them() -> None:
    written = write([Draft(question=EXACT["looks"])])
    book = load_workbook(BytesIO(written.data))
    sheet = book["Câu hỏi"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("Nội dung") + 1).value = "Câu mới?"
    content = BytesIO()
    book.save(content)
    reading = read(content.getvalue())
    assert told_all(reading)[0].startswith("single | Câu mới? | *m")
    assert codes(reading) == ["sheet.changed_beside_data"]


@pytest.mark.parametrize("data", ["{", "[]", '{"cells": 1}', "null", '{"a":' * 2000])
def test_data_that_make_no_sense_are_passed_over(data: str) -> None:
    reading = read(workbook(["Nêu.", data], headings=["Nội dung", "Dữ liệu thêm"]))
    assert told_all(reading) == ["essay | Nêu."]
    assert codes(reading) in (["sheet.bad_data"], ["sheet.changed_beside_data"])


def test_pictures_are_listed_as_lost() -> None:
    question = SingleChoice(
        prompt='<p>X <img src="a.png" alt="Cờ"></p>', choices=(Choice("a", "1", 100.0), Choice("b", "2"))
    )
    assert [one.code for one in write([Draft(question=question)]).losses] == ["lost.pictures"]


# --- hostile -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula_on_the_way_out(text: str) -> None:
    question = SingleChoice(prompt=f"<p>{text}</p>", choices=(Choice("a", text, 100.0), Choice("b", "2")))
    written = write([Draft(question=question, name=text)])
    sheet = load_workbook(BytesIO(written.data))["Câu hỏi"]
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}
    assert all(cell.quotePrefix for cell in sheet[2] if cell.value == text)
    assert written.losses == ()


def test_a_formula_is_never_reckoned() -> None:
    data = workbook(["", "", "X?", "một", "hai", "", '="B"'])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<v></v>" in sheet or b"<v />" in sheet or b"<v/>" in sheet
    reading = read(data)
    assert "sheet.formula_without_value" in codes(reading)
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        sheet = sheet.replace(empty, b"<v>A</v>")
    kept = sheet.replace(b'<c r="G2"', b'<c r="G2" t="str"')
    reading = read(with_parts(data, {"xl/worksheets/sheet1.xml": kept}))
    assert told_all(reading) == ["single | X? | *một | hai"]
    assert [(one.code, one.weight, one.place) for one in reading.drafts[0].findings] == [
        ("sheet.formula", Weight.NOTE, "G2")
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet.empty"),
        ("Mã;Câu".encode(), "sheet.not_a_workbook"),
        (b"PK" + b"x" * (31 * 1024 * 1024), "sheet.too_large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "sheet.old_excel"),
        (workbook(["x"], headings=["Họ tên", "Tuổi"]), "sheet.no_headings"),
    ],
    ids=["empty", "text", "large", "xls", "another list"],
)
def test_what_is_no_workbook_of_questions_is_refused_in_words(data: bytes, code: str) -> None:
    assert [one.code for one in read(data).findings] == [code]


def test_entities_and_macros_are_refused() -> None:
    data = workbook(["", "", "X?", "một", "hai", "", "B"])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    harmful = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet
    assert codes(read(with_parts(data, {"xl/worksheets/sheet1.xml": harmful}))) == ["sheet.entities"]
    assert codes(read(with_parts(data, {}, more={"xl/vbaProject.bin": b"x"}))) == ["sheet.macros"]


def test_a_row_at_the_end_of_the_sheet_is_not_walked_to() -> None:
    data = workbook(["", "", "X?", "một", "hai", "", "B"])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(
        b"</sheetData>", b'<row r="1048576"><c r="C1048576" t="str"><v>Y</v></c></row></sheetData>'
    )
    reading = read(with_parts(data, {"xl/worksheets/sheet1.xml": far}))
    assert told_all(reading) == ["single | X? | một | *hai"]
    assert codes(reading) == ["sheet.too_many_rows"]
