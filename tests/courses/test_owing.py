"""What Lan owes stands before her: on the first page, on the course's page, on her own."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from courses.assignments.actions import make_programme, settle_assignment, withdraw_assignment
from courses.owing.rules import Urgency, days_late, urgency_of
from courses.reading.queries import desk_of
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.assigning import assign, finish, start
from tests.courses.conftest import browser_of
from tests.makers import make_cell, make_course, make_organisation, make_secretary

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MOST_QUERIES = 8


@pytest.fixture
def commune(db: None) -> Organisation:
    return make_organisation("Đảng bộ xã Na Hang")


@pytest.fixture
def lan(commune: Organisation) -> Person:
    return make_secretary("Vũ Thị Lan", make_cell("Chi bộ Nà Chang", commune), username="lan")


@pytest.fixture
def page_of_lan(lan: Person) -> Client:
    return browser_of(lan)


def text(browser: Client, address: str = "/") -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@given(due=DAYS, today=DAYS)
def test_what_is_late_is_past_its_day_and_by_so_many_days(due: date, today: date) -> None:
    is_late = urgency_of(due, is_mandatory=True, today=today) is Urgency.LATE
    assert is_late == (today > due) == (days_late(due, today) > 0)
    assert urgency_of(due, is_mandatory=False, today=today) is Urgency.RECOMMENDED


@pytest.mark.parametrize(
    ("days", "words"),
    [(-6, "Quá hạn 6 ngày"), (0, "Hạn hôm nay"), (3, f"Hạn {in_days(3):%d/%m}")],
)
def test_the_first_page_says_by_when_in_words(
    page_of_lan: Client, commune: Organisation, days: int, words: str
) -> None:
    assign(make_course(title="Tổ chức sinh hoạt"), commune, due=in_days(days), began=in_days(-60))
    assert words in text(page_of_lan)


def test_one_tap_on_the_first_page_begins_what_is_owed(
    page_of_lan: Client, lan: Person, commune: Organisation
) -> None:
    course = make_course(title="Tổ chức sinh hoạt")
    assign(course, commune)
    enrol = reverse("courses:enrol", args=[course.slug])
    assert f'action="{enrol}"' in text(page_of_lan)
    page_of_lan.post(enrol)
    desk = desk_of(lan, timezone.now())
    assert desk.in_hand
    assert desk.owed_in_hand
    assert desk.tasks == []
    assert desk.others == []


def test_mandatory_comes_before_recommended_and_what_is_due_first_before_the_rest(
    lan: Person, commune: Organisation
) -> None:
    titles = ("Khuyến khích", "Sau", "Trước", "Không hạn")
    recommended, later, sooner, undated = (make_course(title=title) for title in titles)
    assign(recommended, commune, due=in_days(1), is_mandatory=False)
    assign(undated, commune)
    assign(later, commune, due=in_days(20))
    assign(sooner, commune, due=in_days(10))
    owed = desk_of(lan, timezone.now()).owed
    assert [task.edition.title for task in owed] == ["Trước", "Sau", "Không hạn", "Khuyến khích"]


def test_a_programme_is_told_in_its_order_and_what_is_finished_is_left_out(
    page_of_lan: Client, lan: Person, commune: Organisation
) -> None:
    courses = [make_course(title=f"Khóa {letter}") for letter in "CAB"]
    assign(make_programme(title="Bí thư mới", courses=courses), commune, due=in_days(30))
    assert [task.edition.title for task in desk_of(lan, timezone.now()).owed] == [
        "Khóa C",
        "Khóa A",
        "Khóa B",
    ]
    finish(lan, courses[0], timezone.localdate())
    desk = desk_of(lan, timezone.now())
    assert desk.first
    assert desk.first.edition.title == "Khóa A"
    assert "Chương trình “Bí thư mới”, khóa 2" in text(page_of_lan)


def test_the_courses_page_says_who_assigned_it_by_when_and_what_renewal_means(
    page_of_lan: Client, commune: Organisation
) -> None:
    course = make_course()
    assignment = assign(course, commune, due=in_days(20), valid_months=24, window_days=45)
    type(assignment).objects.update(decision="15-QĐ/ĐU", note="Học trước đại hội.")
    page = text(page_of_lan, reverse("courses:course", args=[course.slug]))
    for words in ("Đảng bộ xã Na Hang", "15-QĐ/ĐU", "Học trước đại hội.", "24 tháng", "45 ngày"):
        assert words in page


def test_a_stranger_is_told_of_no_assignment(commune: Organisation, lan: Person, son: Person) -> None:
    course = make_course()
    assign(course, commune, due=in_days(20))
    browser = browser_of(son)
    for address in ("/", reverse("courses:course", args=[course.slug]), reverse("courses:owed")):
        assert "Đảng bộ xã Na Hang" not in text(browser, address)
        assert f"{in_days(20):%d/%m}" not in text(browser, address)


def test_what_she_owed_before_stays_to_be_read(
    page_of_lan: Client, lan: Person, commune: Organisation
) -> None:
    assert "Hôm nay đồng chí không được giao khóa học nào" in text(page_of_lan, reverse("courses:owed"))
    late, given_up = make_course(title="Học muộn"), make_course(title="Thôi giao")
    assign(late, commune, due=date(2026, 2, 1))
    finish(lan, late, date(2026, 2, 4))
    withdrawn = assign(given_up, commune)
    withdraw_assignment(assignment=withdrawn, on=date(2026, 3, 1), by=None)
    settle_assignment(assignment=withdrawn, today=timezone.localdate())
    page = text(page_of_lan, reverse("courses:owed"))
    for words in ("Hoàn thành ngày 04/02/2026", "muộn 3 ngày", "Không phải học từ ngày 01/03/2026"):
        assert words in page


def test_no_page_asks_more_the_more_she_owes(
    page_of_lan: Client,
    lan: Person,
    commune: Organisation,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    courses = [make_course("Một bài", title=f"Khóa {number}") for number in range(5)]
    assign(make_programme(title="Cả năm", courses=courses[1:]), commune, due=in_days(3))
    assign(courses[0], commune, due=in_days(-3), began=in_days(-90))
    start(lan, courses[0], timezone.localdate())
    page_of_lan.get(reverse("courses:course", args=[courses[0].slug]))
    pages = ["/", reverse("courses:course", args=[courses[0].slug]), reverse("courses:owed")]
    for page in pages:
        with django_assert_max_num_queries(MOST_QUERIES, info=page):
            assert page_of_lan.get(page).status_code == 200
