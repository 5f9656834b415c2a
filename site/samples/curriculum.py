"""The sample curriculum, read from the data this package owns. Pure: no Django."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

DATA = Path(__file__).parent / "data" / "curriculum.json"

# How a lesson is finished, where it is not by reading to its end.
TICKED_LESSONS = {"c1l2"}
MARKED_LESSONS = {"c4l7"}

REGULATION_KINDS = {
    "văn bản Trung ương": "central",
    "văn bản tỉnh": "provincial",
    "pháp luật": "law",
    "tài liệu nghiệp vụ": "practice",
    "báo chí": "press",
    "sách": "book",
    "kinh nghiệm giảng dạy": "experience",
}
# The data says the status in a sentence; its beginning tells which of ours it is.
_STATUS_BEGINNINGS = (
    ("hiện hành", "in_force"),
    ("hiệu lực từ", "in_force"),
    ("hết giai đoạn", "expired"),
    ("tham khảo", "reference"),
    ("gợi ý", "reference"),
)


@cache
def curriculum() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data


def regulation_status(sentence: str) -> str:
    return next((ours for start, ours in _STATUS_BEGINNINGS if sentence.startswith(start)), "unchecked")


def issue_date(text: str) -> date | None:
    """The day a source was issued; of some only the year is known."""
    return date.fromisoformat(text) if len(text) == len("2025-07-23") else None


def source_note(source: dict[str, Any]) -> str:
    """The note on a source, with its year where no day is known."""
    year = f"Năm {source['date']}." if source["date"] and not issue_date(source["date"]) else ""
    return f"{year} {source['note']}".strip()


def audience(course: dict[str, Any]) -> str:
    """For whom, in words: "Bí thư, phó bí thư, chi ủy viên"."""
    names = ", ".join(curriculum()["meta"]["titles"][title] for title in course["audience"])
    return names[:1] + names[1:].lower()


def weaknesses_of(content_id: str) -> list[str]:
    """The codes of the weaknesses that a course or lesson answers."""
    return [w["id"] for w in curriculum()["weaknesses"] if content_id in w["content"]]


def least_percent_of_tests() -> int:
    """From which mean of its final tests a course is finished; the School decides."""
    percent: int = curriculum()["certificates"][0]["rule"]["min_quiz_percent"]
    return percent


def completion_of(lesson_id: str) -> str:
    if lesson_id in TICKED_LESSONS:
        return "checklist"
    return "marked" if lesson_id in MARKED_LESSONS else "read"


def body_of(lesson: dict[str, Any]) -> list[dict[str, Any]]:
    """A lesson's body as Wagtail stores it; ids follow from the place, so that loading is repeatable."""
    return [_block(f"{lesson['id']}/{place}", block) for place, block in enumerate(lesson["body"])]


def quiz_block(code: str, quiz_id: int) -> dict[str, Any]:
    """A quiz at the end of a lesson."""
    return {"type": "quiz", "value": {"quiz": quiz_id}, "id": _id(f"quiz/{code}")}


def package_block(code: str, package_id: int) -> dict[str, Any]:
    """Interactive content at the end of a lesson, before its quiz."""
    return {"type": "package", "value": {"package": package_id}, "id": _id(f"package/{code}")}


def _block(place: str, block: dict[str, Any]) -> dict[str, Any]:
    kind, value = _CONVERTERS[block["type"]](place, block)
    return {"type": kind, "value": value, "id": _id(place)}


def _rich(text: str) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n") if line.strip())


def _id(place: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"lop-chi-bo:{place}"))


def _items(place: str, values: list[str]) -> list[dict[str, str]]:
    return [
        {"type": "item", "value": value, "id": _id(f"{place}/{number}")}
        for number, value in enumerate(values)
    ]


def _table(block: dict[str, Any]) -> dict[str, Any]:
    return {
        "columns": [{"type": "text", "heading": heading} for heading in block["header"]],
        "rows": [{"values": [_rich(cell) for cell in row]} for row in block["rows"]],
        "caption": block["caption"],
    }


_CONVERTERS: dict[str, Callable[[str, dict[str, Any]], tuple[str, Any]]] = {
    "heading": lambda place, b: ("heading", b["text"]),
    "paragraph": lambda place, b: ("paragraph", _rich(b["text"])),
    "quote": lambda place, b: ("quote", {"text": b["text"], "cite": b["cite"]}),
    "template": lambda place, b: ("template", {"title": b["title"], "text": b["text"]}),
    "table": lambda place, b: ("table", {"table": _table(b)}),
    "callout": lambda place, b: (
        "callout",
        {"style": b["style"], "title": b["title"], "text": _rich(b["text"])},
    ),
    "list": lambda place, b: (
        "points",
        {"ordered": b["ordered"], "items": _items(place, [_rich(item) for item in b["items"]])},
    ),
    "checklist": lambda place, b: (
        "checklist",
        {"title": b["title"], "items": _items(place, b["items"])},
    ),
}
