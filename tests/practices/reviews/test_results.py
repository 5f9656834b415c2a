"""What everybody wrote: by name to the host and those above her, of one's own people to other organisers."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from organisations.oversight.models import Reading
from practices.reviews.models import Observation
from practices.sessions.models import DemonstrationSession
from tests.makers import make_cell, make_secretary
from tests.practices.reviews.conftest import Ground, browser_of
from tests.practices.reviews.makers import attend, observe


@pytest.fixture
def reviewed(ground: Ground) -> Ground:
    """Lan and Bình have each sent a form; a third one is a draft."""
    observe(attend(ground.session, ground.lan), points={"C1": 25, "C2": 4}, saw="Lan thấy rõ việc")
    observe(attend(ground.session, ground.binh), points={"C1": 10, "C2": None}, saw="Bình thấy dài")
    cell = make_cell("Chi bộ nháp", ground.host.parent)
    draft = attend(ground.session, make_secretary("Mông Văn Nháp", cell))
    Observation.objects.create(participant=draft, saw="Chưa gửi", changed_at=ground.session.starts_at)
    return ground


def page_of(ground: Ground, name: str = "session_reviews") -> str:
    return reverse(f"practices:{name}", args=[ground.session.public_id])


def text_of(browser: Client, where: str) -> str:
    answer = browser.get(where)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_host_sees_everybody_by_name_and_it_is_written_down(reviewed: Ground) -> None:
    shown = text_of(browser_of(reviewed.chair), page_of(reviewed))
    for text in ("Vũ Thị Lan", "Chẩu Văn Bình", "Lan thấy rõ việc", "Bình thấy dài", "Gửi dự thảo"):
        assert text in shown
    assert "Mông Văn Nháp" not in shown
    assert "Chưa gửi" not in shown
    assert {reading.person for reading in Reading.objects.all()} == {reviewed.lan, reviewed.binh}


def test_results_by_criterion_and_together(reviewed: Ground) -> None:
    shown = text_of(browser_of(reviewed.chair), page_of(reviewed))
    assert "40% – 100%" in shown  # preparing: 10 and 25 of 25
    assert re.search(r'data-label="Trung bình">70%', shown)
    assert re.search(r'data-label="Số người đánh giá">1<', shown)  # Bình could not judge the chairing
    assert "Khá" in shown  # 100% and 40%
    assert "<title" in shown.split('<svg class="chart"')[1]


def test_the_organiser_above_the_host_sees_the_same(reviewed: Ground) -> None:
    shown = text_of(browser_of(reviewed.tu), page_of(reviewed))
    assert "Vũ Thị Lan" in shown
    assert "Chẩu Văn Bình" in shown


def test_an_organiser_above_somebody_invited_sees_hers_alone(reviewed: Ground) -> None:
    minh = browser_of(reviewed.minh)
    shown = text_of(minh, page_of(reviewed))
    assert "Vũ Thị Lan" in shown
    assert "Chẩu Văn Bình" not in shown
    assert "Bình thấy dài" not in shown
    assert "40%" not in shown
    assert {reading.person for reading in Reading.objects.all()} == {reviewed.lan}
    for name in ("reviews_csv", "reviews_xlsx", "discussion"):
        assert minh.get(page_of(reviewed, name)).status_code == 404


def test_others_find_nothing(reviewed: Ground) -> None:
    for person in (reviewed.son, reviewed.lan, reviewed.binh):
        for name in ("session_reviews", "reviews_csv", "reviews_xlsx"):
            assert browser_of(person).get(page_of(reviewed, name)).status_code == 404


def test_a_draft_of_a_session_is_nobodys_beside_its_host(reviewed: Ground) -> None:
    DemonstrationSession.objects.update(state="draft")
    assert browser_of(reviewed.minh).get(page_of(reviewed)).status_code == 404
    assert browser_of(reviewed.tu).get(page_of(reviewed)).status_code == 200


def test_the_host_takes_a_file_along(reviewed: Ground) -> None:
    answer = browser_of(reviewed.chair).get(page_of(reviewed, "reviews_csv"))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.count("\n") == 3
    assert "Vũ Thị Lan" in text
    assert "attachment" in answer.headers["Content-Disposition"]
    book = load_workbook(BytesIO(browser_of(reviewed.chair).get(page_of(reviewed, "reviews_xlsx")).content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Chẩu Văn Bình", "Vũ Thị Lan"]
    assert rows[2][3:6] == (25, 4, 100)
    assert Reading.objects.count() == 4


def test_what_looks_like_a_formula_stays_a_text(reviewed: Ground) -> None:
    Observation.objects.filter(participant__person=reviewed.lan).update(saw="=1+1")
    answer = browser_of(reviewed.chair).get(page_of(reviewed, "reviews_csv"))
    assert "'=1+1" in b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_without_forms_the_page_says_so(ground: Ground) -> None:
    assert "Chưa có phiếu nào" in text_of(browser_of(ground.chair), page_of(ground))


def test_the_page_costs_the_same_however_many_wrote(
    reviewed: Ground, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        cell = make_cell(f"Chi bộ {number}", reviewed.host.parent)
        observe(attend(reviewed.session, make_secretary(f"Nông Thị {'ABCDEF'[number]}", cell)))
    browser = browser_of(reviewed.chair)
    with django_assert_max_num_queries(12):
        browser.get(page_of(reviewed))
