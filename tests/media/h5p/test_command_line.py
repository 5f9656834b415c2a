"""The command line as a person and as a program use it."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path

import pytest

from media.h5p.core.command_line import main
from tests.media.h5p.makers import content_type_files, manifest, package_files, zipped


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "bai.h5p"
    path.write_bytes(zipped(package_files()).getvalue())
    return path


@pytest.fixture
def refused(tmp_path: Path) -> Path:
    path = tmp_path / "hong.h5p"
    path.write_bytes(zipped({**package_files(), "content/a.exe": b"MZ"}).getvalue())
    return path


def test_check_says_whether_a_package_can_be_used(
    sound: Path, refused: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(sound)]) == 0
    assert "Gói dùng được" in capsys.readouterr().out
    assert main(["check", str(refused)]) == 1
    assert "[not-in-whitelist] content/a.exe" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "gone.h5p")]) == 2
    assert "gone.h5p" in capsys.readouterr().err
    (tmp_path / "text.h5p").write_text("xin chào")
    assert main(["check", str(tmp_path / "text.h5p"), "--language", "en"]) == 2
    assert "The package is refused" in capsys.readouterr().out


def test_check_speaks_json_to_programs(refused: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(refused), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["sound"], told["readable"]) == (False, True)
    (finding,) = told["findings"]
    assert finding["code"] == "not-in-whitelist"
    assert finding["place"] == "content/a.exe"
    assert finding["severity"] == "error"
    assert finding["vi"]
    assert finding["en"]


def test_warnings_are_printed_and_do_not_refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bai.h5p"
    path.write_bytes(zipped(package_files(h5p=manifest(license="?"))).getvalue())
    assert main(["check", str(path)]) == 0
    assert "LƯU Ý [doubtful-metadata]" in capsys.readouterr().out


def test_info_shows_what_is_inside(sound: Path, refused: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(sound), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["content"]["main_library"] == "LCB.CellMeeting 1.2"
    assert [library["name"] for library in told["libraries"]] == ["LCB.CellMeeting 1.2.3", "LCB.Note 1.0.4"]
    assert main(["info", str(sound)]) == 0
    assert "Kỳ họp tháng ba" in capsys.readouterr().out
    assert main(["info", str(refused)]) == 1


def test_unpack_and_pack_go_there_and_back(sound: Path, refused: Path, tmp_path: Path) -> None:
    assert main(["unpack", str(sound), str(tmp_path / "bai")]) == 0
    assert main(["pack", str(tmp_path / "bai"), str(tmp_path / "lai.h5p")]) == 0
    assert main(["check", str(tmp_path / "lai.h5p")]) == 0
    assert main(["unpack", str(sound), str(tmp_path / "bai")]) == 2
    assert main(["unpack", str(refused), str(tmp_path / "hong")]) == 1
    assert not (tmp_path / "hong").exists()
    (tmp_path / "bai" / "link.png").symlink_to("/etc/hostname")
    assert main(["pack", str(tmp_path / "bai"), str(tmp_path / "lai2.h5p")]) == 1
    assert not (tmp_path / "lai2.h5p").exists()


def test_packages_of_libraries_alone_are_checked_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "thu-vien.h5p"
    path.write_bytes(zipped(content_type_files()).getvalue())
    assert main(["check", str(path)]) == 1
    assert main(["check", str(path), "--libraries-only"]) == 0


def test_the_package_runs_as_a_module(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["h5p", "check", str(sound)])
    with pytest.raises(SystemExit) as done:
        runpy.run_module("media.h5p.core", run_name="__main__")
    assert done.value.code == 0
