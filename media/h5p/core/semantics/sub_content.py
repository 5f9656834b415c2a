"""The wrapping of content inside content: which library it is, its identity and its metadata."""

from __future__ import annotations

from media.h5p.core.codes import Code
from media.h5p.core.findings import Finding, warning
from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.format.names import SUB_CONTENT_ID, LibraryName, NotALibraryName
from media.h5p.core.semantics.fields import LibraryField
from media.h5p.core.semantics.files import plain
from media.h5p.core.sentences import phrases

_METADATA_KEYS = (
    "title a11yTitle extraTitle contentType license licenseVersion licenseExtras authors source yearFrom "
    "yearTo changes authorComments defaultLanguage"
)
_METADATA = frozenset(_METADATA_KEYS.split())


def allowed_library(value: Json, field: LibraryField, at: str) -> tuple[LibraryName | None, Finding | None]:
    """The library named in the parameters where its field allows it."""
    if not isinstance(value, str):
        return None, warning(Code.WRONG_TYPE, at, expected=phrases.LIBRARY)
    if value not in field.options:
        allowed = field.told or phrases.NOTHING
        return None, warning(Code.ILLEGAL_LIBRARY_OPTION, at, library=value, allowed=allowed)
    try:
        return LibraryName.parse(value), None
    except NotALibraryName:
        return None, warning(Code.ILLEGAL_LIBRARY_OPTION, at, library=value, allowed=phrases.NOTHING)


def clean_envelope(value: JsonObject, extra_keys: frozenset[str] = frozenset()) -> JsonObject:
    """Everything around the nested parameters, as plain text; what nothing describes is left out."""
    kept: JsonObject = {key: plain(each) for key, each in value.items() if key in extra_keys}
    if isinstance(value.get("library"), str):
        kept["library"] = value["library"]
    identity = value.get("subContentId")
    if isinstance(identity, str) and SUB_CONTENT_ID.fullmatch(identity):
        kept["subContentId"] = identity
    metadata = value.get("metadata")
    if isinstance(metadata, dict):
        kept["metadata"] = {key: plain(each) for key, each in metadata.items() if key in _METADATA}
    return kept
