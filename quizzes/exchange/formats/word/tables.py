"""Tables of a paper that are no tables: layout of options, banks of questions, statements to judge."""

import re
from collections.abc import Sequence

from common.vietnamese import fold
from quizzes.exchange.formats.word import lines as said
from quizzes.exchange.formats.word.found import Asked, Option, Said
from quizzes.exchange.formats.word.lines import Line, lines_of_paragraph
from quizzes.exchange.formats.word.paragraphs import Paragraph, Table
from quizzes.exchange.formats.word.rich import Rich, joined, plain

Cell = tuple[Paragraph, ...]


def lines_in(table: Table) -> list[Line]:
    """Its lines in reading order; options laid out in columns by their letters."""
    cells = [cell for row in table.rows for cell in _with_labels(row)]
    filled = [lines for cell in cells if (lines := [line for line in _lines(cell) if line.rich])]
    marks = [said.mark_at_start(lines[0].rich.text) for lines in filled]
    if len(filled) > 1 and all(marks):
        ordered = sorted(zip(marks, filled, strict=True), key=lambda one: one[0].index if one[0] else 0)
        filled = [lines for _, lines in ordered]
    return [line for lines in filled for line in lines]


def is_layout(table: Table, begins: re.Pattern[str] | None) -> bool:
    """Whether cells hold options or whole questions; two columns to match hold neither."""
    if _is_to_match(table):
        return False
    texts = [line.rich.text for line in lines_in(table) if line.rich]
    marks = [mark for text in texts if (mark := said.mark_at_start(text))]
    has_options = len(marks) > 1 and marks[0].index == 0 and marks[1].index == 1
    one_a_line = len(texts) == 1 and bool(marks) and marks[0].index == 0
    is_plain = begins is not said.NUMBERED and begins is not None
    return has_options or one_a_line or (is_plain and any(begins.match(text) for text in texts if begins))


def _is_to_match(table: Table) -> bool:
    rows = [[_text(cell) for cell in row] for row in table.rows if len(row) > 1]
    numbered = sum(said.NUMBERED.match(row[0]) is not None for row in rows)
    lettered = sum(said.mark_at_start(row[-1]) is not None for row in rows)
    return numbered > 1 and lettered > 1


def _with_labels(row: Sequence[Cell]) -> list[Cell]:
    """A letter in a cell of its own goes before the next cell."""
    made: list[Cell] = []
    label: Rich | None = None
    for cell in row:
        text = " ".join(one.text for one in cell).strip()
        if label is None and re.fullmatch(r"\*?[(\[]?[A-Ha-h][.):\]/]?\*?", text) and len(text) > 1:
            label = joined(one.rich for one in cell).stripped()
            continue
        if label is not None and cell:
            first = cell[0]
            named = Paragraph(first.number, label + plain(" ") + first.rich, first.heading, first.level)
            made.append((named, *cell[1:]))
            label = None
        else:
            made.append(cell)
    return made


def _lines(cell: Cell) -> list[Line]:
    return [line for paragraph in cell for line in lines_of_paragraph(paragraph)]


_QUESTION = {"cau hoi", "noi dung cau hoi", "noi dung", "cau dan", "de bai"}
_ANSWER = {"dap an", "dap an dung", "phuong an dung", "tra loi", "cau tra loi", "da"}
_OPTIONS = {
    "phuong an",
    "phuong an tra loi",
    "cac phuong an",
    "cac phuong an tra loi",
    "lua chon",
    "phuong an lua chon",
}
_SIDE = {
    "giai thich": "explanation",
    "loi giai": "explanation",
    "nguon": "source",
    "can cu": "source",
    "muc do": "difficulty",
    "muc": "difficulty",
    "chu de": "topic",
    "diem": "points",
}
_LETTER = re.compile(r"(?:phuong an |dap an |lua chon )?([a-h])")


def asked_in_rows(table: Table) -> list[Asked]:
    """A bank kept as a table: a row a question, columns for its text, its options and its answer."""
    for number, row in enumerate(table.rows[:3]):
        heads = [fold(_text(cell)).strip(" .:*") for cell in row]
        asks = next((place for place, head in enumerate(heads) if head in _QUESTION), None)
        letters = {
            found[1].upper(): place for place, head in enumerate(heads) if (found := _LETTER.fullmatch(head))
        }
        options = next((place for place, head in enumerate(heads) if head in _OPTIONS), None)
        answer = next((place for place, head in enumerate(heads) if head in _ANSWER), None)
        if asks is not None and (len(letters) > 1 or options is not None or answer is not None):
            side = {_SIDE[head]: place for place, head in enumerate(heads) if head in _SIDE}
            rows = [one for one in table.rows[number + 1 :] if len(one) > asks and _text(one[asks])]
            return [
                _asked(row_, turn, asks, letters, options, answer, side)
                for turn, row_ in enumerate(rows, start=1)
            ]
    return []


def _asked(
    row: Sequence[Cell],
    turn: int,
    asks: int,
    letters: dict[str, int],
    options: int | None,
    answer: int | None,
    side: dict[str, int],
) -> Asked:
    first = _text(row[0]).strip(" .")
    question = Asked(int(first) if first.isdecimal() and len(first) < 5 else turn, row[asks][0].number)
    question.prompt = [line for line in _lines(row[asks]) if line.rich]
    question.raw = [text for cell in row if (text := _text(cell))]
    for letter, place in letters.items():
        if place < len(row) and _text(row[place]):
            question.options.append(
                Option(letter, plain(letter), [one for one in _lines(row[place]) if one.rich])
            )
    if options is not None and options < len(row):
        question.options = _options_of(_lines(row[options]))
    elif not question.options:
        _split_prompt(question)
    if answer is not None and answer < len(row) and (text := _text(row[answer])):
        question.answers.append(Said(text, question.place))
    question.explanation = [line for line in _at(row, side, "explanation") if line.rich]
    question.sources = [line.text for line in _at(row, side, "source") if line.text]
    question.topics = [line.text for line in _at(row, side, "topic") if line.text]
    question.difficulty = [line.text for line in _at(row, side, "difficulty") if line.text]
    return question


def _at(row: Sequence[Cell], side: dict[str, int], name: str) -> list[Line]:
    place = side.get(name, len(row))
    return _lines(row[place]) if place < len(row) else []


def _split_prompt(question: Asked) -> None:
    """Options typed below the prompt in the same cell."""
    for place, line in enumerate(question.prompt):
        mark = said.mark_at_start(line.rich.text)
        if place and mark is not None and mark.index == 0:
            question.options = _options_of(question.prompt[place:])
            question.prompt = question.prompt[:place]
            return


def _options_of(lines: Sequence[Line]) -> list[Option]:
    made: list[Option] = []
    for line in lines:
        first = said.mark_at_start(line.rich.text)
        if first is None or first.index != len(made):
            if made and line.rich:
                made[-1].lines.append(line)
            continue
        marks = said.marks_within(line.rich.text, first, "")
        ends = [mark.start for mark in marks[1:]] + [len(line.rich.text)]
        for mark, end in zip(marks, ends, strict=True):
            label = line.rich.cut(mark.start, mark.start + 1)
            text = line.of(line.rich.cut(mark.end, end))
            made.append(Option(mark.letter, label, [text], not mark.style[0], mark.is_starred))
    return made


_CROSS = re.compile(r"\s*(?:x|X|✓|√|☑|☒|v|V|\+|✗)\s*")


def statements_in(table: Table) -> tuple[list[Option], str] | None:
    """Statements with a column "Đúng" and one "Sai": the options, and what is ticked ("Đ; S; …")."""
    if not table.rows:
        return None
    heads = [fold(_text(cell)).strip(" .:") for cell in table.rows[0]]
    if not {"dung", "sai"} <= set(heads):
        return None
    true, false = heads.index("dung"), heads.index("sai")
    text = min(
        place
        for place in range(len(heads))
        if place not in (true, false) and heads[place] not in ("stt", "tt", "")
    )
    made: list[Option] = []
    truths: list[str] = []
    for row in table.rows[1:]:
        lines = [line for line in _lines(row[text]) if line.rich] if len(row) > max(true, false, text) else []
        if not lines:
            continue
        mark = said.mark_at_start(lines[0].rich.text)
        if mark is not None and mark.index == len(made):
            lines[0] = lines[0].of(lines[0].rich.cut(mark.end))
        made.append(Option(said.LETTERS[min(len(made), 19)], plain("a"), lines, is_lower=True))
        ticked = (bool(_CROSS.fullmatch(_text(row[true]))), bool(_CROSS.fullmatch(_text(row[false]))))
        truths.append({(True, False): "Đ", (False, True): "S"}.get(ticked, ""))
    return (made, "; ".join(truths) if all(truths) else "") if made else None


def _text(cell: Cell) -> str:
    return " ".join(one.text for one in cell).strip()
