"""The parts of a package in their order: organisations, items and the resources they open."""

from collections.abc import Iterator
from dataclasses import dataclass

from media.scorm.core import sequencing
from media.scorm.core.codes import Code
from media.scorm.core.findings import Findings
from media.scorm.core.launching import Files, launch_of, resolved
from media.scorm.core.measures import asked_of
from media.scorm.core.package import Part, Version
from media.scorm.core.prerequisites import short, with_prerequisites
from media.scorm.core.xml_tree import Element

MOST_PARTS = 200
LONGEST_TITLE = 255
MOST_LAUNCH_DATA = 4_096
_LISTED_MISSING_TOLD = 20


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
            parts = with_prerequisites(launched, found, self._findings)
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
        asked = asked_of(item, title, self._version, self._collection, self._findings)
        return Part(
            identifier=short(item.get("identifier") or ref),
            title=title,
            launch=launch,
            reports=resource.reports,
            is_listed=item.get("isvisible", "true").lower() not in ("false", "0"),
            mastery=asked.mastery,
            completion_threshold=asked.completion_threshold,
            launch_data=(item.said("datafromlms"))[:MOST_LAUNCH_DATA],
            most_time=asked.most_time,
            when_time_is_up=item.said("timelimitaction").lower()[:40],
        )

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
                parts.append(Part(short(identifier), identifier[:LONGEST_TITLE], launch))
        return parts

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
