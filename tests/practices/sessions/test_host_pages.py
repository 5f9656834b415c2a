"""The host's pages: planning from the template, inviting after a look, answering for somebody."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from media.rubrics.models import Rubric
from organisations.oversight.models import Reading
from practices.sessions.inviting import invite_people, invite_posts
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.replying import reply_to_invitation
from tests.makers import make_secretary
from tests.practices.makers import make_practice, make_session
from tests.practices.sessions.conftest import World, browser_of, reply_of

HOSTING = "/dien-hinh/chu-tri/"


@pytest.fixture
def hosts_browser(world: World) -> Client:
    return browser_of(world.host)


@pytest.fixture
def ahead(world: World) -> DemonstrationSession:
    """Announced, ten days from now."""
    return make_session(world.commune, starts_at=timezone.now() + timedelta(days=10))


def typed(world: World, **changed: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=10)
    return {
        "host": str(world.cells[0].public_id),
        "title": "Sinh hoạt điểm tháng 12",
        "kind": "regular",
        "day": f"{day:%d/%m/%Y}",
        "begins": "14h",
        "ends": "16:30",
        "place": "Nhà văn hóa thôn 1",
        "programme": "Mở đầu\r\nKết thúc",
        "opens_minutes_before": "30",
        **changed,
    }


def page(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer
    text: str = answer.content.decode()
    return text


def where(name: str, session: DemonstrationSession, *more: object) -> str:
    return reverse(f"practices:{name}", args=[session.public_id, *more])


def test_the_host_begins_from_the_template(hosts_browser: Client, world: World) -> None:
    assert "Chưa có buổi nào" in page(hosts_browser.get(HOSTING))
    text = page(hosts_browser.get("/dien-hinh/chu-tri/moi/?mau=1"))
    assert "Đón các đồng chí dự, điểm danh" in text
    assert "Đảng bộ xã A" in text


def test_what_she_plans_is_a_draft_that_only_hosts_see(hosts_browser: Client, world: World) -> None:
    own = Rubric.objects.create(code="r", title="Bảng tiêu chí")
    practice = make_practice()
    sent = typed(world, practice=str(practice.public_id), rubric=own.pk, chair=str(world.lan.public_id))
    answer = hosts_browser.post("/dien-hinh/chu-tri/moi/", sent)
    session = DemonstrationSession.objects.get()
    assert answer["Location"] == where("host_session", session)
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    assert (f"{begins:%H:%M}", f"{ends:%H:%M}") == ("14:00", "16:30")
    assert (session.state, session.practice, session.chair, session.rubric) == (
        "draft",
        practice,
        world.lan,
        own,
    )
    assert session.programme == "Mở đầu\nKết thúc"
    assert "Bản nháp" in page(hosts_browser.get(HOSTING))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day": "01/01/2020"}, "Ngày này đã qua"),
        ({"day": "mùng ba"}, "Viết ngày như 23/11/2026"),
        ({"begins": "chiều"}, "Ghi giờ theo mẫu 14:00"),
        ({"ends": "13h30"}, "Giờ kết thúc trước giờ bắt đầu"),
        ({"reply_by": "01/01/2099"}, "Hạn trả lời muộn nhất là ngày tổ chức"),
        ({"kind": "online", "place": ""}, "Buổi trực tuyến cần có đường dẫn"),
        ({"place": ""}, "Đồng chí ghi địa điểm tổ chức"),
        ({"host": ""}, "Đơn vị chủ trì"),
    ],
)
def test_what_cannot_be_meant_is_explained_and_nothing_typed_is_lost(
    hosts_browser: Client, world: World, changed: dict[str, str], said: str
) -> None:
    text = page(hosts_browser.post("/dien-hinh/chu-tri/moi/", typed(world, **changed)), 422)
    assert said in text
    assert "Sinh hoạt điểm tháng 12" in text
    assert DemonstrationSession.objects.count() == 0


def test_an_organisation_that_is_not_hers_is_neither_found_nor_accepted(
    hosts_browser: Client, world: World
) -> None:
    sent = typed(world, host=str(world.neighbours_cell.public_id))
    assert "Không còn tìm thấy" in page(hosts_browser.post("/dien-hinh/chu-tri/moi/", sent), 422)
    found = page(hosts_browser.post("/dien-hinh/chu-tri/moi/", {"host_text": "thon 1", "find": "host"}))
    assert str(world.cells[0].public_id) in found
    assert str(world.neighbours_cell.public_id) not in found
    assert 'class="error"' not in found


def test_a_form_sent_after_the_session_ran_out_is_shown_for_one_more_tap(world: World) -> None:
    browser = Client()
    answer = browser.post("/dien-hinh/chu-tri/moi/", typed(world, title="Đã gõ rồi"))
    assert answer["Location"].startswith("/tai-khoan/dang-nhap/")
    browser.force_login(world.hosts_account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert DemonstrationSession.objects.count() == 0


def test_before_inviting_she_sees_who_is_meant_and_how_many(
    hosts_browser: Client, world: World, ahead: DemonstrationSession
) -> None:
    chosen = {
        "by_posts": "1",
        "posts-organisation": str(world.commune.public_id),
        "posts-posts": ["secretary", "deputy"],
    }
    text = page(hosts_browser.post(where("invite", ahead), chosen))
    assert "Mời 4 đồng chí" in text
    assert world.lan.full_name in text
    assert Participant.objects.count() == 0
    assert Reading.objects.filter(person=world.lan, screen="sessions").count() == 1
    hosts_browser.post(where("invite", ahead), {**chosen, "sure": "1"})
    assert Participant.objects.count() == 4


def test_she_invites_by_name_after_searching(
    hosts_browser: Client, world: World, ahead: DemonstrationSession
) -> None:
    sought = {"by_name": "1", "name-people_text": "lan", "find": "name-people"}
    assert str(world.lan.public_id) in page(hosts_browser.post(where("invite", ahead), sought))
    hosts_browser.post(where("invite", ahead), {"by_name": "1", "name-people": [str(world.lan.public_id)]})
    assert Participant.objects.get().person == world.lan
    nobody = {"by_name": "1", "name-people": [str(world.son.public_id)]}
    page(hosts_browser.post(where("invite", ahead), nobody), 422)


def test_she_announces_changes_and_cancels(hosts_browser: Client, world: World) -> None:
    hosts_browser.post("/dien-hinh/chu-tri/moi/", typed(world))
    session = DemonstrationSession.objects.get()
    invite_people(session=session, people=[world.lan], now=timezone.now())
    assert "1 đồng chí được mời và được báo ngay" in page(hosts_browser.get(where("announce", session)))
    hosts_browser.post(where("announce", session))
    session.refresh_from_db()
    assert session.state == "announced"
    answer = hosts_browser.post(
        where("edit_session", session), typed(world, place="Hội trường xã"), follow=True
    )
    assert "Đã thay đổi và đã báo" in page(answer)
    assert "Hội trường xã" in page(hosts_browser.get(where("host_session", session)))
    assert "Đồng chí ghi lý do" in page(
        hosts_browser.post(where("cancel_session", session), {"why": ""}), 422
    )
    assert "Mưa lũ" in page(
        hosts_browser.post(where("cancel_session", session), {"why": "Mưa lũ"}, follow=True)
    )


def test_the_host_of_an_announced_session_cannot_be_exchanged(
    hosts_browser: Client, world: World, ahead: DemonstrationSession
) -> None:
    hosts_browser.post(where("edit_session", ahead), typed(world))
    ahead.refresh_from_db()
    assert ahead.host == world.commune
    assert 'name="host_text"' not in page(hosts_browser.get(where("edit_session", ahead)))


def test_she_begins_only_on_the_day(hosts_browser: Client, ahead: DemonstrationSession, world: World) -> None:
    advance = where("advance_session", ahead)
    assert "Chưa đến ngày" in page(hosts_browser.post(advance, {"to": "under_way"}, follow=True))
    DemonstrationSession.objects.update(starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=2))
    assert "Đang diễn ra" in page(hosts_browser.post(advance, {"to": "under_way"}, follow=True))
    assert hosts_browser.post(advance, {"to": "draft"}).status_code == 404
    changed = page(hosts_browser.get(where("edit_session", ahead)))
    assert 'name="ends"' in changed
    assert 'name="title"' not in changed


def test_she_writes_down_what_she_was_told_by_telephone(
    hosts_browser: Client, world: World, ahead: DemonstrationSession
) -> None:
    invite_people(session=ahead, people=[world.lan], now=timezone.now())
    lan = Participant.objects.get()
    hosts_browser.post(where("guest", ahead, lan.public_id), {"answer": "not_coming", "why_not": "Ốm"})
    assert reply_of(ahead, world.lan) == "not_coming"
    assert "Ốm" in page(hosts_browser.get(where("guest", ahead, lan.public_id)))
    hosts_browser.post(where("take_back", ahead, lan.public_id))
    assert "Không có ai phù hợp" in page(hosts_browser.get(where("guests", ahead)))


def test_those_invited_are_found_by_name_and_by_answer(
    hosts_browser: Client, world: World, ahead: DemonstrationSession
) -> None:
    invite_posts(session=ahead, organisation=world.commune, posts=["secretary", "deputy"], now=timezone.now())
    listed = where("guests", ahead)
    assert world.lan.full_name in page(hosts_browser.get(listed, {"q": "vu thi lan"}))
    assert world.lan.full_name not in page(hosts_browser.get(listed, {"reply": "coming"}))
    without = page(hosts_browser.get(listed, {"reply": "no_account"}))
    assert world.deputies[0].full_name in without
    assert world.lan.full_name not in without


ASKED = (
    "host_session",
    "edit_session",
    "announce",
    "cancel_session",
    "invite",
    "guests",
)
SENT = ("duplicate_session", "advance_session", "discard_session", "refresh_invitations", *ASKED[1:5])


def test_nobody_but_its_hosts_finds_it(world: World, ahead: DemonstrationSession) -> None:
    invite_people(session=ahead, people=[world.lan], now=timezone.now())
    guest = where("guest", ahead, Participant.objects.get().public_id)
    for person in (world.son, world.neighbour, world.lan):
        browser = browser_of(person)
        addresses = [*(where(name, ahead) for name in ASKED), guest]
        assert {browser.get(address).status_code for address in addresses} == {404}
        assert {browser.post(where(name, ahead)).status_code for name in SENT} == {404}
        assert browser.post(guest, {"answer": "coming"}).status_code == 404
    assert browser_of(world.neighbour).get(HOSTING).status_code == 200
    assert "Sinh hoạt điểm: kết luận" not in page(browser_of(world.neighbour).get(HOSTING))
    assert browser_of(world.son).get(HOSTING).status_code == 404
    assert Client().get(where("host_session", ahead)).status_code == 302


def test_who_oversees_some_of_those_invited_sees_them_alone(
    world: World, ahead: DemonstrationSession
) -> None:
    invite_people(session=ahead, people=world.secretaries, now=timezone.now())
    minhs = browser_of(world.minh)
    other = make_session(world.province, starts_at=ahead.starts_at, title="Buổi của tỉnh")
    invite_people(session=other, people=[world.lan, world.secretaries[1]], now=timezone.now())
    text = page(minhs.get(where("host_session", other)))
    assert world.lan.full_name in text
    assert world.secretaries[1].full_name not in text
    assert Reading.objects.filter(reader=world.minh.account, person=world.lan).count() == 1
    assert "Buổi của tỉnh" in page(minhs.get(HOSTING))
    assert minhs.get(where("edit_session", other)).status_code == 404
    unknown = reverse("practices:host_session", args=[uuid4()])
    assert minhs.get(unknown).status_code == 404


def test_its_pages_ask_no_more_the_more_are_invited(
    hosts_browser: Client, world: World, ahead: DemonstrationSession, django_assert_max_num_queries: Any
) -> None:
    pages = [where("host_session", ahead), where("guests", ahead), HOSTING]
    for number in range(12):
        make_secretary(f"Người {number}", world.cells[number % 3], post="committee")
    invite_posts(session=ahead, organisation=world.commune, posts=["secretary"], now=timezone.now())
    few = [_queries(hosts_browser, one, django_assert_max_num_queries) for one in pages]
    invite_posts(session=ahead, organisation=world.commune, posts=["committee"], now=timezone.now())
    for participant in Participant.objects.all()[:5]:
        reply_to_invitation(participant=participant, is_coming=True, now=timezone.now(), by_host=True)
    assert [_queries(hosts_browser, one, django_assert_max_num_queries) for one in pages] == few


def _queries(browser: Client, address: str, counted: DjangoAssertNumQueries) -> int:
    with counted(20) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)
