"""Hoa publishes, changes and withdraws a practice; one row follows, and what is counted of it stays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from media.regulations.models import Regulation
from media.topics.models import Topic
from organisations.tree.models import CellType
from practices.exemplars.actions import freeze_practice
from practices.exemplars.content import told_in
from practices.exemplars.models import (
    Practice,
    PracticeCitation,
    PracticeLesson,
    PracticeMaterial,
    PracticePage,
    PracticeResult,
    PracticeStep,
)
from practices.exemplars.rules import beginning_in_key
from practices.exemplars.vocabulary import PracticeKind, Provenance, Recognition
from tests.makers import make_cell, make_course, make_organisation
from tests.practices.exemplars.makers import draft_page, make_paper, publish, publish_practice

LATER = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def rich_page(db: None) -> PracticePage:
    """Everything that can stand on a page."""
    lesson = make_course("Báo sớm, gửi trước").get_descendants().get(title="Báo sớm, gửi trước")
    village, _ = CellType.objects.get_or_create(code="thon", defaults={"name": "Thôn, bản"})
    topic = Topic.objects.create(code="W5", kind=Topic.Kind.WEAKNESS, title="Nể nang")
    source = Regulation.objects.create(
        code="ct50", kind=Regulation.Kind.CENTRAL, number="50-CT/TW", title="Về sinh hoạt chi bộ"
    )
    return draft_page(
        kind=PracticeKind.MODEL,
        provenance=Provenance.SOURCED,
        recognition=Recognition.OBSERVED,
        decision="12-QĐ/ĐU",
        recognised_on=date(2026, 5, 19),
        problem="Đến họp mới biết nội dung",
        context="Thôn 42 hộ",
        fits="Chi bộ đông người đi làm xa",
        lessons_learned="Gọi điện nhắc\n\n Giao rõ người ",
        limits="Khi việc khẩn",
        to_complete="Số buổi mỗi năm",
        contact_name="Nông Văn Bình",
        contact_phone="+84912345678",
        cell_types=[village],
        topics=[topic],
        steps=[PracticeStep(text="Gửi dự thảo", who="Phó bí thư", duration="3 ngày", words="Kính gửi")],
        materials=[
            PracticeMaterial(title="Lời mời", text="Kính mời đồng chí"),
            PracticeMaterial(title="Mẫu để tải", paper=make_paper()),
        ],
        results=[
            PracticeResult(text="Người phát biểu", before="2", after="9", measured_on=date(2026, 6, 30))
        ],
        citations=[PracticeCitation(regulation=source, article="Mục 2")],
        lessons=[PracticeLesson(lesson=lesson)],
    )


def test_publishing_keeps_all_that_the_page_says(rich_page: PracticePage) -> None:
    practice = publish(rich_page)
    told = told_in(practice.content)
    assert (practice.kind, practice.recognition, practice.is_current) == ("model", "observed", True)
    assert (told.decision, told.recognised_on) == ("12-QĐ/ĐU", date(2026, 5, 19))
    assert (told.problem, told.context, told.fits) == (
        "Đến họp mới biết nội dung",
        "Thôn 42 hộ",
        "Chi bộ đông người đi làm xa",
    )
    [step] = told.steps
    assert (step.text, step.who, step.duration, step.words) == (
        "Gửi dự thảo",
        "Phó bí thư",
        "3 ngày",
        "Kính gửi",
    )
    assert [(one.title, one.text, bool(one.paper)) for one in told.materials] == [
        ("Lời mời", "Kính mời đồng chí", False),
        ("Mẫu để tải", "", True),
    ]
    [result] = told.results
    assert (result.before, result.after, result.measured_on) == ("2", "9", date(2026, 6, 30))
    assert told.lessons_learned == ("Gọi điện nhắc", "Giao rõ người")
    assert told.limits == ("Khi việc khẩn",)
    assert told.to_complete == ("Số buổi mỗi năm",)
    assert told.topics == (("W5", "Nể nang"),)
    assert told.cell_types == ("Thôn, bản",)
    assert [article for _pk, article in told.citations] == ["Mục 2"]
    assert told.lessons == (rich_page.lessons.get().lesson_id,)
    assert (told.contact_name, told.contact_phone) == ("Nông Văn Bình", "+84912345678")
    assert list(practice.topics.values_list("code", flat=True)) == ["W5"]
    assert list(practice.cell_types.values_list("code", flat=True)) == ["thon"]


@pytest.mark.parametrize(
    "said",
    [
        "gui tai lieu truoc ba ngay",  # title
        "du thao",  # a step
        "kinh gui",  # its words
        "pho bi thu",
        "loi moi",  # a material
        "mau de tai",
        "thong bao hop chi bo docx",  # the name of its file
        "ne nang",  # a weakness
        "50 ct tw muc",  # a source
        "bao som",  # a lesson
        "den hop moi biet",
    ],
)
def test_everything_is_found_without_marks(rich_page: PracticePage, said: str) -> None:
    key = publish(rich_page).search_key
    assert all(beginning_in_key(word) in key for word in said.split())


def test_publishing_the_same_again_touches_nothing(rich_page: PracticePage) -> None:
    before = publish(rich_page)
    again = freeze_practice(page=PracticePage.objects.get(pk=rich_page.pk), now=LATER)
    assert again.published_at == before.published_at
    assert Practice.objects.get().published_at == before.published_at


def test_publishing_a_change_keeps_the_row_and_what_is_counted_of_it(db: None) -> None:
    practice = publish_practice()
    Practice.objects.update(tried_count=5, kept_count=3)
    page = practice.page
    assert page is not None
    page.title, page.slug = "Gửi trước năm ngày", "gui-truoc-nam-ngay"
    changed = publish(page)
    assert changed.pk == practice.pk
    assert changed.public_id == practice.public_id
    assert (changed.title, changed.slug) == ("Gửi trước năm ngày", "gui-truoc-nam-ngay")
    assert changed.title_key != practice.title_key
    assert (changed.tried_count, changed.kept_count) == (5, 3)


def test_a_page_may_take_the_address_that_another_has_left(db: None) -> None:
    first, second = publish_practice("Một", slug="mot"), publish_practice("Hai", slug="hai")
    for practice, slug in ((first, "ba"), (second, "mot")):
        page = practice.page
        assert page is not None
        page.slug = slug
        publish(page)
    assert dict(Practice.objects.values_list("title", "slug")) == {"Một": "ba", "Hai": "mot"}


def test_withdrawing_takes_it_out_and_publishing_brings_the_same_row_back(db: None) -> None:
    practice = publish_practice()
    page = practice.page
    assert page is not None
    page.unpublish()
    practice.refresh_from_db()
    assert not practice.is_current
    assert publish(page).pk == practice.pk
    practice.refresh_from_db()
    assert practice.is_current


def test_a_row_outlives_its_page_and_leaves_its_address(db: None) -> None:
    practice = publish_practice("Một", slug="mot")
    assert practice.page is not None
    practice.page.delete()
    practice.refresh_from_db()
    assert practice.page_id is None
    assert not practice.is_current
    assert publish_practice("Một", slug="mot").slug == "mot"


def test_a_cell_of_this_site_is_named_once_its_committee_has_agreed(db: None) -> None:
    cell = make_cell("Chi bộ Nà Chang", make_organisation())
    said: dict[str, Any] = {
        "organisation": cell,
        "held_by": "Chi bộ Nà Chang",
        "contact_name": "Nông Văn Bình",
    }
    practice = publish_practice(**said)
    assert (practice.organisation, practice.held_by) == (None, "")
    assert told_in(practice.content).contact_name == ""
    assert "Chang" not in practice.search_key
    assert "Binh" not in practice.search_key
    page = practice.page
    assert page is not None
    page.consent = "Đảng ủy xã A đồng ý ngày 01/3/2026"
    named = publish(page)
    assert (named.organisation, named.held_by) == (cell, "Chi bộ Nà Chang")
    assert told_in(named.content).contact_name == "Nông Văn Bình"
    assert " Chang" in named.search_key


def test_a_draft_is_in_no_library(db: None) -> None:
    draft_page()
    assert not Practice.objects.exists()
