"""h5p.json, the content and the libraries of a package: what is required, and what each mistake is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.findings import PackageRefused, Severity
from media.h5p.core.format.json_values import Json
from media.h5p.core.format.limits import Limits
from media.h5p.core.reading.inspection import Reading, read_package
from tests.media.h5p.makers import (
    MEETING,
    MEETING_FOLDER,
    NOTE,
    NOTE_FOLDER,
    ShelfOf,
    as_json,
    codes,
    content_type_files,
    dependency,
    errors,
    inspect,
    library_files,
    manifest,
    meeting_params,
    note,
    opened,
    package_files,
    zipped,
)
from tests.media.h5p.test_json import json_values


def test_a_sound_package_is_read_whole() -> None:
    with opened(package_files()) as package:
        assert package.content is not None
        assert package.content.manifest.title == "Kỳ họp tháng ba"
        assert package.content.main_library == MEETING
        assert package.content.params == meeting_params()
        assert [file.path for file in package.content.files] == ["images/hop.png"]
        assert set(package.libraries) == {MEETING, NOTE}
        assert package.libraries[MEETING].manifest.version.patch == 3


@pytest.mark.parametrize("name", ["h5p.json", "content/content.json"])
def test_a_missing_part_is_told(name: str) -> None:
    files = package_files()
    del files[name]
    expected = {"h5p.json": "invalid-h5p-json-file", "content/content.json": "invalid-content-folder"}
    assert errors(inspect(files)) == [expected[name]]


@pytest.mark.parametrize("name", ["h5p.json", "content/content.json"])
def test_json_with_a_slip_is_told_with_its_line(name: str) -> None:
    inspection = inspect({**package_files(), name: b'{\n"title": oops\n}'})
    assert errors(inspection) == ["unable-to-parse-package"]
    assert "dòng 2" in inspection.findings[0].sentence("vi")
    assert inspection.findings[0].place == name


def test_content_that_is_no_object_or_too_deep_is_refused() -> None:
    assert errors(inspect(package_files(params=[1]))) == ["invalid-content-json"]
    deep = b'{"a":' * 150 + b"1" + b"}" * 150
    assert errors(inspect({**package_files(), "content/content.json": deep})) == ["invalid-content-json"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "a" * 256),
        ("title", None),
        ("language", "tiếng việt"),
        ("mainLibrary", "1LCB"),
        ("mainLibrary", "../x"),
        ("embedTypes", ["popup"]),
        ("embedTypes", "iframe"),
        ("preloadedDependencies", {}),
        ("preloadedDependencies", [{"machineName": "LCB.Note"}]),
        ("preloadedDependencies", [{"machineName": "a/b", "majorVersion": 1, "minorVersion": 0}]),
        ("dynamicDependencies", [{"machineName": "LCB.X", "majorVersion": -1, "minorVersion": 0}]),
    ],
)
def test_h5p_json_against_the_format(field: str, value: Json) -> None:
    inspection = inspect(package_files(h5p=manifest(**{field: value})))
    assert set(errors(inspection)) == {"invalid-h5p-json-file-2"}
    assert inspection.findings[0].place.startswith(f"h5p.json#/{field}")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("license", "CC-BY-9"),
        ("authors", [{"role": "Author"}]),
        ("source", "ftp://x"),
        ("changes", "none"),
        ("yearFrom", "long ago"),
        ("licenseExtras", "a" * 6000),
    ],
)
def test_a_mistake_in_what_is_only_shown_is_a_warning(field: str, value: Json) -> None:
    inspection = inspect(package_files(h5p=manifest(**{field: value})))
    assert codes(inspection.findings, Severity.WARNING) == ["doubtful-metadata"]
    assert inspection.package is not None


def test_versions_may_be_numbers_or_their_digits() -> None:
    named: Json = {"machineName": "LCB.CellMeeting", "majorVersion": "1", "minorVersion": "2"}
    package = opened(package_files(h5p=manifest(preloadedDependencies=[dependency("LCB.Note 1.0"), named])))
    assert package.content is not None
    assert package.content.main_library == MEETING


def test_a_main_library_that_is_neither_here_nor_installed_is_told() -> None:
    files = package_files(h5p=manifest(preloadedDependencies=[], mainLibrary="LCB.Other"))
    assert errors(inspect(files)) == ["missing-main-library"]


def test_content_without_libraries_needs_them_installed() -> None:
    bare = package_files(libraries={})
    assert set(errors(inspect(bare))) == {"missing-main-library", "missing-required-library"}
    assert errors(inspect(bare, installed=ShelfOf(content_type_files()))) == []


def test_what_the_parameters_use_counts_not_what_the_list_says() -> None:
    forgot = manifest(preloadedDependencies=[dependency("LCB.CellMeeting 1.2")])
    inspection = inspect(package_files(h5p=forgot))
    assert codes(inspection.findings) == ["library-not-declared"]


def test_a_package_of_libraries_alone_is_read_when_asked_for() -> None:
    with opened(content_type_files(), libraries_only=True) as package:
        assert package.content is None
        assert set(package.libraries) == {MEETING, NOTE}
    assert errors(inspect({"README.md": b"x"}, libraries_only=True)) == ["no-library-in-package"]


def spoilt(path: str, content: bytes) -> list[str]:
    return errors(inspect({**package_files(), path: content}))


def without(path: str) -> list[str]:
    files = package_files()
    del files[path]
    return errors(inspect(files))


def test_library_json_must_be_there_and_be_json() -> None:
    assert "invalid-library-json-file" in without(f"{NOTE_FOLDER}/library.json")
    assert "invalid-library-json-file" in spoilt(f"{NOTE_FOLDER}/library.json", b"{,}")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("machineName", "LCB/Note"),
        ("machineName", "x" * 300),
        ("majorVersion", "one"),
        ("patchVersion", 100_000),
        ("runnable", 2),
        ("preloadedJs", [{"path": "x.exe"}]),
        ("preloadedJs", [{}]),
        ("license", "WTFPL"),
        ("coreApi", {"majorVersion": 1}),
        ("preloadedDependencies", ["LCB.X 1.0"]),
    ],
)
def test_library_json_against_the_format(field: str, value: Json) -> None:
    bad = library_files("LCB.X-1.0.0", changes={field: value})
    assert set(errors(inspect({**package_files(), **bad}))) == {"invalid-schema-library-json-file"}


def test_a_folder_is_named_for_its_library_in_the_new_or_the_old_way() -> None:
    library = library_files("LCB.X-1.0.0")["LCB.X-1.0/library.json"]
    for folder, expected in (
        ("LCB.X-1.0", []),
        ("LCB.X", []),
        ("LCB.Y-1.0", ["library-directory-name-mismatch"]),
    ):
        assert spoilt(f"{folder}/library.json", library) == expected
    assert spoilt("LCB X/library.json", library) == ["invalid-library-name"]


def test_a_library_twice_in_a_package_is_refused() -> None:
    library = library_files("LCB.X-1.0.0")["LCB.X-1.0/library.json"]
    twice = {"LCB.X/library.json": library, "LCB.X-1.0/library.json": library}
    assert errors(inspect({**package_files(), **twice})) == ["duplicate-library"]


@pytest.mark.parametrize(
    "semantics", [b"{", b"{}", b'["x"]', b'[{"name":"a","type":"list"}]', b'[{"type":"group"}]']
)
def test_semantics_must_describe_fields(semantics: bytes) -> None:
    assert spoilt(f"{NOTE_FOLDER}/semantics.json", semantics) == ["invalid-semantics-json-file"]


def test_language_files_are_named_and_written_rightly() -> None:
    assert spoilt(f"{MEETING_FOLDER}/language/zh-hans.json", b"{}") == []
    assert spoilt(f"{MEETING_FOLDER}/language/vi!.json", b"{}") == ["invalid-language-file"]
    assert spoilt(f"{MEETING_FOLDER}/language/{'a' * 200}!.json", b"{}") == ["invalid-language-file"]
    assert spoilt(f"{MEETING_FOLDER}/language/fr.json", b"{") == ["invalid-language-file-json"]


def test_descriptions_of_libraries_are_weighed_together_before_they_are_parsed() -> None:
    limits = Limits(max_description_bytes=100_000)
    assert errors(inspect(package_files(), limits=limits)) == []
    heavy = {f"{folder}/semantics.json": b" " * 60_000 + b"[]" for folder in (NOTE_FOLDER, MEETING_FOLDER)}
    inspection = inspect({**package_files(), **heavy}, limits=limits)
    assert "library-descriptions-too-large" in errors(inspection)


def test_every_script_and_style_of_a_library_must_be_there() -> None:
    assert without(f"{MEETING_FOLDER}/cell-meeting.js") == ["library-missing-file"]
    assert without(f"{MEETING_FOLDER}/cell-meeting.css") == ["library-missing-file"]
    outside = library_files("LCB.X-1.0.0", changes={"preloadedJs": [{"path": "../LCB.Note-1.0/note.js"}]})
    assert errors(inspect({**package_files(), **outside})) == ["library-missing-file"]


@pytest.mark.parametrize(("minor", "expected"), [(28, []), (29, ["api-version-unsupported"])])
def test_a_library_for_a_newer_core_is_refused(minor: int, expected: list[str]) -> None:
    library = library_files("LCB.X-1.0.0", changes={"coreApi": {"majorVersion": 1, "minorVersion": minor}})
    assert errors(inspect({**package_files(), **library})) == expected


def meeting_needs(kind: str) -> dict[str, bytes]:
    """The package, with a main library that asks for one that is not there."""
    return {**package_files(), **library_files("LCB.CellMeeting-1.2.3", needs={kind: ["LCB.Gone 1.0"]})}


@pytest.mark.parametrize("kind", ["preloaded", "dynamic"])
def test_a_library_that_playing_needs_must_be_there(kind: str) -> None:
    inspection = inspect(meeting_needs(kind))
    assert errors(inspection) == ["missing-required-library"]
    assert "LCB.Gone 1.0" in inspection.findings[0].sentence("vi")
    assert errors(inspect(meeting_needs(kind), installed=ShelfOf(library_files("LCB.Gone-1.0.5")))) == []


def test_a_library_that_only_editing_needs_may_be_missing() -> None:
    inspection = inspect(meeting_needs("editor"))
    assert inspection.package is not None
    assert codes(inspection.findings) == ["missing-library-dependency"]


def test_a_library_outside_everything_may_miss_what_it_needs() -> None:
    stray = library_files("LCB.Stray-1.0.0", needs={"preloaded": ["LCB.Gone 1.0"]})
    assert codes(inspect({**package_files(), **stray}).findings) == ["missing-library-dependency"]


def test_circles_between_libraries_are_found_in_real_packages_and_tolerated() -> None:
    circle = {
        **library_files("LCB.Note-1.0.4", needs={"editor": ["LCB.Editor 1.0"]}),
        **library_files("LCB.Editor-1.0.0", needs={"preloaded": ["LCB.Note 1.0"]}),
    }
    inspection = inspect({**package_files(), **circle})
    assert codes(inspection.findings) == ["dependency-cycle"]
    assert inspection.package is not None


def test_files_that_the_content_uses_but_lacks_are_warned_of() -> None:
    files = package_files()
    del files["content/images/hop.png"]
    inspection = inspect(files)
    assert codes(inspection.findings) == ["content-file-missing"]
    assert inspection.findings[0].place == "content/content.json#/picture"


def test_addresses_outside_are_warned_of() -> None:
    film: Json = {"path": "https://films.example/x.mp4", "mime": "video/mp4"}
    inspection = inspect(package_files(params=meeting_params(picture=film)))
    assert codes(inspection.findings) == ["external-address"]


def test_content_nested_too_deep_is_refused() -> None:
    nested = note("<p>0</p>")
    for level in range(20):
        nested = note(f"<p>{level}</p>", inside=nested)
    assert errors(inspect(package_files(params=meeting_params(notes=[nested])))) == ["semantics-too-deep"]


def test_reading_raises_with_every_reason_errors_first() -> None:
    files = {**package_files(h5p=manifest(title="", license="?")), "content/a.exe": b"x"}
    with pytest.raises(PackageRefused) as refused:
        read_package(zipped(files), "bai.h5p", Reading())
    assert codes(refused.value.findings) == ["not-in-whitelist"]
    del files["content/a.exe"]
    with pytest.raises(PackageRefused) as refused:
        read_package(zipped(files), "bai.h5p", Reading())
    assert codes(refused.value.findings) == ["invalid-h5p-json-file-2"]


@given(h5p=json_values, params=json_values, library=json_values, semantics=json_values)
def test_any_json_anywhere_gives_findings_never_a_crash(
    h5p: Json, params: Json, library: Json, semantics: Json
) -> None:
    for path, value in (
        ("h5p.json", h5p),
        ("content/content.json", params),
        (f"{NOTE_FOLDER}/library.json", library),
        (f"{MEETING_FOLDER}/semantics.json", semantics),
    ):
        inspection = inspect({**package_files(), path: as_json(value)})
        assert (inspection.package is None) == bool(inspection.errors)
        codes(inspection.findings)


mutable_params = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys((*meeting_params(), "reminder", "other"), json_values),
)


@given(mutable_params)
def test_any_parameters_are_cleaned_without_a_crash(changes: dict[str, Json]) -> None:
    inspection = inspect(package_files(params=meeting_params(**changes)))
    codes(inspection.findings)
    assert (inspection.package is None) == bool(inspection.errors)
