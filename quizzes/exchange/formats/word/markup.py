"""Pieces of lines as the HTML of a question."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from quizzes.exchange.formats.word.lines import GUARD, Line
from quizzes.exchange.formats.word.paragraphs import Table
from quizzes.exchange.formats.word.rich import Rich, Span, joined

Tags = tuple[str, ...]


def inline(rich: Rich, *, bold: bool = True) -> str:
    """One line; bold stays where it is emphasis, never where all of it is bold (or `bold` is False)."""
    looks = rich.looks()
    keeps_bold = bold and not all(look.bold for look in looks)
    made: list[str] = []
    last = " "
    for tags, spans in groupby(rich.spans, key=lambda span: _tags(span, keeps_bold)):
        text, last = _letters(spans, last)
        if text.strip():
            lead = text[: len(text) - len(text.lstrip())]
            made.append(lead + "".join(f"<{tag}>" for tag in tags) + text.lstrip())
            made.append("".join(f"</{tag}>" for tag in reversed(tags)))
        else:
            made.append(text)
    return _tidy("".join(made))


def blocks(lines: Sequence[Line], *, bold: bool = True) -> str:
    """Paragraphs, lists and tables one below the other."""
    whole = joined(line.rich for line in lines if line.table is None)
    keeps_bold = bold and not all(look.bold for look in whole.looks())
    made: list[str] = []
    for is_bullet, run in groupby(lines, key=lambda line: line.is_bullet and line.table is None):
        texts = [
            table_html(line.table) if line.table is not None else inline(line.rich, bold=keeps_bold)
            for line in run
        ]
        if is_bullet:
            made.append("<ul>" + "".join(f"<li>{text}</li>" for text in texts if text) + "</ul>")
        else:
            made += [text if text.startswith("<table>") else f"<p>{text}</p>" for text in texts if text]
    return "".join(made)


def few(lines: Sequence[Line], *, bold: bool = True) -> str:
    """An option: one line as it is, several as paragraphs."""
    filled = [line for line in lines if line.rich or line.table is not None]
    if len(filled) == 1 and filled[0].table is None and not filled[0].is_bullet:
        return inline(filled[0].rich, bold=bold)
    return blocks(filled, bold=bold)


def table_html(table: Table) -> str:
    rows = (
        "<tr>"
        + "".join(
            "<td>" + "<br/>".join(filter(None, (inline(one.rich) for one in cell))) + "</td>" for cell in row
        )
        + "</tr>"
        for row in table.rows
    )
    return "<table><tbody>" + "".join(rows) + "</tbody></table>"


def _tags(span: Span, keeps_bold: bool) -> Tags:
    if span.picture:
        return ()
    look = span.look
    tags = [
        ("b", look.bold and keeps_bold),
        ("i", look.italic),
        ("sup", look.raised > 0),
        ("sub", look.raised < 0),
    ]
    return tuple(tag for tag, is_on in tags if is_on)


def _letters(spans: Iterable[Span], last: str) -> tuple[str, str]:
    """Escaped, with runs of spaces as one, also across the looks."""
    made: list[str] = []
    for span in spans:
        if span.picture:
            made.append(f'<img src="{escape(span.picture)}" alt="{escape(span.alt)}">')
            last = ">"
            continue
        for letter in span.text.replace(GUARD, ""):
            if letter.isspace():
                if last != " ":
                    made.append(" ")
                last = " "
            else:
                made.append(escape(letter, quote=False))
                last = letter
    return "".join(made), last


def _tidy(html: str) -> str:
    """No space before a closing tag: it belongs behind it."""
    for tag in ("sub", "sup", "i", "b"):
        html = html.replace(f" </{tag}>", f"</{tag}> ")
    return " ".join(html.split(" ")).strip()
