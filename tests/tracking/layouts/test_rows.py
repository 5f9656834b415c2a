"""The rows of every layout are the figures, and the lists behind them, of the one rule there is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from courses.assignments.models import Obligation
from courses.certificates.actions import issue_by_itself, revoke_certificate
from media.topics.models import Topic
from organisations.oversight.models import Reading
from organisations.people.models import Person
from organisations.reorganising.actions import rename_organisation
from organisations.tree.models import Organisation, Standing
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.papers.models import Quiz
from tests.assigning import assign, finish, start
from tests.makers import account_of, make_cell, make_certificate_settings, make_decision, make_secretary
from tests.quiz_makers import PHONE, make_question, make_quiz, save, single
from tests.tracking.conftest import Ground
from tracking.counting.queries import Figures, Question, State, figures_of, obligations_within
from tracking.layouts.asking import Asked
from tracking.layouts.given import GIVEN
from tracking.layouts.making import Made, make
from tracking.reports.kinds import NotHers

DUE = date(2026, 6, 30)
EVENING = date(2026, 6, 30)


def made(ground: Ground, key: str, **asked: Any) -> Made:
    return make(
        layout=GIVEN[key],
        asked=Asked(**{"unit": str(ground.commune.public_id), **asked}),
        viewer=account_of(ground.minh),
        now=timezone.now(),
    )


def rows(report: Made) -> list[dict[str, Any]]:
    titles = [column.title for column in report.sheet().columns]
    return [dict(zip(titles, line.values, strict=True)) for line in report.all_lines()]


def question(report: Made) -> Question:
    return report.ground.question


@pytest.fixture
def learnt(ground: Ground) -> Ground:
    """Lan finished two days late, Tâm has begun; a third secretary has not."""
    assign(ground.course, ground.commune, due=DUE)
    start(ground.tam, ground.course, date(2026, 3, 1))
    finish(ground.lan, ground.course, date(2026, 7, 2))
    make_secretary("Ma Văn Ba", make_cell("Chi bộ thôn 3", ground.commune))
    return ground


@pytest.mark.parametrize("on", [None, EVENING])
def test_units_add_up_to_the_figures_of_the_unit(learnt: Ground, on: date | None) -> None:
    report = made(learnt, "bc1", on=on)
    lines = list(report.all_lines())
    asked = question(report)
    for line in lines:
        unit = Organisation.objects.get(public_id=line.key)
        standing = Standing.objects.get(organisation=unit, ended=None)
        assert line.figures == figures_of([standing], asked)[standing.path]
    whole = figures_of([report.ground.unit], asked)[report.ground.unit.path]
    assert sum((line.figures for line in lines if line.figures), Figures()) == whole
    assert report.lines.figures == whole
    assert whole.owed == 3
    assert whole.finished == (1 if on is None else 0)


def test_what_is_owed_in_the_unit_itself_has_a_row_of_its_own(learnt: Ground) -> None:
    make_secretary("Hoàng Văn Thụ", learnt.commune)
    report = made(learnt, "bc1")
    last = rows(report)[-1]
    assert last["Đơn vị"] == "Đảng bộ xã A (trực tiếp)"
    assert last["Phải học"] == 1
    assert report.lines.figures is not None
    assert report.lines.figures.owed == 4


def test_the_list_of_those_who_have_not_finished_is_who_owes_less_who_finished(learnt: Ground) -> None:
    report = made(learnt, "bc2")
    figures = figures_of([report.ground.unit], question(report))[report.ground.unit.path]
    assert report.lines.count == figures.owed - figures.finished == 2
    behind = obligations_within([report.ground.unit.path], question(report), State.OWED)
    finished = obligations_within([report.ground.unit.path], question(report), State.FINISHED)
    names = set(behind.values_list("person__full_name", flat=True)) - set(
        finished.values_list("person__full_name", flat=True)
    )
    assert {row["Họ và tên"] for row in rows(report)} == names
    (tam,) = [row for row in rows(report) if row["Họ và tên"] == "Hà Thị Tâm"]
    assert tam["Chi bộ"] == "Chi bộ thôn 2"
    assert tam["Đảng bộ"] == "Đảng bộ xã A"
    assert (tam["Tiến độ"], tam["Hạn"]) == (0, DUE)


def test_names_are_those_of_the_day_asked_about(learnt: Ground) -> None:
    rename_organisation(
        organisation=learnt.second_cell, name="Chi bộ Nà Chang", decision=make_decision(date(2026, 8, 1))
    )
    assert "Chi bộ Nà Chang" in {row["Chi bộ"] for row in rows(made(learnt, "bc2"))}
    assert "Chi bộ thôn 2" in {row["Chi bộ"] for row in rows(made(learnt, "bc2", on=EVENING))}


def test_whoever_is_named_was_read(learnt: Ground) -> None:
    report = made(learnt, "bc2")
    assert not Reading.objects.exists(), "nobody has been named yet"
    rows(report)
    assert set(Reading.objects.values_list("person__full_name", "screen")) == {
        ("Hà Thị Tâm", "report"),
        ("Ma Văn Ba", "report"),
    }


def test_classes_add_up_to_the_figures_of_the_unit(learnt: Ground) -> None:
    assign(learnt.course, learnt.commune, posts=("deputy",), due=DUE + timedelta(days=90))
    Obligation.objects.filter(person=learnt.lan).update(mark="8.50")
    report = made(learnt, "bc3", on=timezone.localdate() - timedelta(days=1))
    lines = list(report.all_lines())
    whole = figures_of([report.ground.unit], question(report))[report.ground.unit.path]
    assert sum((line.figures for line in lines if line.figures), Figures()) == whole
    (row,) = rows(report)
    assert row["Tên lớp"] == learnt.course.title
    assert (row["Khai giảng"], row["Bế giảng"]) == (date(2026, 1, 1), DUE)
    assert (row["Giỏi"], row["Khá"], row["Trung bình"], row["Không có điểm"]) == (1, 0, 0, 0)
    assert any("dân tộc" in note for note in report.sheet().notes), "what is left out is said"


def test_certificates_are_those_issued_within_the_period(learnt: Ground) -> None:
    make_certificate_settings()
    july = datetime(2026, 7, 5, 3, tzinfo=UTC)
    [given] = issue_by_itself(course_id=learnt.course.pk, learners=[learnt.lan.pk], now=july)
    [row] = rows(made(learnt, "bc5", period="2026-q3"))
    assert (row["Họ và tên"], row["Số hiệu"]) == ("Vũ Thị Lan", given.number)
    assert made(learnt, "bc5", period="2026-q2").lines.count == 0
    revoke_certificate(certificate=given, reason="Sai", by=account_of(learnt.minh), now=july)
    assert made(learnt, "bc5", period="2026-q3").lines.count == 0


def _answer_nothing(who: Person, quiz: Quiz, day: int) -> None:
    now = datetime(2026, 8, day, 3, tzinfo=UTC)
    attempt = begin_attempt(quiz=quiz, learner=who, now=now)
    submit_attempt(attempt=attempt, now=now)


def test_weaknesses_count_first_answers_within_the_period(learnt: Ground) -> None:
    topic = Topic.objects.create(code="W1", kind="weakness", title="Ngại va chạm")
    question_ = make_question()
    question_.topics.add(topic)
    question_.save()
    lesson = learnt.course.get_children().get().get_children().first().specific
    lesson.topics.add(topic)
    lesson.save()
    quiz = make_quiz(question_)
    for day, who in enumerate((learnt.lan, learnt.tam), start=1):
        _answer_nothing(who, quiz, day)
    (row,) = rows(made(learnt, "bc4", period="2026-q3"))
    assert (row["Hạn chế"], row["Số lượt trả lời"], row["Tỷ lệ đúng"]) == ("Ngại va chạm", 2, 0)
    assert row["Đơn vị thấp nhất"] == "", "two people could be known by what they answered"
    assert row["Bài học gợi ý"] == lesson.title
    (before,) = rows(made(learnt, "bc4", period="2026-q2"))
    assert (before["Số lượt trả lời"], before["Tỷ lệ đúng"]) == (0, None)


def test_a_question_about_two_weaknesses_counts_once_in_each(learnt: Ground) -> None:
    topics = [Topic.objects.create(code=code, kind="weakness", title=code) for code in ("W1", "W2")]
    right = single()
    question_ = make_question(right)
    question_.topics.add(*topics)
    question_.save()
    quiz = make_quiz(question_)
    now = datetime(2026, 8, 1, 3, tzinfo=UTC)
    attempt = begin_attempt(quiz=quiz, learner=learnt.lan, now=now)
    answer = save(1, right.choices[0].id, now)
    save_answers(attempt_id=attempt.pk, learner=learnt.lan, device=PHONE, saves=[answer], now=now)
    submit_attempt(attempt=attempt, now=now)
    _answer_nothing(learnt.tam, quiz, 2)
    found = [
        (row["Số lượt trả lời"], row["Tỷ lệ đúng"]) for row in rows(made(learnt, "bc4", period="2026-q3"))
    ]
    assert found == [(2, 0.5), (2, 0.5)]


def test_the_lowest_unit_is_named_once_five_have_answered(learnt: Ground) -> None:
    topic = Topic.objects.create(code="W1", kind="weakness", title="Ngại va chạm")
    question_ = make_question()
    question_.topics.add(topic)
    question_.save()
    quiz = make_quiz(question_)
    for number in range(5):
        who = make_secretary(f"Lò Văn {number}", learnt.cell, post="committee")
        _answer_nothing(who, quiz, 3)
    (row,) = rows(made(learnt, "bc4", period="2026-q3"))
    assert row["Đơn vị thấp nhất"] == "Chi bộ thôn 1 (0%)"


@pytest.mark.parametrize("key", list(GIVEN))
def test_no_layout_tells_of_a_unit_out_of_sight(learnt: Ground, key: str) -> None:
    for unit in (learnt.other_commune, learnt.province):
        with pytest.raises(NotHers):
            made(learnt, key, unit=str(unit.public_id))


@pytest.mark.parametrize("key", list(GIVEN))
def test_the_stranger_is_told_nothing(learnt: Ground, key: str) -> None:
    for unit in ("", str(learnt.commune.public_id)):
        with pytest.raises(NotHers):
            make(
                layout=GIVEN[key],
                asked=Asked(unit=unit),
                viewer=account_of(learnt.son),
                now=timezone.now(),
            )
