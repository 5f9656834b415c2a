"""Certificates as PDF: A4 across, fonts within, the square that leads to the public check.

Nothing is dated by the clock and nothing drawn at random: the same certificate makes the same file again, as
long as the typesetter is the same.
"""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image

from courses.certificates import rules
from courses.certificates.actions import printed_words
from courses.certificates.models import Certificate, CertificateTemplate, private_storage
from courses.progress.models import CourseProgress

TEMPLATE = Path(__file__).with_name("certificate.typ")
LARGEST_SIGNATURE = (700, 260)
"""Points of a signature on paper: 22 mm at 300 points an inch."""
GREYS = 16


def check_address(certificate: Certificate) -> str:
    """Where anybody can see whether it holds."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("certificates:check", args=[certificate.code])


def certificate_pdf(certificate: Certificate) -> bytes:
    return certificates_pdf([certificate])


def certificates_pdf(certificates: Sequence[Certificate], *, is_preview: bool = False) -> bytes:
    """Each on its page, in the order they come in; in Vietnamese, whoever asks."""
    first = certificates[0]
    with translation.override(settings.LANGUAGE_CODE):
        pictures = _signatures({one.printed["signature"] for one in certificates})
        content = {
            "title": first.printed["title"],
            "author": first.printed["issuer"],
            "made": [first.issued_on.year, first.issued_on.month, first.issued_on.day],
            "words": _words(),
            "preview": is_preview,
            "certificates": [_face(one, pictures) for one in certificates],
        }
    return _set(content, pictures)


def preview_pdf(template: CertificateTemplate, *, today: date, progress: CourseProgress) -> bytes:
    """How a certificate by these settings would look, for nobody; it opens nothing and is counted nowhere."""
    mark = Decimal("9.25")
    example = Certificate(
        code="CFGHJKMNPQRT",
        number=rules.number_of(template.number_pattern, 1, year=today.year),
        holder="Nguyễn Thị Bích Thủy",
        unit="Chi bộ thôn Nà Chang, Đảng bộ xã Thượng Lâm",
        course_title=progress.edition.title,
        mark=mark,
        grade=rules.grade_of(mark, template.bands),
        printed=printed_words(template, progress),
        issued_on=today,
        expires_on=rules.last_day(today, template.validity_months),
    )
    return certificates_pdf([example], is_preview=True)


def _face(one: Certificate, pictures: dict[str, tuple[str, bytes]]) -> dict[str, Any]:
    printed = one.printed
    address = check_address(one)
    return {
        **{name: printed[name] for name in ("title", "superior", "issuer", "motto", "wording")},
        **{name: printed[name] for name in ("signer_title", "signer_name")},
        "signature": pictures[printed["signature"]][0] if printed["signature"] in pictures else "",
        "sample": printed["is_sample"],
        "holder": one.holder,
        "unit": one.unit,
        "results": [
            *([(_("Result"), one.grade)] if one.grade else []),
            *([(_("Mark"), f"{one.mark_in_words}/10")] if one.mark is not None else []),
        ],
        "facts": [
            (_("Number of the certificate"), one.number),
            *([(_("By decision"), one.decision_number)] if one.decision_number else []),
            *([(_("Valid until the end of"), _day(one.expires_on))] if one.expires_on else []),
        ],
        "place_and_day": _place_and_day(printed["place"], one.issued_on),
        "qr": _drawing_of(address),
        "address": address,
        "site": address.split("://")[-1].removesuffix(f"/{one.code}"),
        "code": one.code_as_printed,
    }


def _place_and_day(place: str, day: date) -> str:
    said = _("%(day)s %(month)s %(year)s") % {
        "day": f"{day.day:02d}", "month": f"{day.month:02d}", "year": day.year,
    }  # fmt: skip
    return f"{place}, {said}" if place else said[:1].upper() + said[1:]


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _words() -> dict[str, str]:
    return {
        "confirms": _("This confirms that comrade"),
        "check": _("Scan the square to see whether it still holds, or type the code at"),
        "code": _("Code"),
        "qr": _("Check at"),
        "signature": _("Signature"),
        "preview": _("PREVIEW"),
        "sample": _("Sample: wording, marks and authority are for the School to decide."),
    }


def _drawing_of(address: str) -> str:
    drawing = BytesIO()
    segno.make_qr(address, error="m", mask=2).save(
        drawing, kind="svg", xmldecl=False, omitsize=True, border=0
    )
    return drawing.getvalue().decode()


def _signatures(names: set[str]) -> dict[str, tuple[str, bytes]]:
    """Each picture by its stored name, under a name of ours, small; one that cannot be read is left out."""
    found = {}
    for number, name in enumerate(sorted(filter(None, names))):
        if drawn := _drawn(name):
            found[name] = (f"signature-{number}.png", drawn)
    return found


def _drawn(name: str) -> bytes | None:
    """Grey on white, in sixteen shades: a few kilobytes of ink."""
    try:
        with private_storage().open(name) as file, Image.open(file) as image:
            flat = Image.new("RGBA", image.size, "white")
            flat.alpha_composite(image.convert("RGBA"))
    except (OSError, ValueError):
        return None
    flat.thumbnail(LARGEST_SIGNATURE)
    made = BytesIO()
    flat.convert("L").quantize(GREYS).save(made, "PNG", optimize=True)
    return made.getvalue()


def _set(content: dict[str, Any], pictures: dict[str, tuple[str, bytes]]) -> bytes:
    """Set in a folder of its own, where the typesetter sees our template and the signatures, nothing else."""
    with TemporaryDirectory() as folder:
        copyfile(TEMPLATE, Path(folder, TEMPLATE.name))
        for name, data in pictures.values():
            Path(folder, name).write_bytes(data)
        made: bytes = typst.compile(
            Path(folder, TEMPLATE.name),
            root=Path(folder),
            sys_inputs={"content": json.dumps(content)},
            ignore_system_fonts=True,
            pdf_standards="a-2u",
            timestamp=0,
        )
    return made
