"""What the player is given: parameters that are complete and clean, files in order, and no name of anyone."""

from __future__ import annotations

import json

import pytest

from media.h5p.core.format.json_values import Json
from media.h5p.core.installed.contents import StoredContent
from media.h5p.core.installed.install import Site, install
from media.h5p.core.playing.boot import Addresses, LibrariesMissing, Options, boot
from media.h5p.core.playing.player_texts import player_texts
from media.h5p.core.storage.memory import MemoryStorage
from tests.media.h5p.makers import (
    NOTE,
    Files,
    ShelfOf,
    codes,
    content_type_files,
    library_files,
    meeting_params,
    opened,
    package_files,
)

ADDRESSES = Addresses(
    site="https://lop.example/h5p",
    libraries="/h5p/lib",
    content="/h5p/content/bai/1",
    user_data="/h5p/state/:contentId/:dataType/:subContentId",
    finished="/h5p/finished",
)


def stored(files: Files) -> tuple[StoredContent, Site]:
    site = Site.on(MemoryStorage())
    with opened(files) as package:
        install(package, site, "bai")
    return site.contents.load("bai"), site


def described(integration: dict[str, Json]) -> dict[str, Json]:
    contents = integration["contents"]
    assert isinstance(contents, dict)
    (content,) = contents.values()
    assert isinstance(content, dict)
    return content


def test_the_player_gets_the_content_with_its_files_in_order() -> None:
    content, site = stored(package_files())
    started = boot(content, site.libraries, ADDRESSES)
    told = described(started.integration)
    assert told["library"] == "LCB.CellMeeting 1.2"
    assert told["scripts"] == [
        "/h5p/lib/LCB.Note-1.0.4/note.js",
        "/h5p/lib/LCB.CellMeeting-1.2.3/cell-meeting.js",
    ]
    assert told["styles"] == ["/h5p/lib/LCB.CellMeeting-1.2.3/cell-meeting.css"]
    assert json.loads(str(told["jsonContent"])) == meeting_params()
    assert started.integration["libraryDirectories"] == {
        "LCB.Note-1.0": "LCB.Note-1.0.4",
        "LCB.CellMeeting-1.2": "LCB.CellMeeting-1.2.3",
    }
    json.dumps(started.integration)


def test_parameters_are_completed_and_cleaned_on_the_way_and_stay_as_made_in_the_store() -> None:
    params = meeting_params(introduction="<p>a</p><script>b</script>")
    del params["behaviour"]
    content, site = stored(package_files(params=params))
    started = boot(content, site.libraries, ADDRESSES)
    shown = json.loads(str(described(started.integration)["jsonContent"]))
    assert shown["introduction"] == "<p>a</p>"
    assert shown["behaviour"] == {"passShare": 60, "retry": True, "order": "fixed"}
    assert codes(started.findings) == ["semantics-markup-removed"]
    assert content.params == params


def test_the_packages_code_learns_nobodys_name() -> None:
    content, site = stored(package_files())
    user = boot(content, site.libraries, ADDRESSES).integration["user"]
    assert isinstance(user, dict)
    assert not any(user.values())


def test_saved_state_travels_along_only_where_saving_is_on() -> None:
    content, site = stored(package_files())
    state: dict[str, Json] = {"0": {"state": '{"path":[1]}'}}
    started = boot(content, site.libraries, ADDRESSES, user_data=state)
    assert described(started.integration)["contentUserData"] == state
    assert started.integration["saveFreq"] == 10
    off = boot(content, site.libraries, ADDRESSES, options=Options(save_every=0))
    assert off.integration["saveFreq"] is False


def test_content_whose_libraries_are_gone_is_not_started() -> None:
    content, site = stored(package_files())
    with pytest.raises(LibrariesMissing) as missing:
        boot(content, ShelfOf(), ADDRESSES)
    assert "LCB.CellMeeting 1.2" in missing.value.finding.sentence("vi")
    version = site.libraries.newest(NOTE)
    assert version is not None
    site.libraries.delete(version)
    with pytest.raises(LibrariesMissing):
        boot(content, site.libraries, ADDRESSES)


def test_only_editing_libraries_may_be_missing_while_playing() -> None:
    content, _ = stored(package_files())
    editing = library_files("LCB.Note-1.0.4", needs={"editor": ["LCB.Gone 1.0"]})
    shelf = ShelfOf(content_type_files(), editing)
    directories = boot(content, shelf, ADDRESSES).integration["libraryDirectories"]
    assert isinstance(directories, dict)
    assert "LCB.Gone-1.0" not in directories


def test_the_player_speaks_vietnamese_and_english_with_the_same_keys() -> None:
    vietnamese, english = player_texts("vi"), player_texts("en")
    assert vietnamese.keys() == english.keys()
    assert all(vietnamese.values())
    assert all(english.values())
    content, site = stored(package_files())
    texts = boot(content, site.libraries, ADDRESSES, options=Options(language="en")).integration["l10n"]
    assert texts == {"H5P": dict(english)}
