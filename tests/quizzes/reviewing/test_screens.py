"""/on-tap/ as people meet it: without script, once, and with nothing told before its time."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from media.regulations.models import Regulation
from organisations.people.models import Person
from quizzes.bank.models import Question
from quizzes.grading.codec import question_from
from quizzes.grading.keys import right_response
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    Cloze,
    Gap,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    TrueFalse,
)
from quizzes.papers.models import Quiz
from quizzes.reviewing.actions import begin_sitting
from quizzes.reviewing.models import ReviewLog, Sitting
from tests.makers import make_course
from tests.quiz_makers import make_question, make_quiz, single
from tests.quizzes.reviewing.conftest import answer_to, browser_of, hand_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8

ALL_KINDS: dict[str, AnyQuestion] = {
    "multiple": MultipleChoice(
        prompt="<p>Những ai?</p>",
        choices=(
            Choice("aa", "<p>Bí thư</p>", 50),
            Choice("bb", "<p>Phó</p>", 50),
            Choice("cc", "<p>Khách</p>"),
        ),
    ),
    "true_false": TrueFalse(
        prompt="<p>Họp hằng tháng?</p>", is_true=True, feedback_false="<p>Xem Điều lệ.</p>"
    ),
    "matching": Matching(
        prompt="<p>Nối</p>",
        pairs=(Pair("p1", "<p>Bí thư</p>", "a1"), Pair("p2", "<p>Thư ký</p>", "a2")),
        answers=(Item("a1", "<p>chủ trì</p>"), Item("a2", "<p>ghi chép</p>")),
    ),
    "ordering": Ordering(
        prompt="<p>Xếp</p>",
        items=(Item("i1", "<p>Mở đầu</p>"), Item("i2", "<p>Bàn</p>"), Item("i3", "<p>Kết luận</p>")),
    ),
    "short_answer": ShortAnswer(prompt="<p>Viết gì?</p>", accepted=(Accepted("nghị quyết*"),)),
    "numerical": Numerical(prompt="<p>Bao lâu?</p>", accepted=(AcceptedNumber("1.5"),), unit="giờ"),
    "cloze": Cloze(
        prompt="<p>Điền</p>",
        text="<p>Họp {{g1}} một tháng.</p>",
        gaps=(Gap("g1", accepted=(Accepted("một lần"),)),),
    ),
}


@pytest.fixture
def page(lan: Person) -> Client:
    return browser_of(lan)


def begin(page: Client) -> str:
    """Begin a session; the address of its first question."""
    return str(page.post(reverse("reviewing:begin"))["Location"])


def test_lan_answers_without_script_and_is_told_at_once(
    page: Client, lan: Person, quiz: Quiz, questions: list[Question]
) -> None:
    hand_in(quiz, lan, "wrrrrrr", timezone.now())
    first = page.get(reverse("reviewing:today")).content.decode()
    assert "Hôm nay: 1 câu, khoảng 1 phút" in first
    where = begin(page)
    asked = page.get(where).content.decode()
    assert "Chỉ thị 50-CT/TW" not in asked
    sent = page.post(where, {"q1": answer_to(questions[0])})
    assert (sent.status_code, sent["Location"]) == (302, where)
    told = page.get(where).content.decode()
    assert "Chỉ thị 50-CT/TW" in told
    end = page.get(re.search(r'href="([^"]+/xong/)"', told)[1])  # type: ignore[index]
    assert "Câu hỏi số 1?" in end.content.decode()


def test_nothing_that_is_right_leaves_before_she_has_answered(page: Client, lan: Person) -> None:
    make_asked = make_quiz(
        *(make_question(question) for question in ALL_KINDS.values()), shuffle_questions=False
    )
    hand_in(make_asked, lan, "-" * len(ALL_KINDS), timezone.now())
    sitting = begin_sitting(learner=lan, now=timezone.now())
    for number in range(1, 6):
        html = page.get(reverse("reviewing:question", args=[sitting.pk, number])).content.decode()
        assert "share" not in html
        for secret in ("nghị quyết*", "1,5", "một lần", "Xem Điều lệ"):
            assert secret not in html


@pytest.mark.parametrize("kind", list(ALL_KINDS))
def test_every_type_is_asked_answered_and_explained(page: Client, lan: Person, kind: str) -> None:
    hand_in(make_quiz(make_question(ALL_KINDS[kind])), lan, "-", timezone.now())
    where = begin(page)
    assert page.get(where).status_code == 200
    assert page.post(where, {"unknown": "1"}).status_code == 302
    told = page.get(where).content.decode()
    assert "Chưa đúng" in told
    expected = {
        "multiple": "Phó",
        "true_false": "Đúng",
        "matching": "Bí thư → chủ trì",
        "ordering": "Kết luận",
        "short_answer": "nghị quyết",
        "numerical": "1,5 giờ",
        "cloze": "một lần",
    }
    assert expected[kind] in told.partition("Đáp án đúng")[2]


@pytest.mark.parametrize("kind", list(ALL_KINDS))
def test_the_right_answer_by_the_form_is_right(page: Client, lan: Person, kind: str) -> None:
    question = make_question(ALL_KINDS[kind])
    hand_in(make_quiz(question), lan, "-", timezone.now())
    where = begin(page)
    assert question.current is not None
    right = right_response(question_from(question.current.content))
    form: dict[str, object] = {"q1": right}
    if isinstance(right, dict):
        form = {f"q1-{part}": value for part, value in right.items()}
    if kind == "ordering":
        form = {f"q1-{item}": place for place, item in enumerate(right, start=1)}  # type: ignore[arg-type]
    page.post(where, form)
    assert ReviewLog.objects.get(sitting__isnull=False).fraction == 1


def test_an_empty_answer_is_asked_for_again_and_nonsense_too(page: Client, lan: Person, quiz: Quiz) -> None:
    hand_in(quiz, lan, "wrrrrrr", timezone.now())
    where = begin(page)
    for form in ({}, {"q1": "no-such-id"}):
        again = page.post(where, form)
        assert again.status_code == 422
        assert 'role="alert"' in again.content.decode()
    assert not ReviewLog.objects.filter(sitting__isnull=False).exists()


def test_signed_out_in_the_middle_she_signs_in_and_finds_her_answer(
    lan: Person, quiz: Quiz, questions: list[Question], page: Client
) -> None:
    hand_in(quiz, lan, "wrrrrrr", timezone.now())
    where = begin(page)
    out = Client()
    assert "/tai-khoan/dang-nhap/" in out.post(where, {"q1": answer_to(questions[0])})["Location"]
    out.force_login(
        User.objects.get(person=lan), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert f'value="{answer_to(questions[0])}" checked' in out.get(where).content.decode()


def test_a_strangers_session_answers_like_one_that_does_not_exist(
    page: Client, lan: Person, son: Person, quiz: Quiz
) -> None:
    hand_in(quiz, lan, "wwwwwww", timezone.now())
    sitting = begin_sitting(learner=lan, now=timezone.now())
    stranger = browser_of(son)
    for name, args in (("question", [1]), ("finished", [])):
        assert page.get(reverse(f"reviewing:{name}", args=[sitting.pk, *args])).status_code in {200, 302}
        for key in (sitting.pk, uuid4()):
            assert stranger.get(reverse(f"reviewing:{name}", args=[key, *args])).status_code == 404
    assert stranger.post(reverse("reviewing:question", args=[sitting.pk, 1]), {"q1": "x"}).status_code == 404
    assert page.get(reverse("reviewing:question", args=[sitting.pk, 6])).status_code == 404
    assert "Câu hỏi số" not in stranger.get(reverse("reviewing:today")).content.decode()


def test_an_account_of_nobody_is_told_so(db: None) -> None:
    account = User.objects.create_user(username="may", password="x")
    nobody = Client()
    nobody.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "không gắn với người nào" in nobody.get(reverse("reviewing:today")).content.decode()
    assert nobody.post(reverse("reviewing:begin")).status_code == 302
    assert not Sitting.objects.exists()


def test_the_lesson_to_read_again_and_the_source_stand_beside_the_answer(page: Client, lan: Person) -> None:
    lesson = make_course("Bài một").get_descendants().last()
    rule = Regulation.objects.create(code="50", title="Chỉ thị 50", kind=Regulation.Kind.CENTRAL)
    asked = make_question(single("Hỏi?", "Đúng"), citations=[(rule, "khoản 2")])
    asked.read_again = lesson
    asked.save_revision().publish()
    hand_in(make_quiz(asked), lan, "w", timezone.now())
    where = begin(page)
    page.post(where, {"unknown": "1"})
    told = page.get(where).content.decode()
    assert "khoản 2" in told
    address = re.search(r'href="([^"]*)">Bài một</a>', told)
    assert address
    assert page.get(address[1]).status_code == 200


def counted(page: Client, where: str) -> int:
    page.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert page.get(where).status_code == 200
    return len(asked)


def test_pages_of_review_cost_few_queries_however_much_waits(page: Client, lan: Person, quiz: Quiz) -> None:
    hand_in(quiz, lan, "wwwwwww", timezone.now())
    assert counted(page, reverse("reviewing:today")) <= MOST_QUERIES
    where = begin(page)
    assert counted(page, where) <= MOST_QUERIES
    for number in range(1, 6):
        page.post(where.replace("/1/", f"/{number}/"), {"unknown": "1"})
    assert counted(page, where) <= MOST_QUERIES
    assert counted(page, where.replace("/1/", "/xong/")) <= MOST_QUERIES


def test_review_has_its_place_in_the_bar(page: Client) -> None:
    html = page.get(reverse("reviewing:today")).content.decode()
    assert re.search(r'href="/on-tap/" aria-current="page"', html)
