"""Pure decisions about a way through a SCORM package: what is kept of each part, and what it comes to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from media.packages.rules import Claim
from media.scorm.core.package import Version
from media.scorm.core.settling import Aim, Settled, put_together, resumed, settle

LONGEST_WAIT = timedelta(days=60)
"""How long what a phone reports may have waited there."""
DATA_TYPE = "cmi"


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A part as `PackageRevision.facts` tells it; see `media.scorm.core.package.Part`."""

    identifier: str
    title: str
    address: str
    reports: bool = True
    is_listed: bool = True
    aim: Aim = field(default_factory=Aim)
    launch_data: str = ""
    after: tuple[str, ...] = ()
    most_time: str = ""
    when_time_is_up: str = ""

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> "PartFacts":
        return cls(
            identifier=facts["id"],
            title=facts["title"],
            address=facts["address"],
            reports=facts["reports"],
            is_listed=facts["listed"],
            aim=Aim(facts["mastery"], facts["threshold"]),
            launch_data=facts["data"],
            after=tuple(facts["after"]),
            most_time=facts["time"],
            when_time_is_up=facts["timeout"],
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What a revision's `facts` say of it."""

    version: Version
    parts: tuple[PartFacts, ...]

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> "Facts":
        return cls(Version(facts["version"]), tuple(PartFacts.read(part) for part in facts["parts"]))

    def part(self, identifier: str) -> PartFacts | None:
        return next((part for part in self.parts if part.identifier == identifier), None)


@dataclass(frozen=True, slots=True)
class PartState:
    """What is kept of a part: its values, when they were told, and whether it has been done once.

    `is_finished` once the content said that it ended; both stay true whatever comes later.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    told_at: datetime | None = None
    is_finished: bool = False
    is_done: bool = False

    @classmethod
    def read(cls, text: str) -> "PartState":
        try:
            kept = json.loads(text)
            at = datetime.fromisoformat(kept["at"])
            return cls(dict(kept["values"]), at, bool(kept["finished"]), bool(kept["done"]))
        except (ValueError, TypeError, KeyError):
            return cls()

    def written(self) -> str:
        kept = {
            "values": dict(self.values),
            "at": self.told_at.isoformat() if self.told_at else "",
            "finished": self.is_finished,
            "done": self.is_done,
        }
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    def settled(self, part: PartFacts, version: Version) -> Settled:
        settled = settle(self.values, version, part.aim, is_finished=self.is_finished)
        return replace(settled, is_complete=True) if self.is_done else settled

    def resumed(self, version: Version) -> dict[str, str]:
        return resumed(self.values, version) if self.values else {}


def told(
    before: PartState,
    values: Mapping[str, str],
    *,
    is_finished: bool,
    at: datetime,
    part: PartFacts,
    version: Version,
) -> PartState:
    """The state after a report. One that waited while she went on elsewhere takes no place back."""
    is_newer = before.told_at is None or at >= before.told_at
    said = PartState(values, at, is_finished or before.is_finished, before.is_done)
    is_done = before.is_done or said.settled(part, version).is_complete
    kept = said if is_newer else replace(before, is_finished=said.is_finished)
    return replace(kept, is_done=is_done)


def told_at(now: datetime, waited: object) -> datetime:
    """When something was told that has waited so many seconds on a device, whose clock may be wrong."""
    seconds = waited if isinstance(waited, int | float) and not isinstance(waited, bool) else 0
    if not 0 < seconds <= LONGEST_WAIT.total_seconds():
        seconds = LONGEST_WAIT.total_seconds() if seconds > 0 else 0
    return now - timedelta(seconds=seconds)


def whole(states: Mapping[str, PartState], facts: Facts) -> Settled:
    """The package as all its parts leave it."""
    nothing = PartState()
    return put_together(
        states.get(part.identifier, nothing).settled(part, facts.version) for part in facts.parts
    )


def claim_of(settled: Settled) -> Claim:
    """What the package says of its learner. Its way through stays open: a bookmark may lead back into it."""
    return Claim(
        raw=settled.raw,
        most=settled.most,
        share=settled.share,
        success=settled.success,
        is_complete=settled.is_complete,
        seconds=settled.seconds,
    )


def newly_done(
    before: Mapping[str, PartState], after: Mapping[str, PartState], parts: Sequence[PartFacts]
) -> list[PartFacts]:
    nothing = PartState()
    return [
        part
        for part in parts
        if after.get(part.identifier, nothing).is_done and not before.get(part.identifier, nothing).is_done
    ]
