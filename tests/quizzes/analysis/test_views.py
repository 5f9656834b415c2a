"""The screens of the analysis: who comes in, what stands there, and that nobody is named."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from organisations.oversight.models import Grant
from organisations.people.models import Person
from quizzes.attempts.models import AttemptQuestion
from quizzes.bank.models import Question
from quizzes.grading.questions import Accepted, ShortAnswer
from quizzes.papers.models import Quiz
from tests.makers import account_of, make_cell, make_grant, make_organisation, make_person, make_secretary
from tests.quiz_makers import make_question, make_quiz, single
from tests.quizzes.simulated import Trait, simulate, traits_of

pytestmark = pytest.mark.django_db

Visit = Callable[[str], Any]


@pytest.fixture(autouse=True)
def ground() -> None:
    cache.clear()


@pytest.fixture
def questions() -> list[Question]:
    return [make_question(single(f"Câu số {n}?", "Đúng", "Sai một", "Sai hai", "Sai ba")) for n in range(9)]


@pytest.fixture
def quiz(questions: list[Question]) -> Quiz:
    quiz = make_quiz(*questions, title="Kiểm tra =1+1", slug="kiem-tra")
    wrong = Trait(1.2, 0.0, is_keyed_wrong=True)
    simulate(quiz, people=90, traits=traits_of(questions, Trait(1.3), wrong, Trait(1.0, -3), Trait(1.2, 1)))
    return quiz


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def with_role(name: str, role: str) -> Client:
    person = make_person(name)
    make_grant(person, make_organisation(f"Trường của {name}"), role)
    return browser_of(person)


@pytest.fixture
def hoa() -> Client:
    return with_role("Lê Thị Hoa", Grant.Role.LECTURER)


def addresses(quiz: Quiz, question: Question) -> list[str]:
    return [
        reverse("analysis:index"),
        *(reverse(f"analysis:{name}", args=[quiz.pk]) for name in ("quiz", "quiz_csv", "quiz_xlsx")),
        reverse("analysis:question", args=[question.pk]),
    ]


def test_lecturers_and_reviewers_come_in_and_nobody_else(
    quiz: Quiz, questions: list[Question], hoa: Client
) -> None:
    reviewer = with_role("Chu Văn Hòa", Grant.Role.REVIEWER)
    organiser = with_role("Bùi Văn Minh", Grant.Role.ORGANISER)
    lan = browser_of(make_secretary("Nông Thị Lan", make_cell(), username="lan"))
    son = browser_of(make_person("Trần Văn Sơn"))
    for address in addresses(quiz, questions[0]):
        assert hoa.get(address).status_code == reviewer.get(address).status_code == 200
        assert organiser.get(address).status_code == 404
        for stranger in (lan, son, Client()):
            answer = stranger.get(address)
            assert answer.status_code in {302, 403, 404}
            assert b"C\xc3\xa2u s\xe1\xbb\x91" not in answer.content


def test_what_is_not_there_is_not_found(hoa: Client, quiz: Quiz, questions: list[Question]) -> None:
    question = reverse("analysis:question", args=[questions[0].pk])
    for address in (
        reverse("analysis:quiz", args=[10**6]),
        reverse("analysis:quiz_csv", args=[10**6]),
        reverse("analysis:question", args=[10**6]),
        f"{question}?ban=9",
        f"{question}?ban={10**30}",
    ):
        assert hoa.get(address).status_code == 404
    assert hoa.get(f"{question}?ban=-1").status_code == 200
    assert hoa.post(question).status_code == 405


def test_nobody_who_answered_is_named(hoa: Client, quiz: Quiz, questions: list[Question]) -> None:
    for address in addresses(quiz, questions[0]):
        answer: Any = hoa.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "Người thứ".encode() not in body


def test_the_list_tells_how_many_questions_to_look_at(hoa: Client, quiz: Quiz) -> None:
    page = hoa.get(reverse("analysis:index")).content.decode()
    assert "Kiểm tra =1+1" in page
    assert re.search(r"\d câu", page)


def test_a_list_without_quizzes_says_what_is_to_come(hoa: Client) -> None:
    assert "Chưa có bài kiểm tra nào được chấm" in hoa.get(reverse("analysis:index")).content.decode()


def test_the_table_is_sorted_as_asked(hoa: Client, quiz: Quiz) -> None:
    address = reverse("analysis:quiz", args=[quiz.pk])

    def labels(query: str) -> list[str]:
        page = hoa.get(f"{address}?{query}").content.decode()
        return re.findall(r'<th scope="row"><a href="[^"]*cau-hoi[^"]*">([^<]*)</a>', page)

    assert labels("")[0] == "Câu số 1?"  # whose key is wrong
    up, down = labels("xep=do-de"), labels("xep=-do-de")
    assert (up[0], up[-1], down[0], down[-1]) == ("Câu số 3?", "Câu số 2?", "Câu số 2?", "Câu số 3?")
    assert sorted(labels("xep=gi-do")) == sorted(labels(""))
    page = hoa.get(f"{address}?xep=do-de").content.decode()
    assert page.count('aria-sort="ascending"') == 1
    assert "xep=-do-de" in page


def test_a_question_says_in_words_what_to_do(hoa: Client, quiz: Quiz, questions: list[Question]) -> None:
    page = hoa.get(reverse("analysis:question", args=[questions[1].pk])).content.decode()
    assert "Người giỏi trả lời sai nhiều hơn người yếu" in page
    assert "Không ai chọn phương án D: nên thay." in page
    assert page.count('role="img"') == 2  # the thirds, the months
    assert "style=" not in "".join(re.findall(r"<svg class=\"chart.*?</svg>", page, re.DOTALL))


def test_a_question_that_nobody_met_says_so(hoa: Client) -> None:
    page = hoa.get(reverse("analysis:question", args=[make_question().pk])).content.decode()
    assert "Chưa có lượt làm nào đã chấm gặp câu hỏi này" in page


@pytest.mark.parametrize("people", [4, 7])
def test_too_few_are_told_as_too_few(hoa: Client, people: int) -> None:
    question = make_question()
    quiz = make_quiz(question, make_question(single("Câu hai?", "Một")), slug="it")
    simulate(quiz, people=people)
    page = hoa.get(reverse("analysis:quiz", args=[quiz.pk])).content.decode()
    assert f"Mới có {people} lượt, cần ít nhất 30." in page
    assert f"mới có {people} lượt, cần ít nhất 30" in page
    about = hoa.get(reverse("analysis:question", args=[question.pk])).content.decode()
    told = re.findall(r'data-label="(?:Số lượt chọn|Tỷ lệ)"><?[^<]*', about)
    assert ("mới có 4 lượt, cần ít nhất 5" in page) == (people == 4)
    assert all("–" in one or ">" in one for one in told)
    assert (re.search(r"\d%", "".join(re.findall(r"<td.*?</td>", about, re.DOTALL))) is None) == (people == 4)


def test_what_one_person_wrote_is_not_shown(hoa: Client) -> None:
    question = make_question(ShortAnswer(prompt="<p>Ai chủ trì?</p>", accepted=(Accepted("bí thư"),)))
    other = make_question()
    filler = make_quiz(other, slug="q")
    rows = [
        AttemptQuestion(
            attempt=attempt,
            slot=2,
            question=question,
            version=question.current,
            response="Tôi là Lò Văn Dũng" if number == 0 else "trưởng thôn",
            fraction=0,
        )
        for number, attempt in enumerate(simulate(filler, people=8))
    ]
    AttemptQuestion.objects.bulk_create(rows)
    page = hoa.get(reverse("analysis:question", args=[question.pk])).content.decode()
    assert "trưởng thôn" in page
    assert "Lò Văn Dũng" not in page
    assert "lò văn dũng" not in page
    assert "Các câu trả lời khác" in page


def test_the_files_hold_the_table_with_numbers(hoa: Client, quiz: Quiz, questions: list[Question]) -> None:
    Question.objects.filter(pk=questions[1].pk).update(name="=HYPERLINK(1)")
    query = "?xep=phan-biet"
    answer: Any = hoa.get(reverse("analysis:quiz_csv", args=[quiz.pk]) + query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    header, *lines = csv.reader(io.StringIO(text))
    book = load_workbook(io.BytesIO(hoa.get(reverse("analysis:quiz_xlsx", args=[quiz.pk]) + query).content))
    assert book.active is not None
    titles, *rows = list(book.active.iter_rows())
    assert [cell.value for cell in titles] == header
    assert header[:4] == ["Câu hỏi", "Số lượt", "Đã trả lời", "Tỷ lệ đúng"]
    assert (rows[0][0].value, rows[0][0].data_type, lines[0][0]) == ("=HYPERLINK(1)", "s", "'=HYPERLINK(1)")
    for line, row in zip(lines, rows, strict=True):
        for place in range(1, 9):
            value = row[place].value
            assert isinstance(value, int | float)
            assert float(line[place]) == pytest.approx(value)
    indices = [float(line[5]) for line in lines]
    assert indices == sorted(indices)
    assert indices[0] < 0


def test_pages_cost_few_queries_however_many_questions(
    hoa: Client, quiz: Quiz, questions: list[Question]
) -> None:
    long = make_quiz(*questions, *(make_question(single(f"Thêm {n}?", "Có")) for n in range(8)), slug="dai")
    simulate(long, people=40, seed=8)

    def queries(address: str) -> int:
        hoa.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert hoa.get(address).status_code == 200
        return len(asked)

    short, longer = (queries(reverse("analysis:quiz", args=[one.pk])) for one in (quiz, long))
    assert short == longer <= 20
    assert queries(reverse("analysis:question", args=[questions[0].pk])) <= 20
    assert queries(reverse("analysis:index")) <= 20
