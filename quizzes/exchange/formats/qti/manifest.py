"""The list of what a package holds."""

from collections.abc import Mapping
from urllib.parse import quote

from quizzes.exchange.formats.xml_writing import DECLARATION, element

_SCHEMAS = {
    "2.1": ("http://www.imsglobal.org/xsd/imscp_v1p1", "QTIv2.1 Package", "1.0.0", "imsqti_item_xmlv2p1"),
    "3.0": (
        "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        "QTI Package",
        "3.0.0",
        "imsqti_item_xmlv3p0",
    ),
}


def manifest(paths: Mapping[str, str], media: Mapping[str, tuple[str, ...]], version: str) -> str:
    """A manifest with a resource for each item, naming its file and its pictures."""
    namespace, schema, schema_version, kind = _SCHEMAS[version]
    resources = [
        element(
            "resource",
            *(element("file", attributes={"href": quote(one)}) for one in (path, *media[identifier])),
            attributes={"identifier": f"r-{identifier}", "type": kind, "href": quote(path)},
        )
        for identifier, path in paths.items()
    ]
    about = element("metadata", element("schema", schema), element("schemaversion", schema_version))
    root = element(
        "manifest",
        about,
        element("organizations"),
        element("resources", *resources),
        attributes={"xmlns": namespace, "identifier": "lop-chi-bo"},
    )
    return f"{DECLARATION}{root}\n"
