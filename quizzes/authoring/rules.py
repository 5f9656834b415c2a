"""Pure: what changed from one version of a question to the next, piece by piece and word by word."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from quizzes.bank.parts import Part

_PICTURE = re.compile(r"<(?:img|embed)\b[^>]*>")
_BLOCK = re.compile(r"</(?:p|li|h[1-6]|div)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")


class Mark(StrEnum):
    """What became of a piece."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together and share a fate."""

    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """A piece before and after; `key_changed` says that it was right and is not, or the other way round."""

    mark: Mark
    part: Part  # as it stands now, or as it stood before it was removed
    before: Part | None
    after: Part | None
    said_before: Sequence[Run]
    said_after: Sequence[Run]
    key_changed: bool = False
    share_changed: bool = False
    moved: bool = False


def changes(before: Sequence[Part], after: Sequence[Part]) -> list[Change]:
    """Every piece of the newer, and of the older what is gone, at about the place where it stood."""
    old = {part.key: part for part in before}
    new = {part.key: part for part in after}
    found = [_change(old[part.key], part) if part.key in old else _alone(part, Mark.ADDED) for part in after]
    for place, part in enumerate(before):
        if part.key in new:
            continue
        follows = next((one.key for one in reversed(before[:place]) if one.key in new), None)
        at = next((n + 1 for n, change in enumerate(found) if change.part.key == follows), 0)
        while at < len(found) and found[at].mark is Mark.REMOVED:
            at += 1
        found.insert(at, _alone(part, Mark.REMOVED))
    return found


def is_anything_changed(found: Sequence[Change]) -> bool:
    return any(change.mark is not Mark.SAME for change in found)


def _alone(part: Part, mark: Mark) -> Change:
    runs = [Run(mark, plain(part.text))]
    if mark is Mark.ADDED:
        return Change(mark, part, None, part, [], runs, key_changed=part.is_right)
    return Change(mark, part, part, None, runs, [], key_changed=part.is_right)


def _change(before: Part, after: Part) -> Change:
    moved = after.is_ordered and before.place != after.place
    share_changed = before.share != after.share
    is_same = before.text == after.text and not share_changed and not moved
    said_before, said_after = compare_words(plain(before.text), plain(after.text))
    # What is right about an ordering is its order, and about a pair what belongs to it.
    key_changed = (
        before.is_right != after.is_right
        or moved
        or (after.code in {"pair_answer", "is_true", "number"} and before.text != after.text)
    )
    return Change(
        Mark.SAME if is_same else Mark.CHANGED,
        after,
        before,
        after,
        said_before,
        said_after,
        key_changed=key_changed,
        share_changed=share_changed and not key_changed,
        moved=moved,
    )


def plain(text: str) -> str:
    """Mark-up as the words in it; a picture as a sign that stands for one."""
    spoken = _TAG.sub("", _BLOCK.sub(" ", _PICTURE.sub(" ▣ ", text)))
    return " ".join(html.unescape(spoken).split())


def compare_words(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """Both texts in runs: what stands in both, what was taken out, what was put in."""
    old, new = before.split(), after.split()
    steps = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    said_before = [
        Run(Mark.SAME if step == "equal" else Mark.REMOVED, " ".join(old[i:j]))
        for step, i, j, *_ in steps
        if j > i
    ]
    said_after = [
        Run(Mark.SAME if step == "equal" else Mark.ADDED, " ".join(new[k:m]))
        for step, _i, _j, k, m in steps
        if m > k
    ]
    return said_before, said_after
