"""What an item asks in numbers and times: how much is enough, and how long it may take."""

import math
from dataclasses import dataclass

from media.scorm.core import sequencing
from media.scorm.core.codes import Code
from media.scorm.core.findings import Findings
from media.scorm.core.package import Version
from media.scorm.core.settling import seconds_of
from media.scorm.core.xml_tree import Element

_LONGEST_TIME = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """`mastery` counts to 100 in SCORM 1.2 and to 1 in 2004; None and "" where nothing is asked."""

    mastery: float | None
    completion_threshold: float | None
    most_time: str


def asked_of(
    item: Element, title: str, version: Version, collection: sequencing.Collection, findings: Findings
) -> Asked:
    """What cannot be understood is warned of and not asked."""
    reading = _Reading(title, findings)
    most_time = reading.time(item.said("maxtimeallowed") or sequencing.time_limit(item, collection))
    if version is Version.SCORM_12:
        return Asked(reading.number(item.said("masteryscore"), 0, 100), None, most_time)
    return Asked(
        reading.number(sequencing.least_measure(item, collection), -1, 1),
        _completion_threshold(item, reading),
        most_time,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    title: str
    findings: Findings

    def number(self, said: str, least: float, most: float) -> float | None:
        if not said:
            return None
        try:
            number = float(said)
        except ValueError:
            number = math.nan
        if math.isnan(number) or not least <= number <= most:
            self._warn(said)
            return None
        return number

    def time(self, said: str) -> str:
        if said and not seconds_of(said):
            self._warn(said)
            return ""
        return said[:_LONGEST_TIME]

    def _warn(self, said: str) -> None:
        self.findings.warning(Code.NUMBER_NOT_UNDERSTOOD, title=self.title, found=said)


def _completion_threshold(item: Element, reading: _Reading) -> float | None:
    threshold = item.first("completionthreshold")
    if threshold is None:
        return None
    if threshold.get("completedbymeasure").lower() in ("true", "1"):
        return reading.number(threshold.get("minprogressmeasure", "1.0"), 0, 1)
    return reading.number(threshold.text.strip(), 0, 1)
