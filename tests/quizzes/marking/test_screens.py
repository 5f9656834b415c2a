"""Marking on the screen: who finds what, what is told, what a slip costs, how many queries it takes."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organisations.oversight.models import Reading
from organisations.people.models import Person
from organisations.privacy.signals import erasing_person, gathering_personal_data
from quizzes.attempts.models import AnswerFile, Attempt, AttemptQuestion
from quizzes.marking.essays.actions import Given, ask_rewriting, claim_essay, give_mark, mark_by_two
from quizzes.marking.models import EssayMark, EssayMarking, MarkChange, MarkNotice, Regrading, SecondMarking
from quizzes.marking.overriding.actions import override_mark
from quizzes.marking.personal_data import sections_about_marks
from quizzes.papers.models import QuizException
from tests.makers import make_cell, make_grant, make_organisation, make_secretary
from tests.organisations.desks import desk_of, queries_for, text_of
from tests.quiz_makers import change_question, make_question, make_quiz
from tests.quizzes.marking.conftest import NOON, School, choose, hand_in, keyed, marker, write

LATER = NOON + timedelta(hours=2)
ALL = {"points-idea": "6", "points-form": "3,5", "comment-idea": "Đủ ý.", "comment": "Bài viết tốt."}


@pytest.fixture
def asked(school: School) -> AttemptQuestion:
    return write(school.quiz, school.lan, "Chi bộ tôi họp ngày mồng ba.")


def page(name: str, *arguments: object) -> str:
    return reverse(f"marking:{name}", args=arguments)


def file_of(asked: AttemptQuestion) -> AnswerFile:
    content = ContentFile(b"%PDF- thu hoach", name="bai.pdf")
    return AnswerFile.objects.create(
        asked=asked, file=content, name="Bài của Lan.pdf", size=15, uploaded_at=NOON
    )


# --- Who finds what --------------------------------------------------------------------------------


def test_strangers_and_neighbouring_markers_find_nothing_of_hers(
    school: School, asked: AttemptQuestion
) -> None:
    file = file_of(asked)
    graded = hand_in(
        make_quiz(make_question(keyed(0)), title="Một câu", slug="mot-cau"), school.lan, choose(1)
    )
    addresses = [
        page("essay", asked.pk),
        page("rewrite", asked.pk),
        page("file", file.pk),
        page("attempt", graded.pk),
        page("override", graded.pk, 1),
    ]
    posts = [page("claim", asked.pk), page("release", asked.pk), page("essay", asked.pk)]
    posts += [page("rewrite", asked.pk), page("override", graded.pk, 1)]
    for stranger, hidden in ((school.son, 302), (school.tu, 404), (school.khue, 404)):
        desk = desk_of(stranger)
        assert [desk.get(one).status_code for one in addresses] == [hidden] * len(addresses)
        assert [desk.post(one).status_code for one in posts] == [hidden] * len(posts)
    for own in (school.hai, school.que):
        assert [desk_of(own).get(one).status_code for one in addresses] == [200] * len(addresses)
    assert "Vũ Thị Lan" not in text_of(desk_of(school.tu).get(page("queue")))


def test_what_does_not_exist_and_what_is_not_hers_answer_alike(
    school: School, asked: AttemptQuestion
) -> None:
    for desk in (desk_of(school.tu), desk_of(school.hai)):
        assert desk.get(page("essay", 999_999)).status_code == 404
        assert desk.get(page("file", uuid4())).status_code == 404
        assert desk.get(page("attempt", uuid4())).status_code == 404


def test_only_reviewers_come_to_keys_and_rules(school: School, asked: AttemptQuestion) -> None:
    addresses = [page("regradings"), page("by_two"), page("correct", school.essay.pk)]
    for other, hidden in ((school.hai, 404), (school.hoa, 404), (school.son, 302)):
        assert [desk_of(other).get(one).status_code for one in addresses] == [hidden] * 3
    assert [desk_of(school.que).get(one).status_code for one in addresses] == [200] * 3


def test_the_menu_leads_those_who_mark_to_the_queue_and_nobody_else(school: School) -> None:
    home, queue = reverse("wagtailadmin_home"), page("queue")
    for user in (school.hai, school.hoa, school.que):
        assert f'href="{queue}"' in desk_of(user).get(home).content.decode()
    organiser = make_secretary("Bùi Văn Minh", school.cell_a, post="deputy", username="minh")
    make_grant(organiser, school.a)
    assert organiser.account is not None
    assert f'href="{queue}"' not in desk_of(organiser.account).get(home).content.decode()


def test_a_name_is_told_where_it_is_overseen_and_every_reading_is_written_down(
    school: School, asked: AttemptQuestion
) -> None:
    assert "Vũ Thị Lan" in text_of(desk_of(school.hai).get(page("essay", asked.pk)))
    for user in (school.hoa, school.que):
        text = text_of(desk_of(user).get(page("essay", asked.pk)))
        assert "Vũ Thị Lan" not in text
        assert f"Bài số {asked.pk}" in text
        assert "Chi bộ tôi họp ngày mồng ba." in text
    readers = Reading.objects.filter(person=school.lan, screen="marking").values_list("reader", flat=True)
    assert set(readers) == {school.hai.pk, school.hoa.pk, school.que.pk}


def test_a_file_is_saved_never_shown(school: School, asked: AttemptQuestion) -> None:
    answer = desk_of(school.hai).get(page("file", file_of(asked).pk))
    assert b"".join(answer.streaming_content) == b"%PDF- thu hoach"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


# --- Marking ---------------------------------------------------------------------------------------


def test_hai_takes_an_essay_keeps_a_draft_and_returns_it(school: School, asked: AttemptQuestion) -> None:
    desk, address = desk_of(school.hai), page("essay", asked.pk)
    assert "Nhận chấm bài này" in text_of(desk.get(address))
    desk.post(page("claim", asked.pk))
    assert desk.post(address, {"comment": "Đang đọc.", "do": "draft"}).status_code == 302
    assert "Đang đọc." in text_of(desk.get(address))
    answer = desk.post(address, {**ALL, "do": "give"})
    assert answer["Location"] == page("queue")
    assert Attempt.objects.get().percent == 95
    assert "Không có bài nào chờ đồng chí" in text_of(desk.get(page("queue")))


def test_a_slip_is_said_at_the_field_and_nothing_typed_is_lost(
    school: School, asked: AttemptQuestion
) -> None:
    slip = {**ALL, "points-idea": "7", "points-form": "", "do": "give"}
    answer = desk_of(school.hai).post(page("essay", asked.pk), slip)
    text = text_of(answer)
    assert answer.status_code == 422
    assert "Hãy cho điểm từ 0 đến 6." in text
    assert "Bài viết tốt." in text
    assert not EssayMark.objects.exists()


def test_who_comes_second_keeps_what_she_typed(school: School, asked: AttemptQuestion) -> None:
    claim_essay(asked=asked, marker=marker(school.que), now=timezone.now())
    answer = desk_of(school.hai).post(page("essay", asked.pk), {**ALL, "do": "give"})
    text = text_of(answer)
    assert answer.status_code == 409
    assert "Nông Thị Quế đang chấm bài này" in text
    assert "Bài viết tốt." in text


def test_a_second_marker_reads_the_essay_and_not_the_first_mark(
    school: School, asked: AttemptQuestion
) -> None:
    mark_by_two(quiz=school.quiz, question=None, allowed_percent=10, by=school.que, now=NOON)
    first = Given({"idea": 6, "form": 4}, {}, "Lời của người thứ nhất.")
    give_mark(asked=asked, marker=marker(school.hai), given=first, now=LATER)
    text = text_of(desk_of(school.hoa).get(page("essay", asked.pk)))
    assert "Lời của người thứ nhất." not in text
    assert "100%" not in text
    assert "Ma Văn Hải" not in text
    give_mark(asked=asked, marker=marker(school.hoa), given=Given({"idea": 1}), now=LATER)
    assert "Lời của người thứ nhất." in text_of(desk_of(school.que).get(page("essay", asked.pk)))


def test_an_essay_goes_back_to_be_written_again(school: School, asked: AttemptQuestion) -> None:
    desk, address = desk_of(school.hai), page("rewrite", asked.pk)
    assert desk.post(address, {"request": "", "until": "01/01/2020"}).status_code == 422
    assert not QuizException.objects.exists()
    until = f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}"
    answer = desk.post(address, {"request": "Nêu ví dụ.", "until": until})
    assert answer["Location"] == page("queue"), text_of(answer)
    assert QuizException.objects.get().person == school.lan


def test_two_markers_are_asked_for_and_one_is_enough_again(school: School) -> None:
    desk, address = desk_of(school.que), page("by_two")
    assert desk.post(address, {"allowed_percent": "10"}).status_code == 422
    desk.post(address, {"quiz": school.quiz.pk, "allowed_percent": "10"})
    rule = SecondMarking.objects.get()
    assert "Bài thu hoạch" in text_of(desk.get(address))
    desk.post(page("by_one", rule.pk))
    assert not SecondMarking.objects.exists()


def test_the_queue_costs_the_same_queries_for_two_hundred_essays(school: School) -> None:
    write(school.quiz, school.lan)
    desk = desk_of(school.hai)
    few = queries_for(desk, page("queue"))
    commune = make_organisation("Đảng bộ xã khác", school.a)
    cell = make_cell("Chi bộ đông", commune)
    for number in range(200):
        _copy_essay(make_secretary(f"Người {number}", cell, post="deputy"))
    text = text_of(desk.get(page("queue")))
    assert "201 bài đang chờ" in text
    assert queries_for(desk, page("queue")) <= few + 1
    assert few <= 40


def _copy_essay(learner: Person) -> None:
    """The same essay handed in by another: made by hand, for there are two hundred."""
    row = AttemptQuestion.objects.select_related("attempt").order_by("pk")[0]
    attempt = row.attempt
    attempt.pk, attempt.learner, attempt._state.adding = uuid4(), learner, True
    attempt.save()
    row.pk, row.attempt, row._state.adding = None, attempt, True
    row.save()


# --- Overrides -------------------------------------------------------------------------------------


@pytest.fixture
def graded(school: School) -> Attempt:
    quiz = make_quiz(make_question(keyed(0)), title="Một câu", slug="mot-cau", pass_percent=50)
    return hand_in(quiz, school.lan, choose(1))


def test_a_mark_is_changed_for_a_reason_and_lan_reads_it(school: School, graded: Attempt) -> None:
    desk, address = desk_of(school.que), page("override", graded.pk, 1)
    assert desk.post(address, {"points": "1", "reason": ""}).status_code == 422
    assert desk.post(address, {"points": "2", "reason": "Đề in sai."}).status_code == 422
    assert desk.post(address, {"points": "0", "reason": "Đề in sai."}).status_code == 422
    desk.post(address, {"points": "0,5", "reason": "Đề in sai."})
    assert "Đề in sai." in text_of(desk.get(page("attempt", graded.pk)))
    lan = desk_of(_account(school.lan))
    assert "Điểm của đồng chí đã được sửa" in text_of(lan.get("/toi/"))
    told = text_of(lan.get(reverse("marks:told", args=[graded.pk])))
    assert "Lý do: Đề in sai." in told
    assert "Trước 0%, nay 50%" in told
    lan.post(reverse("marks:read", args=[graded.pk]))
    assert "Điểm của đồng chí đã được sửa" not in text_of(lan.get("/toi/"))


def _account(person: Person) -> User:
    assert person.account is not None
    return person.account


def test_nobody_reads_what_another_was_told(school: School, graded: Attempt) -> None:
    row = AttemptQuestion.objects.get(attempt=graded)
    override_mark(asked=row, points=1, reason="Đề in sai.", by=school.que, now=LATER)
    for other in (school.son, _account(school.binh), school.hai):
        assert desk_of(other).get(reverse("marks:told", args=[graded.pk])).status_code == 404
        assert desk_of(other).post(reverse("marks:read", args=[graded.pk])).status_code == 404
    assert MarkNotice.objects.get().read_at is None
    assert Client().get(reverse("marks:told", args=[graded.pk])).status_code == 302


def test_lan_reads_on_her_result_what_her_marker_wrote(school: School, asked: AttemptQuestion) -> None:
    lan, result = desk_of(_account(school.lan)), reverse("quizzes:result", args=[asked.attempt_id])
    assert "Đủ ý." not in text_of(lan.get(result))
    given = Given({"idea": 6, "form": 3.5}, {"idea": "Đủ ý."}, "Bài viết tốt.")
    give_mark(asked=asked, marker=marker(school.hai), given=given, now=LATER)
    told = text_of(lan.get(result))
    assert "Đủ ý." in told
    assert "Bài viết tốt." in told
    assert "3,5/4" in told
    assert "Ma Văn Hải" not in told


def test_her_result_says_when_she_is_to_write_again(school: School, asked: AttemptQuestion) -> None:
    until = LATER + timedelta(days=14)
    ask_rewriting(asked=asked, marker=marker(school.hai), request="Nêu ví dụ.", until=until, now=LATER)
    told = text_of(desk_of(_account(school.lan)).get(reverse("quizzes:result", args=[asked.attempt_id])))
    assert "Cần viết lại" in told
    assert "Nêu ví dụ." in told


def test_her_result_shows_what_is_right_by_the_key_that_counts(
    school: School, wrong_key: Sequence[Attempt]
) -> None:
    """Bình chose what the first key called wrong."""
    attempt = wrong_key[1]
    result = reverse("quizzes:result", args=[attempt.pk])
    row = attempt.questions.get()
    Attempt.objects.update(reviewed_at=LATER)
    before = text_of(desk_of(_account(school.binh)).get(result))
    AttemptQuestion.objects.filter(pk=row.pk).update(key=row.question.current_id, fraction=1.0)
    after = text_of(desk_of(_account(school.binh)).get(result))
    assert _marked_right(before) == ["Ngày 3"]
    assert _marked_right(after) == ["Ngày 15"]


def _marked_right(page_text: str) -> list[str]:
    return re.findall(r'class="choice right[^"]*">.*?<p>(Ngày \d+)</p>', page_text)


def test_marks_are_not_told_where_the_quiz_does_not_show_them(school: School) -> None:
    quiz = make_quiz(school.essay, title="Kín", slug="kin", show_marks="never")
    asked = write(quiz, school.lan)
    given = Given({"idea": 6, "form": 4}, {}, "Tốt.")
    give_mark(asked=asked, marker=marker(school.hai), given=given, now=LATER)
    lan = desk_of(_account(school.lan))
    told = text_of(lan.get(reverse("marks:told", args=[asked.attempt_id])))
    assert "Tốt." in told
    assert "điểm</strong>" not in told
    assert "100%" not in told


def test_an_attempt_is_found_by_the_code_that_its_learner_sees(school: School, graded: Attempt) -> None:
    code = str(graded.pk)[:8].upper()
    lan = desk_of(_account(school.lan))
    row = AttemptQuestion.objects.get(attempt=graded)
    override_mark(asked=row, points=1, reason="Đề in sai.", by=school.que, now=LATER)
    assert code in text_of(lan.get(reverse("marks:told", args=[graded.pk])))
    desk = desk_of(school.que)
    assert page("attempt", graded.pk) in desk.get(page("attempts"), {"code": code}).content.decode()
    nobody = desk.get(page("attempts"), {"code": "00000000"}).content.decode()
    assert page("attempt", graded.pk) not in nobody
    assert desk.get(page("attempts"), {"code": "Lan!"}).status_code == 422


# --- Corrected keys --------------------------------------------------------------------------------


@pytest.fixture
def wrong_key(school: School) -> Sequence[Attempt]:
    question = make_question(keyed(0))
    quiz = make_quiz(question, title="Một câu", slug="mot-cau", pass_percent=50)
    attempts = [hand_in(quiz, school.lan, choose(0)), hand_in(quiz, school.binh, choose(1))]
    change_question(question, keyed(1))
    return attempts


def test_que_looks_first_then_carries_it_out_then_takes_it_back(
    school: School, wrong_key: Sequence[Attempt]
) -> None:
    desk = desk_of(school.que)
    question = wrong_key[0].questions.get().question_id
    assert page("correct", question) in desk.get(page("regradings")).content.decode()
    address = page("correct", question)
    shown = desk.get(address)
    assert "1 trên 2 bài thay đổi điểm" in text_of(shown)
    [digest] = re.findall(r'name="shown" value="([0-9a-f]+)"', shown.content.decode())
    assert desk.post(address, {"shown": digest, "reason": ""}).status_code == 422
    done = desk.post(address, {"shown": digest, "reason": "Đáp án sai."})
    regrading = Regrading.objects.get()
    assert done["Location"] == page("regrading", regrading.public_id)
    assert [one.percent for one in Attempt.objects.order_by("started_at", "number")] == [100, 100]
    assert "đã thực hiện" in text_of(desk.get(done["Location"]))
    desk.post(done["Location"], {"reason": "Nhầm."})
    assert "đã hoàn tác" in text_of(desk.get(done["Location"]))
    assert sorted(one.percent or 0 for one in Attempt.objects.all()) == [0, 100]


def test_what_was_shown_too_long_ago_is_shown_again(school: School, wrong_key: Sequence[Attempt]) -> None:
    desk, question = desk_of(school.que), wrong_key[0].questions.get().question_id
    answer = desk.post(page("correct", question), {"shown": "0" * 64, "reason": "Đáp án sai."})
    assert answer.status_code == 422
    assert "danh sách dưới đây là danh sách mới" in text_of(answer)
    assert "Đáp án sai." in text_of(answer)
    assert not Regrading.objects.exists()


def test_the_list_of_who_would_change_can_be_taken_along(
    school: School, wrong_key: Sequence[Attempt]
) -> None:
    question = wrong_key[0].questions.get()
    asked = {"correction": "exact", "versions": question.version_id, "key": question.question.current_id}
    answer = desk_of(school.que).get(page("correct_csv", question.question_id), asked)
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 3
    assert f"Bài số {question.pk},Một câu," in lines[1]
    assert lines[1].endswith(",1,1,0,100,0,có,không")
    assert "Vũ Thị Lan" not in "".join(lines)
    nghia = User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa")
    named = desk_of(nghia).get(page("correct_csv", question.question_id), asked)
    assert "Vũ Thị Lan" in b"".join(named.streaming_content).decode()  # type: ignore[attr-defined]
    assert Reading.objects.filter(reader=nghia, person=school.lan, screen="marks").exists()


def test_many_are_left_to_the_worker_and_the_page_says_how_far_it_is(
    school: School, wrong_key: Sequence[Attempt]
) -> None:
    question = wrong_key[0].questions.get().question
    regrading = Regrading.objects.create(
        question=question,
        key=question.versions.get(number=2),
        reason="Đáp án sai.",
        made_at=LATER,
        state_since=LATER,
        steps_done=400,
        steps_total=5000,
    )
    answer = desk_of(school.que).get(page("regrading", regrading.public_id))
    assert "Đã xét 400 trên 5000 bài" in text_of(answer)
    assert answer["Refresh"] == "2"


# --- Her own data ----------------------------------------------------------------------------------


def test_lan_is_told_what_is_kept_of_her_marks_and_words_go_when_she_is_erased(
    school: School, asked: AttemptQuestion
) -> None:
    given = Given({"idea": 6, "form": 4}, {"idea": "Lời riêng"}, "Lời chung")
    give_mark(asked=asked, marker=marker(school.hai), given=given, now=LATER)
    sections = sections_about_marks(school.lan)
    answers: list[tuple[Any, Any]] = gathering_personal_data.send(sender=Person, person=school.lan)
    known = {section.key for _room, told in answers for section in told}
    assert {section.key for section in sections} <= known
    assert [len(list(section.rows)) for section in sections] == [1, 1, 1]
    assert "Lời riêng · Lời chung" in next(iter(sections[0].rows))
    erasing_person.send(sender=Person, person=school.lan, now=LATER)
    mark = EssayMark.objects.get()
    assert (mark.comment, mark.lines["idea"]) == ("", {"points": 6, "comment": ""})
    assert MarkChange.objects.get().after == 1
    assert not MarkNotice.objects.exists()
    assert EssayMarking.objects.get().request == ""
