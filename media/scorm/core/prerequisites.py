"""Which parts open only after others: lists of parts (`A&B`) are kept, all else is warned of."""

import re
from dataclasses import replace

from media.scorm.core.codes import Code
from media.scorm.core.findings import Findings
from media.scorm.core.package import Part
from media.scorm.core.xml_tree import Element

LONGEST_IDENTIFIER = 90
"""Characters; a learner's state is kept by it."""
_SCRIPT_NAME = re.compile(r"[\w.\-:]+")


def short(identifier: str) -> str:
    return identifier[:LONGEST_IDENTIFIER]


def with_prerequisites(items: list[Element], parts: list[Part], findings: Findings) -> list[Part]:
    """The parts of these items, each with those that must all be done first."""
    known = {part.identifier for part in parts}
    asked = {short(item.get("identifier")): said for item in items if (said := item.said("prerequisites"))}
    kept: list[Part] = []
    for part in parts:
        said = asked.get(part.identifier, "")
        names = tuple(short(one.strip()) for one in said.split("&")) if said else ()
        is_plain = all(_SCRIPT_NAME.fullmatch(one) and one in known for one in names)
        if names and (not is_plain or part.identifier in names):
            findings.warning(Code.PREREQUISITES_NOT_KEPT, title=part.title, found=said)
            names = ()
        kept.append(replace(part, after=names))
    if not _is_circular(kept):
        return kept
    for part in kept:
        if part.after:
            findings.warning(Code.PREREQUISITES_NOT_KEPT, title=part.title, found="&".join(part.after))
    return [replace(part, after=()) for part in kept]


def _is_circular(parts: list[Part]) -> bool:
    """Whether some part can never be opened."""
    left = {part.identifier: set(part.after) for part in parts}
    while ready := [name for name, after in left.items() if not after]:
        for name in ready:
            del left[name]
        for after in left.values():
            after.difference_update(ready)
    return bool(left)
