"""An essay is marked and returned, a wrong key is put right, and the secretary reads about both."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from samples.accounts import DEMO_PASSWORD, REVIEWER
from tests.journeys.conftest import NewProfile, Size
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
Visit = Callable[[str, Size], Page]

HANDED_IN = """
from datetime import timedelta
from django.utils import timezone
from organisations.appointments.actions import appoint
from organisations.oversight.actions import grant_role
from organisations.people.actions import enter_person, open_account
from organisations.tree.actions import found_organisation
from organisations.tree.models import Organisation, OrganisationKind
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.grading.questions import Criterion, Essay
from tests.quiz_makers import PHONE, change_question, make_question, make_quiz, save, single

now = timezone.now()
commune = Organisation.objects.filter(kind__is_cell=False, parent__isnull=False).order_by("pk").first()
cell = OrganisationKind.objects.filter(is_cell=True).first()
began = commune.founded_on
place = found_organisation(name="Chi bộ Khe Chấm {size}", kind=cell, parent=commune, on=began)

def somebody(name, username):
    person = enter_person(full_name=name)
    open_account(person=person, username=username, password="{password}")
    return person

hai = somebody("Ma Văn Hải {size}", "hai.{size}")
grant_role(person=hai, role="marker", organisation=place, began=began, by=None,
           today=timezone.localdate())
lan = somebody("Lò Thị Lan {size}", "lan.{size}")
appoint(person=lan, organisation=place, post="secretary", began=began)

def hand_in(quiz, answer):
    attempt = begin_attempt(quiz=quiz, learner=lan, now=now)
    raw = answer(attempt.questions.select_related("version").get())
    answers = [save(1, raw, now)]
    save_answers(attempt_id=attempt.pk, learner=lan, device=PHONE, saves=answers, now=now)
    submit_attempt(attempt=attempt, now=now + timedelta(minutes=1))

criteria = (
    Criterion("idea", "Nội dung", 6.0, "Nêu đủ ba việc của một buổi sinh hoạt."),
    Criterion("form", "Cách trình bày", 4.0, "Ngắn, rõ, có ví dụ."),
)
asked = "Viết bài thu hoạch: đồng chí chuẩn bị một buổi sinh hoạt chi bộ thế nào? ({size})"
thesis = make_question(Essay(prompt=f"<p>{{asked}}</p>", criteria=criteria, words_min=20, words_max=300))
text = "Trước buổi họp, tôi gửi nội dung từ ba ngày.\\n\\nTrong buổi họp, mỗi người nói một ý."
written = make_quiz(thesis, title="Bài thu hoạch {size}", slug="thu-hoach-{size}")
hand_in(written, lambda row: {{"text": text}})

wrong = single("Chi bộ họp thường kỳ ngày nào? ({size})", "Ngày 15", "Ngày 3", "Ngày 30")
question = make_question(wrong)
hand_in(make_quiz(question, title="Kiểm tra nhanh {size}", slug="nhanh-{size}"),
        lambda row: wrong.choices[1].id)
shares = (0.0, 100.0, 0.0)
choices = tuple(type(one)(one.id, one.text, share) for one, share in zip(wrong.choices, shares, strict=True))
change_question(question, type(wrong)(prompt=wrong.prompt, choices=choices))
"""


@pytest.fixture
def visit(new_profile: NewProfile) -> Visit:
    """Somebody comes, and signs in."""

    def come_in(username: str, size: Size) -> Page:
        page = new_profile(size)
        page.goto("/tai-khoan/dang-nhap/")
        page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_load_state()
        return page

    return come_in


def content(page: Page) -> Locator:
    return page.get_by_role("main")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_essay_is_marked_and_a_key_put_right(
    site: Site, visit: Visit, axe: Axe, snapshot: Snapshot, size: Size
) -> None:
    made = HANDED_IN.format(size=size, password=DEMO_PASSWORD)
    site.manage("shell", "--no-imports", "--command", made)

    def look(page: Page, name: str) -> None:
        snapshot(page, f"marking-{name}-{size}")
        assert axe(page) == []
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, name

    # Hải, who marks in this cell, finds the essay with her name, takes it and gives a mark.
    hai = visit(f"hai.{size}", size)
    hai.goto("/quan-tri/")
    look(hai, "home")
    hai.goto("/quan-tri/cham-bai/")
    look(hai, "queue")
    content(hai).get_by_role("link", name=f"Lò Thị Lan {size}").click()
    look(hai, "essay")
    content(hai).get_by_role("button", name="Nhận chấm bài này").click()
    content(hai).get_by_label("Điểm cho “Nội dung”").fill("9")
    content(hai).get_by_label("Nhận xét chung").fill("Có việc làm cụ thể.")
    content(hai).get_by_role("button", name="Cho điểm và trả bài").click()
    expect(content(hai).get_by_role("alert")).to_contain_text("Hãy cho điểm từ 0 đến 6")
    look(hai, "slip")
    expect(content(hai).get_by_label("Nhận xét chung")).to_have_value("Có việc làm cụ thể.")
    content(hai).get_by_label("Điểm cho “Nội dung”").fill("5,5")
    content(hai).get_by_label("Điểm cho “Cách trình bày”").fill("3")
    content(hai).get_by_label("Nhận xét về “Nội dung”").fill("Nên nêu thêm việc kiểm tra.")
    content(hai).get_by_role("button", name="Cho điểm và trả bài").click()
    expect(hai.get_by_text("Đã chấm và trả bài")).to_be_visible()

    # A reviewer looks who gains by the corrected key, carries it out, and takes it back.
    hoa = visit(REVIEWER.username, size)
    hoa.goto("/quan-tri/cham-bai/dap-an-da-sua/")
    look(hoa, "questions")
    content(hoa).get_by_role("link", name=f"Chi bộ họp thường kỳ ngày nào? ({size})").first.click()
    expect(content(hoa).get_by_text("1 trên 1 bài thay đổi điểm")).to_be_visible()
    expect(content(hoa)).not_to_contain_text(f"Lò Thị Lan {size}")
    look(hoa, "correct")
    content(hoa).get_by_label("Lý do").fill("Đáp án đúng là ngày 3.")
    content(hoa).get_by_role("button", name="Thay đổi những điểm này").click()
    expect(content(hoa).get_by_text("đã thực hiện")).to_be_visible()
    look(hoa, "regrading")

    # She changes a mark by hand.
    hoa.goto("/quan-tri/cham-bai/da-cham/")
    look(hoa, "attempts")
    row = content(hoa).get_by_role("row").filter(has_text=f"Kiểm tra nhanh {size}")
    row.get_by_role("link").first.click()
    look(hoa, "attempt")
    content(hoa).get_by_role("link", name="Sửa điểm câu 1").click()
    content(hoa).get_by_label("Điểm mới, tối đa 1").fill("0,5")
    content(hoa).get_by_label("Lý do").fill("Câu hỏi chưa rõ.")
    look(hoa, "override")
    content(hoa).get_by_role("button", name="Sửa điểm").click()
    expect(hoa.get_by_text("Đã sửa điểm; người học đã được báo.")).to_be_visible()
    hoa.goto("/quan-tri/cham-bai/hai-nguoi-cham/")
    look(hoa, "by-two")

    # Lan finds on her page what she was told, and reads it.
    lan = visit(f"lan.{size}", size)
    lan.goto("/toi/")
    come_to(lan, "Khóa học của tôi")
    look(lan, "mine")
    lan.get_by_role("link", name="Bài thu hoạch của đồng chí đã được chấm").click()
    expect(content(lan)).to_contain_text("Nên nêu thêm việc kiểm tra.")
    look(lan, "told")
    content(lan).get_by_role("button", name="Tôi đã đọc").click()
    expect(lan.get_by_role("link", name="Bài thu hoạch của đồng chí đã được chấm")).to_have_count(0)
