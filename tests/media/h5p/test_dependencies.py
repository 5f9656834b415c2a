"""Which libraries are loaded, in which order, whatever the packages claim."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.dependencies import libraries_of_content, resolve
from media.h5p.core.format.json_values import JsonObject
from media.h5p.core.format.manifests import DependencyKind, Need
from media.h5p.core.format.names import LibraryName
from media.h5p.core.playing.assets import assets_of
from media.h5p.core.shelf import Shelves
from tests.media.h5p.makers import (
    MEETING,
    NOTE,
    Files,
    ShelfOf,
    content_type_files,
    library_files,
    meeting_params,
)

KINDS = [kind.value for kind in DependencyKind]


def name(letter: str, minor: int = 0) -> LibraryName:
    return LibraryName(f"LCB.{letter}", 1, minor)


def library(spelling: str, changes: JsonObject | None = None, **needs: list[str]) -> Files:
    """`library("A", preloaded=["B"])` needs LCB.B 1.0."""
    needed = {kind: [f"LCB.{each} 1.0" for each in names] for kind, names in needs.items()}
    return library_files(f"LCB.{spelling}-1.0.0", needs=needed, changes=changes)


def test_a_library_is_loaded_after_everything_it_needs() -> None:
    shelf = ShelfOf(library("A", preloaded=["B", "C"]), library("B", preloaded=["C"]), library("C"))
    assert resolve([name("A")], shelf).of_kind(DependencyKind.PRELOADED) == (name("C"), name("B"), name("A"))


def test_the_kind_of_a_library_is_how_it_was_asked_for() -> None:
    shelf = ShelfOf(
        library("A", dynamic=["D"], editor=["E"]), library("D"), library("E", preloaded=["P"]), library("P")
    )
    assert resolve([name("A")], shelf).ordered == (
        Need(DependencyKind.DYNAMIC, name("D")),
        Need(DependencyKind.EDITOR, name("P")),
        Need(DependencyKind.EDITOR, name("E")),
        Need(DependencyKind.PRELOADED, name("A")),
    )


def test_the_first_version_met_is_loaded_and_a_package_carries_every_one() -> None:
    shelf = ShelfOf(
        library_files("LCB.A-1.0.0", needs={"preloaded": ["LCB.B 1.1", "LCB.C 1.0"]}),
        library_files("LCB.C-1.0.0", needs={"preloaded": ["LCB.B 1.0"]}),
        library_files("LCB.B-1.0.0"),
        library_files("LCB.B-1.1.0"),
    )
    loaded = resolve([name("A")], shelf).of_kind(DependencyKind.PRELOADED)
    carried = resolve([name("A")], shelf, every_version=True).of_kind(DependencyKind.PRELOADED)
    assert loaded == (name("B", 1), name("C"), name("A"))
    assert carried == (name("B", 1), name("B"), name("C"), name("A"))


def test_a_missing_library_is_told_with_who_needs_it() -> None:
    shelf = ShelfOf(library("A", preloaded=["B"]))
    (missing,) = resolve([name("A")], shelf).missing
    assert (missing.need.name, missing.needed_by) == (name("B"), name("A"))
    (unknown,) = resolve([name("Z")], shelf).missing
    assert unknown.needed_by is None


def test_a_circle_is_walked_once_and_told_once() -> None:
    shelf = ShelfOf(library("A", editor=["E"]), library("E", preloaded=["A"]))
    resolution = resolve([name("A")], shelf)
    assert resolution.of_kind(DependencyKind.PRELOADED) == (name("A"),)
    assert [set(circle) for circle in resolution.cycles] == [{name("A"), name("E")}]
    assert resolve([name("A")], ShelfOf(library("A", preloaded=["A"]))).cycles == ((name("A"), name("A")),)


def test_a_chain_of_five_thousand_libraries_is_no_trouble() -> None:
    chain = [library(f"L{number}", preloaded=[f"L{number + 1}"]) for number in range(5000)]
    resolution = resolve([name("L0")], ShelfOf(*chain, library("L5000")))
    assert len(resolution.ordered) == 5001
    assert resolution.ordered[0].name == name("L5000")


graphs = st.dictionaries(
    st.sampled_from("ABCDEFG"),
    st.fixed_dictionaries(
        {}, optional={kind: st.lists(st.sampled_from("ABCDEFGH"), max_size=3) for kind in KINDS}
    ),
    min_size=1,
)


@given(graphs)
def test_in_any_graph_each_library_comes_once_and_after_its_needs(
    graph: dict[str, dict[str, list[str]]],
) -> None:
    shelf = ShelfOf(*(library(letter, None, **needs) for letter, needs in graph.items()))
    roots = [name(letter) for letter in sorted(graph)]
    resolution = resolve(roots, shelf)
    loaded = resolution.of_kind(DependencyKind.PRELOADED)
    assert len(set(loaded)) == len(loaded)
    assert set(roots) <= set(loaded)
    in_circles = {each for circle in resolution.cycles for each in circle}
    for letter, needs in graph.items():
        for need in needs.get("preloaded", []):
            if need in graph and name(letter) not in in_circles:
                assert loaded.index(name(need)) < loaded.index(name(letter))
    wanted = {each for needs in graph.values() for names in needs.values() for each in names}
    assert {missing.need.name for missing in resolution.missing} == {
        name(each) for each in wanted - graph.keys()
    }


def test_the_libraries_of_a_content_come_from_its_parameters() -> None:
    shelf = ShelfOf(content_type_files())
    assert libraries_of_content(meeting_params(), MEETING, shelf) == (NOTE, MEETING)
    assert libraries_of_content(meeting_params(notes=[]), MEETING, shelf) == (MEETING,)


def test_an_addon_joins_content_whose_texts_ask_for_it() -> None:
    add_to: JsonObject = {"addTo": {"content": {"types": [{"text": {"regex": "\\$\\$.+\\$\\$"}}]}}}
    shelf = ShelfOf(content_type_files(), library("Formula", changes=add_to))
    formula = meeting_params(introduction="<p>$$x^2$$</p>")
    assert name("Formula") in libraries_of_content(formula, MEETING, shelf)
    assert name("Formula") not in libraries_of_content(meeting_params(), MEETING, shelf)


def test_scripts_come_in_order_and_replaced_styles_are_dropped() -> None:
    def dressed(letter: str, **needs: list[str]) -> Files:
        files: JsonObject = {
            "preloadedJs": [{"path": "a.js"}, {"path": "\\b.js"}],
            "preloadedCss": [{"path": "a.css"}],
        }
        dropping: JsonObject = {"dropLibraryCss": [{"machineName": "LCB.B"}]} if letter == "A" else {}
        return library(letter, {**files, **dropping}, **needs)

    shelf = ShelfOf(dressed("A", preloaded=["B"]), dressed("B"))
    assets = assets_of(resolve([name("A")], shelf).of_kind(DependencyKind.PRELOADED), shelf)
    assert [asset.address for asset in assets.scripts] == [
        *("LCB.B-1.0.0/a.js", "LCB.B-1.0.0/b.js", "LCB.A-1.0.0/a.js", "LCB.A-1.0.0/b.js")
    ]
    assert [asset.address for asset in assets.styles] == ["LCB.A-1.0.0/a.css"]


def test_of_two_shelves_the_newer_patch_is_served() -> None:
    older, newer = ShelfOf(library_files("LCB.A-1.0.1")), ShelfOf(library_files("LCB.A-1.0.2"))
    for shelves in (Shelves(older, newer), Shelves(newer, older)):
        manifest = shelves.manifest(name("A"))
        assert manifest is not None
        assert manifest.version.patch == 2
    assert Shelves(older).manifest(name("B")) is None
    assert Shelves(older).semantics(name("B")) == {}
