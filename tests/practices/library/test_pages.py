"""A practice as Lan reads it, keeps it, compares it and takes it to a meeting on paper."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from media.regulations.models import Regulation
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.exemplars.models import (
    Practice,
    PracticeCitation,
    PracticeLesson,
    PracticeMaterial,
    PracticePage,
    PracticeStep,
    SavedPractice,
)
from practices.exemplars.vocabulary import Provenance, Recognition
from tests.film_makers import make_recording
from tests.makers import make_course
from tests.practices.exemplars.makers import draft_page, make_paper, make_picture, publish, publish_practice
from tests.practices.library.makers import LONG, stock, stock_many

MOST_QUERIES = 8
LIBRARY = "/dien-hinh/"


def address(practice: Practice, name: str = "practice") -> str:
    return reverse(f"practices:{name}", args=[practice.slug])


def text_of(browser: Client, where: str, **asked: str) -> str:
    return browser.get(where, asked).content.decode()


def rich_page(**fields: Any) -> PracticePage:
    """A page with everything that costs a query somewhere."""
    lesson = make_course("Báo sớm").get_descendants().get(title="Báo sớm")
    newer = Regulation.objects.create(code="moi", kind="central", number="42-HD/BTCTW", title="Hướng dẫn mới")
    older = Regulation.objects.create(
        code="cu",
        kind="central",
        number="12-HD/BTCTW",
        title="Hướng dẫn",
        status="replaced",
        replaced_by=newer,
    )
    said: dict[str, Any] = {
        "recognition": Recognition.OBSERVED,
        "decision": "12-QĐ/ĐU",
        "recognised_on": date(2026, 5, 19),
        "limits": "Khi việc khẩn",
        "contact_name": "Nông Văn Bình",
        "contact_phone": "+84912345678",
        "steps": [
            PracticeStep(
                text="Gửi dự thảo", who="Phó bí thư", duration="3 ngày", words="Kính gửi các đồng chí"
            )
        ],
        "materials": [
            PracticeMaterial(title="Lời mời", text="Kính mời đồng chí"),
            PracticeMaterial(title="Mẫu thông báo", paper=make_paper()),
            PracticeMaterial(title="Hội trường", picture=make_picture()),
            PracticeMaterial(title="Cách mở đầu", recording=make_recording()),
        ],
        "citations": [PracticeCitation(regulation=older, article="Mục 3")],
        "lessons": [PracticeLesson(lesson=lesson)],
    }
    return draft_page(**{**said, **fields})


def test_a_practice_says_all_of_it(lans: Client) -> None:
    page = text_of(lans, address(publish(rich_page())))
    for said in (
        "12-QĐ/ĐU",
        "19/05/2026",
        "Gửi dự thảo",
        "Phó bí thư",
        "3 ngày",
        "Kính gửi các đồng chí",
        "Kính mời đồng chí",
        "Khi nào không nên áp dụng",
        "Khi việc khẩn",
        "Nông Văn Bình",
        "0912 345 678",
        "12-HD/BTCTW",
        "Mục 3",
        "Được thay bằng 42-HD/BTCTW",
        "DOCX",
        "image/avif",
        "image/webp",
        "Mở đầu buổi sinh hoạt",
    ):
        assert said in page, said
    assert "/khoa-hoc/doc-lai/" in page


def test_her_film_is_kept_as_watched_and_those_of_others_are_not_found(lans: Client, lan: Person) -> None:
    page = rich_page()
    other = make_recording("Phim khác")
    publish(page)
    shown = page.materials.get(recording__isnull=False).recording
    report = '{"reports": []}'
    for recording, status in ((shown, {200, 400}), (other, {404})):
        where = reverse("films:watched", args=[recording.public_id])
        assert lans.post(where, report, content_type="application/json").status_code in status


def test_what_awaits_the_school_says_so_and_what_is_missing(lans: Client) -> None:
    waiting = publish_practice("Chờ", provenance=Provenance.AWAITED, to_complete="Tiêu chí\nKết quả đo được")
    page = text_of(lans, address(waiting))
    assert page.count("Chờ Nhà trường bổ sung") >= 2
    assert "<li>Tiêu chí</li><li>Kết quả đo được</li>" in page
    assert "Chưa xem xét" in page or "Chưa được xem xét" in page


def test_an_organisation_that_is_not_named_is_called_so(lans: Client, cell: Organisation) -> None:
    practice = publish_practice("Kín", organisation=cell, held_by=cell.name)
    page = text_of(lans, address(practice))
    assert cell.name not in page.replace("Chi bộ tôi", "")
    assert "Một tổ chức đảng chưa nêu tên ở đây" in page


def test_what_was_withdrawn_answers_as_what_never_was(lans: Client) -> None:
    gone = stock(is_current=False)
    for name in ("practice", "print", "pdf"):
        assert lans.get(address(gone, name)).status_code == 404
        assert lans.get(reverse(f"practices:{name}", args=["khong-co"])).status_code == 404
    assert lans.post(address(gone, "save")).status_code == 404


def test_a_visitor_sees_no_practice(client: Client, db: None) -> None:
    practice = stock()
    for name in ("practice", "print", "pdf", "save"):
        assert client.get(address(practice, name)).status_code == 302


# --- Keeping -------------------------------------------------------------------------------------


def test_lan_keeps_a_practice_once_and_lets_it_go(lans: Client, lan: Person) -> None:
    practice = stock("Gửi trước")
    for _ in range(2):
        assert lans.post(address(practice, "save"), {"keep": "1"})["Location"] == address(practice)
    assert SavedPractice.objects.get().person == lan
    assert "Bỏ lưu" in text_of(lans, address(practice))
    assert "Gửi trước" in text_of(lans, reverse("practices:saved"))
    lans.post(address(practice, "save"), {"keep": "0"})
    assert not SavedPractice.objects.exists()
    assert "Đồng chí chưa lưu điển hình nào" in text_of(lans, reverse("practices:saved"))


def test_what_she_keeps_is_nobody_elses_matter(lans: Client, sons: Client) -> None:
    practice = stock("Gửi trước")
    lans.post(address(practice, "save"), {"keep": "1"})
    assert "Gửi trước" not in text_of(sons, reverse("practices:saved"))
    assert "Bỏ lưu" not in text_of(sons, address(practice))


def test_saving_never_leads_to_another_site(lans: Client) -> None:
    practice = stock()
    away = lans.post(address(practice, "save"), {"keep": "1", "next": "https://example.org/"})
    assert away["Location"] == address(practice)


def test_a_get_saves_nothing(lans: Client) -> None:
    assert lans.get(address(stock(), "save")).status_code == 405


def test_what_she_keeps_stays_named_when_it_has_left_the_library(lans: Client) -> None:
    practice = stock("Gửi trước")
    lans.post(address(practice, "save"), {"keep": "1"})
    Practice.objects.update(is_current=False)
    page = text_of(lans, reverse("practices:saved"))
    assert "Không còn trong thư viện" in page
    assert address(practice) not in page


def test_an_account_that_is_nobody_reads_and_keeps_nothing(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa"))
    practice = stock()
    assert "Lưu để xem lại" not in text_of(client, address(practice))
    assert client.post(address(practice, "save")).status_code == 404
    assert client.get(reverse("practices:saved")).status_code == 200


# --- Side by side --------------------------------------------------------------------------------


def test_two_practices_stand_side_by_side_row_by_row(lans: Client) -> None:
    first = stock("Gửi trước", content=LONG, tried_count=3)
    second = stock("Họp tối", content={"limits": ["Khi việc khẩn"]})
    page = lans.get(reverse("practices:compare"), {"a": first.slug, "b": second.slug})
    rows = {row.label: (row.first, row.second) for row in page.context["rows"]}
    assert rows["Đã áp dụng"] == (["đã thử: 3"], [])
    assert rows["Khi nào không nên áp dụng"][1] == ["Khi việc khẩn"]
    assert "không nêu" in page.content.decode()
    assert "Bài học rút ra" in rows
    assert "Hợp với chi bộ nào" in rows


def test_with_one_practice_the_other_is_chosen_from_the_list(lans: Client) -> None:
    first, second = stock("Gửi trước"), stock("Họp tối")
    page = text_of(lans, reverse("practices:compare"), a=first.slug)
    assert f"?a={first.slug}&amp;b={second.slug}" in page
    assert f"b={first.slug}" not in page
    assert f'<input type="hidden" name="a" value="{first.slug}">' in page
    assert f"?a={first.slug}" in text_of(lans, reverse("practices:compare"))


@pytest.mark.parametrize("b", ["", "khong-co", "SAME"])
def test_with_one_that_is_not_there_it_is_asked_again(lans: Client, b: str) -> None:
    first = stock("Gửi trước")
    b = first.slug if b == "SAME" else b
    page = lans.get(reverse("practices:compare"), {"a": first.slug, "b": b})
    assert page.status_code == 200
    assert page.context["first"] == first


# --- On paper ------------------------------------------------------------------------------------


def pdf_of(browser: Client, practice: Practice) -> PdfReader:
    answer = browser.get(address(practice, "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def fonts_without_file(reader: PdfReader) -> list[str]:
    """Fonts that the page asks for and the file does not bring."""
    missing = []
    for font in reader.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        for one in font.get_object().get("/DescendantFonts", [font]):
            descriptor = one.get_object()["/FontDescriptor"]
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
                missing.append(str(one.get_object()["/BaseFont"]))
    return missing


@pytest.mark.parametrize("content", [{}, {"steps": [{"text": "Gửi trước"}]}, LONG])
def test_a_practice_is_handed_out_on_one_page(lans: Client, content: dict[str, Any]) -> None:
    practice = stock("Gửi tài liệu trước ba ngày", content=content)
    reader = pdf_of(lans, practice)
    assert len(reader.pages) == 1
    assert fonts_without_file(reader) == []
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Gửi tài liệu trước ba ngày" in text
    assert f"http://testserver{address(practice)}" in text.replace(" ", "").replace("\n", "") or (
        address(practice) in text
    )
    assert ("Đã rút gọn cho vừa một trang" in text) is (content is LONG)


def test_the_largest_practice_there_can_be_still_fits_on_one_page(lans: Client) -> None:
    content = {**LONG, **dict.fromkeys(("problem", "context", "fits"), "x" * 20000)}
    practice = stock("Tên rất dài " * 20, summary="Tóm tắt " * 2000, content=content, held_by="Chi bộ " * 30)
    reader = pdf_of(lans, practice)
    assert len(reader.pages) == 1
    assert "Đã rút gọn" in reader.pages[0].extract_text()


def test_the_whole_of_it_is_printed_with_its_address(lans: Client) -> None:
    practice = stock("Gửi trước", content=LONG)
    page = text_of(lans, address(practice, "print"))
    assert "Bước 24" in page
    assert f"http://testserver{address(practice)}" in page


# --- Before it is published ----------------------------------------------------------------------


def test_the_author_previews_what_the_learner_will_read(db: None, rf: RequestFactory) -> None:
    page = rich_page(to_complete="Số buổi mỗi năm")
    answer = page.make_preview_request(preview_mode=page.default_preview_mode)
    html = answer.rendered_content if hasattr(answer, "rendered_content") else answer.content.decode()
    for said in ("Gửi dự thảo", "Kính mời đồng chí", "12-HD/BTCTW", "Số buổi mỗi năm", "Xem trước"):
        assert said in html, said
    assert not Practice.objects.exists()


# --- What it costs -------------------------------------------------------------------------------


def test_no_page_asks_more_the_more_there_is(
    lans: Client, lan: Person, cell: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stock_many(2)
    page = rich_page()
    practice = publish(page)
    other = stock("Họp tối", content=LONG)
    lans.post(address(practice, "save"), {"keep": "1"})
    wheres = [
        (LIBRARY, {}),
        (LIBRARY, {"han-che": "W5", "tim": "cách", "giong": "1", "loai-hinh": "thon"}),
        (address(practice), {}),
        (reverse("practices:saved"), {}),
        (reverse("practices:compare"), {"a": practice.slug, "b": other.slug}),
        (reverse("practices:compare"), {"a": practice.slug}),
        (address(practice, "print"), {}),
    ]
    for where in (LIBRARY, address(practice)):  # what never changes is made once
        lans.get(where)
    costs: list[list[int]] = []
    for _ in range(2):
        costs.append([])
        for where, asked in wheres:
            with django_assert_max_num_queries(MOST_QUERIES) as counted:
                assert lans.get(where, asked).status_code == 200
            costs[-1].append(len(counted))
        for one in Practice.objects.all():
            SavedPractice.objects.get_or_create(
                person=lan, practice=one, defaults={"saved_at": "2026-01-01T00:00Z"}
            )
        for number in range(30):
            stock(f"Cách làm thêm {number}", held_by=f"Chi bộ {number}", content=LONG)
    assert costs[0] == costs[1]
