"""A SCORM package as its manifest tells it: which parts it has, and how each is launched."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote


class Version(StrEnum):
    """Which run-time the content speaks to; the editions of 2004 share one."""

    SCORM_12 = "1.2"
    SCORM_2004 = "2004"


@dataclass(frozen=True, slots=True)
class Launch:
    """Which file opens a part, and what stands behind it in the address."""

    path: str
    query: str = ""
    fragment: str = ""

    @property
    def address(self) -> str:
        """Relative to the folder of the package."""
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{quote(self.path)}{query}{fragment}"


@dataclass(frozen=True, slots=True)
class Part:
    """A SCO, or a page that reports nothing (`reports` is False) and is done once it was opened.

    `mastery` is a raw score in 1.2 and a scaled one, from -1 to 1, in 2004. `after` are the parts that
    must be done before this one opens. `seconds` and `when_time_is_up` are what the content is told of its
    time.
    """

    identifier: str
    title: str
    launch: Launch
    reports: bool = True
    is_listed: bool = True
    mastery: float | None = None
    completion_threshold: float | None = None
    launch_data: str = ""
    after: tuple[str, ...] = ()
    most_time: str = ""
    when_time_is_up: str = ""

    def as_facts(self) -> dict[str, Any]:
        return {
            "id": self.identifier,
            "title": self.title,
            "address": self.launch.address,
            "reports": self.reports,
            "listed": self.is_listed,
            "mastery": self.mastery,
            "threshold": self.completion_threshold,
            "data": self.launch_data,
            "after": list(self.after),
            "time": self.most_time,
            "timeout": self.when_time_is_up,
        }


@dataclass(frozen=True, slots=True)
class ScormPackage:
    """`root` is the folder of the manifest in the archive, with a slash at its end, or empty; `files` are the
    names below it, `weight` is what they weigh, in bytes."""

    version: Version
    edition: str
    title: str
    parts: tuple[Part, ...]
    root: str
    files: tuple[str, ...]
    weight: int

    def as_facts(self) -> dict[str, Any]:
        return {"version": self.version.value, "parts": [part.as_facts() for part in self.parts]}
