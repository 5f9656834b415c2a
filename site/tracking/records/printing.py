"""A record on A4. What is printed passes through no markup."""

import json
from pathlib import Path

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracking.records.queries import Post, Record

TEMPLATE = Path(__file__).with_name("typ") / "record.typ"


def record_pdf(record: Record) -> bytes:
    at = timezone.localtime(record.at)
    content = {
        "site": settings.WAGTAIL_SITE_NAME,
        "name": record.person.full_name,
        "posts": [_post(one) for one in record.posts],
        "sections": [
            {
                "title": str(section.title),
                "columns": [str(column) for column in section.columns],
                "rows": [[str(cell) for cell in row] for row in section.rows],
                "empty": str(section.empty),
            }
            for section in record.sections
        ],
        "words": {
            "title": _("LEARNING RECORD"),
            "as_of": _("As of %(moment)s") % {"moment": date_format(at, "SHORT_DATETIME_FORMAT")},
            "page": _("Page"),
        },
    }
    printed: bytes = typst.compile(
        TEMPLATE,
        sys_inputs={"content": json.dumps(content)},
        ignore_system_fonts=True,
        pdf_standards="a-2u",
    )
    return printed


def _post(one: Post) -> str:
    post = one.appointment
    began = date_format(post.began, "SHORT_DATE_FORMAT")
    ended = date_format(post.ended, "SHORT_DATE_FORMAT") if post.ended else _("now")
    where = f", {one.organisation}" if one.organisation else ""
    return f"{post.get_post_display()}{where} ({began} – {ended})"
