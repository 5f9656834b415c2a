"""On paper: sheets to sign in on, and badges with codes. What is printed passes through no markup."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.cards.rules import as_printed
from practices.checkin.models import SignInSheet
from practices.checkin.queries import Line
from practices.sessions.models import DemonstrationSession

FOLDER = Path(__file__).with_name("typ")
EMPTY_LINES = 12
"""Lines without a name on a sheet, for those who come without an invitation."""


def square(text: str, *, border: int = 0) -> str:
    """A QR code as a drawing."""
    drawing = BytesIO()
    made = segno.make_qr(text, error="m")
    made.save(drawing, kind="svg", xmldecl=False, omitsize=True, border=border)
    return drawing.getvalue().decode()


def address_of(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def sheet_pdf(sheet: SignInSheet, session: DemonstrationSession, lines: Sequence[Line]) -> bytes:
    """Everybody on the roll in the order of Vietnamese lists, and empty lines below."""
    where = reverse("practices:sheet", args=[session.public_id, sheet.public_id])
    content = {
        **_head(session),
        "code": as_printed(sheet.code),
        "qr": square(address_of(where)),
        "lines": [[line.person.full_name, line.participant.organisation_name] for line in lines],
        "empty": EMPTY_LINES,
        "words": {
            "title": _("SIGN-IN SHEET"),
            "number": pgettext("of a line in a list", "No."),
            "name": _("Full name"),
            "cell": _("Party cell, committee"),
            "signature": _("Signature"),
            "code": _("Sheet"),
            "scan": _("Host: scan to attach the photograph"),
            "walk_ins": _("Came without an invitation"),
            "page": _("Page"),
            "host": _("Host (sign, full name)"),
        },
    }
    return _set("sheet.typ", content)


def badges_pdf(session: DemonstrationSession, lines: Sequence[Line], codes: dict[int, str]) -> bytes:
    """Eight a page, to be cut apart."""
    content = {
        **_head(session),
        "badges": [
            {
                "name": line.person.full_name,
                "organisation": line.participant.organisation_name,
                "code": as_printed(code),
                "qr": square(as_printed(code)),
            }
            for line in lines
            if (code := codes.get(line.person_id))
        ],
        "words": {
            "title": _("Invitations with attendance codes"),
            "badge": _("Attendance code"),
            "use": _("Show it at the door. It says that you are there and opens nothing else."),
        },
    }
    return _set("badges.typ", content)


def _head(session: DemonstrationSession) -> dict[str, Any]:
    begins = timezone.localtime(session.starts_at)
    return {
        "site": settings.WAGTAIL_SITE_NAME,
        "session": session.title,
        "host": session.host.name,
        "when": f"{begins:%H:%M}, {date_format(begins, 'j/n/Y')}",
        "place": session.place,
    }


def _set(template: str, content: dict[str, Any]) -> bytes:
    printed: bytes = typst.compile(
        FOLDER / template,
        sys_inputs={"content": json.dumps(content)},
        ignore_system_fonts=True,
        pdf_standards="a-2u",
    )
    return printed
