"""Organisers make layouts of their own: chosen, ordered, shared, copied, never overwritten unseen."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.assigning import assign, finish
from tests.makers import account_of, make_grant, make_person
from tests.tracking.conftest import Ground
from tracking.building.rules import Fault, fault_of, in_order
from tracking.layouts.models import ReportLayout


@pytest.fixture
def minh(ground: Ground, client: Client) -> Client:
    assign(ground.course, ground.province, due=date(2026, 6, 30))
    client.force_login(account_of(ground.minh))
    return client


def typed(**more: Any) -> dict[str, Any]:
    return {"title": "Tiến độ tuần", "column_unit": 1, "column_late": 2, "column_owed": 3, **more}


def save(client: Client, rows: str = "units", **more: Any) -> ReportLayout:
    answer = client.post(reverse("tracking:new_layout", query={"rows": rows}), typed(**more))
    assert answer.status_code == 302, answer.text
    return ReportLayout.objects.latest("pk")


@given(st.dictionaries(st.sampled_from("abcdef"), st.none() | st.integers(1, 9)))
def test_columns_stand_by_their_numbers(numbers: dict[str, int | None]) -> None:
    order = in_order(numbers)
    assert set(order) == {key for key, number in numbers.items() if number}
    placed = [numbers[key] or 0 for key in order]
    assert placed == sorted(placed)


@pytest.mark.parametrize(
    ("rows", "columns", "which", "fault"),
    [
        ("units", ["owed", "late"], "", (Fault.NO_NAME, "unit")),
        ("units", ["unit"], "", (Fault.TOO_FEW, "")),
        ("people", ["name", "finished_on"], "chua-hoan-thanh", (Fault.EMPTY, "finished_on")),
        ("people", ["name", "finished_on"], "da-hoan-thanh", None),
        ("classes", ["course", "good"], "", None),
    ],
)
def test_columns_that_do_not_go_together(rows: str, columns: list[str], which: str, fault: Any) -> None:
    assert fault_of(rows, columns, which) == fault


def test_minh_makes_a_layout_and_uses_it_like_the_five(minh: Client, ground: Ground) -> None:
    finish(ground.lan, ground.course, date(2026, 5, 1))
    saved = save(minh, post="secretary")
    assert saved.columns == ["unit", "late", "owed"]
    page = minh.get(reverse("tracking:report", args=[saved.public_id])).text
    assert page.index("Quá hạn") < page.index("Phải học")
    assert "Tiến độ tuần" in page
    for form in ("xlsx", "csv", "pdf", "docx"):
        answer: Any = minh.get(reverse("tracking:report_file", args=[saved.public_id, form]))
        assert b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("rows", "more", "sentence"),
    [
        ("units", {"column_unit": ""}, "đánh số cho cột “Đơn vị”"),
        ("units", {"title": ""}, "Tên báo cáo"),
        ("units", {"column_late": "", "column_owed": ""}, "thêm ít nhất một cột"),
        ("units", {"column_late": "hai"}, "Quá hạn"),
        (
            "people",
            {"column_name": 1, "column_finished_on": 2, "state": "chua-hoc"},
            "luôn trống",
        ),
    ],
)
def test_bad_combinations_get_a_sentence_and_lose_nothing(
    minh: Client, rows: str, more: dict[str, Any], sentence: str
) -> None:
    answer = minh.post(reverse("tracking:new_layout", query={"rows": rows}), typed(**more))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert more.get("title") == "" or "Tiến độ tuần" in answer.text
    assert not ReportLayout.objects.exists()


def test_of_two_who_edit_none_overwrites_the_other_unseen(minh: Client, ground: Ground) -> None:
    saved = save(minh)
    address = reverse("tracking:edit_layout", args=[saved.public_id])
    first = minh.post(address, typed(title="Của Minh", version=1))
    assert first.status_code == 302
    late = minh.post(address, typed(title="Của người thứ hai", version=1))
    assert late.status_code == 422
    assert "Có người vừa lưu mẫu này" in late.text
    assert "Của người thứ hai" in late.text
    saved.refresh_from_db()
    assert saved.title == "Của Minh"
    assert 'name="version" value="2"' in late.text
    assert minh.post(address, typed(title="Của người thứ hai", version=2)).status_code == 302


def organiser(name: str, username: str, place: Any) -> Any:
    person = make_person(name, username=username)
    make_grant(person, place)
    return account_of(person)


def test_a_shared_layout_is_found_beneath_and_private_ones_nowhere(ground: Ground, client: Client) -> None:
    above = organiser("Hoàng Thị Tỉnh", "tinh", ground.province)
    client.force_login(above)
    shared, private = save(client, is_shared="on"), save(client)
    client.force_login(account_of(ground.minh))
    assert client.get(reverse("tracking:report", args=[shared.public_id])).status_code == 200
    assert client.get(reverse("tracking:report", args=[private.public_id])).status_code == 404
    assert client.get(reverse("tracking:edit_layout", args=[shared.public_id])).status_code == 404
    client.post(reverse("tracking:copy_layout", args=[shared.public_id]))
    copied = ReportLayout.objects.latest("pk")
    assert (copied.owner, copied.is_shared) == (account_of(ground.minh), False)
    client.force_login(above)
    assert client.get(reverse("tracking:report", args=[copied.public_id])).status_code == 404


def test_a_neighbour_finds_none_of_it(minh: Client, ground: Ground, client: Client) -> None:
    saved = save(minh, is_shared="on")
    for who in (
        organiser("Ma Thị Bên", "ben", ground.other_commune),
        account_of(ground.lan),
        account_of(ground.son),
    ):
        client.force_login(who)
        for name in ("report", "edit_layout", "remove_layout"):
            assert client.get(reverse(f"tracking:{name}", args=[saved.public_id])).status_code == 404
        assert client.post(reverse("tracking:copy_layout", args=[saved.public_id])).status_code == 404


def test_a_layout_is_removed_and_reports_with_rules_of_their_own_are_not_copied(minh: Client) -> None:
    saved = save(minh)
    minh.post(reverse("tracking:remove_layout", args=[saved.public_id]))
    assert not ReportLayout.objects.exists()
    answer = minh.post(reverse("tracking:copy_layout", args=["bc4"]), follow=True)
    assert "không chép được" in answer.text
