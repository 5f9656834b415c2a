"""Keys: "1-A 2-C", "1.A; 2.C", "Câu 1: A", and tables of numbers and letters."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from common.vietnamese import fold
from quizzes.exchange.formats.word.found import Entry
from quizzes.exchange.formats.word.lines import Line
from quizzes.exchange.formats.word.paragraphs import Paragraph, Table

ANSWER_WORD = r"(?:[A-H](?:\s*[,;&+/]\s*[A-H](?![\w]))*|đúng|sai|[ĐS](?![\w])|true|false|[ĐS]{2,8})"
_ONE = re.compile(
    rf"(?:câu\s*)?(?P<number>\d{{1,3}})\s*(?:[-–.:)→=/|]\s*)?(?P<answer>(?-i:{ANSWER_WORD}))(?![\w])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,;.|/–-]*")
_LINE = re.compile(
    r"\s*(?:câu(?:\s+hỏi)?\s*)?(?P<number>\d{1,3})\s*(?:[-–.:)→=]|\s(?=[A-HĐS]\b))\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(?:câu\s*)?(?P<number>\d{1,3})\s*[.:)]?\s*", re.IGNORECASE)
_CELL = re.compile(rf"\s*(?P<answer>{ANSWER_WORD})\s*\.?\s*")


def entries_of_text(text: str, place: int) -> list[Entry]:
    """All entries of a line that holds nothing else; none where it does."""
    found: list[Entry] = []
    start = 0
    for one in _ONE.finditer(text):
        if _BETWEEN.fullmatch(text, start, one.start()) is None:
            return []
        found.append(Entry(int(one["number"]), one["answer"], place))
        start = one.end()
    return found if found and _BETWEEN.fullmatch(text, start) else []


def entry_of_line(line: Line) -> Entry | None:
    """ "Câu 3: …": what follows is an answer, or says why."""
    found = _LINE.fullmatch(line.rich.text)
    if found is None:
        return None
    rest = line.of(line.rich.cut(found.start("rest")))
    return Entry(int(found["number"]), found["rest"].strip(), line.place, answer_line=rest)


def entries_of_table(table: Table, *, is_key: bool) -> list[Entry]:
    """The entries of a table that is a key; none where it is something else.

    Without a heading that says so (`is_key`) only numbers and letters make a key.
    """
    rows = [[_text(cell) for cell in row] for row in table.rows]
    below = _numbers_over_answers(rows, table, is_key)
    found = below or _numbers_beside_answers(rows, table) or _both_in_cells(rows, table)
    cells = [text for row in rows for text in row if text.strip()]
    if not is_key and (len(found) < 2 or not all(_is_of_a_key(text) for text in cells)):
        return []
    return found


def _text(cell: Sequence[Paragraph]) -> str:
    return " ".join(one.text for one in cell).strip()


def _is_of_a_key(text: str) -> bool:
    words = fold(text)
    is_heading = words in {
        "cau",
        "dap an",
        "cau hoi",
        "stt",
        "tt",
        "da",
        "chon",
        "tra loi",
        "cau so",
        "phuong an",
    }
    return (
        is_heading or any(one.fullmatch(text) for one in (_NUMBER, _CELL)) or bool(entries_of_text(text, 0))
    )


def _numbers_over_answers(rows: list[list[str]], table: Table, is_key: bool) -> list[Entry]:
    """Rows of numbers, each over a row (or, for statements a) to d), rows) of answers."""
    found: list[Entry] = []
    numbers: dict[int, Entry] = {}
    for row in rows:
        places = {
            place: int(one["number"]) for place, text in enumerate(row) if (one := _NUMBER.fullmatch(text))
        }
        named = fold(row[0]).startswith(("cau", "stt", "so")) if row else False
        others = len([text for text in row if text]) - len(places)
        is_head = bool(places) and others <= (1 if named else 0)
        if is_head and (named or not numbers or all(entry.answer for entry in numbers.values())):
            numbers = {place: Entry(number, "", table.number) for place, number in places.items()}
            found += numbers.values()
        elif numbers:
            letter = f"{row[0].rstrip(').')}) " if row and re.fullmatch(r"[a-h]\s*[).]?", row[0]) else ""
            for place, entry in numbers.items():
                if place < len(row) and row[place]:
                    entry.answer = f"{entry.answer}; {letter}{row[place]}".lstrip("; ")
        else:
            return []
    filled = [entry for entry in found if entry.answer]
    answers = all(_CELL.fullmatch(entry.answer) or is_key for entry in filled)
    return filled if filled and len(filled) * 2 >= len(found) and answers else []


def _numbers_beside_answers(rows: list[list[str]], table: Table) -> list[Entry]:
    """Columns of numbers, each beside a column of answers; those of the first column first."""
    found: list[tuple[int, Entry]] = []
    for row in rows:
        for place, (text, beside) in enumerate(pairwise(row)):
            number = _NUMBER.fullmatch(text)
            if number and beside and not _NUMBER.fullmatch(beside):
                found.append((place, Entry(int(number["number"]), beside, table.number)))
    return [entry for _, entry in sorted(found, key=lambda one: one[0])]


def _both_in_cells(rows: list[list[str]], table: Table) -> list[Entry]:
    return [entry for row in rows for text in row for entry in entries_of_text(text, table.number)]


STATEMENT = re.compile(
    r"(?P<letter>[a-h])\s*[).\-–:=]*\s*(?P<answer>đúng|sai|đ|s|true|false|t|f)(?!\w)", re.IGNORECASE
)
_TRUE, _FALSE = {"dung", "d", "true", "t", "x", "yes"}, {"sai", "s", "false", "f", "no"}


def truth_of(text: str) -> bool | None:
    """Whether a word says true or false; None where it says neither."""
    word = fold(text).strip(" .;:()[]")
    return True if word in _TRUE else False if word in _FALSE else None


def truths_of(text: str, many: int) -> list[bool] | None:
    """The truth of each of `many` statements: "a) Đ; b) S", "Đ, S, S, Đ", "ĐSSĐ"."""
    named = {found["letter"].lower(): truth_of(found["answer"]) for found in STATEMENT.finditer(text)}
    if len(named) == many:
        return [bool(named[letter]) for letter in sorted(named)]
    words = list(_words(text))
    truths = [truth for word in words if (truth := truth_of(word)) is not None]
    return truths if len(truths) == many == len(words) else None


def _words(text: str) -> Iterator[str]:
    for word in re.split(r"[\s,;/|–-]+", text.strip(" .")):
        if re.fullmatch(r"[ĐSđsTF]{2,8}", word):
            yield from word
        elif word:
            yield word
