"""The bank as lecturers work in it: Hoa writes, Hòa checks, Lan and Sơn find nothing there."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from quizzes.authoring.queries import shelves
from quizzes.bank.actions import draft_question
from quizzes.bank.converting import question_of
from quizzes.bank.models import Category, Question, QuestionVersion
from quizzes.bank.queries import ids_beneath
from quizzes.grading.questions import Choice, SingleChoice
from quizzes.papers.models import Quiz
from tests.makers import account_of, make_person
from tests.quiz_makers import change_question, make_category, make_question, make_quiz, single
from tests.quizzes.authors import (
    address,
    browser_of,
    bulk,
    make_lecturer,
    make_reviewer,
    question_form,
    quiz_form,
    said,
)

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


@pytest.fixture
def reviewer() -> User:
    return make_reviewer()


@pytest.fixture
def reviewers(reviewer: User) -> Client:
    return browser_of(reviewer)


def draft(hoa: User, shelf: Category, prompt: str = "Chi bộ họp ngày nào?") -> Question:
    return draft_question(question=single(prompt), category=shelf, by=hoa)


def fresh(question: Question) -> Question:
    found: Question = Question.objects.get(pk=question.pk)
    return found


# --- Writing ----------------------------------------------------------------------------------


def test_hoa_first_chooses_a_type(hoas: Client) -> None:
    answer = hoas.get(address(Question, "add"))
    assert answer.status_code == 200
    assert answer.content.decode().count("?type=") == 9


def test_a_category_cannot_come_to_stand_in_one_beneath_it(shelf: Category) -> None:
    inner = Category.objects.create(title="Nghị quyết", parent=shelf)
    shelf.parent = inner
    with pytest.raises(ValidationError) as refused:
        shelf.full_clean()
    assert list(refused.value.message_dict) == ["parent"]
    inner.full_clean()


def test_categories_set_in_a_circle_are_still_listed_each_once(shelf: Category) -> None:
    inner = Category.objects.create(title="Nghị quyết", parent=shelf)
    beside = Category.objects.create(title="A", parent=inner)
    Category.objects.filter(pk=shelf.pk).update(parent=inner)
    assert sorted(ids_beneath(shelf.pk)) == sorted([shelf.pk, inner.pk, beside.pk])
    assert sorted(one.pk for one in shelves()) == sorted([shelf.pk, inner.pk, beside.pk])


def test_copying_opens_a_form_for_a_new_one_and_never_writes_to_the_original(
    hoas: Client, shelf: Category
) -> None:
    of_another = make_question(single("Của người khác?"), category=shelf)
    quiz = make_quiz(of_another)
    body, title, authors = question_of(of_another.body), quiz.title, (of_another.author, quiz.author)
    sent = {**question_form(single("Chép đè?"), shelf), "action-publish": "1"}
    assert hoas.post(address(Question, "copy", of_another.pk), sent).status_code == 405
    assert hoas.post(address(Quiz, "copy", quiz.pk), quiz_form(title="Chép đè")).status_code == 405
    quiz.refresh_from_db()
    kept = fresh(of_another)
    assert (question_of(kept.body), quiz.title) == (body, title)
    assert (kept.author, quiz.author) == authors
    assert f'action="{address(Question, "add")}"' in said(hoas.get(address(Question, "copy", of_another.pk)))
    assert f'action="{address(Quiz, "add")}"' in said(hoas.get(address(Quiz, "copy", quiz.pk)))


def test_every_type_opens_its_own_form(hoas: Client) -> None:
    for kind in ("single", "multiple", "true_false", "matching", "ordering", "short_answer", "numerical"):
        answer = hoas.get(address(Question, "add", type=kind))
        assert f'"type": "{kind}"' in answer.content.decode().replace("&quot;", '"')


def test_hoa_writes_a_question_and_is_its_author(hoas: Client, hoa: User, shelf: Category) -> None:
    answer = hoas.post(address(Question, "add"), question_form(single(), shelf))
    assert answer.status_code == 302, said(answer)
    question = Question.objects.get()
    assert (question.author, question.state, question.label) == (hoa, "draft", "Chi bộ họp ngày nào?")


def test_a_draft_may_be_left_unfinished(hoas: Client, shelf: Category) -> None:
    bare = SingleChoice(prompt="<p>Còn viết dở</p>", choices=(Choice("a", ""), Choice("b", "")))
    answer = hoas.post(address(Question, "add"), question_form(bare, shelf))
    assert answer.status_code == 302, said(answer)
    question = Question.objects.get()
    editor = said(hoas.get(address(Question, "edit", question.pk)))
    assert "Tích vào phương án đúng" in editor


def test_what_is_not_sound_is_not_sent_and_the_sentence_says_what_to_do(
    hoas: Client, shelf: Category
) -> None:
    two_right = SingleChoice(
        prompt="<p>Ai chủ trì?</p>",
        choices=(Choice("a", "<p>Bí thư</p>", 100.0), Choice("b", "<p>Phó bí thư</p>", 100.0)),
    )
    form = question_form(two_right, shelf, **{"action-submit": "1"})
    answer = hoas.post(address(Question, "add"), form)
    assert answer.status_code == 200
    assert "Có hơn một phương án được tích là đúng" in said(answer)
    assert not Question.objects.exists()


# --- Two keys ---------------------------------------------------------------------------------


def test_hoa_sends_and_the_reviewer_checks(
    hoas: Client, reviewers: Client, hoa: User, reviewer: User, shelf: Category
) -> None:
    hoas.post(address(Question, "add"), question_form(single(), shelf, **{"action-submit": "1"}))
    question = Question.objects.get()
    check = reverse("authoring:check_question", args=[question.pk])
    assert "Ngày 15" in said(reviewers.get(check))
    assert reviewers.post(check, {"action": "approve", "comment": ""}).status_code == 302
    version = QuestionVersion.objects.get()
    assert (version.written_by, version.checked_by, version.number) == (hoa, reviewer, 1)
    assert fresh(question).state == Question.State.CHECKED


def test_nobody_checks_her_own_on_any_way(reviewers: Client, reviewer: User, shelf: Category) -> None:
    question = draft(reviewer, shelf)
    reviewers.post(bulk("send", question))
    assert fresh(question).workflow_in_progress
    check = reverse("authoring:check_question", args=[question.pk])
    page = said(reviewers.get(check))
    assert 'value="approve"' not in page
    reviewers.post(check, {"action": "approve", "comment": ""})
    reviewers.post(bulk("approve", question))
    state = fresh(question).current_workflow_task_state
    reviewers.post(address(Question, "workflow_action", question.pk, "approve", state.pk))
    form = question_form(
        single(), shelf, **{"action-workflow-action": "1", "workflow-action-name": "approve"}
    )
    reviewers.post(address(Question, "edit", question.pk), form)
    reviewers.post(address(Question, "edit", question.pk), {**form, "action-publish": "1"})
    assert not QuestionVersion.objects.exists()
    assert fresh(question).state == Question.State.DRAFT


def test_who_mends_a_waiting_question_has_written_it(hoa: User, reviewers: Client, shelf: Category) -> None:
    question = draft(hoa, shelf)
    browser_of(hoa).post(bulk("send", question))
    reviewers.post(address(Question, "edit", question.pk), question_form(single("Họp lúc nào?"), shelf))
    reviewers.post(bulk("approve", question))
    assert not QuestionVersion.objects.exists()
    other = browser_of(make_reviewer("Nguyễn Thị Mai"))
    other.post(bulk("approve", question))
    assert QuestionVersion.objects.get().label == "Họp lúc nào?"


def test_who_mends_and_approves_at_once_is_refused(hoa: User, reviewers: Client, shelf: Category) -> None:
    question = draft(hoa, shelf)
    browser_of(hoa).post(bulk("send", question))
    form = question_form(single("Họp lúc nào?"), shelf)
    reviewers.post(
        address(Question, "edit", question.pk),
        {**form, "action-workflow-action": "1", "workflow-action-name": "approve"},
    )
    assert not QuestionVersion.objects.exists()


def test_an_approval_of_long_ago_does_not_cover_what_an_administrator_publishes_alone(
    hoa: User, reviewers: Client, shelf: Category
) -> None:
    question = draft(hoa, shelf)
    browser_of(hoa).post(bulk("send", question))
    reviewers.post(bulk("approve", question))
    administrator = User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa")
    form = question_form(single("Họp lúc nào?"), shelf, **{"action-publish": "1"})
    browser_of(administrator).post(address(Question, "edit", question.pk), form)
    newest = QuestionVersion.objects.get(number=2)
    assert (newest.written_by, newest.checked_by) == (administrator, None)
    listing = said(browser_of(hoa).get(address(Question, "list")))
    assert "chưa có người thứ hai" in listing


def test_the_reviewer_sends_back_with_a_word(hoa: User, reviewers: Client, shelf: Category) -> None:
    question = draft(hoa, shelf)
    browser_of(hoa).post(bulk("send", question))
    check = reverse("authoring:check_question", args=[question.pk])
    assert reviewers.post(check, {"action": "refuse", "comment": ""}).status_code == 422
    reviewers.post(check, {"action": "refuse", "comment": "Phương án B chưa rõ."})
    assert fresh(question).current_workflow_state.status == "needs_changes"


def test_of_many_the_refused_say_why_and_the_others_go_on(
    hoas: Client, reviewers: Client, hoa: User, reviewer: User, shelf: Category
) -> None:
    theirs, own = draft(hoa, shelf, "Câu của Hoa?"), draft(reviewer, shelf, "Câu của Hòa?")
    hoas.post(bulk("send", theirs, own))
    page = said(reviewers.get(bulk("approve", theirs, own)))
    assert "Đồng chí tự viết hoặc tự gửi" not in page.split("Câu của Hoa?")[0]
    reviewers.post(bulk("approve", theirs, own))
    assert (fresh(theirs).state, fresh(own).state) == ("checked", "draft")


def test_all_of_a_filtered_list_is_not_the_whole_bank(hoas: Client, hoa: User, shelf: Category) -> None:
    other = make_category("Công tác đảng viên")
    here, there = draft(hoa, shelf, "Ở đây?"), draft(hoa, other, "Ở kia?")
    hoas.post(bulk("send", category=shelf.pk))
    assert (fresh(here).workflow_in_progress, fresh(there).workflow_in_progress) == (True, False)


def test_only_the_author_or_a_reviewer_retires(hoa: User, reviewers: Client, shelf: Category) -> None:
    question = make_question(by=hoa, category=shelf)
    browser_of(make_lecturer("Vi Thị Liên")).post(bulk("retire", question))
    assert fresh(question).state == "checked"
    reviewers.post(bulk("retire", question))
    assert (fresh(question).state, fresh(question).live) == ("retired", False)


def test_strangers_and_secretaries_find_nothing(shelf: Category) -> None:
    question = make_question(category=shelf)
    for person in (make_person("Đinh Văn Sơn"), make_person("Vũ Thị Lan")):
        client = browser_of(account_of(person))
        for where in (
            address(Question, "list"),
            address(Question, "add"),
            address(Question, "edit", question.pk),
            bulk("approve", question),
            reverse("authoring:versions", args=[question.pk]),
            reverse("authoring:check_question", args=[question.pk]),
        ):
            assert client.get(where).status_code in (302, 403, 404)
            assert client.post(where).status_code in (302, 403, 404, 405)
    assert fresh(question).state == "checked"


# --- Finding ----------------------------------------------------------------------------------


def test_questions_are_found_without_marks_and_within_a_category(hoas: Client, hoa: User) -> None:
    above = make_category("Nghiệp vụ")
    below = make_category("Sinh hoạt", above)
    draft(hoa, below, "Đảng viên dự bị có quyền gì?")
    draft(hoa, make_category("Khác"), "Thu đảng phí thế nào?")
    assert "dự bị" in said(hoas.get(address(Question, "list", q="dang vien du bi")))
    found = said(hoas.get(address(Question, "list", category=above.pk)))
    assert "dự bị" in found
    assert "Thu đảng phí" not in found


@pytest.mark.parametrize("state", ["draft", "checked", "in_use", "retired", "waiting", "changed", "alone"])
def test_every_state_can_be_asked_for(hoas: Client, hoa: User, shelf: Category, state: str) -> None:
    draft(hoa, shelf)
    make_question(single("Khác?"), category=shelf)
    assert hoas.get(address(Question, "list", state=state)).status_code == 200


def test_the_list_costs_the_same_however_many_there_are(hoas: Client, hoa: User, shelf: Category) -> None:
    def cost() -> int:
        hoas.get(address(Question, "list"))
        with CaptureQueriesContext(connection) as asked:
            assert hoas.get(address(Question, "list")).status_code == 200
        return len(asked)

    make_quiz(make_question(category=shelf))
    draft(hoa, shelf)
    few = cost()
    for number in range(60):
        draft(hoa, shelf, f"Câu số {number}?")
    assert cost() <= few + 2  # the pages of the list are numbered


# --- Versions ---------------------------------------------------------------------------------


def test_versions_say_what_changed_and_who_met_them(hoas: Client, shelf: Category) -> None:
    question = make_question(single("Họp ngày nào?", "Ngày 3", "Ngày 15"), category=shelf)
    quiz = make_quiz(question)
    change_question(question, single("Chi bộ họp ngày nào?", "Ngày 3", "Ngày 30"))
    page = said(hoas.get(reverse("authoring:versions", args=[question.pk])))
    assert quiz.title in page
    compared = said(hoas.get(reverse("authoring:compare", args=[question.pk])))
    assert "<ins>Chi bộ họp</ins>" in compared
    assert "<del>Họp</del>" in compared


def test_what_was_checked_is_retired_never_deleted(shelf: Category) -> None:
    administrator = browser_of(User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa"))
    question = make_question(category=shelf)
    administrator.post(address(Question, "delete", question.pk))
    assert Question.objects.filter(pk=question.pk).exists()
    content = question_of(fresh(question).body)
    assert content is not None
