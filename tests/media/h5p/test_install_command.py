"""`manage.py install_h5p`: installs as the screen does, and says what it found and where it plays."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command

from media.h5p.samples import packed
from media.packages.installing import install_file
from media.packages.models import Package
from tests.bench.played import make_large
from tests.media.h5p.makers import meeting_params, package_files, zipped
from tests.media.h5p.packages import NOW, install, own_storage, with_note

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """A disk, as the embedded default has one."""
    return own_storage(monkeypatch, FileSystemStorage(location=tmp_path / "private"))


def run(file: Path, *options: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("install_h5p", str(file), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def on_disk(tmp_path: Path, content: bytes, name: str = "bai.h5p") -> Path:
    file = tmp_path / name
    file.write_bytes(content)
    return file


def test_a_package_is_installed_and_its_address_is_printed(tmp_path: Path) -> None:
    out, err = run(on_disk(tmp_path, packed()), "--title", "Tập kết luận")
    package = Package.objects.get()
    assert package.title == "Tập kết luận"
    assert "+ LCB.Choice 1.0.0" in out
    assert out.strip().endswith(f"/goi/{package.public_id}/")
    assert err == ""


def test_a_new_version_is_put_in_the_place_of_the_old(tmp_path: Path) -> None:
    package = install().package
    run(
        on_disk(tmp_path, zipped(with_note(5)).getvalue()),
        "--replaces",
        f"https://x/goi/{package.public_id}/",
    )
    package.refresh_from_db()
    assert package.current is not None
    assert package.current.number == 2


def test_libraries_alone_are_installed_when_asked(tmp_path: Path) -> None:
    file = on_disk(tmp_path, zipped(package_files()).getvalue())
    out, _err = run(file, "--libraries")
    assert out.split() == ["+", "LCB.CellMeeting", "1.2.3", "+", "LCB.Note", "1.0.4"]
    assert not Package.objects.exists()
    with pytest.raises(CommandError):
        run(on_disk(tmp_path, b"no archive", "khac.h5p"), "--libraries")


def test_what_it_found_is_printed_though_it_installs(tmp_path: Path) -> None:
    params = meeting_params(recording=[{"path": "https://youtu.be/x", "mime": "video/YouTube"}])
    _out, err = run(on_disk(tmp_path, zipped(package_files(params=params)).getvalue()))
    assert "warning\texternal-address\t" in err


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("bai.h5p", b"no archive", 1, "unable-to-unzip"),
        ("bai.h5p", zipped({**package_files(), "content/a.exe": b"MZ"}).getvalue(), 1, "not-in-whitelist"),
    ],
)
def test_what_is_refused_ends_with_one_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, status: int, code: str
) -> None:
    err = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("install_h5p", str(on_disk(tmp_path, content, name)), stdout=io.StringIO(), stderr=err)
    assert refused.value.returncode == status
    assert f"error\t{code}" in err.getvalue()
    assert not Package.objects.exists()
    assert not [path for path in (tmp_path / "private").rglob("*") if path.is_file()]


def test_a_file_that_is_not_there_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as broken:
        run(tmp_path / "gone.h5p")
    assert broken.value.returncode == 2


def test_sixty_megabytes_are_never_in_memory_at_once(tmp_path: Path) -> None:
    file = tmp_path / "large.h5p"
    make_large(file)
    assert file.stat().st_size > 60 * 1024 * 1024
    with file.open("rb") as content:
        tracemalloc.start()
        try:
            install_file(content=content, name=file.name, now=NOW)
            _now, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert most < 32 * 1024 * 1024
