"""Parameters as the player may have them: checked against semantics, and safe to put in a page.

What is stored and exported stays as the author made it; this is what the frame is fed. Core's rules are
followed wherever real content depends on them, such as dropping unknown fields and empty lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from media.h5p.core.codes import Code
from media.h5p.core.findings import Finding, Findings, error, note, warning
from media.h5p.core.format.json_values import Json, JsonObject, child
from media.h5p.core.format.limits import DEFAULT_LIMITS, Limits
from media.h5p.core.format.names import LibraryName
from media.h5p.core.semantics.budget import Budget
from media.h5p.core.semantics.fields import (
    BooleanField,
    Field,
    Fields,
    FileField,
    GroupField,
    LibraryField,
    ListField,
    NumberField,
    SelectField,
    TextField,
    UnknownField,
)
from media.h5p.core.semantics.files import clean_file
from media.h5p.core.semantics.scalars import clean_boolean, clean_number, clean_select, clean_text
from media.h5p.core.semantics.sub_content import allowed_library, clean_envelope
from media.h5p.core.sentences import Phrase, phrases
from media.h5p.core.shelf import Shelf

CONTENT = "content/content.json#"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`params` for the player, and what had to be changed or left out, each with its place."""

    params: JsonObject
    findings: tuple[Finding, ...]


def clean(params: Json, library: LibraryName, shelf: Shelf, limits: Limits = DEFAULT_LIMITS) -> Cleaned:
    """Check and clean the parameters of `library`, and of every library nested in them."""
    cleaner = _Cleaner(shelf, limits, Findings(limits.max_findings))
    fields = shelf.semantics(library)
    kept = cleaner.fields(params if isinstance(params, dict) else {}, fields, CONTENT)
    return Cleaned(kept, tuple(cleaner.findings))


@dataclass(slots=True)
class _Cleaner:
    """One pass over the parameters; `depth` is how many libraries surround the value at hand."""

    shelf: Shelf
    limits: Limits
    findings: Findings
    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    def value(self, value: Json, field: Field, at: str) -> Json:
        """The value as it may stay, None where it must go."""
        if value is None:
            return None
        match field:
            case TextField():
                return self._told(clean_text(value, field, at, self.budget))
            case NumberField():
                return self._told(clean_number(value, field, at))
            case BooleanField():
                return self._told(clean_boolean(value, at))
            case SelectField():
                return self._told(clean_select(value, field, at))
            case ListField():
                return self._list(value, field, at)
            case GroupField():
                return self._group(value, field, at)
            case LibraryField():
                return self._library(value, field, at)
            case FileField():
                return self._file(value, field, at)
            case UnknownField():
                self.findings.add(warning(Code.UNKNOWN_FIELD_TYPE, at, type=field.type))
                return None

    def fields(self, value: JsonObject, known: Fields, at: str) -> JsonObject:
        kept: JsonObject = {}
        for key, each in value.items():
            place = child(at, key)
            if key not in known:
                self.findings.add(note(Code.UNKNOWN_FIELD, place))
            elif (clean_each := self.value(each, known[key], place)) is not None:
                kept[key] = clean_each
        return kept

    def _list(self, value: Json, field: ListField, at: str) -> Json:
        if not isinstance(value, list):
            return self._refuse(at, phrases.LIST)
        if field.maximum is not None and len(value) > field.maximum:
            self.findings.add(warning(Code.LIST_TOO_LONG, at, limit=field.maximum))
            value = value[: field.maximum]
        items = [self.value(each, field.item, child(at, index)) for index, each in enumerate(value)]
        return [each for each in items if each is not None] or None

    def _group(self, value: Json, field: GroupField, at: str) -> Json:
        if field.only is not None:
            return self.value(value, field.only, at)
        if not isinstance(value, dict):
            return self._refuse(at, phrases.GROUP)
        sub_content_id = value.get("subContentId")
        if not field.is_sub_content or not isinstance(sub_content_id, str):
            return self.fields(value, field.fields, at)
        rest = {key: each for key, each in value.items() if key != "subContentId"}
        return self.fields(rest, field.fields, at) | clean_envelope({"subContentId": sub_content_id})

    def _library(self, value: Json, field: LibraryField, at: str) -> Json:
        if not isinstance(value, dict):
            return self._refuse(at, phrases.LIBRARY)
        if not value.get("library"):
            return None  # the author chose nothing here
        name = self._told(allowed_library(value["library"], field, at))
        if name is None:
            return None
        if self.depth >= self.limits.max_nested_libraries:
            self.findings.add(error(Code.TOO_DEEP, at, limit=self.limits.max_nested_libraries))
            return None
        if self.shelf.manifest(name) is None:
            self.findings.add(error(Code.LIBRARY_MISSING, at, library=name))
            return None
        return clean_envelope(value, field.extra_keys) | {"params": self._nested(value, name, at)}

    def _nested(self, value: JsonObject, name: LibraryName, at: str) -> JsonObject:
        params = value.get("params")
        self.depth += 1
        kept = self.fields(
            params if isinstance(params, dict) else {}, self.shelf.semantics(name), child(at, "params")
        )
        self.depth -= 1
        return kept

    def _file(self, value: Json, field: FileField, at: str) -> Json:
        if not field.kind.in_variants:
            return self._one_file(value, field, at)
        if not isinstance(value, list):
            return self._refuse(at, phrases.LIST)
        variants = [self._one_file(each, field, child(at, index)) for index, each in enumerate(value)]
        return [each for each in variants if each is not None] or None

    def _one_file(self, value: Json, field: FileField, at: str) -> Json:
        if not isinstance(value, dict):
            return self._refuse(at, phrases.FILE)
        if not value.get("path"):
            return None  # a place for a file, left empty
        kept = clean_file(value, field, self.limits)
        if kept is None:
            self.findings.add(warning(Code.UNSAFE_FILE_PATH, at, path=value["path"]))
        return kept

    def _refuse(self, at: str, expected: Phrase) -> Json:
        self.findings.add(warning(Code.WRONG_TYPE, at, expected=expected))
        return None

    def _told(self, outcome: tuple[T, Finding | None]) -> T:
        value, finding = outcome
        if finding is not None:
            self.findings.add(finding)
        return value
