"""Makes SCORM packages for tests: content that speaks to its run-time as common authoring tools do, launch
files in folders, a shared one beside them; sound ones and every kind of bad one."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from media.h5p.core.findings import Severity
from media.scorm.core.codes import Code
from media.scorm.core.inspection import Inspection, inspect_package
from tests.media.h5p.makers import Files, zipped

Parts = Iterable[tuple[str, str]]

_CONTENT = Path(__file__).parent / "content"
RUN = (_CONTENT / "run.js").read_bytes()
COURSE = (_CONTENT / "course.html").read_bytes()
ONCE = (_CONTENT / "once.html").read_bytes()
HOSTILE = (_CONTENT / "hostile.html").read_bytes()
AROUND = (_CONTENT / "around.html").read_bytes()
INSIDE = (_CONTENT / "inside.html").read_bytes()
ONE = (("Chuẩn bị kỳ họp", "chuan-bi/course.html"),)
TWO = (("Chuẩn bị kỳ họp", "chuan-bi/course.html"), ("Chủ trì kỳ họp", "chu-tri/course.html"))

_SPACES = {
    "1.2": 'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
    "2004": 'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
    'xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"',
}
_KIND = {"1.2": "scormtype", "2004": "scormType"}


def manifest(
    version: str = "1.2",
    *,
    parts: Parts = ONE,
    said: str | None = None,
    within: str = "",
    inside: Mapping[int, str] | None = None,
    attributes: Mapping[int, str] | None = None,
    base: str = "",
    kind: str = "sco",
    title: str = "Sinh hoạt chi bộ",
) -> bytes:
    """A manifest; `inside` is XML inside the item of that number, `attributes` stand in its tag, `within` in
    the organisation, and `said` is its schema version."""
    said = {"1.2": "1.2", "2004": "2004 4th Edition"}[version] if said is None else said
    items = "".join(
        f'<item identifier="muc-{number}" identifierref="tai-{number}" {(attributes or {}).get(number, "")}>'
        f"<title>{name}</title>{(inside or {}).get(number, '')}</item>"
        for number, (name, _) in enumerate(parts, 1)
    )
    resources = "".join(
        f'<resource identifier="tai-{number}" type="webcontent" adlcp:{_KIND[version]}="{kind}" '
        f"href={quoteattr(href)}>"
        f'<file href={quoteattr(href)}/><dependency identifierref="chung"/></resource>'
        for number, (_, href) in enumerate(parts, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest identifier="goi" version="1" {_SPACES[version]}>'
        f"<metadata><schema>ADL SCORM</schema><schemaversion>{said}</schemaversion></metadata>"
        f'<organizations default="to"><organization identifier="to"><title>{title}</title>{items}{within}'
        f"</organization></organizations><resources{base}>{resources}"
        f'<resource identifier="chung" type="webcontent" adlcp:{_KIND[version]}="asset">'
        f'<file href="shared/run.js"/><file href="shared/look.css"/></resource></resources></manifest>'
    ).encode()


def package_files(version: str = "1.2", *, parts: Parts = ONE, xml: bytes | None = None) -> Files:
    """A sound package as names and bytes, ready to be spoilt."""
    pages = {href.partition("?")[0].partition("#")[0]: COURSE for _, href in parts}
    return {
        "imsmanifest.xml": manifest(version, parts=parts) if xml is None else xml,
        "shared/run.js": RUN,
        "shared/look.css": b"body { font: 18px/1.6 sans-serif; margin: 1rem }",
        **pages,
    }


def inspected(source: Mapping[str, bytes] | io.BytesIO) -> Inspection:
    inspection = inspect_package(source if isinstance(source, io.BytesIO) else zipped(source))
    inspection.close()
    return inspection


def codes(inspection: Inspection, severity: Severity = Severity.ERROR) -> list[Code]:
    return [finding.code for finding in inspection.findings if finding.severity is severity]
