"""Lan writes what she saw: drafts, sending, changing, and who finds the form."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from media.rubrics.models import RubricCriterion
from practices.reviews.models import Commitment, Observation
from practices.reviews.rules import eve_of_next_meeting
from practices.sessions.models import DemonstrationSession, Participant
from tests.makers import account_of
from tests.practices.makers import invite
from tests.practices.reviews.conftest import Ground, browser_of
from tests.practices.reviews.makers import attend, make_held_session

MOST_QUERIES = 8
State = DemonstrationSession.State


def form_of(ground: Ground) -> str:
    return reverse("practices:observe", args=[ground.session.public_id])


def draft_of(ground: Ground) -> str:
    return reverse("practices:observe_draft", args=[ground.session.public_id])


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def typed(**changed: Any) -> dict[str, Any]:
    """What Lan types; `changed` replaces or, by None, leaves out a field."""
    fields = {
        "points_C1": "20",
        "points_C2": "3",
        "saw": "Bí thư nêu rõ ba việc.",
        "said": "Gửi tài liệu trước.",
        "do_1": "Gửi dự thảo trước ba ngày",
        "by_1": in_days(9).isoformat(),
        "do_2": "",
        "by_2": "",
        "do_3": "",
        "by_3": "",
        **changed,
    }
    return {name: text for name, text in fields.items() if text is not None}


def send_draft(browser: Client, ground: Ground, *, age: int = 0, send: bool = False, **fields: Any) -> Any:
    body = {"fields": typed(**fields), "age": age, "send": send}
    return browser.post(draft_of(ground), json.dumps(body), content_type="application/json")


# --- Sending ---------------------------------------------------------------------------------------


def test_lan_sends_what_she_saw_and_will_do(ground: Ground, lan: Client) -> None:
    answer = lan.post(form_of(ground), typed(points_C2="none", do_3="Phân công rõ", by_3="2/1/2099"))
    assert answer.status_code == 422  # more than a year ahead
    answer = lan.post(form_of(ground), typed(points_C2="none"))
    assert answer.headers["Location"] == reverse("practices:my_commitments")
    observation = Observation.objects.get()
    assert observation.points == {"C1": 20, "C2": None}
    assert (observation.saw, observation.draft) == ("Bí thư nêu rõ ba việc.", {})
    assert observation.sent_at
    assert Participant.objects.get(person=ground.lan).reviewed_at == observation.sent_at
    [promised] = observation.commitments.all()
    assert (promised.text, promised.by) == ("Gửi dự thảo trước ba ngày", in_days(9))


def test_days_are_offered_before_the_next_meeting(ground: Ground, lan: Client) -> None:
    page = lan.get(form_of(ground)).content.decode()
    assert page.count(f'value="{eve_of_next_meeting(timezone.localdate()).isoformat()}"') == 3


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"points_C1": ""}, "points_C1", "Hãy cho điểm"),
        ({"points_C1": "26"}, "points_C1", "25"),
        ({"points_C1": "nhiều"}, "points_C1", ""),
        ({"unjudged_C1": "on"}, "points_C1", "Chỉ chọn một"),
        ({"points_C2": None}, "points_C2", "Hãy cho điểm"),
        ({"points_C2": "9"}, "points_C2", ""),
        ({"do_1": ""}, "do_1", "ít nhất một việc"),
        ({"by_1": ""}, "by_1", "Hãy chọn ngày"),
        ({"by_1": "hôm nào"}, "by_1", ""),
        ({"by_1": timezone.localdate().isoformat()}, "by_1", "sau hôm nay"),
        ({"do_1": "d" * 501}, "do_1", "500"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    ground: Ground, lan: Client, changed: dict[str, Any], field: str, said: str
) -> None:
    answer = lan.post(form_of(ground), typed(**changed))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert said in answer.content.decode()
    assert "Bí thư nêu rõ ba việc." in answer.content.decode()
    assert Observation.objects.get().sent_at is None
    assert Observation.objects.get().draft["saw"] == "Bí thư nêu rõ ba việc."


def test_a_day_without_a_thing_to_do_is_no_fault(ground: Ground, lan: Client) -> None:
    assert lan.post(form_of(ground), typed(by_2="hôm nào", by_3="2020-01-01")).status_code == 302


def test_without_a_rubric_what_she_saw_is_asked_for(ground: Ground) -> None:
    session = make_held_session(ground.host, rubric=None)
    attend(session, ground.lan)
    where = reverse("practices:observe", args=[session.public_id])
    lan = browser_of(ground.lan)
    assert list(lan.post(where, typed(saw="")).context["form"].errors) == ["saw"]
    assert lan.post(where, typed()).status_code == 302
    assert Observation.objects.get().points == {}


# --- Changing --------------------------------------------------------------------------------------


def test_she_changes_it_until_the_session_is_closed(ground: Ground, lan: Client) -> None:
    lan.post(form_of(ground), typed(do_2="Họp chi ủy trước", by_2=in_days(9).isoformat()))
    Commitment.objects.filter(number=2).update(state="done", note="Đã họp")
    sent_at = Observation.objects.get().sent_at
    lan.post(form_of(ground), typed(points_C1="10", do_1="Gửi trước năm ngày", do_2="Họp chi ủy trước",
                                    by_2=in_days(9).isoformat()))  # fmt: skip
    observation = Observation.objects.get()
    assert (observation.points["C1"], observation.sent_at) == (10, sent_at)
    assert [one.state for one in observation.commitments.all()] == ["open", "done"]
    DemonstrationSession.objects.update(state=State.CLOSED)
    answer = lan.post(form_of(ground), typed(points_C1="1"))
    assert Observation.objects.get().points["C1"] == 10
    assert "Gửi trước năm ngày" in answer.content.decode()
    assert "<form method" not in answer.content.decode().split("<main")[1]


def test_a_promise_whose_day_has_come_need_not_be_put_off(ground: Ground, lan: Client) -> None:
    lan.post(form_of(ground), typed())
    past = in_days(-1)
    Commitment.objects.update(by=past)
    assert lan.post(form_of(ground), typed(by_1=past.isoformat())).status_code == 302
    assert lan.post(form_of(ground), typed(do_1="Việc khác", by_1=past.isoformat())).status_code == 422


def test_a_promise_taken_out_is_gone_and_the_others_stay(ground: Ground, lan: Client) -> None:
    lan.post(form_of(ground), typed(do_2="Họp chi ủy", by_2=in_days(3).isoformat()))
    kept = Commitment.objects.get(number=2)
    lan.post(form_of(ground), typed(do_1="", do_2="Họp chi ủy", by_2=in_days(3).isoformat()))
    assert Commitment.objects.get() == kept


def test_the_rubric_stays_as_it_was_when_she_began(ground: Ground, lan: Client) -> None:
    lan.post(form_of(ground), typed())
    RubricCriterion.objects.filter(code="C1").update(most_points=50, title="Khác")
    lan.post(form_of(ground), typed(points_C1="25"))
    rubric = Observation.objects.get().rubric
    assert [one["most"] for one in rubric["criteria"]] == [25, 4]


# --- Drafts ----------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_typed_and_stands_there_again(ground: Ground, lan: Client) -> None:
    answer = lan.post(form_of(ground), typed(keep="1", points_C1="999", do_1="", by_1=""), follow=True)
    page = answer.content.decode()
    assert "Đã lưu bản nháp" in page
    assert 'value="999"' in page
    assert "Bí thư nêu rõ ba việc." in page
    assert not Participant.objects.get(person=ground.lan).reviewed_at


def test_what_a_phone_kept_is_a_draft_and_the_newest_stands(ground: Ground, lan: Client) -> None:
    assert send_draft(lan, ground, age=60_000, saw="mới hơn").json()["kept"]
    assert send_draft(lan, ground, age=3_600_000, saw="cũ hơn").json() == {
        "kept": True,
        "sent": False,
        "next": reverse("practices:my_commitments"),
    }
    assert Observation.objects.get().draft["saw"] == "mới hơn"


def test_a_draft_typed_before_the_form_was_sent_changes_nothing(ground: Ground, lan: Client) -> None:
    lan.post(form_of(ground), typed())
    send_draft(lan, ground, age=3_600_000, saw="cũ")
    assert Observation.objects.get().draft == {}


def test_a_draft_after_sending_leaves_what_was_sent(ground: Ground, lan: Client) -> None:
    lan.post(form_of(ground), typed())
    send_draft(lan, ground, saw="đang sửa")
    observation = Observation.objects.get()
    assert (observation.saw, observation.draft["saw"]) == ("Bí thư nêu rõ ba việc.", "đang sửa")
    assert "đang sửa" in lan.get(form_of(ground)).content.decode()


def test_sent_without_a_line_it_arrives_later_and_once(ground: Ground, lan: Client) -> None:
    assert send_draft(lan, ground, send=True, points_C1="").json()["sent"] is False
    assert Observation.objects.get().sent_at is None
    assert send_draft(lan, ground, send=True).json()["sent"] is True
    assert send_draft(lan, ground, send=True).json()["sent"] is True
    assert Observation.objects.get().sent_at
    assert Commitment.objects.count() == 1


def test_letters_that_no_database_keeps_are_left_out(ground: Ground, lan: Client) -> None:
    assert send_draft(lan, ground, saw="rõ\0 việc\ud800").status_code == 200
    assert Observation.objects.get().draft["saw"] == "rõ việc"
    assert send_draft(lan, ground, saw="rõ\0 việc\ud800", send=True).json()["sent"]
    assert Observation.objects.get().saw == "rõ việc"


BAD_AGES = ['{"fields": {}, "age": "x"}', '{"fields": {}, "age": 1e400}']


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"fields": [], "age": 0}', '{"fields": {"saw": 1}, "age": 0}', *BAD_AGES]
)
def test_what_no_page_of_ours_sends_is_refused(ground: Ground, lan: Client, body: str) -> None:
    answer = lan.post(draft_of(ground), body, content_type="application/json")
    assert answer.status_code == 400
    assert not Observation.objects.exists()


def test_a_draft_as_long_as_a_book_is_refused(ground: Ground, lan: Client) -> None:
    assert send_draft(lan, ground, saw="a" * 30_000).status_code == 400


def test_signed_out_her_phone_is_told_to_keep_it(ground: Ground, lan: Client) -> None:
    assert send_draft(Client(), ground).status_code == 401


def test_after_the_closing_her_phone_is_told_so(ground: Ground, lan: Client) -> None:
    DemonstrationSession.objects.update(state=State.CLOSED)
    assert send_draft(lan, ground).status_code == 409


def test_a_form_sent_without_a_session_waits_for_her(ground: Ground, lan: Client) -> None:
    away = Client()
    answer = away.post(form_of(ground), typed())
    assert "/dang-nhap/" in answer.headers["Location"]
    away.force_login(account_of(ground.lan), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Bí thư nêu rõ ba việc." in away.get(form_of(ground)).content.decode()
    assert not Observation.objects.exists()


# --- Who, and when ---------------------------------------------------------------------------------


def test_a_stranger_finds_nothing(ground: Ground, lan: Client) -> None:
    lan.post(form_of(ground), typed())
    son = browser_of(ground.son)
    assert son.get(form_of(ground)).status_code == 404
    assert son.post(form_of(ground), typed()).status_code == 404
    assert send_draft(son, ground).status_code == 404


def test_who_was_not_there_is_told_why_she_cannot_write(ground: Ground) -> None:
    invite(ground.session, ground.binh)
    binh = browser_of(ground.binh)
    assert "chưa được điểm danh" in binh.get(form_of(ground)).content.decode()
    assert "chưa được điểm danh" in binh.post(form_of(ground), typed()).content.decode()
    assert not Observation.objects.exists()


def test_before_the_beginning_the_form_is_not_open(ground: Ground) -> None:
    session = make_held_session(ground.host)
    later = datetime.now(UTC) + timedelta(minutes=20)
    DemonstrationSession.objects.filter(pk=session.pk).update(
        starts_at=later, ends_at=later + timedelta(hours=2)
    )
    attend(session, ground.lan, attended_at=datetime.now(UTC))
    page = browser_of(ground.lan).get(reverse("practices:observe", args=[session.public_id]))
    assert "Phiếu mở khi buổi sinh hoạt bắt đầu" in page.content.decode()


def test_the_form_costs_few_queries(
    ground: Ground, lan: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        lan.get(form_of(ground))
    lan.post(form_of(ground), typed())
    with django_assert_max_num_queries(MOST_QUERIES):
        lan.get(form_of(ground))
