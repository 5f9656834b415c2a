"""Parameters against semantics: cleaned for the player, completed with defaults, walked for what they use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.format.limits import Limits
from media.h5p.core.format.names import LibraryName
from media.h5p.core.semantics.budget import MAX_PATTERNS, MAX_TAGS_OF_A_TEXT
from media.h5p.core.semantics.cleaning import Cleaned, clean
from media.h5p.core.semantics.completing import complete
from media.h5p.core.semantics.fields import FontStyle, TextField
from media.h5p.core.semantics.parsing import parse_semantics
from media.h5p.core.semantics.walking import addresses_in, files_in, libraries_in, walk
from tests.media.h5p.makers import (
    MEETING,
    NOTE,
    ShelfOf,
    codes,
    content_type_files,
    library_files,
    meeting_params,
    note,
)
from tests.media.h5p.test_json import json_values

OURS = ShelfOf(content_type_files())
X = LibraryName("LCB.X", 1, 0)


def field(kind: str, **more: Json) -> JsonObject:
    return {"name": "v", "type": kind, **more}


def shelf(*fields: Json) -> ShelfOf:
    return ShelfOf(content_type_files(), library_files("LCB.X-1.0.0", semantics=list(fields)))


def cleaned(value: Json, semantics: Json) -> tuple[Json, list[str]]:
    """What becomes of one value under one field, and the codes that tell it."""
    outcome = clean({"v": value}, X, shelf(semantics))
    return outcome.params.get("v"), codes(outcome.findings)


def test_sound_parameters_stay_as_they_are() -> None:
    assert clean(meeting_params(), MEETING, OURS) == Cleaned(meeting_params(), ())


@pytest.mark.parametrize(
    ("value", "semantics", "kept", "told"),
    [
        ("a < b", field("text"), "a &lt; b", []),
        (5, field("text"), "5", []),
        (["x"], field("text"), None, ["semantics-wrong-type"]),
        ("x" * 9, field("text", maxLength=8), "x" * 9, ["semantics-text-too-long"]),
        ("ab", field("text", regexp={"pattern": "^a$"}), "ab", ["semantics-invalid-according-regexp"]),
        ("A", field("text", regexp={"pattern": "^a$", "modifiers": "i"}), "A", []),
        ("", field("text", regexp={"pattern": "^a$"}, optional=True), "", []),
        ("<b>x</b><script>y</script>", field("text", tags=["b"]), "<b>x</b>", ["semantics-markup-removed"]),
        ('<p onclick="x">y</p>', field("text", tags=[]), "<p>y</p>", ["semantics-markup-removed"]),
        (3, field("number"), 3, []),
        ("3.5", field("number"), 3.5, []),
        ("7", field("number"), 7, []),
        ("NaN", field("number"), None, ["semantics-wrong-type"]),
        (True, field("number"), None, ["semantics-wrong-type"]),
        (11, field("number", max=10), 10, ["semantics-out-of-range"]),
        (-1, field("number", min=0), 0, ["semantics-out-of-range"]),
        (1.256, field("number", decimals=2), 1.26, []),
        (True, field("boolean"), True, []),
        ("0", field("boolean"), False, []),
        ("perhaps", field("boolean"), None, ["semantics-wrong-type"]),
        ("b", field("select", options=[{"value": "a"}, {"value": "b"}]), "b", []),
        ("c", field("select", options=[{"value": "a"}, {"value": "b"}]), "a", ["semantics-illegal-option"]),
        ("c", field("select", options=[{"value": "a"}], optional=True), "c", []),
        ("c", field("select", options=[{"value": "a"}, {"value": "b"}], default="b"), "b",
         ["semantics-illegal-option"]),
        (1, field("select", options=[{"value": 1}]), 1, []),
        ("b", field("select", options=[{"type": "optgroup", "options": [{"value": "b"}]}]), "b", []),
        ("<b>", field("select"), "&lt;b&gt;", []),
        (["a", "c"], field("select", multiple=True, options=[{"value": "a"}]), ["a"],
         ["semantics-illegal-option"]),
        ({}, field("select"), None, ["semantics-wrong-type"]),
        (["a", None, "b"], field("list", field=field("text")), ["a", "b"], []),
        ([], field("list", field=field("text")), None, []),
        (["a", "b"], field("list", max=1, field=field("text")), ["a"], ["semantics-list-too-long"]),
        ("a", field("list", field=field("text")), None, ["semantics-wrong-type"]),
        ({"a": "1"}, field("group", fields=[{"name": "a", "type": "text"}, {"name": "b", "type": "text"}]),
         {"a": "1"}, []),
        ("1", field("group", fields=[{"name": "a", "type": "text"}]), "1", []),
        ([1], field("group", fields=[{"name": "a", "type": "text"}, {"name": "b", "type": "text"}]), None,
         ["semantics-wrong-type"]),
        ("x", field("hologram"), None, ["semantics-unknown-type"]),
        ({}, field("library", options=["LCB.Note 1.0"]), None, []),
        ("LCB.Note 1.0", field("library", options=["LCB.Note 1.0"]), None, ["semantics-wrong-type"]),
        (note("<p>a</p>"), field("library", options=["LCB.Other 1.0"]), None,
         ["illegal-option-in-library"]),
        (note("<p>a</p>"), field("library", options=[{"name": "LCB.Note 1.0"}]), note("<p>a</p>"), []),
        ({"library": "LCB.Gone 1.0"}, field("library", options=["LCB.Gone 1.0"]), None, ["library-missing"]),
        ({"path": ""}, field("image"), None, []),
        ("a.png", field("image"), None, ["semantics-wrong-type"]),
        ([{"path": "a.mp4", "quality": 1}], field("video"), [{"path": "a.mp4", "quality": 1}], []),
        ({"path": "a.mp4"}, field("video"), None, ["semantics-wrong-type"]),
    ],
)  # fmt: skip
def test_each_kind_of_value(value: Json, semantics: Json, kept: Json, told: list[str]) -> None:
    assert cleaned(value, semantics) == (kept, told)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("images/a.png", "images/a.png"),
        ("images/a.png#tmp", "images/a.png"),
        ("../12/images/a.png", "images/a.png"),
        ("../../content/12/images/a.png", "images/a.png"),
        ("https://films.example/x.mp4", "https://films.example/x.mp4"),
        ("../../../etc/passwd", None),
        ("/etc/passwd", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//evil.example/a.png", None),
    ],
)
def test_paths_of_files_stay_inside_the_content(path: str, kept: str | None) -> None:
    value, told = cleaned({"path": path, "evil": 1, "mime": 'a"b'}, field("image"))
    assert value == ({"path": kept, "mime": "a&quot;b"} if kept else None)
    assert told == ([] if kept else ["semantics-unsafe-file-path"])


def test_what_no_field_describes_is_left_out_and_noted() -> None:
    outcome = clean(meeting_params(old={"x": "<script>"}), MEETING, OURS)
    assert outcome.params == meeting_params()
    assert codes(outcome.findings) == ["semantics-unknown-field"]
    assert outcome.findings[0].place == "content/content.json#/old"


def test_nested_content_is_cleaned_by_its_own_semantics() -> None:
    evil = note("<p>a</p><script>b</script>", inside=note("<p onclick='x'>c</p>"))
    evil |= {"metadata": {"title": "<b>", "evil": 1}, "evil": 1}
    outcome = clean(meeting_params(notes=[evil]), MEETING, OURS)
    expected = note("<p>a</p><script>b</script>", inside=note("<p onclick='x'>c</p>"))
    expected["params"] = {
        "text": "<p>a</p>",
        "inside": {**note("<p onclick='x'>c</p>"), "params": {"text": "<p>c</p>"}},
    }
    assert outcome.params["notes"] == [{**expected, "metadata": {"title": "&lt;b&gt;"}}]
    assert [finding.place for finding in outcome.findings] == [
        "content/content.json#/notes/0/params/text",
        "content/content.json#/notes/0/params/inside/params/text",
    ]


def test_nesting_ends_at_the_limit() -> None:
    nested = note("<p>1</p>", inside=note("<p>2</p>", inside=note("<p>3</p>")))
    outcome = clean(meeting_params(notes=[nested]), MEETING, OURS, Limits(max_nested_libraries=2))
    assert codes(outcome.findings) == ["semantics-too-deep"]
    assert "<p>3</p>" not in str(outcome.params)


@pytest.mark.parametrize("text", ["<div>" * 700_000, "<b><i>" * 6_000, "<a onx = <" * 300_000])
def test_a_text_of_nothing_but_tags_is_refused_before_it_is_parsed(text: str) -> None:
    assert cleaned(text, field("text", tags=["div"])) == (None, ["semantics-too-much-markup"])


def test_many_texts_full_of_tags_are_refused_together_once_they_are_too_many() -> None:
    full = "<b>" * MAX_TAGS_OF_A_TEXT
    params: JsonObject = {"v": [*[full] * 7, "<b>last</b>"]}
    outcome = clean(params, X, shelf(field("list", field=field("text", tags=["b"]))))
    assert codes(outcome.findings) == ["semantics-too-much-markup"] * 2
    assert isinstance(outcome.params["v"], list)
    assert len(outcome.params["v"]) == 6


def test_a_thousand_hostile_patterns_are_not_all_compiled() -> None:
    rules: list[Json] = [
        {"name": f"f{number}", "type": "text", "regexp": {"pattern": f"^(x{{1,500}}{number})*$"}}
        for number in range(1000)
    ]
    outcome = clean({f"f{number}": "a" for number in range(1000)}, X, shelf(*rules), Limits(max_findings=999))
    assert len(outcome.findings) == MAX_PATTERNS


def test_a_sub_content_group_keeps_its_identity() -> None:
    identity = "0a1b2c3d-0000-4000-8000-000000000000"
    semantics = field("group", isSubContent=True, fields=[{"name": "a", "type": "text"}])
    assert cleaned({"a": "x", "subContentId": identity}, semantics) == (
        {"a": "x", "subContentId": identity},
        [],
    )
    assert cleaned({"a": "x", "subContentId": "17-x_9"}, semantics)[0] == {"a": "x", "subContentId": "17-x_9"}
    assert cleaned({"a": "x", "subContentId": "<b>"}, semantics) == ({"a": "x"}, [])


changes = st.fixed_dictionaries({}, optional=dict.fromkeys((*meeting_params(), "reminder"), json_values))


@given(changes)
def test_cleaning_what_is_clean_changes_nothing(changed: dict[str, Json]) -> None:
    once = clean(meeting_params(**changed), MEETING, OURS).params
    assert clean(once, MEETING, OURS).params == once


@given(changes)
def test_completing_adds_and_never_takes_away(changed: dict[str, Json]) -> None:
    params = meeting_params(**changed)
    completed = complete(params, MEETING, OURS)
    assert complete(completed, MEETING, OURS) == completed
    assert {key for key, value in params.items() if value is not None} <= completed.keys()


def test_defaults_fill_groups_that_an_older_editor_left_out() -> None:
    completed = complete(
        {"situations": [{"question": "<p>a</p>", "choices": [{"text": "b"}]}]}, MEETING, OURS
    )
    assert completed["behaviour"] == {"passShare": 60, "retry": True, "order": "fixed"}
    assert completed["l10n"] == meeting_params()["l10n"]
    assert completed["situations"] == [{"question": "<p>a</p>", "choices": [{"text": "b", "points": 0}]}]
    assert "reminder" not in completed
    assert "notes" not in completed


def test_a_required_group_without_defaults_is_given_empty() -> None:
    two: Json = [{"name": "a", "type": "text"}, {"name": "b", "type": "text"}]
    assert complete({}, X, shelf(field("group", fields=two))) == {"v": {}}
    assert complete({}, X, shelf(field("group", fields=two, optional=True))) == {}
    one: Json = [{"name": "a", "type": "text", "default": "x"}]
    assert complete({}, X, shelf(field("group", fields=one))) == {"v": "x"}


def test_nested_content_is_completed_too() -> None:
    semantics = field("library", options=["LCB.CellMeeting 1.2"])
    nested: Json = {"library": "LCB.CellMeeting 1.2"}
    completed = complete({"v": nested}, X, shelf(semantics))
    assert isinstance(completed["v"], dict)
    assert completed["v"]["params"] == complete({}, MEETING, OURS)


def test_defaults_cannot_multiply_without_end() -> None:
    many: Json = [{"name": f"f{number}", "type": "text", "default": "x"} for number in range(1000)]
    semantics = field("list", field={"name": "each", "type": "group", "fields": many})
    completed = complete({"v": [{} for _ in range(1000)]}, X, shelf(semantics), Limits(max_json_values=5000))
    assert isinstance(completed["v"], list)
    assert sum(len(each) for each in completed["v"] if isinstance(each, dict)) <= 5000


def test_libraries_are_found_inside_before_outside() -> None:
    inner: JsonObject = {"library": "LCB.CellMeeting 1.2", "params": meeting_params()}
    assert list(libraries_in(meeting_params(notes=[inner]), MEETING, OURS)) == [NOTE, MEETING]


def test_files_and_addresses_are_found_with_their_place() -> None:
    params = meeting_params(
        picture={"path": "../7/images/a.png#tmp"},
        recording=[{"path": "b.mp3"}, {"path": "https://x.example/b.ogg"}],
    )
    assert list(files_in(params, MEETING, OURS)) == [("/picture", "images/a.png"), ("/recording", "b.mp3")]
    assert list(addresses_in(params, MEETING, OURS)) == [("/recording", "https://x.example/b.ogg")]


@given(changes)
def test_every_value_that_is_walked_lies_at_its_pointer(changed: dict[str, Json]) -> None:
    params = meeting_params(**changed)
    for visit in walk(params, MEETING, OURS):
        assert at_pointer(params, visit.pointer) == visit.value


def at_pointer(value: Json, pointer: str) -> Json:
    for key in pointer.split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]  # type: ignore[index]
    return value


def test_semantics_are_read_with_their_options() -> None:
    (parsed,) = parse_semantics(
        [field("text", tags=["b"], font={"size": True, "color": False, "height": [1]}, maxLength=5)]
    ).values()
    assert parsed == TextField(
        name="v", tags=frozenset({"b"}), styles=frozenset({FontStyle.SIZE, FontStyle.HEIGHT}), max_length=5
    )
