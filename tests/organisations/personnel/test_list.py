"""The list of people: who is on it, found by what, in which order, at what cost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.cards.actions import issue_cards
from organisations.appointments.actions import appoint, end_appointment
from organisations.oversight.models import Reading
from organisations.people.actions import enter_person
from organisations.personnel.queries import ON_A_PAGE, PeoplePage, Wish, people_page
from organisations.reorganising.actions import move_organisation, rename_organisation
from tests.makers import (
    account_of,
    make_cell,
    make_decision,
    make_grant,
    make_person,
    make_secretary,
    post_of,
)
from tests.organisations.conftest import World
from tests.organisations.personnel.conftest import address, browser_of, is_nothing, text_of

TODAY = timezone.localdate()


def names(world: World, *, viewer: str = "minh", **asked: Any) -> list[str]:
    page = people_page(getattr(world, viewer), Wish(**{"on": TODAY, **asked}), now=timezone.now())
    return [row.person.full_name for row in page.rows]


def test_minh_sees_lan_with_her_post_and_nobody_elses(minh: Client) -> None:
    page = text_of(minh.get(address("people")))
    assert "Vũ Thị Lan" in page
    assert "0912 345 678" in page
    assert "Chi bộ thôn 1" in page
    assert "Chẩu Văn Bình" not in page


def test_a_stranger_finds_no_list(strangers: list[Client]) -> None:
    _tu, *others = strangers
    assert all(is_nothing(browser.get(address("people"))) for browser in others)


def test_whoever_is_shown_goes_into_the_log(site: World, minh: Client) -> None:
    minh.get(address("people"))
    [reading] = Reading.objects.all()
    assert (reading.reader, reading.person, reading.screen) == (site.minh, site.lan, "people")


@pytest.mark.parametrize(
    "words",
    ["lan", "Lan", "LÂN", "vu thi lan", "Vũ Lan", "0912345678", "0912 345 678", "0912.345.678", "+84912"],
)
def test_she_is_found_by_name_or_number_however_it_is_typed(world: World, words: str) -> None:
    assert names(world, words=words) == ["Vũ Thị Lan"]


def test_she_is_found_by_her_user_name(world: World) -> None:
    account = account_of(world.lan)
    account.username = "bithu.a1"
    account.save()
    assert names(world, words="bithu.a1") == ["Vũ Thị Lan"]
    assert names(world, viewer="tu", words="bithu.a1") == []
    assert names(world, words="bithu") == []


def test_people_stand_in_the_order_of_vietnamese_given_names(world: World) -> None:
    for name in ("Ma Văn Ý", "Hoàng Thị Ánh", "Lò Văn Đức", "Hà Thị Dung", "Nông Văn Ân"):
        make_secretary(name, world.cell_a, post="committee")
    given = [name.split()[-1] for name in names(world)]
    assert given == ["Ánh", "Ân", "Dung", "Đức", "Lan", "Ý"]


def test_posts_kinds_types_and_places_narrow_the_list(world: World) -> None:
    other = make_cell("Chi bộ thôn 2", world.a, code="A2")
    make_secretary("Ma Văn Ân", other, post="deputy")
    make_secretary("Hoàng Thị Ánh", world.a, post="deputy")
    assert names(world, post="deputy") == ["Hoàng Thị Ánh", "Ma Văn Ân"]
    assert names(world, within=other) == ["Ma Văn Ân"]
    assert names(world, kind=world.a.kind) == ["Hoàng Thị Ánh"]
    assert names(world, cell_type=other.cell_type) == ["Ma Văn Ân", "Vũ Thị Lan"]
    assert names(world, post="deputy", kind=other.kind) == ["Ma Văn Ân"]
    assert names(world, within=world.cell_b) == []


def test_states_of_accounts_narrow_the_list(world: World) -> None:
    without = make_secretary("Ma Văn Ân", world.cell_a, post="deputy")
    closed = make_secretary("Hà Thị Dung", world.cell_a, post="deputy", username="dung")
    account_of(closed).is_active = False
    account_of(closed).save()
    with_card = make_secretary("Lò Văn Đức", world.cell_a, post="deputy", username="duc")
    issue_cards(accounts=[account_of(with_card)], by=None, now=timezone.now())
    lan = account_of(world.lan)
    expected = {"none": [without], "closed": [closed], "card_open": [with_card], "never": [world.lan]}
    for state, people in expected.items():
        assert names(world, account=state) == [one.full_name for one in people], state
    lan.last_login = timezone.now()
    lan.save()
    assert names(world, account="signed_in") == ["Vũ Thị Lan"]


def test_who_holds_no_post_now_is_found_so(world: World) -> None:
    assert names(world, without_post=True) == []
    end_appointment(appointment=post_of(world.lan), on=TODAY)
    assert names(world, without_post=True) == ["Vũ Thị Lan"]


def test_on_an_earlier_day_the_list_is_as_it_was(world: World) -> None:
    cell = world.cell_a
    rename_organisation(organisation=cell, name="Chi bộ tổ 5", decision=make_decision(date(2024, 1, 1)))
    cell.refresh_from_db()
    move_organisation(organisation=cell, parent=world.b, decision=make_decision(date(2025, 1, 1)))
    assert names(world) == []
    assert names(world, on=date(2023, 6, 1)) == ["Vũ Thị Lan"]
    page = people_page(world.minh, Wish(on=date(2023, 6, 1)), now=timezone.now())
    [row] = page.rows
    assert [(post.organisation, post.under) for post in row.posts] == [("Chi bộ thôn 1", "Đảng bộ xã A")]
    assert not row.opens


def test_an_organisation_beside_is_not_named_on_a_line(world: World) -> None:
    appoint(person=world.lan, organisation=world.cell_b, post="committee", began=date(2024, 1, 1))
    [row] = people_page(world.minh, Wish(on=TODAY), now=timezone.now()).rows
    assert [(post.organisation, post.under) for post in row.posts] == [("Chi bộ thôn 1", "Đảng bộ xã A")]


def test_pages_are_turned_forwards_and_back_and_nobody_is_left_out(site: World, minh: Client) -> None:
    for number in range(2 * ON_A_PAGE):
        make_secretary(f"Ma Văn {'ABCDEGHIKL'[number % 10]}n", site.cell_a, post="committee")
    first = people_page(site.minh, Wish(on=TODAY), now=timezone.now())
    second = _turn(site, after=first.rows[-1].person.public_id)
    third = _turn(site, after=second.rows[-1].person.public_id)
    back = _turn(site, before=second.rows[0].person.public_id)
    assert (first.has_previous, first.has_next, third.has_next) == (False, True, False)
    assert [row.person for row in back.rows] == [row.person for row in first.rows]
    assert not back.has_previous
    assert len({row.person.pk for page in (first, second, third) for row in page.rows}) == 2 * ON_A_PAGE + 1
    assert "Trang sau" in text_of(minh.get(address("people")))


def _turn(site: World, **to: Any) -> PeoplePage:
    return people_page(site.minh, Wish(on=TODAY, **to), now=timezone.now())


def test_a_list_costs_the_same_few_queries_however_long_it_is(site: World) -> None:
    def queries(**asked: Any) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            names(site, **asked)
        return len(caught)

    yesterday = TODAY - timedelta(days=1)
    wishes: list[dict[str, Any]] = [
        {},
        {"words": "lan"},
        {"within": site.a, "post": "secretary"},
        {"on": yesterday},
    ]
    before = [queries(**wish) for wish in wishes]
    for number in range(70):
        cell = make_cell(f"Chi bộ thôn {number + 2}", site.a, code=f"A{number + 2}")
        make_secretary("Vũ Thị Lan", cell, username=f"lan{number}")
    after = [queries(**wish) for wish in wishes]
    assert after == before
    assert max(after) <= 8


def test_a_page_costs_the_same_queries_however_many_there_are(site: World, minh: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert minh.get(address("people")).status_code == 200
        return len(caught)

    queries()  # what is kept from one request to the next is kept now
    before = queries()
    for number in range(60):
        make_secretary("Ma Văn Ân", site.cell_a, post="committee", username=f"an{number}")
    assert queries() == before


def test_what_cannot_be_understood_is_said_at_the_field(minh: Client) -> None:
    answer = minh.get(address("people"), {"on": "31/02/2026", "q": "lan"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert 'value="31/02/2026"' in page
    assert 'value="lan"' in page


def test_an_empty_list_says_what_to_do(site: World, minh: Client) -> None:
    assert "Không tìm thấy ai" in text_of(minh.get(address("people"), {"q": "khongcoai"}))
    empty = make_person("Trần Văn Không", username="khong")
    make_grant(empty, make_cell("Chi bộ mới", site.a, code="A9"))
    assert "Chưa có ai" in text_of(browser_of(account_of(empty)).get(address("people")))


def test_an_auditor_sees_the_list_but_is_not_offered_to_enter_anybody(site: World) -> None:
    auditor = make_person("Tạ Thị Kiểm", username="kiem")
    make_grant(auditor, site.a, "auditor")
    browser = browser_of(account_of(auditor))
    page = text_of(browser.get(address("people")))
    assert "Vũ Thị Lan" in page
    assert address("enter") not in page
    assert is_nothing(browser.get(address("enter")))
    assert is_nothing(browser.get(address("edit", site.lan)))


def test_an_administrator_sees_also_who_never_held_a_post(site: World, root: Client, minh: Client) -> None:
    enter_person(full_name="Ngô Thị Quý")
    assert "Ngô Thị Quý" in text_of(root.get(address("people")))
    assert "Ngô Thị Quý" not in text_of(minh.get(address("people")))
