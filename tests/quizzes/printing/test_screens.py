"""Screens of tests on paper: who comes in, whom she may type in, and that nothing typed is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organisations.appointments.actions import appoint
from organisations.oversight.models import Reading
from quizzes.attempts.actions import begin_attempt
from quizzes.attempts.models import Attempt
from quizzes.printing.actions import type_result
from quizzes.printing.models import PaperPrint, PaperResult
from quizzes.printing.presenting import typed_in
from tests.makers import LONG_AGO, account_of, make_grant, make_person, make_secretary
from tests.quiz_makers import make_question, make_quiz, single
from tests.quizzes.printing.conftest import NOW, Hall, browser_of, every_type, make_print
from tests.quizzes.printing.test_printing import key_to


@pytest.fixture
def paper(hall: Hall) -> PaperPrint:
    return make_print(every_type(), hall)


@pytest.fixture
def minh(hall: Hall) -> Client:
    return browser_of(hall.minh)


def at(name: str, paper: PaperPrint, *more: Any) -> str:
    return reverse(f"printing:{name}", args=[paper.quiz_id, paper.pk, *more])


def fields(typed: dict[int, str]) -> dict[str, str]:
    return {f"a{number}": text for number, text in typed.items()}


def sealed(html: str) -> str:
    found = re.search(r'name="seen" value="(\w*)"', html)
    assert found
    return found[1]


def test_minh_prints_a_quiz_and_gets_three_files(hall: Hall, minh: Client) -> None:
    quiz = make_quiz(make_question())
    assert quiz.title in minh.get(reverse("printing:index")).content.decode()
    form = {
        "organisation": str(hall.a.public_id),
        "title": "Đề hội trường",
        "held_on": "2026-03-03",
        "variants": "3",
        "questions": "alike",
    }
    made = minh.post(reverse("printing:new", args=[quiz.pk]), form)
    paper = PaperPrint.objects.get()
    assert made["Location"] == at("paper", paper)
    assert (paper.variant_count, len(paper.variants), paper.organisation) == (3, 3, hall.a)
    for what in ("de", "phieu-tra-loi", "dap-an"):
        answer = minh.get(at("file", paper, what))
        assert answer.content.startswith(b"%PDF")
        assert f'filename="{what}-' in answer["Content-Disposition"]
    assert minh.get(at("file", paper, "khac")).status_code == 404


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(hall: Hall, minh: Client) -> None:
    quiz = make_quiz(make_question())
    answer = minh.post(
        reverse("printing:new", args=[quiz.pk]), {"title": "Đề của tôi", "hall": "Nhà văn hóa"}
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'value="Nhà văn hóa"' in html
    assert 'role="alert"' in html
    assert not PaperPrint.objects.exists()


def test_minh_sees_the_mark_before_anything_is_kept(hall: Hall, minh: Client, paper: PaperPrint) -> None:
    who = {"person": str(hall.lan.public_id), "variant": "2"}
    assert "Nông Thị Lan" in minh.get(at("type_in", paper), who).content.decode()
    form = {**who, **fields(key_to(paper, 2))}
    seen = minh.post(at("type_in", paper), form).content.decode()
    assert "9 trên 9 điểm, 100%" in seen
    assert not Attempt.objects.exists()
    kept = minh.post(at("type_in", paper), {**form, "save": "1", "seen": sealed(seen)})
    assert kept["Location"] == at("type_in", paper) + "?variant=2"
    assert Attempt.objects.get().percent == 100


def test_what_was_changed_after_it_was_seen_is_shown_once_more(
    hall: Hall, minh: Client, paper: PaperPrint
) -> None:
    form = {"person": str(hall.lan.public_id), "variant": "1", **fields(key_to(paper, 1))}
    seen = sealed(minh.post(at("type_in", paper), form).content.decode())
    changed = minh.post(at("type_in", paper), {**form, "a1": "", "save": "1", "seen": seen})
    assert changed.status_code == 200
    assert not Attempt.objects.exists()


def test_a_wrong_letter_is_named_and_the_rest_stays(hall: Hall, minh: Client, paper: PaperPrint) -> None:
    typed = dict.fromkeys(range(1, 10), "#")
    answer = minh.post(
        at("type_in", paper), {"person": str(hall.lan.public_id), "variant": "1", **fields(typed)}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert html.count('aria-invalid="true"') >= 5
    assert html.count('value="#"') == 9


def test_a_paper_typed_twice_is_refused_in_words_with_a_way_on(
    hall: Hall, minh: Client, paper: PaperPrint
) -> None:
    form = {"person": str(hall.lan.public_id), "variant": "1", **fields(key_to(paper, 1))}
    form |= {"save": "1", "seen": sealed(minh.post(at("type_in", paper), form).content.decode())}
    minh.post(at("type_in", paper), form)
    again = minh.post(at("type_in", paper), form)
    assert again.status_code == 409
    assert at("correct", paper, PaperResult.objects.get().pk) in again.content.decode()
    assert Attempt.objects.count() == 1


def test_who_has_no_attempt_left_is_said_so(hall: Hall, minh: Client) -> None:
    quiz = make_quiz(make_question(), max_attempts=1)
    first, second = make_print(quiz, hall), make_print(quiz, hall)
    for paper, status in ((first, 302), (second, 409)):
        form = {"person": str(hall.lan.public_id), "variant": "1", "a1": "A"}
        form |= {"save": "1", "seen": sealed(minh.post(at("type_in", paper), form).content.decode())}
        assert minh.post(at("type_in", paper), form).status_code == status


def test_a_result_is_put_right_only_with_a_reason(hall: Hall, minh: Client, paper: PaperPrint) -> None:
    form = {"person": str(hall.lan.public_id), "variant": "1"}
    form |= {"save": "1", "seen": sealed(minh.post(at("type_in", paper), form).content.decode())}
    minh.post(at("type_in", paper), form)
    where = at("correct", paper, PaperResult.objects.get().pk)
    assert minh.get(where).status_code == 200
    right = {"variant": "1", **fields(key_to(paper, 1))}
    seen = sealed(minh.post(where, right).content.decode())
    without = minh.post(where, {**right, "save": "1", "seen": seen})
    assert (without.status_code, Attempt.objects.get().percent) == (422, None)
    done = minh.post(where, {**right, "save": "1", "seen": seen, "reason": "Gõ sót"})
    assert (done.status_code, Attempt.objects.get().percent) == (302, 100)


def test_a_whole_hall_is_typed_in_by_lines(hall: Hall, minh: Client) -> None:
    paper = make_print(
        make_quiz(make_question(single("Một?", "1")), make_question(single("Hai?", "2"))), hall, variants=1
    )
    key = key_to(paper, 1)
    lan, binh = hall.lan.public_id, hall.binh.public_id
    form = {
        "organisation": str(hall.a.public_id),
        f"line-{lan}": f"1{key[1]} 2{key[2]}",
        f"line-{binh}": "1Z",
    }
    wrong = minh.post(at("hall", paper), form)
    assert wrong.status_code == 422
    assert "“Z”" in wrong.content.decode()
    form[f"line-{binh}"] = f"{key[1]} -"
    seen = minh.post(at("hall", paper), form).content.decode()
    assert "2/2 điểm, 100%" in seen
    assert "1/2 điểm, 50%" in seen
    assert not Attempt.objects.exists()
    minh.post(at("hall", paper), {**form, "save": "1", "seen": sealed(seen)})
    assert dict(Attempt.objects.values_list("learner", "percent")) == {hall.lan.pk: 100, hall.binh.pk: 50}
    who = {"organisation": str(hall.a.public_id)}
    assert minh.get(at("hall", paper), who).content.decode().count("đã nhập") == 2


def test_sons_commune_is_not_minhs(hall: Hall, minh: Client, paper: PaperPrint) -> None:
    """Unknown and forbidden are one answer."""
    form = {"person": str(hall.lan.public_id), "variant": "1", "save": "1"}
    form["seen"] = sealed(minh.post(at("type_in", paper), form).content.decode())
    minh.post(at("type_in", paper), form)
    result = PaperResult.objects.get()
    son = browser_of(hall.son)
    for name, more in (
        ("paper", ()),
        ("type_in", ()),
        ("hall", ()),
        ("file", ("de",)),
        ("correct", (result.pk,)),
    ):
        assert minh.get(at(name, paper, *more)).status_code == 200, name
        assert son.get(at(name, paper, *more)).status_code == 404, name
    assert paper.title not in son.get(reverse("printing:index")).content.decode().partition("In một bài")[0]
    outsider = {"person": str(hall.of_b.public_id), "variant": "1"}
    assert minh.get(at("type_in", paper), outsider).status_code == 404
    assert minh.post(at("type_in", paper), {**outsider, "save": "1"}).status_code == 404
    assert minh.get(at("hall", paper), {"organisation": str(hall.b.public_id)}).status_code == 404
    assert Attempt.objects.count() == 1


def test_a_learner_finds_nothing_at_these_addresses(hall: Hall, paper: PaperPrint) -> None:
    learner = browser_of(account_of(make_person("Nông Thị Hạ", username="ha")))
    assert learner.get(at("paper", paper)).status_code in {302, 404}
    assert learner.get(at("file", paper, "dap-an")).status_code in {302, 404}


def test_whoever_is_shown_leaves_a_reading(hall: Hall, minh: Client, paper: PaperPrint) -> None:
    minh.get(at("type_in", paper), {"person": str(hall.lan.public_id), "variant": "1"})
    assert Reading.objects.filter(person=hall.lan, reader=hall.minh, screen="papers").count() == 1
    minh.get(at("hall", paper), {"organisation": str(hall.a.public_id)})
    assert Reading.objects.filter(person=hall.binh, screen="papers").count() == 1


def test_a_host_searches_people_of_her_own_part_alone(hall: Hall, minh: Client) -> None:
    found = minh.get(
        reverse("choosing:results", args=["nguoi"]), {"q": "thi", "roles": "host", "name": "person"}
    )
    html = found.content.decode()
    assert "Nông Thị Lan" in html
    assert "Hoàng Thị Ngoài" not in html


def test_a_hall_costs_the_same_few_queries_however_many_sit_there(hall: Hall, minh: Client) -> None:
    quiz = make_quiz(*(make_question(single(f"{n}?", f"Đ{n}")) for n in range(5)))
    paper = make_print(quiz, hall)

    def counted() -> int:
        minh.get(at("hall", paper), {"organisation": str(hall.a.public_id)})
        with CaptureQueriesContext(connection) as asked:
            minh.get(at("hall", paper), {"organisation": str(hall.a.public_id)})
        return len(asked)

    before = counted()
    for number in range(6):
        make_secretary(f"Người Thứ {number}", hall.cell_a, post="committee")
    assert counted() <= before


def test_nobody_types_in_or_puts_right_her_own_paper(hall: Hall, minh: Client, paper: PaperPrint) -> None:
    me = hall.minh.person
    appoint(person=me, organisation=hall.cell_a, post="committee", began=LONG_AGO)
    own = {"person": str(me.public_id), "variant": "1"}
    assert minh.get(at("type_in", paper), own).status_code == 404
    assert (
        "Hà Văn Minh"
        not in minh.get(at("hall", paper), {"organisation": str(hall.a.public_id)})
        .content.decode()
        .partition("<table")[2]
    )
    mine = type_result(paper=paper, variant=1, learner=me, typed={}, by=hall.son, now=NOW)
    hers = type_result(paper=paper, variant=1, learner=hall.lan, typed={}, by=hall.son, now=NOW)
    assert minh.get(at("correct", paper, hers.pk)).status_code == 200
    assert minh.get(at("correct", paper, mine.pk)).status_code == 404


def test_the_host_gets_the_key_from_the_day_of_the_test_on(hall: Hall, minh: Client) -> None:
    quiz = make_quiz(make_question())
    today = timezone.localdate()
    early, held = (
        make_print(quiz, hall, held_on=today + timedelta(days=1)),
        make_print(quiz, hall, held_on=today),
    )
    assert minh.get(at("file", early, "dap-an")).status_code == 404
    assert "từ ngày kiểm tra" in minh.get(at("paper", early)).content.decode()
    assert minh.get(at("file", held, "dap-an")).status_code == 200
    begin_attempt(quiz=quiz, learner=hall.minh.person, now=timezone.now())
    assert minh.get(at("file", held, "dap-an")).status_code == 404
    make_grant(hall.minh.person, hall.a, "lecturer")
    assert minh.get(at("file", early, "dap-an")).status_code == 200


def test_a_number_of_thousands_of_digits_is_no_number(hall: Hall, minh: Client) -> None:
    paper = make_print(make_quiz(make_question()), hall)
    endless = "9" * 5000
    assert typed_in({f"a{endless}": "A", "a1": "B"}) == {1: "B"}
    lan = hall.lan.public_id
    form = {"organisation": str(hall.a.public_id), f"line-{lan}": "1A", f"variant-{lan}": endless}
    assert minh.post(at("hall", paper), form).status_code == 422
