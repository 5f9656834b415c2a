"""The parts of a package in their order: organisations, items and the resources they open."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from media.scorm.core import sequencing
from media.scorm.core.codes import Code
from media.scorm.core.findings import Findings
from media.scorm.core.launching import Files, launch_of, resolved
from media.scorm.core.package import Part, Version
from media.scorm.core.settling import seconds_of
from media.scorm.core.xml_tree import Element

MOST_PARTS = 200
LONGEST_TITLE = 255
LONGEST_IDENTIFIER = 90
"""Characters; a learner's state is kept by it."""
MOST_LAUNCH_DATA = 4_096
_LISTED_MISSING_TOLD = 20
_SCRIPT_NAME = re.compile(r"[\w.\-:]+")


@dataclass(frozen=True, slots=True)
class _Resource:
    element: Element
    base: str

    @property
    def reports(self) -> bool:
        return self.element.get("scormtype").lower() == "sco"


@dataclass(frozen=True, slots=True)
class Organised:
    """The title of the whole, and its parts."""

    title: str
    parts: tuple[Part, ...]


class Organiser:
    """Reads one manifest; everything wrong goes into `findings`."""

    def __init__(self, manifest: Element, version: Version, files: Files, findings: Findings) -> None:
        self._manifest = manifest
        self._version = version
        self._files = files
        self._findings = findings
        self._collection = sequencing.collection_of(manifest)
        self._resources = self._all_resources()

    def read(self) -> Organised:
        organisation = self._organisation()
        items = list(_items(organisation)) if organisation is not None else []
        launched = [item for item in items if item.get("identifierref")]
        title = organisation.said("title") if organisation is not None else ""
        if not launched:
            self._findings.warning(Code.NO_ORGANISATION)
            parts = self._parts_of_resources()
        else:
            if len(launched) > MOST_PARTS:
                self._findings.error(Code.TOO_MANY_SCOS, count=len(launched), limit=MOST_PARTS)
                return Organised(title, ())
            found = [part for item in launched if (part := self._part(item)) is not None]
            parts = self._with_prerequisites(launched, found)
            self._check_sequencing(organisation, items, is_single=len(launched) == 1)
        self._tell_doubles(parts)
        self._tell_listed_files()
        if not any(part.reports for part in parts) and not self._findings.refused:
            self._findings.error(Code.NO_SCO)
        return Organised(title[:LONGEST_TITLE], tuple(parts))

    def _all_resources(self) -> dict[str, _Resource]:
        base = self._manifest.get("base")
        found: dict[str, _Resource] = {}
        for group in self._manifest.all("resources"):
            for one in group.all("resource"):
                found.setdefault(
                    one.get("identifier"), _Resource(one, f"{base}{group.get('base')}{one.get('base')}")
                )
        return found

    def _organisation(self) -> Element | None:
        group = self._manifest.first("organizations")
        all_of_them = group.all("organization") if group is not None else []
        if not all_of_them or group is None:
            return None
        wanted = group.get("default")
        chosen = next((one for one in all_of_them if one.get("identifier") == wanted), all_of_them[0])
        if len(all_of_them) > 1:
            self._findings.warning(Code.SEVERAL_ORGANISATIONS, title=chosen.said("title"))
        return chosen

    def _part(self, item: Element) -> Part | None:
        title = (item.said("title") or item.get("identifier"))[:LONGEST_TITLE]
        ref = item.get("identifierref")
        resource = self._resources.get(ref)
        if resource is None:
            self._findings.error(Code.RESOURCE_MISSING, title=title, found=ref)
            return None
        launch = launch_of(
            resource.base,
            resource.element.get("href"),
            item.get("parameters"),
            title=title,
            files=self._files,
            findings=self._findings,
        )
        if launch is None:
            return None
        return Part(
            identifier=self._identifier(item.get("identifier") or ref),
            title=title,
            launch=launch,
            reports=resource.reports,
            is_listed=item.get("isvisible", "true").lower() not in ("false", "0"),
            mastery=self._mastery(item, title),
            completion_threshold=self._completion_threshold(item, title),
            launch_data=(item.said("datafromlms"))[:MOST_LAUNCH_DATA],
            most_time=self._most_time(item, title),
            when_time_is_up=item.said("timelimitaction").lower()[:40],
        )

    def _identifier(self, text: str) -> str:
        return text[:LONGEST_IDENTIFIER]

    def _mastery(self, item: Element, title: str) -> float | None:
        if self._version is Version.SCORM_12:
            return self._number(item.said("masteryscore"), title, 0, 100)
        return self._number(sequencing.least_measure(item, self._collection), title, -1, 1)

    def _completion_threshold(self, item: Element, title: str) -> float | None:
        threshold = item.first("completionthreshold")
        if self._version is Version.SCORM_12 or threshold is None:
            return None
        if threshold.get("completedbymeasure").lower() in ("true", "1"):
            return self._number(threshold.get("minprogressmeasure", "1.0"), title, 0, 1)
        return self._number(threshold.text.strip(), title, 0, 1)

    def _most_time(self, item: Element, title: str) -> str:
        said = item.said("maxtimeallowed") or sequencing.time_limit(item, self._collection)
        if said and not seconds_of(said):
            self._findings.warning(Code.NUMBER_NOT_UNDERSTOOD, title=title, found=said)
            return ""
        return said[:40]

    def _number(self, said: str, title: str, least: float, most: float) -> float | None:
        if not said:
            return None
        try:
            number = float(said)
        except ValueError:
            number = math.nan
        if math.isnan(number) or not least <= number <= most:
            self._findings.warning(Code.NUMBER_NOT_UNDERSTOOD, title=title, found=said)
            return None
        return number

    def _parts_of_resources(self) -> list[Part]:
        """A package that orders nothing: every SCO, as listed."""
        parts: list[Part] = []
        for identifier, resource in self._resources.items():
            if not resource.reports or len(parts) >= MOST_PARTS:
                continue
            launch = launch_of(
                resource.base,
                resource.element.get("href"),
                "",
                title=identifier,
                files=self._files,
                findings=self._findings,
            )
            if launch is not None:
                parts.append(Part(self._identifier(identifier), identifier[:LONGEST_TITLE], launch))
        return parts

    def _with_prerequisites(self, items: list[Element], parts: list[Part]) -> list[Part]:
        """Only a list of parts that must all be done first (`A&B`) is kept."""
        known = {part.identifier for part in parts}
        asked = {
            self._identifier(item.get("identifier")): said
            for item in items
            if (said := item.said("prerequisites"))
        }
        kept: list[Part] = []
        for part in parts:
            said = asked.get(part.identifier, "")
            names = tuple(self._identifier(one.strip()) for one in said.split("&")) if said else ()
            is_plain = all(_SCRIPT_NAME.fullmatch(one) and one in known for one in names)
            if names and (not is_plain or part.identifier in names):
                self._findings.warning(Code.PREREQUISITES_NOT_KEPT, title=part.title, found=said)
                names = ()
            kept.append(replace(part, after=names))
        if _is_circular(kept):
            for part in kept:
                if part.after:
                    said = "&".join(part.after)
                    self._findings.warning(Code.PREREQUISITES_NOT_KEPT, title=part.title, found=said)
            return [replace(part, after=()) for part in kept]
        return kept

    def _check_sequencing(
        self, organisation: Element | None, items: list[Element], *, is_single: bool
    ) -> None:
        if self._version is Version.SCORM_12 or organisation is None:
            return
        for holder in [organisation, *items]:
            title = holder.said("title") or holder.get("identifier")
            sequencing.check(holder, title, self._collection, is_single=is_single, findings=self._findings)

    def _tell_doubles(self, parts: list[Part]) -> None:
        seen: set[str] = set()
        for part in parts:
            if part.identifier in seen:
                self._findings.error(Code.SAME_IDENTIFIER, found=part.identifier)
            seen.add(part.identifier)

    def _tell_listed_files(self) -> None:
        told = 0
        for resource in self._resources.values():
            for file in resource.element.all("file"):
                path = resolved(resource.base, file.get("href").partition("?")[0].partition("#")[0])
                if path and path not in self._files.names and told < _LISTED_MISSING_TOLD:
                    self._findings.warning(Code.FILE_LISTED_MISSING, path)
                    told += 1


def _items(holder: Element) -> Iterator[Element]:
    """Every item, in the order in which a reader meets them."""
    waiting = list(reversed(holder.all("item")))
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(item.all("item")))


def _is_circular(parts: list[Part]) -> bool:
    """Whether some part can never be opened."""
    left = {part.identifier: set(part.after) for part in parts}
    while ready := [name for name, after in left.items() if not after]:
        for name in ready:
            del left[name]
        for after in left.values():
            after.difference_update(ready)
    return bool(left)
