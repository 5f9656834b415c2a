"""The chair leads the discussion, and what it came to is published to those who were there."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from notifications.models import Notice
from practices.reviews.models import Discussion
from practices.sessions.models import DemonstrationSession
from tests.makers import make_cell, make_secretary
from tests.practices.makers import invite, make_session
from tests.practices.reviews.conftest import Ground, browser_of
from tests.practices.reviews.makers import attend, observe

SUMMARY = "Gửi tài liệu trước ba ngày thì họp bàn được việc."
MOST_QUERIES = 8


@pytest.fixture
def long(ground: Ground) -> Client:
    return browser_of(ground.chair)


def desk_of(ground: Ground) -> str:
    return reverse("practices:discussion", args=[ground.session.public_id])


def page_of(ground: Ground) -> str:
    return reverse("practices:lessons_drawn", args=[ground.session.public_id])


def text_of(browser: Client, where: str) -> str:
    return re.sub(r"\s+", " ", browser.get(where).content.decode())


def publish(browser: Client, ground: Ground, **fields: Any) -> Any:
    return browser.post(
        desk_of(ground), {"note_well": "Mở đầu gọn", "summary": SUMMARY, "publish": "1", **fields}
    )


def test_notes_are_kept_and_nobody_sees_them_yet(ground: Ground, long: Client, lan: Client) -> None:
    long.post(desk_of(ground), {"note_well": "Mở đầu gọn", "summary": "Nháp"})
    assert Discussion.objects.get().notes == {"well": "Mở đầu gọn"}
    assert "Mở đầu gọn" in text_of(long, desk_of(ground))
    assert "Chưa công bố" in text_of(lan, page_of(ground))
    assert "Nháp" not in text_of(lan, page_of(ground))


def test_a_published_summary_is_told_to_those_who_were_there(
    ground: Ground, long: Client, lan: Client
) -> None:
    invite(ground.session, ground.binh)
    assert publish(long, ground).status_code == 302
    assert [notice.recipient for notice in Notice.objects.all()] == [ground.lan.account]
    assert Notice.objects.get().address == page_of(ground)
    shown = text_of(lan, page_of(ground))
    assert SUMMARY in shown
    assert "Mở đầu gọn" not in shown
    assert SUMMARY in text_of(browser_of(ground.binh), page_of(ground))
    publish(long, ground)
    assert Notice.objects.count() == 1


def test_a_correction_says_its_day(ground: Ground, long: Client, lan: Client) -> None:
    publish(long, ground)
    long.post(desk_of(ground), {"note_well": "Mở đầu gọn", "summary": SUMMARY})
    assert "Sửa ngày" not in text_of(lan, page_of(ground))
    published_at = Discussion.objects.get().published_at
    long.post(desk_of(ground), {"summary": "Sửa lại: gửi trước năm ngày."})
    discussion = Discussion.objects.get()
    assert discussion.published_at == published_at
    assert discussion.published_at
    assert discussion.changed_at > discussion.published_at
    assert "Sửa ngày" in text_of(lan, page_of(ground))
    assert "gửi trước năm ngày" in text_of(lan, page_of(ground))


def test_a_published_summary_cannot_be_emptied(ground: Ground, long: Client) -> None:
    publish(long, ground)
    assert long.post(desk_of(ground), {"summary": ""}).status_code == 422
    assert Discussion.objects.get().summary == SUMMARY


def test_without_a_summary_nothing_is_published_and_the_notes_stay(ground: Ground, long: Client) -> None:
    answer = publish(long, ground, summary="")
    assert answer.status_code == 422
    assert "Mở đầu gọn" in answer.content.decode()
    assert not Notice.objects.exists()


def test_the_notes_can_be_put_into_the_summary(ground: Ground, long: Client) -> None:
    fields = {"note_well": "Mở đầu gọn", "note_home": "Phân công rõ", "summary": "Chung:", "fill": "1"}
    page = long.post(desk_of(ground), fields).content.decode()
    filled = page.split('name="summary"')[1].split("</textarea>")[0]
    assert filled.index("Chung:") < filled.index("Mở đầu gọn") < filled.index("Phân công rõ")
    assert not Discussion.objects.exists()


def test_before_the_session_there_is_nothing_to_discuss(ground: Ground, long: Client) -> None:
    session = make_session(ground.host)
    where = reverse("practices:discussion", args=[session.public_id])
    assert "chưa bắt đầu" in text_of(long, where)
    long.post(where, {"summary": "Trước"})
    assert not Discussion.objects.exists()


def test_a_draft_of_a_session_or_a_cancelled_one_is_not_discussed(ground: Ground, long: Client) -> None:
    for state in ("draft", "cancelled"):
        DemonstrationSession.objects.filter(pk=ground.session.pk).update(state=state)
        long.post(desk_of(ground), {"summary": "x"})
    assert not Discussion.objects.exists()


# --- Who -------------------------------------------------------------------------------------------


def test_only_who_holds_the_session_leads_its_discussion(ground: Ground, lan: Client) -> None:
    for person in (ground.lan, ground.minh, ground.son, ground.binh):
        browser = browser_of(person)
        assert browser.get(desk_of(ground)).status_code == 404
        assert publish(browser, ground).status_code == 404
    assert browser_of(ground.tu).get(desk_of(ground)).status_code == 200
    assert not Discussion.objects.exists()


def test_only_who_was_invited_reads_it(ground: Ground, long: Client, lan: Client) -> None:
    publish(long, ground)
    assert browser_of(ground.son).get(page_of(ground)).status_code == 404
    assert browser_of(ground.binh).get(page_of(ground)).status_code == 404


# --- What all are told together --------------------------------------------------------------------


def six_forms(ground: Ground, count: int) -> None:
    for number in range(count):
        cell = make_cell(f"Chi bộ {number}", ground.host.parent)
        person = make_secretary(f"Nông Thị {'ABCDEF'[number]}", cell)
        observe(attend(ground.session, person), points={"C1": 20, "C2": 3 if number < 4 else None})


def test_four_forms_are_too_few_to_be_told(ground: Ground, long: Client, lan: Client) -> None:
    six_forms(ground, 4)
    publish(long, ground)
    assert "80%" not in text_of(lan, page_of(ground))
    assert 'class="chart"' not in text_of(lan, page_of(ground))


def test_five_forms_are_told_together_and_never_by_name(ground: Ground, long: Client, lan: Client) -> None:
    six_forms(ground, 5)
    assert "80%" not in text_of(lan, page_of(ground))
    publish(long, ground)
    shown = text_of(lan, page_of(ground))
    assert "Công tác chuẩn bị" in shown
    assert "80%" in shown
    assert "quá ít phiếu" in shown  # four have judged the chairing
    assert "Nông Thị" not in shown
    assert "Thấp nhất" not in shown


def test_the_page_costs_few_queries(
    ground: Ground, long: Client, lan: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    six_forms(ground, 6)
    publish(long, ground)
    with django_assert_max_num_queries(MOST_QUERIES):
        lan.get(page_of(ground))


def test_a_published_summary_stays_after_the_closing(ground: Ground, long: Client, lan: Client) -> None:
    publish(long, ground)
    DemonstrationSession.objects.update(state="closed")
    assert SUMMARY in text_of(lan, page_of(ground))
