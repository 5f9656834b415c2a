"""The part of Markdown that questions use, as HTML: paragraphs, lists, emphasis, links, pictures, code."""

import re
from html import escape

_HEADING = re.compile(r"#{1,6}\s(.*)")
_BULLET = re.compile(r"\s{0,3}[-*+]\s+(.*)")
_NUMBER = re.compile(r"\s{0,3}\d{1,4}[.)]\s+(.*)")
_INLINE = (
    (re.compile(r"!\[([^\[\]]*)\]\(([^()\s]+)(?:\s+\"[^\"]*\")?\)"), r'<img src="\2" alt="\1">'),
    (re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)(?:\s+\"[^\"]*\")?\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*|__(?=\S)([^_]+?)(?<=\S)__"), r"<strong>\1\2</strong>"),
    (re.compile(r"(?<![*\w])\*(?=\S)([^*]+?)(?<=\S)\*(?![*\w])"), r"<em>\1</em>"),
    (re.compile(r"(?<![_\w])_(?=\S)([^_]+?)(?<=\S)_(?![_\w])"), r"<em>\1</em>"),
)
_CODE = re.compile(r"`([^`\n]+)`")
_HOLD = "\ufdef{}\ufdef"  # no character: stands for a piece of code while the rest is looked at


def html_of(text: str) -> str:
    """Markdown as HTML; HTML inside it is left as it is."""
    blocks: list[str] = []
    for block in re.split(r"\n[ \t]*\n", _fenced(text)):
        if block.strip():
            blocks.append(_block(block.strip("\n")))
    return "".join(blocks)


def _fenced(text: str) -> str:
    """Fenced code as one block, its lines kept."""
    pieces = re.split(r"^(?:```|~~~)[^\n]*$", text, flags=re.MULTILINE)
    if len(pieces) % 2 == 0:
        return text
    return "".join(_code_block(piece) if number % 2 else piece for number, piece in enumerate(pieces))


def _code_block(code: str) -> str:
    return "\n\n<pre>" + escape(code.strip("\n"), quote=False).replace("\n", "<br>") + "</pre>\n\n"


def _block(block: str) -> str:
    if block.lstrip().startswith("<pre>") or re.match(r"\s*<(p|div|table|ul|ol|h[1-6])\b", block):
        return block
    parts: list[str] = []
    words: list[str] = []
    items: list[str] = []
    of = ""
    for line in block.split("\n"):
        bullet, number, heading = _BULLET.fullmatch(line), _NUMBER.fullmatch(line), _HEADING.fullmatch(line)
        kind = "ul" if bullet else "ol" if number else ""
        if items and kind != of and (kind or not line.startswith(" ")):
            parts.append(_list(of, items))
            items = []
        if kind:
            parts.extend(_paragraph(words))
            words = []
            of = kind
            items.append((bullet or number).group(1))  # type: ignore[union-attr]
        elif items:
            items[-1] += "\n" + line
        elif heading:
            parts.extend(
                [
                    *_paragraph(words),
                    f"<p><strong>{_inline(heading.group(1).strip().rstrip('#').rstrip())}</strong></p>",
                ]
            )
            words = []
        else:
            words.append(line.removeprefix("> "))
    if items:
        parts.append(_list(of, items))
    return "".join([*parts, *_paragraph(words)])


def _list(of: str, items: list[str]) -> str:
    return f"<{of}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{of}>"


def _paragraph(lines: list[str]) -> list[str]:
    text = "\n".join(f"{line.rstrip()}<br>" if line.endswith("  ") else line for line in lines).strip()
    text = text.removesuffix("<br>")
    return [f"<p>{_inline(text)}</p>"] if text else []


def _inline(text: str) -> str:
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(f"<code>{escape(match.group(1), quote=False)}</code>")
        return _HOLD.format(len(held) - 1)

    text = _CODE.sub(hold, text)
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    for number, code in enumerate(held):
        text = text.replace(_HOLD.format(number), code)
    return text
