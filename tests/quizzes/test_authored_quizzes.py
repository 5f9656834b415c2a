"""Quizzes as lecturers make them: refused in words where the bank cannot fill them, checked by a second."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from quizzes.attempts.actions import begin_attempt
from quizzes.bank.actions import draft_question
from quizzes.bank.models import Category, Question
from quizzes.papers.models import Quiz
from tests.makers import make_person
from tests.quiz_makers import make_category, make_question, make_quiz, single
from tests.quizzes.authors import address, browser_of, make_lecturer, make_reviewer, quiz_form, rows, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> Category:
    return make_category()


@pytest.fixture
def hoa() -> User:
    return make_lecturer()


@pytest.fixture
def hoas(hoa: User) -> Client:
    return browser_of(hoa)


def bank(shelf: Category, number: int) -> list[Question]:
    return [make_question(single(f"Câu {n}?", f"Đúng {n}"), category=shelf) for n in range(number)]


def test_hoa_first_says_what_it_is_for_and_begins_with_what_suits(hoas: Client) -> None:
    assert hoas.get(address(Quiz, "add")).content.decode().count("?purpose=") == 3
    form = hoas.get(address(Quiz, "add", purpose="final")).context["form"]
    initial = form.instance
    assert (initial.time_limit_minutes, initial.max_attempts, initial.pass_percent) == (20, 3, 70)
    check = hoas.get(address(Quiz, "add", purpose="check")).context["form"].instance
    assert (check.behaviour, check.max_attempts) == ("immediate", None)


def test_a_quiz_is_sent_and_opened_by_a_second_person(hoas: Client, hoa: User, shelf: Category) -> None:
    asked = bank(shelf, 2)
    fixed = rows("fixed_items", *({"question": question.pk, "points": 1} for question in asked))
    answer = hoas.post(address(Quiz, "add"), {**quiz_form(), **fixed, "action-submit": "1"})
    assert answer.status_code == 302, said(answer)
    quiz = Quiz.objects.get()
    assert (quiz.author, quiz.live, quiz.slug) == (hoa, False, "bai-kiem-tra-cuoi-khoa")
    check = reverse("authoring:check_quiz", args=[quiz.pk])
    assert 'value="approve"' not in said(hoas.get(check))
    hoas.post(check, {"action": "approve", "comment": ""})
    assert not Quiz.objects.get().live
    browser_of(make_reviewer()).post(check, {"action": "approve", "comment": ""})
    assert Quiz.objects.get().live
    assert {question.state for question in Question.objects.all()} == {"in_use"}


def test_a_draw_that_the_bank_cannot_fill_is_refused_in_words(hoas: Client, shelf: Category) -> None:
    bank(shelf, 2)
    draw = {"count": 5, "category": shelf.pk, "topic": "", "difficulty": "", "points": 1}
    form = {**quiz_form(), **rows("random_draws", draw)}
    answer = hoas.post(address(Quiz, "add"), {**form, "action-submit": "1"})
    assert "kho có 2 câu, cần 5 câu" in said(answer)
    assert not Quiz.objects.exists()
    assert hoas.post(address(Quiz, "add"), form).status_code == 302
    editor = said(hoas.get(address(Quiz, "edit", Quiz.objects.get().pk)))
    assert "kho có 2 câu, cần 5 câu" in editor


def test_an_empty_quiz_is_a_draft_and_no_more(hoas: Client) -> None:
    assert "Đồng chí chọn câu hỏi" in said(
        hoas.post(address(Quiz, "add"), {**quiz_form(), "action-submit": "1"})
    )
    assert hoas.post(address(Quiz, "add"), quiz_form()).status_code == 302


def test_what_was_unfit_by_the_time_it_was_checked_is_not_approved(
    hoas: Client, hoa: User, shelf: Category
) -> None:
    [question] = bank(shelf, 1)
    fixed = rows("fixed_items", {"question": question.pk, "points": 1})
    hoas.post(address(Quiz, "add"), {**quiz_form(), **fixed, "action-submit": "1"})
    Question.objects.update(state="retired")
    quiz = Quiz.objects.get()
    reviewer = browser_of(make_reviewer())
    check = reverse("authoring:check_quiz", args=[quiz.pk])
    assert "không được hỏi" in said(reviewer.get(check))
    reviewer.post(check, {"action": "approve", "comment": ""})
    state = quiz.current_workflow_task_state
    reviewer.post(address(Quiz, "workflow_action", quiz.pk, "approve", state.pk), {"comment": ""})
    assert not Quiz.objects.get().live


def test_the_bank_says_while_a_draw_is_written_what_it_has(hoas: Client, shelf: Category) -> None:
    first, *_rest = bank(shelf, 3)
    where = reverse("authoring:pool")
    asked: dict[str, Any] = {"count": 5, "category": shelf.pk, "fixed": first.pk}
    assert hoas.get(where, asked).json() == {"said": "Kho có 2 câu, cần 5 câu.", "fills": False}
    assert hoas.get(where, {"count": 3}).json()["fills"]
    assert hoas.get(where, {"count": "x"}).json() == {"said": "", "fills": True}


def test_another_draw_is_another_paper_and_the_same_one_again(hoas: Client, shelf: Category) -> None:
    bank(shelf, 12)
    quiz = make_quiz(draws=3)
    form = {
        **quiz_form(),
        **rows("random_draws", {"count": 3, "category": "", "topic": "", "difficulty": "", "points": 1}),
    }
    where = address(Quiz, "preview_on_edit", quiz.pk)
    assert hoas.post(where, form).json() == {"is_valid": True, "is_available": True}
    papers = [said(hoas.get(where, {"mode": "", "seed": seed})).split("Rút đề khác")[1] for seed in (1, 2, 1)]
    assert papers[0] == papers[2] != papers[1]


def test_a_quiz_that_was_attempted_is_not_deleted(shelf: Category) -> None:
    quiz = make_quiz(*bank(shelf, 1))
    begin_attempt(quiz=quiz, learner=make_person("Vũ Thị Lan"), now=timezone.now() + timedelta(0))
    administrator = User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa")
    browser_of(administrator).post(address(Quiz, "delete", quiz.pk))
    assert Quiz.objects.filter(pk=quiz.pk).exists()


def test_only_questions_that_may_be_asked_can_be_chosen(hoas: Client, hoa: User, shelf: Category) -> None:
    make_question(single("Đã duyệt rồi?"), category=shelf)
    draft_question(question=single("Còn nháp?"), category=shelf, by=hoa)
    where = reverse("wagtailsnippetchoosers_quizzes_question:choose_results")
    assert "Đã duyệt rồi" in said(hoas.get(f"{where}?q=da+duyet+roi&multiple=1"))
    assert "Còn nháp" not in said(hoas.get(f"{where}?multiple=1"))
    assert "Đã duyệt rồi" not in said(hoas.get(f"{where}?q=khong+co&multiple=1"))


def test_the_list_of_quizzes_costs_the_same_however_many_there_are(hoas: Client, shelf: Category) -> None:
    [question] = bank(shelf, 1)

    def cost() -> int:
        hoas.get(address(Quiz, "list"))
        with CaptureQueriesContext(connection) as asked:
            assert hoas.get(address(Quiz, "list")).status_code == 200
        return len(asked)

    make_quiz(question, title="Bài 0")
    few = cost()
    for number in range(1, 20):
        make_quiz(question, title=f"Bài {number}")
    assert cost() == few


def test_a_retired_question_in_an_open_quiz_is_pointed_out(hoas: Client, shelf: Category) -> None:
    [question] = bank(shelf, 1)
    make_quiz(question)
    Question.objects.update(state="retired")
    assert "còn trong 1 bài kiểm tra đang mở" in said(hoas.get(address(Question, "list")))
    assert "1 câu không được hỏi nữa" in said(hoas.get(address(Quiz, "list")))
    assert "Câu này đã nghỉ nhưng còn" in said(hoas.get(reverse("authoring:versions", args=[question.pk])))
