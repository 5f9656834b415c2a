"""Writes questions as a paper that a lecturer can go on typing in, and that `read` understands.

Below each question stand, in words, its type where the options do not tell it, its answer and what else is
known of it. In the end the paper is read again: whatever comes back otherwise is listed as lost.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.shared import Cm, Pt
from PIL import Image

from quizzes.exchange.formats.comparing import losses_of
from quizzes.exchange.formats.drafts import Draft, Written
from quizzes.exchange.formats.flow import Block, Piece, flow_of
from quizzes.exchange.formats.word import lines as said
from quizzes.exchange.formats.word.lines import GUARD, LETTERS
from quizzes.exchange.formats.word.reading import read
from quizzes.grading.checking import GAP
from quizzes.grading.questions import (
    AnyQuestion,
    Cloze,
    Essay,
    Gap,
    GapKind,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LIKE_A_LABEL = re.compile(r"(?<!\w)([A-Ta-t])(?=[.):\]/*\s-])")
_A_NUMBER = re.compile(r"^(\s*\(?\d{1,3})(?=\s*[.):])")
_BEGINNINGS = (
    said.NAMED,
    said.EXERCISE,
    said.NUMBERED,
    said.ANSWER,
    said.ORDER,
    said.PAIRS,
    said.EXPLANATION,
    said.SOURCE,
    said.DIFFICULTY,
    said.TOPIC,
    said.POINTS,
    said.KIND,
    said.NAME,
    said.SECTION,
    said.ROMAN,
    said.CAPITAL,
    said.END,
    said.KEY,
    said.EXPLANATIONS,
    said.FURNITURE,
    said.FOREIGN,
)
_WIDEST = Cm(14)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(drafts: Sequence[Draft], files: Mapping[str, bytes] | None = None, title: str = "") -> Written:
    """A .docx of the drafts; `files` holds the pictures by the names in their texts."""
    usable = [draft for draft in drafts if draft.question is not None]
    paper = _Paper(files or {}, title)
    for number, draft in enumerate(usable, start=1):
        paper.add(number, draft)
    data = paper.bytes()
    again = read(data)
    losses = losses_of(usable, again.drafts, files, again.files)
    return Written(data, "docx", CONTENT_TYPE, tuple(losses))


class _Paper:
    def __init__(self, files: Mapping[str, bytes], title: str) -> None:
        self._files = files
        self._document: Any = docx.Document()
        self._category: tuple[str, ...] = ()
        font = self._document.styles["Normal"].font
        font.name, font.size = "Times New Roman", Pt(13)
        if title:
            self._line([Piece(title, frozenset({"b"}))]).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def bytes(self) -> bytes:
        content = BytesIO()
        self._document.save(content)
        return content.getvalue()

    def add(self, number: int, draft: Draft) -> None:
        self._headings(draft.category)
        question = draft.question
        if question is None:
            return
        prompt = question.prompt
        if isinstance(question, Cloze):
            prompt = f"<div>{prompt}</div><div>{_with_gaps(question)}</div>"
        self._flow(f"Câu {number}. ", prompt)
        self._answerable(question)
        for label, value in _remarks(draft):
            self._line([Piece(f"{label}: ", frozenset({"i"})), Piece(value)], guarded=False)
        if question.explanation:
            self._flow("Lời giải: ", question.explanation)

    def _headings(self, category: tuple[str, ...]) -> None:
        same = 0
        while same < min(len(category), len(self._category)) and category[same] == self._category[same]:
            same += 1
        if len(category) < len(self._category) and same == len(category) and same:
            same -= 1
        for level, name in enumerate(category[same:], start=same + 1):
            self._document.add_heading(_FORBIDDEN.sub("", name), min(level, 9))
        self._category = category

    def _answerable(self, question: AnyQuestion) -> None:
        match question:
            case SingleChoice() | MultipleChoice():
                self._options([choice.text for choice in question.choices])
                kind = _kind_of_choice(question)
                right = [
                    LETTERS[at]
                    for at, choice in enumerate(question.choices)
                    if choice.is_right and at < len(LETTERS)
                ]
                self._says(kind, ", ".join(right))
            case TrueFalse():
                self._options(["Đúng", "Sai"])
                self._says("", "A" if question.is_true else "B")
            case Ordering():
                shown = sorted(question.items, key=lambda item: item.id)
                self._options([item.text for item in shown])
                self._says("Sắp xếp", " → ".join(LETTERS[shown.index(item) % 20] for item in question.items))
            case Matching():
                for number, pair in enumerate(question.pairs, start=1):
                    self._flow(f"{number}) ", pair.text)
                self._options([answer.text for answer in question.answers])
                places = {answer.id: at for at, answer in enumerate(question.answers)}
                told = [
                    f"{n}-{LETTERS[places.get(pair.answer, 0) % 20]}"
                    for n, pair in enumerate(question.pairs, 1)
                ]
                self._says("Ghép đôi", "; ".join(told))
            case ShortAnswer():
                self._says("Trả lời ngắn", _forms([one.text for one in question.accepted]))
            case Numerical():
                self._says(
                    "Trả lời bằng số",
                    " | ".join(_number(one.value, one.tolerance, question.unit) for one in question.accepted),
                )
            case Cloze():
                by_id = {gap.id: gap for gap in question.gaps}
                standing = [by_id[one] for one in GAP.findall(question.text) if one in by_id]
                told = [f"({n}) {' | '.join(_forms_of_gap(gap))}" for n, gap in enumerate(standing, 1)]
                self._says("Điền khuyết", "; ".join(told))
            case Essay():
                self._says("Tự luận", "")

    def _options(self, texts: Iterable[str]) -> None:
        for letter, text in zip(LETTERS, texts, strict=False):
            self._flow(f"{letter}. ", text)

    def _says(self, kind: str, answer: str) -> None:
        for label, value in (("Loại câu", kind), ("Đáp án", answer)):
            if value:
                self._line([Piece(f"{label}: ", frozenset({"i"})), Piece(value)], guarded=False)

    # --- text ----------------------------------------------------------------------------------

    def _flow(self, label: str, html: str) -> None:
        """A label and what belongs to it: the first paragraph beside it, the others below."""
        blocks = flow_of(html)
        first = blocks[0] if blocks and blocks[0].kind == "p" else None
        self._line(
            [Piece(label, frozenset({"b"} if label.startswith("Câu") else ()))], first.pieces if first else []
        )
        for block in blocks[1 if first else 0 :]:
            if block.kind == "table":
                self._table(block)
            else:
                self._line([], block.pieces, style="List Bullet" if block.kind == "li" else None)

    def _line(
        self,
        label: Sequence[Piece],
        pieces: Sequence[Piece] = (),
        *,
        style: str | None = None,
        guarded: bool = True,
    ) -> Any:
        paragraph = self._document.add_paragraph(style=style)
        paragraph.paragraph_format.space_after = Pt(3)
        self._runs(paragraph, label, guarded=False)
        text = "".join(piece.text for piece in pieces)
        if not label and _looks_like_more(text):
            paragraph.add_run(GUARD)
        self._runs(paragraph, _number_guarded(pieces) if guarded else pieces, guarded=guarded)
        return paragraph

    def _runs(self, paragraph: Any, pieces: Iterable[Piece], *, guarded: bool) -> None:
        for piece in pieces:
            if piece.src:
                self._picture(paragraph, piece)
                continue
            text = _FORBIDDEN.sub("", piece.text).replace("\n", " ").replace("\r", " ")
            run = paragraph.add_run(_LIKE_A_LABEL.sub(rf"\1{GUARD}", text) if guarded else text)
            run.bold = "b" in piece.looks or None
            run.italic = "i" in piece.looks or None
            if "sup" in piece.looks:
                run.font.superscript = True
            elif "sub" in piece.looks:
                run.font.subscript = True

    def _picture(self, paragraph: Any, piece: Piece) -> None:
        content = self._files.get(piece.src)
        if content is None:
            paragraph.add_run(f"[{piece.alt or piece.src}]")
            return
        try:
            shape = paragraph.add_run().add_picture(BytesIO(_known_to_word(content)))
        except (OSError, ValueError, KeyError, UnrecognizedImageError):
            paragraph.add_run(f"[{piece.alt or piece.src}]")
            return
        if shape.width > _WIDEST:
            shape.height, shape.width = int(shape.height * _WIDEST / shape.width), _WIDEST
        shape._inline.docPr.set("descr", piece.alt)

    def _table(self, block: Block) -> None:
        table = self._document.add_table(
            len(block.rows), max(len(row) for row in block.rows), style="Table Grid"
        )
        for row, cells in zip(table.rows, block.rows, strict=True):
            for cell, content in zip(row.cells, cells, strict=False):
                for number, one in enumerate(content):
                    paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
                    self._runs(paragraph, one.pieces, guarded=True)


def _known_to_word(content: bytes) -> bytes:
    """Word of an office knows no WebP."""
    if content[:4] != b"RIFF":
        return content
    made = BytesIO()
    Image.open(BytesIO(content)).save(made, "PNG")
    return made.getvalue()


def _number_guarded(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """A number at the beginning is no number of something to match."""
    if not pieces or pieces[0].src:
        return pieces
    first = pieces[0]
    return [Piece(_A_NUMBER.sub(rf"\1{GUARD}", first.text), first.looks), *pieces[1:]]


def _looks_like_more(text: str) -> bool:
    return any(beginning.match(text) for beginning in _BEGINNINGS) or said.mark_at_start(text) is not None


def _kind_of_choice(question: SingleChoice | MultipleChoice) -> str:
    if isinstance(question, MultipleChoice):
        return "Nhiều lựa chọn"
    is_like_truth = len(question.choices) == 2
    return "Một lựa chọn" if is_like_truth or sum(one.is_right for one in question.choices) > 1 else ""


def _remarks(draft: Draft) -> Iterator[tuple[str, str]]:
    if draft.name:
        yield "Mã câu", draft.name
    if draft.difficulty:
        yield "Mức độ", str(draft.difficulty)
    if draft.points != 1.0:
        yield "Điểm", f"{draft.points:g}".replace(".", ",")
    if draft.topics:
        yield "Chủ đề", "; ".join(draft.topics)
    if draft.sources:
        yield "Nguồn", "; ".join(draft.sources)


def _forms(texts: Sequence[str]) -> str:
    told = " | ".join(texts)
    return f"{told} |" if len(texts) == 1 and re.search(r";|\bhoặc\b|\.$", told) else told


def _forms_of_gap(gap: Gap) -> list[str]:
    if gap.kind is GapKind.NUMBER:
        return [_number(one.value, one.tolerance, "") for one in gap.numbers]
    if gap.kind is GapKind.CHOICE and gap.choices:
        return [" ".join(block.text for block in flow_of(one.text)) for one in gap.choices if one.is_right]
    return [one.text for one in gap.accepted]


def _number(value: str, tolerance: str, unit: str) -> str:
    told = _decimal(value)
    if tolerance not in ("", "0"):
        told += f" ± {_decimal(tolerance)}"
    return f"{told} ({unit})" if unit else told


def _decimal(text: str) -> str:
    try:
        return format(Decimal(text), "f").replace(".", ",")
    except InvalidOperation:
        return text


def _with_gaps(question: Cloze) -> str:
    numbers = iter(range(1, 1000))
    known = {gap.id for gap in question.gaps}
    return GAP.sub(lambda found: f"({next(numbers)}) …………" if found[1] in known else found[0], question.text)
