"""A practice on one A4 page to hand out. What is printed never passes through markup."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.phones import local_phone
from media.regulations.queries import cited_regulations
from practices.exemplars.content import Told, told_in
from practices.exemplars.models import Practice
from practices.library.comparing import recognition_of
from practices.library.rules import shortened

TEMPLATE = Path(__file__).with_name("handout.typ")

CUTS: tuple[tuple[int, int], ...] = (
    (100_000, 1000),
    (420, 12),
    (280, 9),
    (190, 7),
    (140, 6),
    (110, 5),
    (80, 4),
)
"""What a page is tried with, the fullest first: letters a text, and entries a list."""


def handout_pdf(practice: Practice, *, address: str, today: date) -> bytes:
    """One page, whatever its length: of a long practice the texts are shortened, and the address says where
    all of it stands."""
    told = told_in(practice.content)
    content = {
        "words": _words(address, today),
        "qr": _drawing_of(address),
        "versions": [_content(practice, told, *cut) for cut in CUTS],
    }
    printed: bytes = typst.compile(
        TEMPLATE, sys_inputs={"content": json.dumps(content)}, ignore_system_fonts=True, pdf_standards="a-2u"
    )
    return printed


def _content(practice: Practice, told: Told, letters: int, lines: int) -> dict[str, Any]:
    def short(text: str) -> str:
        return shortened(" ".join(text.split()), letters)

    def few(texts: tuple[str, ...]) -> list[str]:
        return [short(text) for text in texts[:lines]]

    content = {
        "title": shortened(practice.title, 160),
        "holder": short(practice.held_by),
        "tags": [
            practice.get_kind_display(),
            practice.get_provenance_display(),
            recognition_of(practice, told),
        ],
        "summary": short(practice.summary),
        "texts": [
            [heading, short(text)]
            for heading, text in (
                (_("What was wrong before"), told.problem),
                (_("Where and under what conditions"), told.context),
                (_("Which cells it fits"), told.fits or ", ".join(told.cell_types)),
            )
            if text
        ],
        "steps": [
            {"text": short(step.text), "about": " · ".join(p for p in (step.who, step.duration) if p)[:160]}
            for step in told.steps[:lines]
        ],
        "results": [
            [short(one.text), one.before, one.after, _day(one.measured_on)] for one in told.results[:lines]
        ],
        "lists": [
            [heading, few(texts)]
            for heading, texts in (
                (_("Lessons learned"), told.lessons_learned),
                (_("When not to apply it"), told.limits),
                (_("Still to be added"), told.to_complete),
            )
            if texts
        ],
        "contact": " · ".join(part for part in (told.contact_name, local_phone(told.contact_phone)) if part),
        "sources": few(tuple(_sources(told))),
        "is_sample": practice.is_sample,
    }
    return content | {"is_shortened": _is_shortened(practice, told, letters, lines)}


def _is_shortened(practice: Practice, told: Told, letters: int, lines: int) -> bool:
    texts = [practice.summary, told.problem, told.context, told.fits, *(step.text for step in told.steps)]
    lists = (told.steps, told.results, told.lessons_learned, told.limits, told.to_complete, told.citations)
    return any(len(text) > letters for text in texts) or any(len(one) > lines for one in lists)


def _sources(told: Told) -> list[str]:
    cited = cited_regulations(told.citations) if told.citations else []
    return [f"{source}{', ' if article else ''}{article}" for source, article in cited]


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _words(address: str, today: date) -> dict[str, Any]:
    return {
        "site": settings.WAGTAIL_SITE_NAME,
        "what": _("Exemplary practice"),
        "steps": _("How it is done"),
        "results": _("What came of it"),
        "table": [_("What changed"), _("Before"), _("After"), _("Measured on")],
        "contact": _("Whom to ask"),
        "sources": _("Sources"),
        "sample": _("Sample content"),
        "shortened": _("Shortened to one page. The whole text:"),
        "whole": _("On the platform:"),
        "address": address,
        "printed": _("Printed on %(day)s") % {"day": date_format(today, "SHORT_DATE_FORMAT")},
    }


def _drawing_of(address: str) -> str:
    drawing = BytesIO()
    segno.make_qr(address, error="m").save(drawing, kind="svg", xmldecl=False, omitsize=True, border=0)
    return drawing.getvalue().decode()
