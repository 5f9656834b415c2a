"""The host's page by forms alone, and what phones send; a stranger finds nothing."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person
from practices.checkin.codes import ensure_code
from practices.checkin.models import CheckIn
from practices.checkin.queries import roll_of
from practices.checkin.rules import digest_of_code
from practices.sessions.models import Participant
from tests.makers import make_cell, make_grant, make_organisation, make_person, make_secretary
from tests.practices.checkin.makers import Hall, close

pytestmark = pytest.mark.django_db
Open = Callable[[Person], Client]


def address(hall: Hall, name: str = "checkin", *args: object) -> str:
    return reverse(f"practices:{name}", args=[hall.session.public_id, *args])


def press(browser: Client, hall: Hall, **button: object) -> str:
    """Press a button of the page; what it says afterwards."""
    return browser.post(address(hall), button, follow=True).content.decode()


def who(hall: Hall, person: Person) -> str:
    return str(hall.participant(person).public_id)


def test_minh_ticks_a_name_takes_it_back_and_ticks_it_again(hall: Hall, browser_of: Open) -> None:
    minh = browser_of(hall.minh)
    page = press(minh, hall, tick=who(hall, hall.lan))
    assert "Có mặt: Vũ Thị Lan." in page
    assert "<strong data-count>1</strong><span> / <span data-total>5</span> có mặt" in page
    assert "Vũ Thị Lan đã điểm danh lúc" in press(minh, hall, tick=who(hall, hall.lan))
    assert "Đã hoàn tác: Vũ Thị Lan." in press(minh, hall, undo=who(hall, hall.lan))
    assert hall.attended() == []
    press(minh, hall, tick=who(hall, hall.lan))
    assert hall.attended() == [hall.lan]


def test_a_typed_code_checks_in_and_a_wrong_one_says_what_a_code_looks_like(
    hall: Hall, browser_of: Open
) -> None:
    minh = browser_of(hall.minh)
    code = ensure_code(person=hall.people[2], now=datetime.now(UTC))
    assert "Có mặt: Đỗ Thị Hòa." in press(minh, hall, code=f"{code[:4]} {code[4:]}".lower())
    assert "Đỗ Thị Hòa đã điểm danh lúc" in press(minh, hall, code=code)
    assert "“hòa” không phải mã điểm danh" in press(minh, hall, code="hòa")
    assert "Không ai có mã này" in press(minh, hall, code="CFGH-JKMN")
    page = minh.get(address(hall)).content.decode()
    assert "CFGH-JKMN" in page


def test_names_are_found_without_marks_and_every_reading_is_written_down(
    hall: Hall, browser_of: Open
) -> None:
    minh = browser_of(hall.minh)
    page = minh.get(address(hall), {"q": "duc thon 4"}).content.decode()
    assert "Lò Văn Đức" in page
    assert "Vũ Thị Lan" not in page
    assert list(Reading.objects.values_list("person", flat=True)) == [hall.people[3].pk]


def test_the_roll_stands_in_the_order_of_vietnamese_lists(hall: Hall) -> None:
    names = [line.person.full_name for line in roll_of(hall.session)]
    assert names == ["Nguyễn Văn Ân", "Lò Văn Đức", "Đỗ Thị Hòa", "Vũ Thị Lan", "Hà Thị Ý"]


def test_before_the_set_time_the_page_says_when_and_takes_nothing(hall: Hall, browser_of: Open) -> None:
    hall.session.starts_at = datetime.now(UTC) + timedelta(hours=2)
    hall.session.ends_at = hall.session.starts_at + timedelta(hours=2)
    hall.session.save()
    page = press(browser_of(hall.minh), hall, tick=who(hall, hall.lan))
    assert "Điểm danh mở lúc" in page
    assert hall.attended() == []


def test_after_the_end_nobody_is_ticked_any_more(hall: Hall, browser_of: Open) -> None:
    close(hall.session, datetime.now(UTC) - timedelta(minutes=1))
    minh = browser_of(hall.minh)
    page = minh.get(address(hall)).content.decode()
    assert "Buổi đã kết thúc." in page
    assert 'name="tick"' not in page
    assert "Buổi đã kết thúc" in press(minh, hall, tick=who(hall, hall.lan))
    assert hall.attended() == []


def test_a_guest_is_found_among_minhs_own_people_only(hall: Hall, browser_of: Open) -> None:
    make_secretary("Ma Văn Khách", make_cell("Chi bộ thôn 9", hall.commune))
    far = make_secretary("Ma Thị Xa", make_cell("Chi bộ Xa", make_organisation("Đảng bộ xã khác")))
    minh = browser_of(hall.minh)
    page = minh.get(address(hall, "walk_in"), {"q": "ma"}).content.decode()
    assert "Ma Văn Khách" in page
    assert "Ma Thị Xa" not in page
    assert minh.post(address(hall, "walk_in"), {"person": far.public_id}).status_code == 404
    guest = Person.objects.get(full_name="Ma Văn Khách")
    minh.post(address(hall, "walk_in"), {"person": guest.public_id})
    assert hall.participant(guest).origin == Participant.Origin.WALK_IN
    assert "ngoài danh sách mời" in minh.get(address(hall)).content.decode()


def test_minh_says_whose_a_code_was(hall: Hall, browser_of: Open) -> None:
    guest = make_secretary("Ma Văn Khách", make_cell("Chi bộ thôn 9", hall.commune))
    minh = browser_of(hall.minh)
    press(minh, hall, code="CFGHJKMN")
    waiting = CheckIn.objects.get(refused="unknown")
    where = address(hall, "whose_checkin", waiting.pk)
    assert "CFGH-JKMN" in minh.get(where).content.decode()
    minh.post(where, {"person": guest.public_id})
    assert hall.attended() == [guest]
    assert minh.get(where).status_code == 404


# --- What phones send ----------------------------------------------------------------------------------


def send(browser: Client, hall: Hall, *rows: dict[str, Any], body: object = None) -> Any:
    content = {"device": str(uuid4()), "checkins": list(rows)} if body is None else body
    return browser.post(address(hall, "send_checkins"), json.dumps(content), content_type="application/json")


def row(how: str = "ticked", **named: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "how": how, "at": int(datetime.now(UTC).timestamp() * 1000), **named}


def test_a_batch_gets_a_receipt_each_and_a_second_phone_learns_of_it(hall: Hall, browser_of: Open) -> None:
    code = ensure_code(person=hall.people[1], now=datetime.now(UTC))
    rows = [row(who=who(hall, hall.lan)), row("scanned", code=code), row("scanned", code="CFGHJKMN")]
    minh = browser_of(hall.minh)
    for expected in (["saved", "saved", "unknown"], ["known", "known", "known"]):
        answer = send(minh, hall, *rows).json()
        assert [answer["receipts"][one["id"]][0] for one in rows] == expected
    assert answer["stand"][who(hall, hall.people[1])][1] == "scanned"
    tu = make_person("Hà Anh Tú", username="tu")
    make_grant(tu, hall.commune, Grant.Role.HOST)
    second = browser_of(tu)
    known = second.get(address(hall, "checkin_list")).json()
    assert set(known["there"]) == {who(hall, hall.lan), who(hall, hall.people[1])}
    assert known["waiting"] == 1
    again = second.get(address(hall, "checkin_list"), {"seen": known["digest"]}).json()
    assert "there" not in again


def test_names_are_told_to_a_phone_only_where_it_asks_and_then_written_down(
    hall: Hall, browser_of: Open
) -> None:
    minh = browser_of(hall.minh)
    send(minh, hall, row(who=who(hall, hall.lan)))
    plain = minh.get(address(hall, "checkin_list"))
    assert "Lan" not in plain.content.decode()
    assert not Reading.objects.exists()
    [told] = minh.get(address(hall, "checkin_list"), {"new": who(hall, hall.lan)}).json()["people"]
    assert told["name"] == "Vũ Thị Lan"
    assert Reading.objects.get().person == hall.lan


def test_a_page_knows_codes_by_their_digests_alone(hall: Hall, browser_of: Open) -> None:
    page = browser_of(hall.minh).get(address(hall)).content.decode()
    code = ensure_code(person=hall.lan, now=datetime.now(UTC))
    assert code not in page
    assert digest_of_code(str(hall.session.public_id), code) in page


@pytest.mark.parametrize(
    "body",
    [
        "nothing",
        [],
        {"device": "x", "checkins": []},
        {"device": str(uuid4()), "checkins": [{"id": "1"}]},
        {"device": str(uuid4()), "checkins": [row("sheet", who=str(uuid4()))]},
        {"device": str(uuid4()), "checkins": [row()]},
        {"device": str(uuid4()), "checkins": [row(who=str(uuid4())) | {"at": -5}]},
        {"device": str(uuid4()), "checkins": [row("scanned", code="a text that is no code")]},
        {"device": str(uuid4()), "checkins": [row("scanned", code=5)]},
        {"device": str(uuid4()), "checkins": [row(who=str(uuid4()))] * 501},
    ],
)
def test_what_no_phone_of_ours_sends_is_refused_in_words(hall: Hall, browser_of: Open, body: object) -> None:
    answer = send(browser_of(hall.minh), hall, body=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_signed_out_a_phone_is_told_401_and_keeps_what_it_holds(hall: Hall) -> None:
    assert send(Client(), hall, row(who=who(hall, hall.lan))).status_code == 401
    assert Client().get(address(hall, "checkin_list")).status_code == 401


def test_a_stranger_and_those_invited_find_nothing_of_the_hosts(hall: Hall, browser_of: Open) -> None:
    for person in (hall.son, hall.lan):
        browser = browser_of(person)
        for name in ("checkin", "checkin_list", "walk_in", "host_code", "coming_codes", "sheets", "badges"):
            assert browser.get(address(hall, name)).status_code == 404, name
        assert send(browser, hall, row(who=who(hall, hall.lan))).status_code == 404
        assert browser.post(address(hall), {"tick": who(hall, hall.lan)}).status_code == 404
    assert hall.attended() == []
