"""Hoa looks at what a quiz tells about its questions, on her desktop and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from samples.accounts import AUTHOR, DEMO_PASSWORD
from tests.journeys.conftest import SIZES, NewProfile, Size
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]

MARKED = """
from quizzes.grading import questions as q
from tests.quiz_makers import change_question, make_category, make_question, make_quiz, single
from tests.quizzes.simulated import Trait, simulate, traits_of

shelf = make_category("Thống kê")
asked = [
    ("Chi bộ họp thường kỳ mấy lần một tháng?", "Một lần", "Hai lần", "Ba tháng một lần", "Khi có việc"),
    ("Ai chủ trì buổi sinh hoạt chi bộ?", "Bí thư chi bộ", "Trưởng thôn", "Người cao tuổi nhất", "Cấp trên"),
    ("Nghị quyết chi bộ được thông qua khi có bao nhiêu đảng viên tán thành?", "Hơn một nửa", "Hai phần ba",
     "Tất cả", "Ba phần tư"),
    ("Dự thảo nghị quyết gửi đảng viên trước bao lâu?", "Ít nhất một ngày", "Ngay tại cuộc họp", "Một tháng",
     "Một tuần"),
    ("Sinh hoạt chuyên đề ít nhất mấy lần một năm?", "Mỗi quý một lần", "Một lần", "Hai lần", "Hằng tháng"),
]
questions = [make_question(single(*texts), category=shelf) for texts in asked]
quiz = make_quiz(*questions, title="Kiểm tra: Chuẩn bị buổi sinh hoạt {size}", slug="kiem-tra-{size}")
traits = traits_of(
    questions,
    Trait(1.4, -0.4, pulls=(5, 3, 0)),
    Trait(1.0, -3.6, pulls=(1, 1, 1)),
    Trait(1.2, 0.2, is_keyed_wrong=True),
    Trait(1.1, 1.1, pulls=(9, 1, 1), skipped=0.18, seconds=95),
    Trait(1.3, 0.1, pulls=(2, 3, 2)),
)
simulate(quiz, people=240, traits=traits, days=150)
change_question(questions[0], single("Chi bộ họp thường kỳ ít nhất mấy lần một tháng?", "Một lần", "Hai lần"))
simulate(quiz, people=60, seed=7, traits=traits)
few = make_quiz(questions[4], title="Ôn nhanh {size}", slug="on-nhanh-{size}")
simulate(few, people=7, seed=8)
"""


@pytest.fixture
def hoa(site: Site, new_profile: NewProfile) -> Callable[[Size], Page]:
    """Hoa, signed in; three hundred people have taken her quiz, seven another."""

    def come_in(size: Size) -> Page:
        site.manage("shell", "--no-imports", "--command", MARKED.format(size=size))
        page = new_profile(size)
        page.goto("/tai-khoan/dang-nhap/")
        page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(AUTHOR.username)
        page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_load_state()
        return page

    return come_in


def content(page: Page) -> Locator:
    return page.get_by_role("main")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_hoa_finds_the_question_whose_key_is_wrong(
    hoa: Callable[[Size], Page], axe: Axe, snapshot: Snapshot, size: Size
) -> None:
    page = hoa(size)

    def look(name: str) -> None:
        width, height = SIZES[size]
        # The authoring site scrolls within its page: seen whole only by a screen as tall as what is on it.
        whole = page.evaluate("document.querySelector('main').scrollHeight + 100")
        page.set_viewport_size({"width": width, "height": max(height, whole)})
        snapshot(page, f"analysis-{name}-{size}")
        assert axe(page) == []
        assert fits(page)
        page.set_viewport_size({"width": width, "height": height})

    page.goto("/quan-tri/phan-tich/")
    look("list")
    content(page).get_by_role("link", name=f"Kiểm tra: Chuẩn bị buổi sinh hoạt {size}").click()
    expect(content(page).get_by_text("Tính trên 300 lượt.")).to_be_visible()
    look("quiz")

    # What is most urgent stands on top: the question keyed wrongly.
    first = content(page).locator(".analysis-table--items tbody tr").first
    expect(first).to_contain_text("Nghị quyết chi bộ được thông qua")
    expect(first).to_contain_text("cần kiểm tra")
    first.get_by_role("link").click()
    expect(content(page).get_by_text("Người giỏi trả lời sai nhiều hơn người yếu")).to_be_visible()
    expect(
        content(page)
        .get_by_text("kiểm tra lại đáp án hoặc hỏi rõ hơn")
        .or_(content(page).get_by_text("nên xem lại phương án này và đáp án"))
        .first
    ).to_be_visible()
    look("question")

    # Of a question in two versions each is told by itself.
    page.go_back()
    content(page).get_by_role("link", name="Chi bộ họp thường kỳ ít nhất").click()
    content(page).get_by_role("link", name="Bản 1").click()
    expect(content(page).get_by_text("Không ai chọn phương án D: nên thay.")).to_be_visible()
    look("versions")

    # Seven people are too few to say anything of a question.
    page.goto("/quan-tri/phan-tich/")
    content(page).get_by_role("link", name=f"Ôn nhanh {size}").click()
    expect(content(page).get_by_text("Mới có 7 lượt, cần ít nhất 30.")).to_be_visible()
    look("few")
