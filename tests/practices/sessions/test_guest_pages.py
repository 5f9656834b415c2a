"""What Lan sees of a session that she is invited to, and answers; Sơn sees nothing of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from media.documents.models import Paper
from notifications.models import Notice
from practices.sessions.holding import cancel_session
from practices.sessions.inviting import invite_people
from practices.sessions.models import DemonstrationSession, Participant, SessionPaper
from practices.sessions.planning import edit_session
from practices.sessions.queries import papers_of
from tests.makers import account_of
from tests.practices.makers import make_practice, make_session
from tests.practices.sessions.conftest import World, browser_of, reply_of
from tests.practices.sessions.test_host_pages import page, where

MOST_QUERIES = 8


@pytest.fixture
def ahead(world: World) -> DemonstrationSession:
    session = make_session(
        world.commune,
        starts_at=timezone.now() + timedelta(days=10),
        programme="Mở đầu\nNội dung sinh hoạt",
        to_prepare="Đọc dự thảo nghị quyết",
        practice=make_practice(),
        places=1,
        reply_by=timezone.localdate() + timedelta(days=5),
    )
    paper = Paper.objects.create(title="Dự thảo nghị quyết", file="du-thao.pdf")
    SessionPaper.objects.create(session=session, paper=paper)
    invite_people(session=session, people=world.secretaries, now=timezone.now())
    return session


@pytest.fixture
def lans_browser(world: World) -> Client:
    return browser_of(world.lan)


def answer(person: Any, session: DemonstrationSession, **sent: str) -> str:
    return page(browser_of(person).post(where("reply", session), sent, follow=True))


def test_she_sees_what_it_is_and_answers(
    lans_browser: Client, ahead: DemonstrationSession, world: World
) -> None:
    text = page(lans_browser.get(where("session", ahead)))
    for said in (
        "Nội dung sinh hoạt",
        "Đọc dự thảo",
        "Dự thảo nghị quyết",
        "Nhà văn hóa thôn 1",
        "Đảng bộ xã A",
    ):
        assert said in text
    assert "Đơn vị chủ trì đã biết đồng chí sẽ dự" in answer(world.lan, ahead, answer="coming")
    assert "Đã hết chỗ" in answer(world.secretaries[1], ahead, answer="coming")
    assert "đứng đầu danh sách chờ" in page(browser_of(world.secretaries[1]).get(where("session", ahead)))
    answer(world.lan, ahead, answer="not_coming", why_not="Đi công tác")
    assert reply_of(ahead, world.secretaries[1]) == "coming"


def test_a_no_needs_a_reason_and_what_was_typed_is_kept(
    lans_browser: Client, ahead: DemonstrationSession, world: World
) -> None:
    refused = page(lans_browser.post(where("reply", ahead), {"answer": "not_coming"}), 422)
    assert "Đồng chí ghi vắn tắt lý do" in refused
    long = "Bận việc " * 40
    assert "Bận việc" in page(
        lans_browser.post(where("reply", ahead), {"answer": "not_coming", "why_not": long}), 422
    )
    assert reply_of(ahead, world.lan) == "none"


def test_after_the_last_day_she_is_told_whom_to_call(
    lans_browser: Client, ahead: DemonstrationSession, world: World
) -> None:
    world.commune.contact_phone = "+84912345678"
    world.commune.save()
    DemonstrationSession.objects.update(reply_by=timezone.localdate() - timedelta(days=1))
    text = page(lans_browser.get(where("session", ahead)))
    assert "gọi Đảng bộ xã A: 0912 345 678" in text
    assert "Tôi sẽ dự" not in text
    assert "không còn nhận trả lời" in answer(world.lan, ahead, answer="coming")
    assert reply_of(ahead, world.lan) == "none"


def test_what_was_changed_and_that_it_is_cancelled_stands_there(
    lans_browser: Client, ahead: DemonstrationSession, world: World
) -> None:
    edit_session(
        session=ahead,
        fields={"place": "Hội trường xã"},
        papers=papers_of(ahead),
        by=world.hosts_account,
        now=timezone.now(),
    )
    text = page(lans_browser.get(where("session", ahead)))
    assert "Hội trường xã" in text
    assert "Nhà văn hóa thôn 1" in text
    cancel_session(session=ahead, why="Mưa lũ", now=timezone.now())
    text = page(lans_browser.get(where("session", ahead)))
    assert "Mưa lũ" in text
    assert "Tôi sẽ dự" not in text


def test_her_sessions_stand_in_order_and_a_draft_is_not_among_them(
    lans_browser: Client, ahead: DemonstrationSession, world: World
) -> None:
    now = timezone.now()
    for title, days, state in (
        ("Buổi đã qua", -20, "closed"),
        ("Buổi nháp", 5, "draft"),
        ("Buổi gần", 2, "announced"),
    ):
        other = make_session(
            world.commune, starts_at=now + timedelta(days=days), title=title, state="announced"
        )
        Participant.objects.create(session=other, person=world.lan, origin="name", invited_at=now)
        DemonstrationSession.objects.filter(pk=other.pk).update(state=state)
    text = page(lans_browser.get("/dien-hinh/buoi/"))
    order = [text.index(title) for title in ("Buổi gần", ahead.title, "Buổi đã qua")]
    assert order == sorted(order)
    assert "Buổi nháp" not in text
    draft = DemonstrationSession.objects.get(title="Buổi nháp")
    assert lans_browser.get(where("session", draft)).status_code == 404


def test_the_first_page_tells_her_until_she_has_answered(
    lans_browser: Client, ahead: DemonstrationSession, world: World
) -> None:
    home = page(lans_browser.get("/"))
    assert "Xem và trả lời" in home
    assert "Thông báo mới" not in home
    assert Notice.objects.filter(recipient=account_of(world.lan), read_at=None).exists()
    answer(world.lan, ahead, answer="coming")
    assert "Xem và trả lời" not in page(lans_browser.get("/"))
    assert not Notice.objects.filter(recipient=account_of(world.lan), read_at=None).exists()
    DemonstrationSession.objects.update(starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1))
    assert "Buổi sinh hoạt điểm hôm nay" in page(lans_browser.get("/"))


def test_the_stranger_finds_nothing(ahead: DemonstrationSession, world: World) -> None:
    browser = browser_of(world.son)
    names = ("session", "reply", "calendar")
    assert {browser.get(where(name, ahead)).status_code for name in names} == {404}
    assert browser.post(where("reply", ahead), {"answer": "coming"}).status_code == 404
    assert "chưa được mời dự buổi nào" in page(browser.get("/dien-hinh/buoi/"))
    assert ahead.title not in page(browser.get("/"))
    assert Client().get(where("session", ahead)).status_code == 302


def test_on_a_practices_page_only_those_invited_read_when_it_is_shown(
    ahead: DemonstrationSession, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    template = Template("{% load session_tags %}{% sessions_to_come practice %}")
    for person, is_told in ((world.lan, True), (world.son, False)):
        request = RequestFactory().get("/")
        request.person = person  # type: ignore[attr-defined]
        with django_assert_num_queries(1):
            text = template.render(Context({"request": request, "practice": ahead.practice}))
        assert (ahead.title in text) == is_told


def test_her_pages_ask_little_of_the_database(
    lans_browser: Client,
    ahead: DemonstrationSession,
    world: World,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    answer(world.secretaries[1], ahead, answer="coming")
    answer(world.lan, ahead, answer="coming")
    for address in (
        where("session", ahead),
        reverse("practices:my_sessions"),
        where("calendar", ahead),
        "/",
        "/toi/",
    ):
        with django_assert_max_num_queries(MOST_QUERIES, info=address):
            assert lans_browser.get(address).status_code == 200


def test_an_answer_given_after_the_session_ran_out_is_held(ahead: DemonstrationSession, world: World) -> None:
    browser = Client()
    sent = {"answer": "not_coming", "why_not": "Đi viện"}
    assert browser.post(where("reply", ahead), sent)["Location"].startswith("/tai-khoan/dang-nhap/")
    browser.force_login(account_of(world.lan), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Đi viện" in page(browser.get(where("reply", ahead)))
    assert reply_of(ahead, world.lan) == "none"
