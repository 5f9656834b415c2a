"""Which libraries content needs, in the order a browser must load them.

Depth first, a dependency before what depends on it, as core's "weight" does; the first version met of a
machine wins. Circles are found in real packages, between a content type and its own editor, and are
walked once. The list in h5p.json is not trusted: two real packages named editor libraries in it and
crashed, so everything starts from the main library and from what the parameters use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.h5p.core.format.json_values import JsonObject
from media.h5p.core.format.manifests import DependencyKind, LibraryManifest, Need
from media.h5p.core.format.names import LibraryName
from media.h5p.core.semantics.patterns import matches
from media.h5p.core.semantics.walking import libraries_in, texts_in
from media.h5p.core.shelf import Shelf

_MAX_CIRCLES = 20  # told; the others are walked all the same


@dataclass(frozen=True, slots=True)
class Missing:
    """A library that is on no shelf, and who asked for it (None: the content itself)."""

    need: Need
    needed_by: LibraryName | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """`ordered` is the loading order; `cycles` are circles that were met and cut."""

    ordered: tuple[Need, ...]
    missing: tuple[Missing, ...]
    cycles: tuple[tuple[LibraryName, ...], ...]

    def of_kind(self, kind: DependencyKind) -> tuple[LibraryName, ...]:
        return tuple(need.name for need in self.ordered if need.kind is kind)


@dataclass(slots=True)
class _Step:
    """A library whose dependencies are being walked; `need` is None for the content itself."""

    need: Need | None
    rest: Iterator[Need]


def resolve(roots: Iterable[LibraryName], shelf: Shelf, *, every_version: bool = False) -> Resolution:
    """Everything the roots need; works without recursion, so a long chain cannot exhaust the stack.

    A page loads one version of a machine; a package that is to be installed elsewhere carries
    `every_version` that is asked for.
    """
    order: list[Need] = []
    missing: list[Missing] = []
    circles = _Circles()
    met: set[tuple[DependencyKind, object]] = set()
    path = [_Step(None, (Need(DependencyKind.PRELOADED, root) for root in roots))]
    while path:
        step = path[-1]
        need = next(step.rest, None)
        if need is None:
            path.pop()
            if step.need is not None:
                order.append(step.need)
                circles.leave(step.need.name)
            continue
        circles.note(need.name)
        key = (need.kind, need.name if every_version else need.name.machine)
        if key in met:
            continue
        met.add(key)
        manifest = shelf.manifest(need.name)
        if manifest is None:
            missing.append(Missing(need, step.need.name if step.need else None))
        else:
            path.append(_Step(need, _needs_of(manifest, need.kind)))
            circles.enter(need.name)
    return Resolution(tuple(order), tuple(missing), tuple(circles.found))


class _Circles:
    """Circles among the libraries on the way from the content to where the walk is."""

    def __init__(self) -> None:
        self.found: list[tuple[LibraryName, ...]] = []
        self._way: list[LibraryName] = []
        self._times = Counter[LibraryName]()

    def enter(self, name: LibraryName) -> None:
        self._way.append(name)
        self._times[name] += 1

    def leave(self, name: LibraryName) -> None:
        self._way.pop()
        self._times[name] -= 1

    def note(self, name: LibraryName) -> None:
        if not self._times[name] or len(self.found) >= _MAX_CIRCLES:
            return
        circle = self._way[self._way.index(name) :]
        # A circle met again from another of its members is the same circle.
        if all(set(circle) != set(known) for known in self.found):
            self.found.append((*circle, name))


def libraries_of_content(params: JsonObject, main: LibraryName, shelf: Shelf) -> tuple[LibraryName, ...]:
    """What to resolve for a piece of content: nested libraries, the main one, add-ons."""
    used = dict.fromkeys([*libraries_in(params, main, shelf), main])
    used |= dict.fromkeys(addon.name for addon in _addons(params, main, shelf))
    return tuple(used)


def _addons(params: JsonObject, main: LibraryName, shelf: Shelf) -> Iterator[LibraryManifest]:
    patterns = {addon.name: addon for addon in shelf.addons() if addon.addon_pattern}
    if not patterns:
        return
    texts = list(texts_in(params, main, shelf))
    for addon in patterns.values():
        if any(matches(pattern, text) for pattern in addon.addon_pattern for text in texts):
            yield addon


def _needs_of(manifest: LibraryManifest, kind: DependencyKind) -> Iterator[Need]:
    """In core's order: dynamic, preloaded, editor. What an editor library needs is for editing too."""
    for wanted in (DependencyKind.DYNAMIC, DependencyKind.PRELOADED, DependencyKind.EDITOR):
        for need in manifest.needs:
            if need.kind is wanted:
                yield Need(DependencyKind.EDITOR, need.name) if kind is DependencyKind.EDITOR else need
