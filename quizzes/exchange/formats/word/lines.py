"""What a line of a paper is: the beginning of a question, an option, a remark, a heading, or plain text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from quizzes.exchange.formats.word.paragraphs import Block, Paragraph, Table
from quizzes.exchange.formats.word.rich import Rich, plain

LETTERS = "ABCDEFGHIJKLMNOPQRST"
GUARD = "\u2060"
"""A word joiner, which our own writer puts where text would look like a label, and nobody types."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as typed, or a table."""

    place: int
    rich: Rich
    is_bullet: bool = False
    heading: int = 0
    table: Table | None = None

    @property
    def text(self) -> str:
        return self.rich.text.strip()

    def of(self, rich: Rich) -> "Line":
        return replace(self, rich=rich.stripped(), is_bullet=False)


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Table):
            yield Line(block.number, plain(""), table=block)
        else:
            yield from lines_of_paragraph(block)


def lines_of_paragraph(paragraph: Paragraph) -> Iterator[Line]:
    """A paragraph with line breaks is several lines."""
    start = 0
    for number, piece in enumerate(paragraph.text.split("\n")):
        rich = paragraph.rich.cut(start, start + len(piece))
        start += len(piece) + 1
        yield Line(paragraph.number, rich, paragraph.is_bullet and not number, paragraph.heading)


# --- Beginnings of questions -------------------------------------------------------------------

_NOTES = r"(?P<notes>(?:\s*[(\[][^()\[\]]{1,40}[)\]])*)"
NAMED = re.compile(
    r"\s*(?:câu(?:\s+hỏi)?|question)\s*(?:số\s*)?(?P<number>\d{1,4})" + _NOTES + r"\s*"
    r"(?:[.:)\-–/]+\s*|(?=\s*$)|\s+(?!đến\b|và\b|,|-))",
    re.IGNORECASE,
)
EXERCISE = re.compile(
    r"\s*(?:bài(?:\s+tập)?)\s*(?:số\s*)?(?P<number>\d{1,4})" + _NOTES + r"\s*(?:[.:)\-–/]+\s*|(?=\s*$))",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\s*(?P<number>\d{1,3})" + _NOTES + r"\s*(?:[.):](?!\d)|[-–/](?=\s))\s*")

# --- Options -----------------------------------------------------------------------------------

_CHECK = r"(?:\*|✓|√|☑|☒|\[[xX]\])"
OPTION = re.compile(
    rf"(?P<before>{_CHECK}\s*)?(?P<open>[(\[])?(?P<letter>[A-Ta-t])(?P<within>\s*\*)?\s*"
    rf"(?P<close>[.):\]/]|[-–](?=\s))(?P<after>\s*\*(?!\*))?[ \t]*"
)
TRUE_WORDS = re.compile(r"\s*[-–←(\[]*\s*(?:đáp án đúng|đúng|true|✓|√)\s*[)\]]\s*\.?\s*$", re.IGNORECASE)
_END_OF_LINE = 40
"""So near its end stands what a line says of itself in brackets."""


def at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """What closes a line. Only its end is looked at: a long row of spaces would be tried from each."""
    shown = text.rstrip()
    return pattern.search(shown, max(0, len(shown) - _END_OF_LINE))


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an option begins: its label lies from `start` to before `end`."""

    start: int
    end: int
    letter: str
    style: tuple[bool, bool, str]
    is_starred: bool = False

    @property
    def index(self) -> int:
        return LETTERS.index(self.letter)


def mark_at(text: str, place: int) -> Mark | None:
    found = OPTION.match(text, place)
    if found is None:
        return None
    is_starred = bool(found["before"] or found["within"] or found["after"])
    style = (found["letter"].isupper(), bool(found["open"]), found["close"])
    return Mark(place, found.end(), found["letter"].upper(), style, is_starred)


def mark_at_start(text: str) -> Mark | None:
    return mark_at(text, len(text) - len(text.lstrip()))


def marks_within(text: str, first: Mark, following: str) -> list[Mark]:
    """The options that go on in the line of `first`; `following` is how the next line begins."""
    found = [first]
    next_line = mark_at_start(following)
    for place in re.finditer(r"(?P<gap>\t\s*|\s{2,}|\s)(?=\S)", text[first.end :].rstrip()):
        at = first.end + place.end()
        mark = mark_at(text, at)
        if at < found[-1].end or mark is None or mark.index != found[-1].index + 1:
            continue
        is_wide = place["gap"] != " "
        is_alike = mark.style == first.style and (next_line is None or next_line.index != mark.index)
        if mark.style[0] == first.style[0] and (is_wide or is_alike):
            found.append(mark)
    return found


_MOST_BEGINNINGS = 20
_LONGEST_PROMPT_LINE = 4_000
_INLINE = re.compile(r"(?:\t\s*|\s{2,}|(?<=[?:.…)])\s)(?=\S)")


def marks_behind_prompt(text: str, following: str) -> list[Mark]:
    """Options that begin in the line of the prompt: at least A and B, B here or in the next line."""
    text = text.rstrip()
    if len(text) > _LONGEST_PROMPT_LINE:
        return []
    next_line = mark_at_start(following)
    marks = (mark_at(text, place.end()) for place in _INLINE.finditer(text))
    for first in islice((mark for mark in marks if mark and mark.letter == "A"), _MOST_BEGINNINGS):
        found = marks_within(text, first, following)
        goes_on = (
            next_line is not None and next_line.index == len(found) and next_line.style[0] == first.style[0]
        )
        if len(found) > 1 or goes_on:
            return found
    return []


# --- Remarks -----------------------------------------------------------------------------------

_LETTERS_ONLY = r"[A-Ta-t](?:\s*(?:[,;&+/]|và|\s)\s*[A-Ta-t])*\s*[.)]?"
ANSWER = re.compile(
    r"\s*[\[(*]?\s*(?:đáp\s*án(?:\s+(?:đúng|chuẩn|chính xác))?|đ/?a|phương\s+án\s+đúng|"
    r"(?:câu\s+)?trả\s+lời(?:\s+đúng)?"
    r"|kết\s+quả|answers?|key|ans|chọn(?:\s+(?:đáp|phương)\s+án)?)(?:\s+là)?\s*"
    r"(?:[:=]\s*(?P<rest>.*)|[.\-–]?\s*(?P<letters>(?-i:[A-T])(?:\s*(?:[,;&+/]|"
    r"và)\s*(?-i:[A-T]))*)\s*\.?)\s*[\])]?\s*",
    re.IGNORECASE,
)
ORDER = re.compile(r"\s*thứ\s+tự(?:\s+đúng)?\s*(?:là\s*)?:\s*(?P<rest>.+)", re.IGNORECASE)
PAIRS = re.compile(r"\s*(?:ghép|nối)(?:\s+(?:đôi|nối|cặp|đúng))?\s*:\s*(?P<rest>.+)", re.IGNORECASE)
EXPLANATION = re.compile(
    r"\s*(?:(?:lời\s+giải|hướng\s+dẫn(?:\s+(?:giải|trả\s+lời|chấm))?|giải\s+thích|giải\s+chi\s+tiết|"
    r"gợi\s+ý\s+trả\s+lời"
    r"|yêu\s+cầu\s+cần\s+đạt)(?:\s+chi\s+tiết)?(?:\s*[:.]\s*|\s*$)"
    r"|(?:giải|phân\s+tích|gợi\s+ý|ghi\s+chú|hdg?|explanation)\s*:\s*)",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"\s*(?:nguồn|căn\s+cứ(?:\s+pháp\s+lý)?|tài\s+liệu(?:\s+tham\s+khảo)?|văn\s+bản|trích\s+dẫn|"
    r"trích\s+từ)\s*:\s*(?P<rest>.+)",
    re.IGNORECASE,
)
DIFFICULTY = re.compile(r"\s*(?:mức(?:\s+độ)?(?:\s+nhận\s+thức)?|độ\s+khó)\s*:\s*(?P<rest>.+)", re.IGNORECASE)
TOPIC = re.compile(r"\s*(?:chủ\s+đề|chủ\s+điểm|từ\s+khóa|từ\s+khoá)\s*:\s*(?P<rest>.+)", re.IGNORECASE)
POINTS = re.compile(
    r"\s*(?:số\s+)?điểm\s*:\s*(?P<rest>\d+(?:[.,]\d+)?)\s*(?:điểm|đ)?\s*\.?\s*$", re.IGNORECASE
)
NAME = re.compile(r"\s*mã\s+câu(?:\s+hỏi)?\s*:\s*(?P<rest>.+)", re.IGNORECASE)
KIND = re.compile(r"\s*(?:loại|dạng)\s+câu(?:\s+hỏi)?\s*:\s*(?P<rest>.+)", re.IGNORECASE)

# --- The paper ---------------------------------------------------------------------------------

SECTION = re.compile(
    r"\s*(?P<word>phần|chương|chuyên\s+đề|mục|part|section|bài)\s+(?:thứ\s+)?"
    r"(?P<number>\d{1,2}|(?-i:[IVXLC]{1,6})|(?-i:[A-E])|một|hai|ba|bốn|năm|nhất)(?![\w])(?P<rest>.*)",
    re.IGNORECASE,
)
ROMAN = re.compile(r"\s*(?P<number>[IVX]{1,5})\s*[.)\-–/:]\s*(?P<rest>\S.*)")
CAPITAL = re.compile(
    r"\s*(?P<number>[A-E])\s*[.)\-–/:]\s*(?P<rest>[^a-zà-ỹ]*(?:TRẮC NGHIỆM|TỰ LUẬN)[^a-zà-ỹ]*(?:\(.*\))?\s*)$"
)
# Stars and dashes may stand around these; the mark by which a writer says "only words" may not.
_AROUND = r"[^\w\u2060]*"
END = re.compile(_AROUND + r"(?:hết|the\s+end|end)\W*$", re.IGNORECASE)
LONGEST_HEADING = 120
# Words that only one part of the heading may take: with two to choose from, tries double with each word.
_GOES_ON = (
    r"đề\b|mã\s+đề|(?:các\s+)?câu\b|chi\s+tiết|tham\s+khảo|(?:phần\s+)?trắc\s+nghiệm|phần\s+[ivx\d]+\b|"
    r"và\s+(?:thang|biểu|lời|hướng)\b"
)
KEY = re.compile(
    _AROUND + r"(?:bảng\s+)?(?:hướng\s+dẫn\s+chấm(?:\s+và)?\s+)?(?:đáp\s*án|answer\s+key|keys?)"
    r"(?:\s+(?:và\s+(?:thang\s+điểm|biểu\s+điểm|lời\s+giải|hướng\s+dẫn\s+giải)(?:\s+chi\s+tiết)?|"
    r"(?:các\s+)?câu(?:\s+hỏi)?"
    r"|(?:phần\s+)?trắc\s+nghiệm|chi\s+tiết|đề(?:\s+(?!" + _GOES_ON + r")\w+){0,4}|tham\s+khảo|"
    r"phần\s+[ivx\d]+|"
    r"mã\s+đề\s*\d*))*\W*$",
    re.IGNORECASE,
)
EXPLANATIONS = re.compile(
    _AROUND + r"(?:phần\s+)?(?:hướng\s+dẫn\s+giải|lời\s+giải|hướng\s+dẫn\s+trả\s+lời|giải\s+thích)"
    r"(?:\s+(?:chi\s+tiết|đáp\s+án|các\s+câu(?:\s+hỏi)?|tham\s+khảo))*\W*$",
    re.IGNORECASE,
)
PASSAGE = re.compile(
    r"(?:đọc|dựa|sử\s+dụng|cho|căn\s+cứ|tình\s+huống|"
    r"dùng).{0,160}?câu(?:\s+hỏi)?\s*(?:từ\s+)?(?:câu\s+)?(?P<first>\d{1,3})\s*"
    r"(?:đến|tới|và|-|–)\s*(?:câu\s+)?(?P<last>\d{1,3})",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    _AROUND + r"(?:trang\s+\d+(?:\s*/\s*\d+)?(?:\s*[-–].*)?|mã\s+đề(?:\s+thi)?\s*:?\s*\d+.*|\d+\s*/\s*\d+|"
    r"-\s*\d+\s*-)\W*$",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"\s*\[\s*<\s*/?\s*\w+\s*>\s*\].*$")
"""`[<br>]`, `[<df>]0.5[</df>]`: marks of another program."""


def as_rest(line: Line, found: re.Match[str], group: str = "rest") -> Line:
    """The line from the beginning of a group on."""
    return line.of(line.rich.cut(found.start(group)))
