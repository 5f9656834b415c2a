"""A list of 300 rows as it comes from offices: spelt in ten ways, with faults whose findings are known.

`mended` is the same list once everything that was told has been put right.
"""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from tests.organisations.exchange.lists import Row, people_file

ROWS = 300
CELLS = 100
FIRST = 2
"""The row of the sheet on which data begin."""

FAMILY = "Nguyễn Trần Hoàng Vũ Đặng Bùi Lò Vàng Nông Chẩu".split()
MIDDLE = "Thị Văn Đức Minh Thu Quang Ngọc".split()
GIVEN = "An Bình Chi Dung Đức Giang Hà Hòa Hương Khánh Lan Nga Oanh Phúc Quân Sơn Thủy Vân Ý".split()
POSTS = ("Bí thư", "Phó bí thư", "Chi ủy viên")

Known = tuple[str, str]


def cell_codes() -> list[str]:
    return [f"A{number:03}" for number in range(1, CELLS + 1)]


def tidy_rows() -> list[Row]:
    """A secretary, a deputy and a committee member for each of a hundred cells; nothing is odd yet."""
    return [_tidy(number) for number in range(ROWS)]


def _tidy(number: int) -> Row:
    name = " ".join(
        (FAMILY[number % 10], MIDDLE[number // 10 % 7], GIVEN[number % 19], GIVEN[number // 19 % 19])
    )
    return {
        "full_name": name,
        "phone": f"09{10_000_000 + number * 7:08}",
        "organisation": cell_codes()[number % CELLS],
        "post": POSTS[number // CELLS],
        "began": date(2025, 7, 1),
        "decision": "12-QĐ/ĐU",
    }


def _spelt(rows: list[Row]) -> tuple[list[Row], set[Known]]:
    """Spelt in the ways that are understood: nothing of this is refused."""
    notes: set[Known] = set()
    for place, row in enumerate(rows):
        number = place + FIRST
        spelling = place % 10
        if spelling == 1:
            row["full_name"] = row["full_name"].upper()
            notes.add((f"B{number}", "tidied"))
        elif spelling == 2:
            row["full_name"] = f"  {row['full_name'].lower()} "
            notes.add((f"B{number}", "tidied"))
        elif spelling == 3:
            row["phone"] = int(row["phone"])
            notes.add((f"C{number}", "phone_zero"))
        elif spelling == 4:
            row["began"] = "1/7/2025"
            row["post"] = {"Bí thư": "BT", "Phó bí thư": "Phó BT", "Chi ủy viên": "chi uy vien"}[row["post"]]
        elif spelling == 5:
            row["organisation"] = f" {row['organisation'].lower()} "
            notes.add((f"E{number}", "code_letters"))
        elif spelling == 6:
            row["began"] = datetime(2025, 7, 1)  # noqa: DTZ001  (a workbook knows no time zones)
            row["phone"] = f"+84 {row['phone'][1:4]} {row['phone'][4:7]} {row['phone'][7:]}"
        elif spelling == 7:
            row["full_name"] = row["full_name"].replace("òa", "oà").replace("ủy", "uỷ")
            if row["full_name"] != tidy_rows()[place]["full_name"]:
                notes.add((f"B{number}", "tidied"))
        elif spelling == 8:
            row["phone"] = f"0168{row['phone'][3:]}"
            notes.add((f"C{number}", "phone_2018"))
    return rows, notes


FAULTS: dict[int, tuple[str, Any, Known]] = {
    # row of the sheet: column, what stands there, the finding
    10: ("began", "31/02/2025", ("G10", "no_such_day")),
    20: ("began", "07/2025", ("G20", "day_month_only")),
    30: ("began", "1/7/25", ("G30", "day_short_year")),
    40: ("phone", "12345", ("C40", "no_phone")),
    50: ("phone", "0912 345 671 / 0912 345 672", ("C50", "phones_several")),
    60: ("organisation", "KHONGCO", ("E60", "unknown_organisation")),
    70: ("post", "Trưởng thôn", ("F70", "no_post")),
    80: ("full_name", "", ("B80", "blank")),
    90: ("full_name", "NguyÔn V¨n An", ("B90", "old_font")),
    100: ("email", "khong-co", ("D100", "no_email")),
    110: ("phone", "0910000000", ("C110", "phone_twice")),
    120: ("ended", date(2025, 6, 1), ("H120", "ends_before")),
    130: ("began", "=TODAY()", ("G130", "formula")),
    142: ("post", "Bí thư", ("F142", "secretary_twice")),
    150: ("person", "12", ("A150", "no_own_code")),
    160: ("person", "00000000-0000-4000-8000-000000000000", ("A160", "unknown_person")),
    170: ("began", date(2019, 12, 31), ("G170", "organisation_not_there")),
}
MERGED = "F200:F201"
MERGED_FINDINGS = [("", "merged"), ("", "merged"), ("F201", "blank")]


def messy() -> tuple[BytesIO, list[Known], set[Known]]:
    """The workbook, the faults in the order in which they are told, and the remarks."""
    rows, notes = _spelt(tidy_rows())
    for number, (column, value, _) in FAULTS.items():
        rows[number - FIRST][column] = value
    faulty = {cell for _, _, (cell, _) in FAULTS.values()}
    faults = [known for _, _, known in FAULTS.values()]
    remarks = {(cell, code) for cell, code in notes if cell not in faulty}
    return _merged(people_file(*rows)), faults + MERGED_FINDINGS, remarks


def _merged(file: BytesIO) -> BytesIO:
    book = load_workbook(file)
    book.worksheets[0].merge_cells(MERGED)
    content = BytesIO()
    book.save(content)
    content.seek(0)
    return content


def mended() -> BytesIO:
    rows, _ = _spelt(tidy_rows())
    return people_file(*rows)
