"""Bình asks Lan's cell: Lan or the School answers, a reviewer edits, the page shows it without names."""

from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from notifications.models import Notice
from organisations.appointments.actions import end_appointment
from organisations.people.models import Person
from practices.exemplars.models import Practice
from practices.inquiries import actions
from practices.inquiries.models import Inquiry
from practices.inquiries.queries import inquiries_to, waiting_count
from practices.inquiries.rules import MOST_OPEN, Move
from tests.makers import account_of, make_secretary
from tests.practices.around import Around
from tests.practices.makers import make_practice
from tests.practices.proposals.makers import NOW, TODAY, browser_of

State = Inquiry.State
QUESTION = "Làm thế nào để đảng viên đọc tài liệu trước?"
ANSWER = "Tổ trưởng gọi từng người hai ngày trước khi họp."


@pytest.fixture
def practice(around: Around) -> Practice:
    return make_practice(organisation=around.cell)


@pytest.fixture
def asked(around: Around, practice: Practice) -> Inquiry:
    return actions.ask(practice=practice, asker=around.binh, text=QUESTION, now=NOW, today=TODAY)


def answered(inquiry: Inquiry, by: User, text: str = ANSWER) -> Inquiry:
    return actions.answer(inquiry=inquiry, text=text, by=by, read=actions.stamp_of(inquiry), now=NOW)


def reviewed(inquiry: Inquiry, by: User, move: Move = Move.SHOW, **texts: str) -> Inquiry:
    said = {"asked": inquiry.asked, "answered": inquiry.answered, **texts}
    return actions.review(inquiry=inquiry, move=move, by=by, read=actions.stamp_of(inquiry), now=NOW, **said)


def shown_on(practice: Practice) -> str:
    template = Template("{% load inquiry_tags %}{% inquiries_shown practice %}")
    return template.render(Context({"practice": practice}))


def desk(name: str, inquiry: Inquiry | None = None) -> str:
    return reverse(f"inquiry_desk:{name}", args=[inquiry.public_id] if inquiry else [])


def page(inquiry: Inquiry) -> str:
    return reverse("practices:inquiry", args=[inquiry.public_id])


# --- Asking ----------------------------------------------------------------------------------------


def test_a_question_reaches_the_cell_without_the_name_of_who_asks(around: Around, practice: Practice) -> None:
    deputy = make_secretary("Ma Thị Quế", around.cell, post="deputy", username="que")
    make_secretary("Lục Văn Tài", around.cell, post="committee", username="tai")
    address = reverse("practices:ask", args=[practice.slug])
    browser = browser_of(around.binh)
    assert practice.title in browser.get(address).content.decode()
    answer = browser.post(address, {"text": QUESTION})
    made = Inquiry.objects.get()
    assert answer["Location"] == page(made)
    told = Notice.objects.all()
    assert {notice.recipient for notice in told} == {account_of(around.lan), account_of(deputy)}
    shown = browser_of(around.lan).get(page(made)).content.decode()
    assert QUESTION in shown
    for text in (shown, *(f"{one.title} {one.text}" for one in told)):
        assert around.binh.full_name not in text
        assert "Nà Khá" not in text


def test_the_same_question_sent_twice_is_asked_once(around: Around, practice: Practice) -> None:
    for _ in range(2):
        actions.ask(practice=practice, asker=around.binh, text=QUESTION, now=NOW, today=TODAY)
    assert Inquiry.objects.count() == 1


def test_only_so_many_questions_wait_and_the_text_stays(around: Around, practice: Practice) -> None:
    for number in range(MOST_OPEN):
        actions.ask(practice=practice, asker=around.binh, text=f"Câu {number}?", now=NOW, today=TODAY)
    answer = browser_of(around.binh).post(reverse("practices:ask", args=[practice.slug]), {"text": QUESTION})
    assert answer.status_code == 409
    assert f"đang có {MOST_OPEN} câu hỏi chờ trả lời" in answer.content.decode()
    assert answer.context["form"]["text"].value() == QUESTION
    Inquiry.objects.update(state=State.PRIVATE)
    actions.ask(practice=practice, asker=around.binh, text=QUESTION, now=NOW, today=TODAY)


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_an_empty_or_endless_question_is_not_sent(around: Around, practice: Practice, text: str) -> None:
    answer = browser_of(around.binh).post(reverse("practices:ask", args=[practice.slug]), {"text": text})
    assert answer.status_code == 422
    assert not Inquiry.objects.exists()


def test_nobody_asks_about_what_is_not_in_the_library(around: Around) -> None:
    withdrawn = make_practice(is_current=False)
    for slug in (withdrawn.slug, "khong-co"):
        assert browser_of(around.binh).get(reverse("practices:ask", args=[slug])).status_code == 404


# --- Who sees it -----------------------------------------------------------------------------------


def test_a_question_is_seen_by_its_asker_and_by_those_who_answer(around: Around, asked: Inquiry) -> None:
    for person in (around.binh, around.lan):
        assert browser_of(person).get(page(asked)).status_code == 200
    for other in (around.son, around.hoa):
        assert browser_of(other).get(page(asked)).status_code == 404
        assert browser_of(other).post(page(asked), {"text": ANSWER}).status_code == 404
    assert browser_of(around.binh).post(page(asked), {"text": ANSWER}).status_code == 404
    listed = browser_of(around.son).get(reverse("practices:my_inquiries")).content.decode()
    assert QUESTION not in listed
    assert "Đồng chí chưa hỏi câu nào" in listed


def test_the_list_of_a_cell_puts_first_what_waits(around: Around, practice: Practice, asked: Inquiry) -> None:
    answered(asked, account_of(around.lan))
    later = actions.ask(practice=practice, asker=around.binh, text="Câu hai?", now=NOW, today=TODAY)
    assert list(inquiries_to(around.lan, TODAY)) == [later, asked]
    listed = browser_of(around.lan).get(reverse("practices:my_inquiries")).content.decode()
    assert "Chờ đồng chí trả lời" in listed
    assert around.binh.full_name not in listed


def test_who_has_left_the_post_answers_no_more(around: Around, asked: Inquiry) -> None:
    end_appointment(appointment=around.lan.appointments.get(), on=TODAY)
    assert browser_of(around.lan).get(page(asked)).status_code == 404


def test_the_school_never_reads_who_asked(around: Around, asked: Inquiry) -> None:
    browser = browser_of(around.hoa_reviewer)
    answered(asked, account_of(around.lan))
    for address in (desk("queue"), f"{desk('queue')}?state=", desk("inquiry", asked), desk("review", asked)):
        shown = browser.get(address).content.decode()
        assert QUESTION in shown
        assert around.binh.full_name not in shown


# --- Answering and reviewing -----------------------------------------------------------------------


def test_lan_answers_and_binh_reads_it_only_after_review(around: Around, asked: Inquiry) -> None:
    seen = browser_of(around.lan).get(page(asked)).context["form"]["read"].value()
    browser_of(around.lan).post(page(asked), {"text": ANSWER, "read": seen})
    asked.refresh_from_db()
    assert asked.state == State.ANSWERED
    waiting = browser_of(around.binh).get(page(asked)).content.decode()
    assert ANSWER not in waiting
    assert "Nhà trường đang duyệt" in waiting
    assert shown_on(asked.practice).count(QUESTION) == 0
    reviewed(asked, around.hoa_reviewer, Move.KEEP_PRIVATE)
    assert ANSWER in browser_of(around.binh).get(page(asked)).content.decode()
    assert Notice.objects.filter(recipient=account_of(around.binh)).count() == 1
    assert ANSWER not in shown_on(asked.practice)


def test_a_reviewer_edits_both_texts_and_the_page_shows_them(around: Around, asked: Inquiry) -> None:
    answered(asked, account_of(around.lan))
    asked.refresh_from_db()
    form = {
        "read": actions.stamp_of(asked),
        "asked": "Làm sao để mọi người đọc trước?",
        "answered": "Gọi từng người.",
        "move": "show",
    }
    answer = browser_of(around.hoa_reviewer).post(desk("review", asked), form)
    assert answer["Location"] == desk("inquiry", asked)
    shown = shown_on(asked.practice)
    assert "Làm sao để mọi người đọc trước?" in shown
    assert "Gọi từng người." in shown
    for name in (around.binh.full_name, around.lan.full_name, around.hoa_reviewer.full_name):
        assert name not in shown
    assert "đưa lên trang" in Notice.objects.get(recipient=account_of(around.binh)).title


def test_lecturers_answer_and_only_reviewers_review(around: Around, asked: Inquiry) -> None:
    browser = browser_of(around.hoa)
    form = {"read": actions.stamp_of(asked), "answered": ANSWER}
    assert browser.post(desk("answer", asked), form).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (State.ANSWERED, around.hoa)
    for name in ("review", "decline"):
        assert browser.get(desk(name, asked)).status_code == 404
        assert browser_of(around.hoa_reviewer).get(desk(name, asked)).status_code == 200
    assert "Duyệt …" not in browser.get(desk("inquiry", asked)).content.decode()


def test_nobody_outside_the_school_comes_to_its_desk(around: Around, asked: Inquiry) -> None:
    for address in (
        desk("queue"),
        *(desk(name, asked) for name in ("inquiry", "answer", "review", "decline")),
    ):
        for other in (around.lan, around.binh, around.son):
            assert browser_of(other).get(address).status_code in {302, 403, 404}


def test_who_answered_does_not_review(around: Around, asked: Inquiry) -> None:
    answered(asked, around.hoa_reviewer)
    asked.refresh_from_db()
    with pytest.raises(actions.OwnAnswer):
        reviewed(asked, around.hoa_reviewer)
    told = browser_of(around.hoa_reviewer).get(desk("inquiry", asked)).content.decode()
    assert "người khác sẽ duyệt" in told


def test_the_askers_name_does_not_reach_the_page(around: Around, asked: Inquiry) -> None:
    answered(asked, account_of(around.lan), "Gửi đồng chí chau van binh: gọi từng người.")
    asked.refresh_from_db()
    with pytest.raises(actions.NamesTheAsker):
        reviewed(asked, around.hoa_reviewer)
    form = {"read": actions.stamp_of(asked), "asked": QUESTION, "answered": asked.answered, "move": "show"}
    answer = browser_of(around.hoa_reviewer).post(desk("review", asked), form)
    assert answer.status_code == 409
    assert "còn tên người hỏi" in answer.content.decode()
    reviewed(asked, around.hoa_reviewer, Move.KEEP_PRIVATE)


def test_a_declined_question_comes_back_with_the_reason(around: Around, asked: Inquiry) -> None:
    form = {"read": actions.stamp_of(asked), "note": "Câu này hỏi việc nội bộ của chi bộ khác."}
    browser_of(around.hoa_reviewer).post(desk("decline", asked), form)
    asked.refresh_from_db()
    assert asked.state == State.DECLINED
    assert "việc nội bộ" in browser_of(around.binh).get(page(asked)).content.decode()
    assert browser_of(around.lan).get(page(asked)).status_code == 404
    assert Notice.objects.filter(recipient=account_of(around.binh)).count() == 1


def test_what_is_on_the_page_can_be_taken_off_and_the_asker_is_told_once(
    around: Around, asked: Inquiry
) -> None:
    standing = answered(asked, account_of(around.lan))
    standing = reviewed(standing, around.hoa_reviewer)
    standing = reviewed(standing, around.hoa_reviewer, answered="Sửa lại.")
    assert Notice.objects.filter(recipient=account_of(around.binh)).count() == 1
    assert "Sửa lại." in shown_on(asked.practice)
    reviewed(standing, around.hoa_reviewer, Move.KEEP_PRIVATE)
    assert "Sửa lại." not in shown_on(asked.practice)


# --- Two at once -----------------------------------------------------------------------------------


def test_the_second_of_two_answers_is_not_sent_and_not_lost(around: Around, asked: Inquiry) -> None:
    seen = actions.stamp_of(asked)
    answered(asked, around.hoa)
    answer = browser_of(around.lan).post(page(asked), {"text": "Của Lan", "read": seen})
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "vừa trả lời câu hỏi này" in told
    assert "Của Lan" in told
    asked.refresh_from_db()
    assert asked.answered == ANSWER


def test_the_second_of_two_reviewers_is_told(around: Around, asked: Inquiry) -> None:
    standing = answered(asked, account_of(around.lan))
    seen = actions.stamp_of(standing)
    reviewed(standing, around.hoa_reviewer)
    form = {"read": seen, "note": "Muộn"}
    answer = browser_of(around.hoa_reviewer).post(desk("decline", asked), form)
    assert answer.status_code == 409
    assert f"{around.hoa_reviewer} vừa đưa câu hỏi này lên trang" in answer.content.decode()


# --- Figures ---------------------------------------------------------------------------------------


def ask_and_show(around: Around, practice: Practice, asker: Person) -> None:
    made = actions.ask(
        practice=practice, asker=asker, text=f"Câu {Inquiry.objects.count()}?", now=NOW, today=TODAY
    )
    reviewed(answered(made, account_of(around.lan)), around.hoa_reviewer)


def test_the_page_asks_one_question_and_her_lists_few(around: Around, practice: Practice) -> None:
    counts: list[Any] = []
    for _ in range(2):
        for _ in range(3):
            ask_and_show(around, practice, around.binh)
        with CaptureQueriesContext(connection) as on_the_page:
            shown_on(practice)
        asked_by_page = len(on_the_page)
        browser = browser_of(around.lan)
        browser.get(reverse("practices:my_inquiries"))
        with CaptureQueriesContext(connection) as on_the_list:
            browser.get(reverse("practices:my_inquiries"))
        counts.append((asked_by_page, len(on_the_list)))
    assert counts[0] == counts[1]
    assert counts[0][0] == 1
    assert counts[0][1] <= 8


def test_the_school_is_told_what_waits_for_it(around: Around, practice: Practice, asked: Inquiry) -> None:
    assert waiting_count() == 0
    answered(asked, account_of(around.lan))
    nobodys = make_practice(organisation=None)
    actions.ask(practice=nobodys, asker=around.binh, text=QUESTION, now=NOW, today=TODAY)
    assert waiting_count() == 2
