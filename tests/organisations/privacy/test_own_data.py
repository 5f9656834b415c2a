"""“Dữ liệu của tôi”: everything that is kept of Lan, and nothing of anybody else."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.progress.actions import record_one
from organisations.oversight.actions import access_person, record_readings
from organisations.oversight.models import Grant
from organisations.privacy.gathering.queries import ROWS_ON_A_PAGE, sections_about
from organisations.privacy.requests.models import DataRequest
from tests.courses.test_progress import report
from tests.makers import edition_of, make_course, make_grant, outline_for
from tests.organisations.conftest import World
from tests.organisations.privacy.conftest import NOW

MOST_QUERIES = 8


@pytest.fixture
def course(world: World) -> CoursePage:
    """A course that Lan has read to the end."""
    course = make_course()
    enrol(learner=world.lan, edition=edition_of(course), now=NOW)
    for lesson in outline_for(course).lessons:
        record_one(learner=world.lan, report=report(lesson.lesson_id), now=NOW)
    return course


def section(browser: Client, key: str, page: int = 1) -> str:
    return browser.get(reverse("privacy:section", args=[key]), {"trang": page}).content.decode()


def test_her_data_says_what_is_kept_and_where(lans_phone: Client, course: CoursePage) -> None:
    page = lans_phone.get(reverse("privacy:overview")).content.decode()
    assert "Vũ Thị Lan" in page
    assert "0912 345 678" in page
    for key in ("person", "posts", "roles", "account", "courses", "evidence", "requests", "readings"):
        assert reverse("privacy:section", args=[key]) in page


def test_it_is_linked_from_her_page_and_her_account(lans_phone: Client) -> None:
    for name in ("courses:mine", "account_overview"):
        assert reverse("privacy:overview") in lans_phone.get(reverse(name)).content.decode()


def test_each_room_tells_what_it_keeps(lans_phone: Client, world: World, course: CoursePage) -> None:
    make_grant(world.lan, world.cell_a, Grant.Role.HOST)
    assert "Chi bộ thôn 1" in section(lans_phone, "posts")
    assert "Người chủ trì" in section(lans_phone, "roles")
    assert "lan" in section(lans_phone, "account")
    assert "Điều hành buổi sinh hoạt" in section(lans_phone, "courses")
    assert "Bài một" in section(lans_phone, "lessons")
    assert "Đọc hết" in section(lans_phone, "evidence")


def test_she_sees_who_has_read_her_data_and_on_which_page(lans_phone: Client, world: World) -> None:
    access_person(viewer=world.minh, public_id=world.lan.public_id, screen="request", now=NOW)
    page = section(lans_phone, "readings")
    assert "Bùi Văn Minh" in page
    assert "12:00 23/11/2026" in page
    assert "một yêu cầu về dữ liệu cá nhân" in page


def test_a_reader_sees_that_he_was_noted_but_not_whose_data_it_was(world: World) -> None:
    record_readings(reader=world.minh, people=[world.lan.pk], screen="request", now=NOW)
    minh = world.minh.person
    told = {one.key: list(one.rows) for one in sections_about(minh)}
    assert len(told["readings_made"]) == 1
    assert "Vũ Thị Lan" not in str(told)


def test_nothing_of_anybody_else_is_in_it(world: World, course: CoursePage) -> None:
    access_person(viewer=world.minh, public_id=world.lan.public_id, screen="person", now=NOW)
    told = str([list(one.rows) for one in sections_about(world.son.person)])
    for foreign in ("Lan", "Bình", "+84912345678", "Bài một"):
        assert foreign not in told


def test_somebody_without_an_account_has_no_rows_of_the_sites_own(world: World, course: CoursePage) -> None:
    """What the site does by itself is logged without an account, and is nobody's."""
    from organisations.people.actions import enter_person

    known = enter_person(full_name="Người Chưa Đăng Nhập")
    rows = {one.key: one.rows.count() for one in sections_about(known)}
    assert {key for key, count in rows.items() if count} == {"person"}


def test_long_lists_are_paged(lans_phone: Client, world: World) -> None:
    for _ in range(ROWS_ON_A_PAGE + 1):
        record_readings(reader=world.minh, people=[world.lan.pk], screen="person", now=NOW)
    first, second, beyond = (section(lans_phone, "readings", page) for page in (1, 2, 99))
    assert first.count("Bùi Văn Minh") == ROWS_ON_A_PAGE
    assert second.count("Bùi Văn Minh") == 1
    assert beyond.count("Bùi Văn Minh") == 1


def test_unknown_parts_answer_404(lans_phone: Client) -> None:
    assert lans_phone.get(reverse("privacy:section", args=["khac"])).status_code == 404


@pytest.mark.parametrize("key", ["", "person", "posts", "account", "courses", "evidence", "readings"])
def test_a_page_costs_the_same_few_queries_however_much_is_kept(
    lans_phone: Client,
    world: World,
    course: CoursePage,
    lans_correction: DataRequest,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    key: str,
) -> None:
    for _ in range(70):
        record_readings(reader=world.minh, people=[world.lan.pk], screen="person", now=NOW)
    address = reverse("privacy:section", args=[key]) if key else reverse("privacy:overview")
    with django_assert_max_num_queries(MOST_QUERIES):
        lans_phone.get(address)
