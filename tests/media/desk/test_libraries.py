"""The list of libraries: who may look, who needs what, and that only what nothing needs can go."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from media.h5p.models import H5PLibrary
from tests.makers import account_of, make_person
from tests.media.h5p.makers import manifest, package_files
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


def test_son_finds_nothing(administrator: Client) -> None:
    install()
    son = browser_of(account_of(make_person("Đinh Văn Sơn", username="son")))
    for name, *args in (("index",), ("tidy",), ("library", library(4).pk), ("remove", library(4).pk)):
        assert son.get(reverse(f"library_desk:{name}", args=args)).status_code in {302, 404}
