"""The list of libraries: who may look, who needs what, and that only what nothing needs can go."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from media.h5p.models import H5PLibrary
from media.packages.models import Package, PackageUpload
from tests.makers import account_of, make_person
from tests.media.h5p.makers import Files, manifest, package_files, zipped
from tests.media.h5p.packages import author, install, own_storage, with_note, with_strangers

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
INDEX = "/quan-tri/thu-vien-h5p/"


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch) -> Any:
    return own_storage(monkeypatch)


def browser_of(account: User) -> Client:
    browser = Client()
    browser.force_login(account, backend=BACKEND)
    return browser


@pytest.fixture
def hoa() -> Client:
    return browser_of(author("access_admin", "view_package"))


@pytest.fixture
def administrator() -> Client:
    return browser_of(author("access_admin", "view_package", "install_library_code"))


def library(patch: int, machine: str = "LCB.Note") -> H5PLibrary:
    return H5PLibrary.objects.get(machine=machine, patch=patch)


def test_hoa_sees_what_is_installed_and_what_needs_it(hoa: Client) -> None:
    revision = install()
    shown = hoa.get(INDEX).content.decode()
    assert "LCB.CellMeeting" in shown
    assert "1.0.4" in shown
    one = hoa.get(reverse("library_desk:library", args=[library(4).pk])).content.decode()
    assert revision.package.title in one


def test_it_is_found_by_a_part_of_its_name_and_by_nothing_needing_it(hoa: Client) -> None:
    install(with_strangers(2))
    assert "LCB.Extra" not in hoa.get(f"{INDEX}?q=cell").content.decode()
    unused = hoa.get(f"{INDEX}?unused=on").content.decode()
    assert "LCB.Extra1" in unused
    assert "LCB.CellMeeting" not in unused


def test_the_list_is_parted_into_pages_and_costs_the_same_however_long_it_is(hoa: Client) -> None:
    install()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            hoa.get(INDEX)
        return len(asked)

    queries()
    few = queries()
    install({**with_strangers(60), **package_files(h5p=manifest(title="Bài khác"))})
    assert queries() == few
    assert "LCB.Note" in hoa.get(f"{INDEX}?p=2").content.decode()


def test_only_what_nothing_needs_goes_and_only_by_whom_may(hoa: Client, administrator: Client) -> None:
    install()
    install(with_note(5))
    old, new = library(4), library(5)
    for address in (reverse("library_desk:remove", args=[old.pk]), reverse("library_desk:tidy")):
        assert hoa.get(address).status_code == 404
        assert hoa.post(address).status_code == 404
    administrator.post(reverse("library_desk:remove", args=[new.pk]))
    assert H5PLibrary.objects.filter(pk=new.pk).exists()
    assert administrator.get(reverse("library_desk:remove", args=[old.pk])).status_code == 200
    assert H5PLibrary.objects.filter(pk=old.pk).exists()
    administrator.post(reverse("library_desk:remove", args=[old.pk]))
    assert not H5PLibrary.objects.filter(pk=old.pk).exists()


def test_everything_that_nothing_needs_goes_at_once(administrator: Client) -> None:
    install(with_strangers(3))
    assert administrator.get(reverse("library_desk:tidy")).status_code == 200
    administrator.post(reverse("library_desk:tidy"))
    assert [one.machine for one in H5PLibrary.objects.all()] == ["LCB.CellMeeting", "LCB.Note"]


# --- Installed alone ---------------------------------------------------------------------------

UPLOAD = f"{INDEX}tai-len/"


def send(client: Any, files: Files, name: str = "thu-vien.h5p") -> str:
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile(name, zipped(files).getvalue())})
    assert answer.status_code == 302
    return str(answer.url)


def libraries_of(files: Files) -> Files:
    return {name: data for name, data in files.items() if name.startswith("LCB.")}


def test_a_collection_of_libraries_is_looked_at_and_installed_after_a_yes(administrator: Client) -> None:
    where = send(administrator, libraries_of(package_files()))
    shown = administrator.get(where).content.decode()
    assert "LCB.CellMeeting 1.2.3" in shown
    assert 'value="install"' in shown
    assert not H5PLibrary.objects.exists()
    assert "thu-vien.h5p" in administrator.get(INDEX).content.decode()
    assert administrator.post(where, {"do": "install"})["Location"] == INDEX
    assert [str(one) for one in H5PLibrary.objects.all()] == ["LCB.CellMeeting 1.2.3", "LCB.Note 1.0.4"]
    assert ModelLogEntry.objects.filter(action="media.install_library").count() == 2
    assert administrator.post(where, {"do": "install"})["Location"] == INDEX
    assert not Package.objects.exists()


def test_of_content_only_the_libraries_come_in(administrator: Client) -> None:
    administrator.post(send(administrator, package_files()), {"do": "install"})
    assert H5PLibrary.objects.count() == 2
    assert not Package.objects.exists()


def test_what_is_here_already_offers_no_yes_and_a_newer_patch_does(administrator: Client) -> None:
    install()
    same = administrator.get(send(administrator, libraries_of(package_files()))).content.decode()
    assert 'value="install"' not in same
    assert (
        'value="install"'
        in administrator.get(send(administrator, libraries_of(with_note(5)))).content.decode()
    )


def test_the_same_version_with_other_bytes_is_refused_and_not_kept(administrator: Client) -> None:
    install()
    where = send(administrator, libraries_of(with_note(4, b"alert(1)")))
    assert 'value="install"' not in administrator.get(where).content.decode()
    assert administrator.post(where, {"do": "install"}).status_code == 409
    assert not PackageUpload.objects.get().file


def test_a_no_lets_the_file_go(administrator: Client) -> None:
    where = send(administrator, libraries_of(package_files()))
    assert administrator.post(where, {"do": "discard"})["Location"] == INDEX
    assert not PackageUpload.objects.exists()
    assert administrator.get(where).status_code == 404


def test_what_breaks_on_the_way_leaves_neither_file_nor_row(
    administrator: Client, files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = send(administrator, libraries_of(package_files()))

    def broken(*args: Any, **how: Any) -> Any:
        raise ConnectionAbortedError

    monkeypatch.setattr("media.h5p.installing._note_new_needs", broken)
    with pytest.raises(ConnectionAbortedError):
        administrator.post(where, {"do": "install"})
    assert not H5PLibrary.objects.exists()
    assert not files.exists("h5p/libraries/LCB.Note-1.0.4/note.js")


def test_libraries_that_a_reviewer_let_in_play_what_a_lecturer_sends(administrator: Client) -> None:
    """She is told what is missing and who can help; after that she brings the same file in herself."""
    lecturer = author("access_admin", "view_package", "add_package")
    hoa, desk = browser_of(lecturer), "/quan-tri/noi-dung-tuong-tac/tai-len/"

    def hers() -> str:
        sent = SimpleUploadedFile("bai.h5p", zipped(package_files()).getvalue())
        return str(hoa.post(desk, {"file": sent})["Location"])

    refused = hoa.get(hers()).content.decode()
    assert "LCB.Note 1.0, LCB.CellMeeting 1.2" in refused
    assert "Thư viện H5P" in refused
    administrator.post(send(administrator, package_files()), {"do": "install"})
    where = hers()
    assert 'value="install"' in hoa.get(where).content.decode()
    hoa.post(where, {"do": "install"})
    assert Package.objects.get().made_by == lecturer


def test_without_the_permission_nobody_installs_libraries(hoa: Client) -> None:
    assert hoa.get(UPLOAD).status_code == 404
    assert hoa.post(UPLOAD, {"file": SimpleUploadedFile("a.h5p", b"PK")}).status_code == 404
    assert "tai-len" not in hoa.get(INDEX).content.decode()


def test_son_finds_nothing(administrator: Client) -> None:
    install()
    son = browser_of(account_of(make_person("Đinh Văn Sơn", username="son")))
    for name, *args in (
        ("index",),
        ("upload",),
        ("tidy",),
        ("library", library(4).pk),
        ("remove", library(4).pk),
    ):
        assert son.get(reverse(f"library_desk:{name}", args=args)).status_code in {302, 404}
