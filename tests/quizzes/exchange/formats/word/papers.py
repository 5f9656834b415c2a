"""Papers typed in a test as a lecturer would in Word.

A line is a paragraph. Inside it: `**bold**`, `__underlined__`, `~~italic~~`, `{red|…}`, `{blue|…}`,
`{yellow|…}` (highlighted), `{both|…}` (bold and underlined), `^{…}` raised, `_{…}` lowered, a tab as it is,
`⏎` a line break, `#1 ` at its beginning a number of Word's own list, `#A ` a letter of one.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from quizzes.exchange.formats.drafts import Draft, Reading
from quizzes.exchange.formats.word import read
from quizzes.grading.questions import (
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

_PIECES = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|__(?P<underline>[^_]+?)__|~~(?P<italic>.+?)~~|\{(?P<colour>red|blue|yellow|"
    r"grey|both)\|(?P<coloured>.*?)\}"
    r"|\^\{(?P<raised>.+?)\}|_\{(?P<lowered>.+?)\}",
    re.DOTALL,
)
_COLOURS = {"red": RGBColor(0xC0, 0, 0), "blue": RGBColor(0, 0, 0xFF), "grey": RGBColor(0x33, 0x33, 0x33)}
_FORMATS = {
    "1": ("decimal", "%1."),
    "A": ("upperLetter", "%1."),
    "a": ("lowerLetter", "%1)"),
    "C": ("decimal", "Câu %1:"),
}


class Paper:
    """A document to type into."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        self._lists: dict[str, str] = {}

    def type(self, text: str, *, font: str = "") -> "Paper":
        for line in text.strip("\n").split("\n"):
            self.line(line, font=font)
        return self

    def line(self, line: str, *, into: Any = None, font: str = "") -> Any:
        paragraph = (into or self.document).add_paragraph()
        own = re.match(r"#([1AaC])(!?) ", line)
        if own:
            self._number(paragraph, own[1], restart=bool(own[2]))
            line = line[own.end() :]
        write_line(paragraph, line, font=font)
        return paragraph

    def table(self, *rows: list[str]) -> "Paper":
        table = self.document.add_table(len(rows), max(map(len, rows)))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                first, *more = text.split("\n")
                write_line(cell.paragraphs[0], first)
                for one in more:
                    write_line(cell.add_paragraph(), one)
        return self

    def picture(self, content: bytes, alt: str = "", *, before: str = "", after: str = "") -> "Paper":
        paragraph = self.document.add_paragraph(before)
        shape = paragraph.add_run().add_picture(BytesIO(content))
        shape._inline.docPr.set("descr", alt)
        paragraph.add_run(after)
        return self

    def _number(self, paragraph: Any, kind: str, *, restart: bool) -> None:
        if restart or kind not in self._lists:
            self._lists[kind] = self._new_list(kind)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            _element("w:numPr", _element("w:ilvl", val="0"), _element("w:numId", val=self._lists[kind]))
        )

    def _new_list(self, kind: str) -> str:
        numbering = self.document.part.numbering_part.element
        number = str(900 + len(numbering))
        format_, text = _FORMATS[kind]
        level = _element(
            "w:lvl",
            _element("w:start", val="1"),
            _element("w:numFmt", val=format_),
            _element("w:lvlText", val=text),
            ilvl="0",
        )
        numbering.insert(0, _element("w:abstractNum", level, abstractNumId=number))
        numbering.append(_element("w:num", _element("w:abstractNumId", val=number), numId=number))
        return number

    def bytes(self) -> bytes:
        content = BytesIO()
        self.document.save(content)
        return content.getvalue()

    def read(self) -> Reading:
        return read(self.bytes())


def write_line(paragraph: Any, line: str, *, font: str = "") -> None:
    start = 0
    for found in _PIECES.finditer(line):
        _run(paragraph, line[start : found.start()], font)
        name = found.lastgroup or ""
        run = _run(paragraph, found[name], font)
        if name in ("bold", "underline", "italic"):
            setattr(run, name, True)
        elif name == "raised":
            run.font.superscript = True
        elif name == "lowered":
            run.font.subscript = True
        elif found["colour"] == "yellow":
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        elif found["colour"] == "both":
            run.bold = run.underline = True
        else:
            run.font.color.rgb = _COLOURS[found["colour"]]
        start = found.end()
    _run(paragraph, line[start:], font)


def _run(paragraph: Any, text: str, font: str) -> Any:
    run = paragraph.add_run()
    for number, piece in enumerate(text.split("⏎")):
        if number:
            run.add_break()
        run.add_text(piece) if "\t" not in piece else _tabbed(run, piece)
    if font:
        run.font.name = font
    return run


def _tabbed(run: Any, text: str) -> None:
    for number, piece in enumerate(text.split("\t")):
        if number:
            run.add_tab()
        run.add_text(piece)


def _element(name: str, *children: Any, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    for child in children:
        made.append(deepcopy(child))
    return made


def told(draft: Draft) -> str:
    """A question in one line: its type, its texts, `*` before what is right."""
    question = draft.question
    prompt = _bare(question.prompt) if question else ""
    match question:
        case SingleChoice() | MultipleChoice():
            options = [f"{'*' if choice.is_right else ''}{choice.text}" for choice in question.choices]
            return " | ".join([question.kind.value, prompt, *options])
        case TrueFalse():
            return f"true_false | {prompt} | {question.is_true}"
        case ShortAnswer():
            return " | ".join(["short_answer", prompt, *(one.text for one in question.accepted)])
        case Numerical():
            numbers = [
                f"{one.value}±{one.tolerance}" if one.tolerance != "0" else one.value
                for one in question.accepted
            ]
            return " | ".join(["numerical", prompt, *numbers, *([question.unit] if question.unit else [])])
        case Ordering():
            return " | ".join(["ordering", prompt, *(item.text for item in question.items)])
        case Matching():
            texts = {item.id: item.text for item in question.answers}
            return " | ".join(
                ["matching", prompt, *(f"{one.text} = {texts[one.answer]}" for one in question.pairs)]
            )
        case Cloze():
            text = _bare(question.text)
            for gap in question.gaps:
                text = text.replace(
                    "{{" + gap.id + "}}", "[" + "|".join(one.text for one in gap.accepted) + "]"
                )
            return " | ".join(filter(None, ["cloze", prompt, text]))
        case Essay():
            return f"essay | {prompt}"
    return "nothing"


def _bare(html: str) -> str:
    """One paragraph without its tags; what has more keeps them."""
    inside = html.removeprefix("<p>").removesuffix("</p>")
    return inside if "<p>" not in inside and html.endswith("</p>") else html


def codes(reading: Reading) -> list[str]:
    """What was found in the questions and in the whole."""
    return [one.code for draft in reading.drafts for one in draft.findings] + [
        one.code for one in reading.findings
    ]


def with_parts(
    data: bytes, changed: Mapping[str, bytes], *, more: Mapping[str, bytes] | None = None
) -> bytes:
    """A copy of an archive with parts changed or added."""
    import zipfile

    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            target.writestr(part.filename, changed.get(part.filename, source.read(part)))
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return made.getvalue()
