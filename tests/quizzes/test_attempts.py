"""Attempts: begun, answered from several devices, handed in, closed, marked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from media.received import MOST_ENTRIES, WrongFile, kind_of
from organisations.people.models import Person
from quizzes.attempts import actions
from quizzes.attempts.actions import (
    CannotBegin,
    begin_attempt,
    check_answer,
    close_attempt,
    save_answers,
    submit_attempt,
)
from quizzes.attempts.models import AnswerSave, Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.rules import Receipt
from quizzes.attempts.signals import attempt_graded
from quizzes.bank.models import Question
from quizzes.papers.models import QuizException
from quizzes.papers.rules import Refusal
from tests.makers import make_person
from tests.quiz_makers import PHONE, TABLET, change_question, essay, make_question, make_quiz, save, single

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def lan() -> Person:
    return make_person("Nông Thị Lan")


def right(row: AttemptQuestion) -> str:
    return str(next(c["id"] for c in row.version.content["choices"] if c.get("share")))


def wrong(row: AttemptQuestion) -> str:
    return str(next(c["id"] for c in row.version.content["choices"] if not c.get("share")))


def send(attempt: Attempt, *saves: Any, now: datetime, device: Any = PHONE) -> list[Receipt]:
    receipts = save_answers(
        attempt_id=attempt.pk, learner=attempt.learner, device=device, saves=saves, now=now
    )
    assert receipts is not None
    return receipts


def rows(attempt: Attempt) -> list[AttemptQuestion]:
    return list(attempt.questions.select_related("version"))


def test_lan_answers_hands_in_and_has_passed(lan: Person) -> None:
    quiz = make_quiz(make_question(), make_question(single("Họp bao lâu?", "90 phút")), pass_percent=70)
    heard: list[Any] = []
    attempt_graded.connect(lambda **told: heard.append(told), weak=False, dispatch_uid="heard")
    attempt = begin_attempt(quiz=quiz, learner=lan, now=NOON)
    send(attempt, *(save(row.slot, right(row), NOON, row.slot) for row in rows(attempt)), now=NOON)
    graded = submit_attempt(attempt=attempt, now=NOON + MINUTE)
    attempt_graded.disconnect(dispatch_uid="heard")
    standing = QuizStanding.objects.get()
    assert (graded.state, graded.percent, graded.is_passed) == ("graded", 100.0, True)
    assert (standing.percent, standing.passed_at, standing.attempts_used) == (100.0, NOON + MINUTE, 1)
    assert [told["standing"] for told in heard] == [standing]


def test_what_was_answered_later_stands_whichever_device_sends_last(lan: Person) -> None:
    attempt = begin_attempt(quiz=make_quiz(make_question()), learner=lan, now=NOON)
    [row] = rows(attempt)
    early, late = save(1, wrong(row), NOON + MINUTE), save(1, right(row), NOON + 2 * MINUTE)
    assert send(attempt, late, now=NOON + 3 * MINUTE, device=TABLET) == [Receipt.SAVED]
    assert send(attempt, early, now=NOON + 4 * MINUTE) == [Receipt.OLDER]
    assert rows(attempt)[0].response == right(row)
    assert AnswerSave.objects.count() == 2


def test_what_is_sent_twice_counts_once(lan: Person) -> None:
    attempt = begin_attempt(quiz=make_quiz(make_question()), learner=lan, now=NOON)
    [row] = rows(attempt)
    answer = save(1, right(row), NOON)
    assert send(attempt, answer, now=NOON) == send(attempt, answer, now=NOON + MINUTE) == [Receipt.SAVED]
    assert AnswerSave.objects.count() == 1


def test_nobody_answers_for_another(lan: Person) -> None:
    son = make_person("Trần Văn Sơn")
    attempt = begin_attempt(quiz=make_quiz(make_question()), learner=lan, now=NOON)
    answer = save(1, right(rows(attempt)[0]), NOON)
    assert save_answers(attempt_id=attempt.pk, learner=son, device=PHONE, saves=[answer], now=NOON) is None


def test_nonsense_is_refused_and_the_rest_of_the_batch_is_kept(lan: Person) -> None:
    attempt = begin_attempt(quiz=make_quiz(make_question()), learner=lan, now=NOON)
    [row] = rows(attempt)
    batch = [save(1, "no-such-id", NOON, 1), save(9, "x", NOON, 2), save(1, right(row), NOON, 3)]
    assert send(attempt, *batch, now=NOON) == [Receipt.REFUSED, Receipt.REFUSED, Receipt.SAVED]


def test_an_answer_given_in_time_counts_though_the_line_was_down_at_the_end(lan: Person) -> None:
    quiz = make_quiz(make_question(), time_limit_minutes=10)
    attempt = begin_attempt(quiz=quiz, learner=lan, now=NOON)
    [row] = rows(attempt)
    closed = close_attempt(attempt=attempt, now=NOON + 11 * MINUTE)
    assert (closed.percent, closed.ended_by) == (0, "deadline")
    late = save(1, right(row), NOON + 9 * MINUTE)
    after = save(1, wrong(row), NOON + 12 * MINUTE, 2)
    assert send(attempt, late, after, now=NOON + 60 * MINUTE) == [Receipt.SAVED, Receipt.TOO_LATE]
    attempt.refresh_from_db()
    assert (attempt.percent, attempt.late_answers, attempt.submitted_at) == (100, 1, NOON + 10 * MINUTE)


def test_once_lan_has_seen_what_was_right_nothing_counts_any_more(lan: Person) -> None:
    attempt = begin_attempt(quiz=make_quiz(make_question()), learner=lan, now=NOON)
    [row] = rows(attempt)
    submit_attempt(attempt=attempt, now=NOON + MINUTE)
    Attempt.objects.update(reviewed_at=NOON + 2 * MINUTE)
    assert send(attempt, save(1, right(row), NOON), now=NOON + 3 * MINUTE) == [Receipt.TOO_LATE]


def test_two_taps_begin_one_attempt_and_no_more_than_there_are(lan: Person) -> None:
    quiz = make_quiz(make_question(), max_attempts=1)
    attempt = begin_attempt(quiz=quiz, learner=lan, now=NOON)
    assert begin_attempt(quiz=quiz, learner=lan, now=NOON) == attempt
    submit_attempt(attempt=attempt, now=NOON)
    with pytest.raises(CannotBegin) as refused:
        begin_attempt(quiz=quiz, learner=lan, now=NOON)
    assert refused.value.refusal is Refusal.NO_ATTEMPT_LEFT
    QuizException.objects.create(quiz=quiz, person=lan, extra_attempts=1, reason="Mất mạng", given_at=NOON)
    assert begin_attempt(quiz=quiz, learner=lan, now=NOON).number == 2


def test_a_question_changed_meanwhile_is_asked_as_it_was(lan: Person) -> None:
    question = make_question(single("Cũ?", "Đúng cũ"))
    attempt = begin_attempt(quiz=make_quiz(question), learner=lan, now=NOON)
    change_question(question, single("Mới?", "Đúng mới"))
    [row] = rows(attempt)
    assert (row.version.number, Question.objects.get().current.number) == (1, 2)
    send(attempt, save(1, right(row), NOON), now=NOON)
    assert submit_attempt(attempt=attempt, now=NOON).percent == 100


def test_an_essay_waits_for_its_marker(lan: Person) -> None:
    attempt = begin_attempt(quiz=make_quiz(make_question(essay())), learner=lan, now=NOON)
    send(attempt, save(1, {"text": "Chi bộ tôi…"}, NOON), now=NOON)
    assert (submit_attempt(attempt=attempt, now=NOON).state, QuizStanding.objects.get().percent) == (
        "waiting",
        None,
    )


def test_a_second_try_earns_less_and_the_right_answer_stands(lan: Person) -> None:
    quiz = make_quiz(make_question(), behaviour="tries", tries=3, penalty_percent=25)
    attempt = begin_attempt(quiz=quiz, learner=lan, now=NOON)
    [row] = rows(attempt)

    def check(response: str, number: int) -> AttemptQuestion:
        answer = save(1, response, NOON + number * MINUTE, number)
        now = NOON + number * MINUTE
        found = check_answer(attempt_id=attempt.pk, learner=lan, device=PHONE, save=answer, now=now)[1]
        assert found is not None
        return found

    assert check(wrong(row), 1).settled_at is None
    settled = check(right(row), 2)
    assert (settled.fraction, settled.settled_at) == (0.75, NOON + 2 * MINUTE)
    late = save(1, wrong(row), NOON + 3 * MINUTE, 3)
    assert send(attempt, late, now=NOON + 3 * MINUTE) == [Receipt.SETTLED]
    assert submit_attempt(attempt=attempt, now=NOON + 4 * MINUTE).percent == 75


def test_saving_an_answer_costs_few_queries(lan: Person) -> None:
    attempt = begin_attempt(quiz=make_quiz(make_question()), learner=lan, now=NOON)
    [row] = rows(attempt)
    send(attempt, save(1, wrong(row), NOON, 1), now=NOON)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        send(attempt, save(1, right(row), NOON + MINUTE, 2), now=NOON + MINUTE)
    real = [q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(real) <= 4


def test_an_answer_that_was_itself_the_last_try_does_not_pay_for_itself(lan: Person) -> None:
    content = single("Một nửa?", "Đúng")
    half = replace(content, choices=(*content.choices[:1], replace(content.choices[1], share=50.0)))
    quiz = make_quiz(make_question(half), behaviour="tries", tries=3, penalty_percent=25)
    attempt = begin_attempt(quiz=quiz, learner=lan, now=NOON)
    tried = save(1, half.choices[1].id, NOON + MINUTE)
    check_answer(attempt_id=attempt.pk, learner=lan, device=PHONE, save=tried, now=NOON + MINUTE)
    assert submit_attempt(attempt=attempt, now=NOON + 2 * MINUTE).percent == 50


def test_a_late_answer_sent_twice_is_told_once(lan: Person) -> None:
    attempt = begin_attempt(quiz=make_quiz(make_question()), learner=lan, now=NOON)
    [row] = rows(attempt)
    submit_attempt(attempt=attempt, now=NOON + MINUTE)
    late = save(1, right(row), NOON)
    for minutes in (2, 3):
        assert send(attempt, late, now=NOON + minutes * MINUTE) == [Receipt.SAVED]
    attempt.refresh_from_db()
    assert attempt.late_answers == 1


def test_what_comes_too_late_or_beyond_all_measure_is_not_kept(
    lan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_SAVES", 2)
    attempt = begin_attempt(quiz=make_quiz(make_question()), learner=lan, now=NOON)
    [row] = rows(attempt)

    def sent(number: int) -> list[Receipt] | None:
        at = NOON + number * MINUTE
        return send(attempt, save(1, right(row), at, number), now=at)

    assert [sent(number) for number in (1, 2, 3)] == [[Receipt.SAVED], [Receipt.SAVED], [Receipt.REFUSED]]
    assert AnswerSave.objects.count() == 2
    AnswerSave.objects.all().delete()
    submit_attempt(attempt=attempt, now=NOON + 4 * MINUTE)
    assert sent(5) == [Receipt.TOO_LATE]
    assert not AnswerSave.objects.exists()


def test_an_archive_of_many_thousand_names_is_not_opened() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", "")
        for number in range(MOST_ENTRIES):
            archive.writestr(str(number), "")
    with pytest.raises(WrongFile):
        kind_of(packed, packed.tell())
