"""Reads the workbook into drafts."""

import re
from dataclasses import replace

from common.vietnamese import fold
from quizzes.exchange.formats.drafts import Draft, Finding, Reading, Weight, checked, numbered
from quizzes.exchange.formats.office_archives import Unreadable
from quizzes.exchange.formats.sheet.cells import MOST_ROWS, Row, sheet_of
from quizzes.exchange.formats.sheet.columns import EXAMPLE
from quizzes.exchange.formats.sheet.data import Changed, unpacked
from quizzes.exchange.formats.sheet.rows import level_of, question_of
from quizzes.grading.codec import BadData

_POINTS = re.compile(r"\d{1,4}(?:[.,]\d{1,3})?")
_OF_OTHERS = {"stt", "tt", "ghi chu", "nguoi soan", "ngay soan"}


def read(data: bytes) -> Reading:
    """What a workbook asks. Never raises for what the file says."""
    try:
        sheet = sheet_of(data)
    except Unreadable as refusal:
        code = {"not_office": "not_a_workbook", "before_2007": "old_excel"}.get(refusal.code, refusal.code)
        return Reading(findings=(Finding(f"sheet.{code}", Weight.ERROR, said=refusal.said),))
    findings = [
        Finding("sheet.unknown_column", Weight.NOTE, said=name)
        for name in sheet.unknown
        if fold(name) not in _OF_OTHERS
    ]
    if sheet.is_cut:
        findings.append(Finding("sheet.too_many_rows", Weight.ERROR, said=str(MOST_ROWS)))
    drafts = numbered(_draft(row) for row in sheet.rows if not _is_example(row))
    if not drafts:
        findings.append(Finding("sheet.no_questions", Weight.ERROR))
    return Reading(drafts, tuple(findings))


def _is_example(row: Row) -> bool:
    return fold(row.texts.get("name", "")).startswith(fold(EXAMPLE))


def _draft(row: Row) -> Draft:
    cells = row.texts
    place = str(row.number)
    findings: list[Finding] = []
    for key in row.formulas:
        code, weight = (
            ("sheet.formula", Weight.NOTE)
            if cells.get(key)
            else ("sheet.formula_without_value", Weight.ERROR)
        )
        findings.append(Finding(code, weight, row.places[key], cells.get(key, "")[:120]))
    draft = Draft(
        question=question_of(cells, findings, place),
        name=cells.get("name", ""),
        place=place,
        raw="\n".join(text for key, text in cells.items() if text and key != "data"),
        category=tuple(part for one in cells.get("category", "").split(">") if (part := one.strip())),
        difficulty=_difficulty(cells.get("difficulty", ""), findings, place),
        topics=_several(cells.get("topics", "")),
        sources=_several(cells.get("sources", "")),
        points=_points(cells.get("points", ""), findings, place),
        findings=tuple(findings),
    )
    return checked(_exact(draft, row))


def _exact(draft: Draft, row: Row) -> Draft:
    """The draft as the last column has it, where that still fits the cells."""
    data = row.texts.get("data", "")
    if not data:
        return draft
    try:
        exact = unpacked(data, row.texts, draft)
    except Changed:
        found = Finding("sheet.changed_beside_data", Weight.NOTE, row.places["data"])
    except BadData:
        found = Finding("sheet.bad_data", Weight.NOTE, row.places["data"])
    else:
        kept = tuple(one for one in draft.findings if one.code.startswith("sheet.formula"))
        return replace(exact, findings=kept)
    return replace(draft, findings=(*draft.findings, found))


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for one in re.split(r"[;\n]", text) if (part := one.strip()))


def _difficulty(text: str, findings: list[Finding], place: str) -> int | None:
    level = level_of(text) if text else None
    if text and level is None:
        findings.append(Finding("sheet.unknown_difficulty", Weight.NOTE, place, text[:40]))
    return level


def _points(text: str, findings: list[Finding], place: str) -> float:
    if text and not _POINTS.fullmatch(text):
        findings.append(Finding("sheet.bad_points", Weight.NOTE, place, text[:40]))
        return 1.0
    return float(text.replace(",", ".")) if text else 1.0
