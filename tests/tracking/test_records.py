"""A secretary's record, for whoever oversees her and for herself."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from courses.assignments.actions import exempt
from organisations.oversight.models import Reading
from organisations.people.models import Person
from tests.assigning import assign, finish
from tests.courses.conftest import browser_of
from tests.makers import make_course, make_grant, make_person
from tests.tracking.conftest import Ground

DUE = date(2026, 6, 30)


def page_of(person: Person) -> str:
    return reverse("tracking:record", args=[person.public_id])


@pytest.fixture
def late(ground: Ground) -> Ground:
    """Lan finished two days late, in a valley; her phone told of it three days later."""
    assign(ground.course, ground.commune, due=DUE)
    finish(ground.lan, ground.course, date(2026, 7, 2), told=datetime(2026, 7, 5, 1, tzinfo=UTC))
    return ground


def test_the_record_says_when_she_learnt_it_how_late_and_when_it_was_synced(late: Ground) -> None:
    answer = browser_of(late.minh).get(page_of(late.lan))
    page = answer.content.decode()
    assert "Hoàn thành ngày 02/07/2026 (muộn 2 ngày)" in page
    assert "Học lúc 12:00 02/07/2026, đồng bộ lúc 08:00 05/07/2026" in page
    assert "Bí thư, Chi bộ thôn 1" in page
    assert "no-store" in answer["Cache-Control"]


def test_who_reads_it_is_written_down_and_she_herself_is_not(late: Ground) -> None:
    browser_of(late.minh).get(page_of(late.lan))
    browser_of(late.minh).get(reverse("tracking:record_file", args=[late.lan.public_id]))
    browser_of(late.lan).get(reverse("tracking:own_record"))
    readings = Reading.objects.filter(person=late.lan)
    assert list(readings.values_list("reader__username", "screen")) == [("minh", "record")] * 2


def test_a_stranger_and_a_neighbouring_organiser_find_nothing(late: Ground) -> None:
    neighbour = make_person("Nông Văn Bên", username="ben")
    make_grant(neighbour, late.other_commune)
    for reader in (late.son, neighbour, late.tam):
        for name in ("tracking:record", "tracking:record_file", "tracking:hand_in_for"):
            address = reverse(name, args=[late.lan.public_id])
            assert browser_of(reader).get(address).status_code == 404, (reader, name)
    assert not Reading.objects.filter(person=late.lan).exists()


def test_why_she_was_exempted_is_for_those_who_oversee_her(late: Ground) -> None:
    assignment = assign(make_course(title="Khóa khác"), late.commune)
    exempt(
        assignment=assignment,
        person=late.lan,
        began=date(2026, 3, 1),
        reason="Đi học tập trung",
        by=None,
        now=timezone.now(),
    )
    assert "Đi học tập trung" in browser_of(late.minh).get(page_of(late.lan)).content.decode()
    own = browser_of(late.lan).get(reverse("tracking:own_record")).content.decode()
    assert "Đi học tập trung" not in own
    assert "muộn 2 ngày" in own


def test_no_organisation_out_of_sight_is_named(ground: Ground) -> None:
    assign(ground.course, ground.province, due=DUE)
    page = browser_of(ground.minh).get(page_of(ground.lan)).content.decode()
    assert "Điều hành buổi sinh hoạt" in page
    assert "Đảng bộ tỉnh" not in page


@pytest.mark.parametrize("empty", [True, False])
def test_the_file_is_a_pdf_of_the_same(ground: Ground, empty: bool) -> None:
    if not empty:
        assign(ground.course, ground.commune, due=DUE)
        finish(ground.lan, ground.course, date(2026, 7, 2))
    answer = browser_of(ground.lan).get(reverse("tracking:own_record_file"))
    assert answer["Content-Type"] == "application/pdf"
    text = text_of_pdf(answer.content)
    assert "Vũ Thị Lan" in text
    assert ("muộn 2 ngày" in text) != empty


def text_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def test_the_record_costs_the_same_however_much_she_owes(ground: Ground) -> None:
    browser, address = browser_of(ground.minh), page_of(ground.lan)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    assign(ground.course, ground.commune, due=DUE)
    finish(ground.lan, ground.course, date(2026, 7, 2))
    queries()
    one = queries()
    for number in range(3):
        course = make_course("Một bài", title=f"Khóa {number}")
        assign(course, ground.commune, due=DUE)
        finish(ground.lan, course, date(2026, 7, 3))
    queries()  # what new editions rest on is remembered
    assert queries() == one
