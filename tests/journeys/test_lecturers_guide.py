"""The guide for lecturers is true: each picture comes from the site, each word in bold stands on a screen.

With SCREENSHOTS=1 the pictures in docs/images/lecturers are taken anew.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from samples.accounts import AUTHOR, ORGANISER, REVIEWER, DemoAccount
from tests.databases import ROOT
from tests.journeys.bank_ground import QUIZ
from tests.journeys.conftest import NewProfile
from tests.journeys.picturing import bold_words, keep, missing_pictures, pictures_in, words_of
from tests.journeys.test_authoring import sign_in
from tests.site_server import Site

GUIDE = ROOT / "docs" / "guides" / "giang-vien-cau-hoi.md"
PICTURES = ROOT / "docs" / "images" / "lecturers"
QUESTIONS, QUIZZES = "/quan-tri/snippets/quizzes/question/", "/quan-tri/snippets/quizzes/quiz/"

Scene = Callable[[Page], None]


def the_list(page: Page) -> None:
    page.goto(QUESTIONS)
    page.get_by_role("checkbox").nth(1).check()
    expect(page.get_by_text("Cho nghỉ").first).to_be_visible()


def filters(page: Page) -> None:
    page.goto(QUESTIONS)
    page.get_by_role("button", name=re.compile("Hiện bộ lọc|Bộ lọc|Lọc")).first.click()
    expect(page.get_by_text("Mức độ").last).to_be_visible()


def the_types(page: Page) -> None:
    page.goto(f"{QUESTIONS}add/")


def a_question(page: Page) -> None:
    page.goto(f"{QUESTIONS}?kind=multiple")
    page.get_by_role("link", name=re.compile("Biên bản họp chi bộ")).first.click()
    expect(page.locator('[data-contentpath="prompt"] [role=textbox]')).to_be_visible()
    _open_preview(page)


def a_choice(page: Page) -> None:
    page.goto(f"{QUESTIONS}add/?type=single")
    expect(page.get_by_text("Đúng").first).to_be_visible()


def versions(page: Page) -> None:
    page.goto(f"{QUESTIONS}?kind=single&state=waiting")
    page.get_by_role("link", name=re.compile("mỗi tháng ít nhất mấy lần")).first.click()
    page.get_by_role("link", name="Các phiên bản, nơi dùng").click()
    expect(page.get_by_text("Có bản sửa chờ duyệt")).to_be_visible()


def checking(page: Page) -> None:
    versions(page)
    page.get_by_role("link", name="Có bản sửa chờ duyệt").click()
    expect(page.get_by_text("Đáp án đã thay đổi")).to_be_visible()


def a_quiz(page: Page) -> None:
    page.goto(QUIZZES)
    page.get_by_role("link", name=QUIZ).first.click()
    expect(page.get_by_text(re.compile(r"Kho có \d+ câu, cần 3 câu"))).to_be_visible()


def exceptions(page: Page) -> None:
    page.goto("/quan-tri/bai-kiem-tra/ngoai-le/")
    page.get_by_role("link", name=QUIZ).click()
    expect(page.get_by_label("Lý do")).to_be_visible()


SCENES: dict[DemoAccount, dict[str, Scene]] = {
    AUTHOR: {
        "danh-sach": the_list,
        "": filters,
        "chon-loai": the_types,
        "soan-cau-hoi": a_question,
        " ": a_choice,
        "phien-ban": versions,
        "bai-kiem-tra": a_quiz,
    },
    REVIEWER: {"duyet": checking},
    ORGANISER: {"ngoai-le": exceptions},
}
"""Scenes by the name of their picture; one without a name is only looked at."""


def test_the_guide_shows_what_a_lecturer_sees(bank: Site, new_profile: NewProfile) -> None:
    seen: list[str] = []
    taken: set[str] = set()
    for demo, scenes in SCENES.items():
        page = new_profile("desktop")
        sign_in(page, demo)
        seen.append(words_of(page))
        for name, scene in scenes.items():
            scene(page)
            seen.append(words_of(page))
            if name.strip():
                taken.add(name)
                keep(page, PICTURES, name)
    guide = GUIDE.read_text()
    assert pictures_in(guide) == taken
    shown = [text.casefold() for text in seen]
    assert [label for label in bold_words(guide) if not any(label.casefold() in text for text in shown)] == []


def test_every_picture_of_the_lecturers_guide_is_there() -> None:
    assert missing_pictures(GUIDE) == []


def _open_preview(page: Page) -> None:
    page.get_by_role("button", name=PREVIEW).click()
    frame = page.frame_locator("#w-preview-iframe")
    expect(frame.get_by_text("Chỉ người soạn thấy")).to_be_visible()


PREVIEW = "Bật/tắt bảng xem trước"
