"""Which sequencing of SCORM 2004 is more than going on, going back and choosing: it is refused, not ignored.

What only touches how results of several parts are put together has no effect in a package of one part, and is
told there as a note.
"""

from collections.abc import Iterator, Mapping

from media.scorm.core.codes import Code
from media.scorm.core.findings import Findings
from media.scorm.core.xml_tree import Element

Collection = Mapping[str, Element]
_RULES = {
    "preconditionrule": "preConditionRule",
    "postconditionrule": "postConditionRule",
    "exitconditionrule": "exitConditionRule",
}
_LIMITS = (
    "attemptlimit",
    "attemptexperienceddurationlimit",
    "activityabsolutedurationlimit",
    "begintimelimit",
)
_MATTERS_FOR_SEVERAL = {Code.SEQUENCING_ROLLUP, Code.SEQUENCING_OBJECTIVES}


def collection_of(manifest: Element) -> Collection:
    """Sequencing that is written once and referred to by its ID."""
    found = manifest.first("sequencingcollection")
    return {one.get("id"): one for one in found.all("sequencing")} if found is not None else {}


def sequencings_of(holder: Element, collection: Collection) -> list[Element]:
    """What holds for an item or an organisation: its own, and what it refers to."""
    own = holder.all("sequencing")
    return [*own, *(collection[ref] for one in own if (ref := one.get("idref")) in collection)]


def check(
    holder: Element, title: str, collection: Collection, *, is_single: bool, findings: Findings
) -> None:
    for sequencing in sequencings_of(holder, collection):
        for code, found in _beyond(sequencing):
            if is_single and code in _MATTERS_FOR_SEVERAL:
                findings.note(Code.SEQUENCING_WITHOUT_EFFECT, title=title, found=found)
            else:
                findings.error(code, title=title, found=found)


def least_measure(holder: Element, collection: Collection) -> str:
    """`minNormalizedMeasure` of the primary objective; empty where the content is not measured by it."""
    for sequencing in sequencings_of(holder, collection):
        primary = sequencing.first("objectives", "primaryobjective")
        if primary is not None and primary.get("satisfiedbymeasure").lower() in ("true", "1"):
            return primary.said("minnormalizedmeasure") or "1.0"
    return ""


def time_limit(holder: Element, collection: Collection) -> str:
    for sequencing in sequencings_of(holder, collection):
        limits = sequencing.first("limitconditions")
        if limits is not None and limits.get("attemptabsolutedurationlimit"):
            return limits.get("attemptabsolutedurationlimit")
    return ""


def _beyond(sequencing: Element) -> Iterator[tuple[Code, str]]:
    for rule in sequencing.descendants():
        if rule.name in _RULES:
            yield Code.SEQUENCING_RULES, _RULES[rule.name]
    yield from _rollup(sequencing)
    for mapped in sequencing.descendants():
        if mapped.name == "mapinfo":
            yield Code.SEQUENCING_OBJECTIVES, f"mapInfo {mapped.get('targetobjectiveid')}".strip()
    limits = sequencing.first("limitconditions")
    if limits is not None:
        for name in _LIMITS:
            if limits.get(name):
                yield Code.SEQUENCING_LIMITS, f"{name}={limits.get(name)}"
    randomly = sequencing.first("randomizationcontrols")
    if randomly is not None:
        for name in ("selectiontiming", "randomizationtiming"):
            if randomly.get(name, "never").lower() != "never":
                yield Code.SEQUENCING_RANDOM, f"{name}={randomly.get(name)}"
    choice = sequencing.first("constrainedchoiceconsiderations")
    if choice is not None:
        for name in ("preventactivation", "constrainchoice"):
            if choice.get(name).lower() in ("true", "1"):
                yield Code.SEQUENCING_RULES, name
    control = sequencing.first("controlmode")
    if control is not None and control.get("forwardonly").lower() in ("true", "1"):
        yield Code.SEQUENCING_RULES, "forwardOnly"


def _rollup(sequencing: Element) -> Iterator[tuple[Code, str]]:
    rules = sequencing.first("rolluprules")
    if rules is None:
        return
    if rules.all("rolluprule"):
        yield Code.SEQUENCING_ROLLUP, "rollupRule"
    for name in ("rollupobjectivesatisfied", "rollupprogresscompletion"):
        if rules.get(name, "true").lower() in ("false", "0"):
            yield Code.SEQUENCING_ROLLUP, f"{name}=false"
    weight = rules.get("objectivemeasureweight", "1")
    if weight.rstrip("0").rstrip(".") not in ("1", ""):
        yield Code.SEQUENCING_ROLLUP, f"objectiveMeasureWeight={weight}"
