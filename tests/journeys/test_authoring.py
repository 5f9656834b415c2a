"""Hoa writes a question without a mouse, Hòa checks it, Minh gives Lan more time; axe looks at each."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from samples.accounts import AUTHOR, DEMO_PASSWORD, ORGANISER, REVIEWER, DemoAccount
from tests.journeys.bank_ground import ABOVE, QUIZ
from tests.journeys.conftest import NewProfile, Size
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]

# Of Wagtail's own furniture: two searches on a page, lists and windows without a name.
WAGTAILS_OWN = ("landmark-unique", "page-has-heading-one", "aria-dialog-name")
PROMPT = "Chi bộ báo cáo cấp ủy cấp trên trước ngày nào?"

# Wagtail takes what stands in a form two seconds after it was opened for its beginning.
SAY_WHEN_CHANGES_COUNT = """addEventListener("w-unsaved:watch-edits", () => {
  document.documentElement.dataset.changesCount = "";
})"""


def sign_in(page: Page, demo: DemoAccount) -> None:
    page.goto("/tai-khoan/dang-nhap/?next=/quan-tri/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(demo.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lớp Chi bộ")


def ours(axe: Axe, page: Page) -> list[str]:
    """What axe finds, a message that is still fading in aside."""
    return [line for line in axe(page) if not line.startswith(WAGTAILS_OWN)]


def tab_to(page: Page, what: str, *, most: int = 80) -> None:
    """Go on by the keyboard until what has the focus answers to a selector."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement?.matches(what) ?? false", what):
            return
    raise AssertionError(f"{what} is not reached by the keyboard")


def saves_by_itself(request: Request) -> bool:
    return request.method == "POST" and "json" in request.headers["accept"] and "/question/" in request.url


def test_hoa_writes_a_question_by_the_keyboard_alone(
    bank: Site, desktop: Page, axe: Axe, snapshot: Snapshot
) -> None:
    page = desktop
    sign_in(page, AUTHOR)
    page.add_init_script(SAY_WHEN_CHANGES_COUNT)
    page.goto("/quan-tri/snippets/quizzes/question/add/")
    assert ours(axe, page) == []
    snapshot(page, "authoring-choose")
    tab_to(page, 'a[href="?type=single"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**type=single")
    page.wait_for_selector("html[data-changes-count]")
    tab_to(page, '[data-contentpath="prompt"] .public-DraftEditor-content')
    page.keyboard.type(PROMPT)
    options = ["Ngày 30 hằng tháng", "Ngày 5 tháng sau", "Khi được hỏi", "Không phải báo cáo"]
    for number, option in enumerate(options):
        tab_to(page, '[data-contentpath="choices"] [data-contentpath="text"] .public-DraftEditor-content')
        page.keyboard.type(option)
        if number == 1:
            tab_to(page, '[data-contentpath="is_right"] input[type=checkbox]')
            page.keyboard.press("Space")
    tab_to(page, "select[name=category]")
    page.keyboard.type("Nghiệp vụ")
    # What is whole is saved by itself; a save by hand in that very moment would make a second draft of it.
    page.wait_for_url("**/question/edit/**")
    assert ours(axe, page) == []
    snapshot(page, "authoring-single")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(re.compile("đã được (tạo|lưu|cập nhật)|Đã lưu")).first).to_be_visible()
    page.goto("/quan-tri/snippets/quizzes/question/?q=bao+cao+cap+uy")
    expect(page.get_by_role("link", name=PROMPT)).to_be_visible()


@pytest.mark.parametrize("line", ["slow", "broken"])
def test_a_save_while_the_first_one_by_itself_is_on_its_way_makes_no_second_draft(
    bank: Site, desktop: Page, line: str
) -> None:
    page, prompt = desktop, f"Nhấn lưu khi đường truyền {line}?"
    on_its_way: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if on_its_way:
            route.continue_()
        else:
            on_its_way.append(route)

    sign_in(page, AUTHOR)
    page.add_init_script(SAY_WHEN_CHANGES_COUNT)
    page.goto("/quan-tri/snippets/quizzes/question/add/?type=true_false")
    page.wait_for_selector("html[data-changes-count]")
    with page.expect_response(lambda answer: saves_by_itself(answer.request)) as not_whole_yet:
        page.locator('[data-contentpath="prompt"] .public-DraftEditor-content').fill(prompt)
    assert not not_whole_yet.value.json()["success"]
    page.route("**/question/add/**", hold_the_first)
    with page.expect_request(saves_by_itself):
        page.locator("select[name=category]").select_option(label=ABOVE)
    page.keyboard.press("Control+s")
    if line == "slow":
        on_its_way[0].continue_()
    else:
        on_its_way[0].abort()
    expect(page.get_by_text(re.compile("đã được (tạo|lưu|cập nhật)")).first).to_be_visible()
    page.goto(f"/quan-tri/snippets/quizzes/question/?q={line}")
    expect(page.get_by_role("link", name=prompt)).to_have_count(1)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_reviewer_sees_what_changed_and_that_the_key_did(
    bank: Site, new_profile: NewProfile, axe: Axe, snapshot: Snapshot, size: Size
) -> None:
    page = new_profile(size)
    sign_in(page, REVIEWER)
    page.goto("/quan-tri/snippets/quizzes/question/?state=waiting&kind=single")
    page.get_by_role("link", name=re.compile("mỗi tháng ít nhất mấy lần")).first.click()
    page.get_by_role("link", name="Các phiên bản, nơi dùng").click()
    assert ours(axe, page) == []
    snapshot(page, f"authoring-versions-{size}")
    page.get_by_role("link", name="Có bản sửa chờ duyệt").click()
    expect(page.get_by_text("Đáp án đã thay đổi")).to_be_visible()
    assert ours(axe, page) == []
    snapshot(page, f"authoring-check-{size}")
    page.get_by_role("button", name="Gửi lại người soạn").click()
    expect(page.get_by_text("Đồng chí ghi rõ cần sửa gì.").first).to_be_visible()


def test_a_draw_says_while_it_is_written_what_the_bank_has(bank: Site, desktop: Page, axe: Axe) -> None:
    page = desktop
    sign_in(page, AUTHOR)
    page.goto("/quan-tri/snippets/quizzes/quiz/add/?purpose=final")
    page.get_by_role("button", name="Thêm lượt rút").click()
    count = page.locator('[name="random_draws-0-count"]')
    count.fill("90")
    expect(page.get_by_text(re.compile(r"Kho có \d+ câu, cần 90 câu"))).to_be_visible()
    count.fill("1")
    expect(page.get_by_text(re.compile(r"Kho có \d+ câu, cần 1 câu"))).to_be_visible()
    assert ours(axe, page) == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_minh_gives_lan_another_attempt(
    bank: Site, new_profile: NewProfile, axe: Axe, snapshot: Snapshot, size: Size
) -> None:
    page = new_profile(size)
    sign_in(page, ORGANISER)
    page.goto("/quan-tri/bai-kiem-tra/ngoai-le/")
    page.get_by_role("link", name=QUIZ).click()
    page.get_by_label("Dành cho").fill("vu thi lan")
    page.get_by_role("radio", name=re.compile("Vũ Thị Lan")).first.check()
    page.get_by_label("Thêm lần làm bài").fill("1")
    page.get_by_label("Lý do").fill(f"Mất mạng khi làm bài ({size})")
    assert ours(axe, page) == []
    page.get_by_role("button", name="Cho ngoại lệ").click()
    expect(page.get_by_text("Đã cho ngoại lệ.").first).to_be_visible()
    expect(page.get_by_text(f"Mất mạng khi làm bài ({size})").first).to_be_visible()
    assert ours(axe, page) == []
    snapshot(page, f"authoring-exceptions-{size}")


def test_the_preview_is_what_a_phone_shows_and_keeps_the_strict_policy(
    bank: Site, desktop: Page, axe: Axe
) -> None:
    page = desktop
    sign_in(page, AUTHOR)
    page.goto("/quan-tri/snippets/quizzes/question/?state=checked&kind=true_false")
    page.get_by_role("link", name=re.compile("Nghị quyết chi bộ")).first.click()
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer) if "/preview/" in answer.url else None)
    page.get_by_role("button", name="Bật/tắt bảng xem trước").click()
    frame = page.frame_locator("#w-preview-iframe")
    expect(frame.get_by_text("Chỉ người soạn thấy")).to_be_visible()
    policies = [
        one.headers.get("content-security-policy", "") for one in answers if one.request.method == "GET"
    ]
    assert policies
    assert all("'unsafe-inline'" not in policy for policy in policies)
