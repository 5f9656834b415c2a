"""Likely duplicates are listed where both are in sight, tried dry, and merged with nothing lost."""

from datetime import date
from typing import Any

from django.test import Client

from accounts.models import User
from organisations.appointments.actions import appoint
from organisations.oversight.models import Reading
from organisations.people.models import Person
from tests.makers import account_of, make_grant, make_person, make_secretary
from tests.organisations.conftest import World
from tests.organisations.personnel.conftest import address, is_nothing, page_of, text_of


def twin_of_lan(site: World, **fields: Any) -> Person:
    return make_secretary("Vu Thi Lan", site.cell_a, post="committee", **fields)


def test_the_same_telephone_and_the_same_name_are_listed(site: World, minh: Client) -> None:
    twin = make_secretary("Vũ Lan", site.cell_a, post="committee", phone="+84912345678")
    page = text_of(minh.get(address("duplicates")))
    assert address("merge", twin, site.lan) in page or address("merge", site.lan, twin) in page
    assert Reading.objects.filter(screen="duplicates").count() == 2
    assert "Không thấy mục nào trùng" in text_of(minh.get(address("duplicates"), {"theo": "ho-ten"}))
    namesake = twin_of_lan(site)
    page = text_of(minh.get(address("duplicates"), {"theo": "ho-ten"}))
    assert address("merge", namesake, site.lan) in page or address("merge", site.lan, namesake) in page


def test_who_is_out_of_sight_is_no_duplicate_of_anybody(site: World, minh: Client, tu: Client) -> None:
    make_secretary("Chẩu Văn Bình", site.cell_a, post="committee", phone="+84912345679")
    for browser in (minh, tu):
        for by in ("dien-thoai", "ho-ten"):
            assert "Không thấy mục nào trùng" in text_of(browser.get(address("duplicates"), {"theo": by}))


def test_strangers_find_no_list(strangers: list[Client]) -> None:
    _tu, *others = strangers
    assert all(is_nothing(browser.get(address("duplicates"))) for browser in others)


def test_a_dry_run_tells_what_comes_over_and_changes_nothing(site: World, minh: Client) -> None:
    twin = twin_of_lan(site, username="lan.vuthi")
    place = address("merge", site.lan, twin)
    answer = minh.post(place, {"kept": str(site.lan.public_id)})
    page = text_of(answer)
    assert answer.status_code == 200
    assert "Chi ủy viên" in page
    assert "Tài khoản lan.vuthi sẽ đóng." in page
    assert Person.objects.filter(pk=twin.pk).exists()
    assert User.objects.get(username="lan.vuthi").is_active
    assert site.lan.appointments.count() == 1


def test_then_it_is_done_and_nothing_is_lost(site: World, minh: Client) -> None:
    twin = twin_of_lan(site, username="lan.vuthi")
    gone = twin.public_id
    answer = minh.post(address("merge", site.lan, twin), {"kept": str(site.lan.public_id), "step": "do"})
    assert answer["Location"] == page_of(site.lan)
    assert not Person.objects.filter(pk=twin.pk).exists()
    assert not User.objects.get(username="lan.vuthi").is_active
    assert site.lan.appointments.count() == 2
    assert minh.get(address("person", gone))["Location"] == page_of(site.lan)
    assert "Đã gộp hai mục" in text_of(minh.get(page_of(site.lan)))


def test_either_entry_may_stay_and_an_account_comes_over(site: World, minh: Client) -> None:
    twin = twin_of_lan(site)
    minh.post(address("merge", site.lan, twin), {"kept": str(twin.public_id), "step": "do"})
    twin.refresh_from_db()
    assert (account_of(twin).username, twin.phone) == ("lan", "+84912345678")


def test_one_entry_in_sight_is_not_enough(site: World, minh: Client) -> None:
    place = address("merge", site.lan, site.binh)
    assert is_nothing(minh.get(place))
    assert is_nothing(minh.post(place, {"kept": str(site.lan.public_id), "step": "do"}))
    assert is_nothing(minh.get(address("merge", site.lan, site.lan)))
    assert Person.objects.filter(pk=site.binh.pk).exists()


def test_which_entry_stays_has_to_be_said(site: World, minh: Client) -> None:
    twin = twin_of_lan(site)
    for kept in ("", str(site.binh.public_id)):
        assert minh.post(address("merge", site.lan, twin), {"kept": kept, "step": "do"}).status_code == 422
    assert Person.objects.filter(pk=twin.pk).exists()


def test_a_role_never_comes_to_somebody_by_a_merger(site: World, minh: Client, root: Client) -> None:
    """Else an organiser could let a friend's account become an administrator's."""
    twin = twin_of_lan(site, username="lan.vuthi")
    make_grant(twin, site.province, "administrator")
    asked = {"kept": str(site.lan.public_id), "step": "do"}
    answer = minh.post(address("merge", site.lan, twin), asked)
    assert answer.status_code == 422
    assert "chỉ người quản trị toàn trang" in text_of(answer)
    assert not User.objects.get(username="lan").is_superuser
    assert root.post(address("merge", site.lan, twin), asked).status_code == 302
    assert site.lan.grants.get().role == "administrator"


def test_a_post_entered_for_both_becomes_one(site: World, minh: Client) -> None:
    one = make_person("Ma Văn Ân", username="an")
    other = make_person("Ma Văn Ân", username="an2")
    for person in (one, other):
        appoint(person=person, organisation=site.cell_a, post="deputy", began=date(2024, 1, 1))
    page = text_of(minh.post(address("merge", one, other), {"kept": str(one.public_id)}))
    assert "1 chức vụ nhập ở cả hai mục" in page
