"""What is kept of Lan's quizzes: told to her, shown to who oversees her, and emptied when she asks for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

from accounts.models import User
from organisations.people.models import Person
from organisations.personnel.signals import sections_about
from organisations.privacy.erasing.actions import erase_person, preview_erasure
from organisations.privacy.requests.actions import ask_erasure
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.attempts.forgetting import forget_old_files
from quizzes.attempts.models import AnswerFile, AnswerSave, Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.own_words import without_own_words
from quizzes.attempts.personal_data import sections_about_quizzes
from quizzes.attempts.settling import grade_attempt
from quizzes.authoring.exceptions.actions import give_exception
from quizzes.grading.marks import fraction_of
from quizzes.grading.questions import Accepted, Cloze, Gap, GapKind, ShortAnswer
from quizzes.papers.models import QuizException
from tests.makers import make_person
from tests.quiz_makers import PHONE, essay, make_question, make_quiz, save, single

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
OWN_WORDS = "Chi bộ thôn tôi có bà Nông Thị Vân"
SHORT = ShortAnswer(prompt="<p>Ngày nào?</p>", accepted=(Accepted("ngày 3"),))


@pytest.fixture
def lan(db: None) -> Person:
    return make_person("Vũ Thị Lan", username="lan")


def graded(lan: Person, **given: Any) -> Attempt:
    """A quiz of a choice, a short answer and an essay, with a file, all of it marked."""
    questions = [make_question(single()), make_question(SHORT), make_question(essay())]
    quiz = make_quiz(*questions, shuffle_questions=False)
    attempt = begin_attempt(quiz=quiz, learner=lan, now=NOON)
    rows = list(attempt.questions.select_related("version").order_by("slot"))
    chosen = next(c["id"] for c in rows[0].version.content["choices"] if c.get("share"))
    answers = [
        save(1, chosen, NOON, 1),
        save(2, given.get("short", OWN_WORDS), NOON, 2),
        save(3, {"text": OWN_WORDS}, NOON, 3),
    ]
    save_answers(attempt_id=attempt.pk, learner=lan, device=PHONE, saves=answers, now=NOON)
    AnswerFile.objects.create(
        asked=rows[2],
        file=ContentFile(b"%PDF", name="vanban.pdf"),
        name="vanban.pdf",
        size=4,
        uploaded_at=NOON,
    )
    attempt = submit_attempt(attempt=attempt, now=NOON)
    AttemptQuestion.objects.filter(pk=rows[2].pk).update(fraction=0.5)
    return grade_attempt(attempt=attempt, now=NOON)


def rows_of(person: Person) -> dict[str, list[Any]]:
    return {section.key: list(section.rows) for section in sections_about_quizzes(person)}


def test_lan_reads_what_is_kept_of_her_quizzes(lan: Person) -> None:
    attempt = graded(lan)
    QuizException.objects.create(
        quiz=attempt.quiz, person=lan, extra_minutes=9, reason="Mắt kém", given_at=NOON
    )
    told = rows_of(lan)
    assert [row[5] for row in told["quiz_attempts"]] == ["50"]
    assert [row[3] for row in told["quiz_answers"]] == ["Ngày 3", OWN_WORDS, OWN_WORDS]
    assert [row[1] for row in told["quiz_files"]] == ["vanban.pdf"]
    assert [row[4] for row in told["quiz_exceptions"]] == ["Mắt kém"]


def test_the_stranger_is_told_nothing_of_hers(lan: Person) -> None:
    graded(lan)
    assert not any(rows_of(make_person("Đinh Văn Sơn")).values())


def test_who_oversees_her_reads_which_quizzes_she_has_passed(lan: Person) -> None:
    graded(lan)
    QuizStanding.objects.update(passed_at=NOON)
    [section] = [one for one in sections_about(lan) if str(one.title) == "Bài kiểm tra"]
    assert section.rows == [("Kiểm tra cuối khóa", "50%", "03/03/2026", "1")]


def erased(lan: Person) -> Any:
    nghia = User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa")
    request = ask_erasure(person=lan, text="", now=NOON)
    return erase_person(person=lan, request=request, by=nghia, now=NOON)


def test_erasing_takes_her_words_and_files_and_leaves_every_mark(
    lan: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    attempt = graded(lan)
    QuizException.objects.create(
        quiz=attempt.quiz, person=lan, extra_minutes=9, reason="Đang chữa bệnh", given_at=NOON
    )
    stored = AnswerFile.objects.get().file
    before = list(AttemptQuestion.objects.order_by("slot").values_list("fraction", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        erasure = erased(lan)
    assert list(AttemptQuestion.objects.order_by("slot").values_list("fraction", flat=True)) == before
    assert Attempt.objects.get().percent == 50
    chosen, short, essay_ = AttemptQuestion.objects.order_by("slot").values_list("response", flat=True)
    assert chosen is not None
    assert (short, essay_) == (None, None)
    assert not [one for one in AnswerSave.objects.all() if OWN_WORDS in str(one.response)]
    assert not stored.storage.exists(str(stored.name))
    assert QuizException.objects.get().reason == ""
    assert QuizException.objects.get().ended_at == NOON
    assert "bài làm kèm điểm" in " ".join(str(trace.label) for trace in erasure.kept)


def test_what_only_repeats_the_key_stays(lan: Person) -> None:
    graded(lan, short="Ngày 3")
    erased(lan)
    assert AttemptQuestion.objects.get(slot=2).response == "Ngày 3"


def test_trying_an_erasure_takes_nothing(
    lan: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    graded(lan)
    nghia = User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa")
    request = ask_erasure(person=lan, text="", now=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        preview_erasure(person=lan, request=request, by=nghia, now=NOON)
    stored = AnswerFile.objects.get().file
    assert stored.storage.exists(str(stored.name))
    assert AttemptQuestion.objects.get(slot=2).response == OWN_WORDS


def test_an_attempt_without_a_mark_goes_altogether(lan: Person) -> None:
    quiz = make_quiz(make_question())
    begin_attempt(quiz=quiz, learner=lan, now=NOON)
    erased(lan)
    assert not Attempt.objects.exists()
    assert QuizStanding.objects.get().attempts_used == 0


def test_files_go_two_years_after_the_mark_and_the_text_stays(
    lan: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, settings: Any
) -> None:
    settings.ANSWER_FILES_KEPT_DAYS = 730
    graded(lan)
    stored = AnswerFile.objects.get().file
    assert forget_old_files(now=NOON + timedelta(days=729), dry_run=False) == 0
    assert forget_old_files(now=NOON + timedelta(days=731), dry_run=True) == 1
    assert stored.storage.exists(str(stored.name))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old_files(now=NOON + timedelta(days=731), dry_run=False) == 1
    assert not stored.storage.exists(str(stored.name))
    assert AttemptQuestion.objects.get(slot=3).response == {"text": OWN_WORDS, "files": []}


def test_the_nightly_command_tells_how_many_files_would_go(
    lan: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    graded(lan)
    Attempt.objects.update(graded_at=NOON - timedelta(days=4000))
    call_command("purge_personal_data", "--dry-run")
    assert "answer files: 1 would be removed" in capsys.readouterr().out


CLOZE = Cloze(
    prompt="",
    text="<p>{{1}} {{2}} {{3}}</p>",
    gaps=(
        Gap("1", GapKind.SHORT, (Accepted("biên bản"),)),
        Gap("2", GapKind.SHORT, (Accepted("nghị quyết"),)),
        Gap("3", GapKind.CHOICE, (Accepted("85%"),)),
    ),
    bank=("85%", "75%"),
)


def test_of_a_text_with_gaps_what_counts_or_was_chosen_stays() -> None:
    given = {"1": "biên bản", "2": OWN_WORDS, "3": "75%"}
    kept = without_own_words(CLOZE, given)
    assert kept == {"1": "biên bản", "3": "75%"}
    assert fraction_of(CLOZE, kept) == fraction_of(CLOZE, given)


def test_erasing_takes_her_exception_out_of_the_log_and_her_devices_out_of_the_saves(lan: Person) -> None:
    attempt = graded(lan)
    nghia = User.objects.create_superuser(username="nga", full_name="Quan Thị Nga")
    give_exception(
        quiz=attempt.quiz,
        person=lan,
        organisation=None,
        extra_minutes=9,
        extra_attempts=0,
        closes_at=None,
        reason="Đang chữa bệnh",
        by=nghia,
        now=NOON,
    )
    erased(lan)
    entry = ModelLogEntry.objects.get(action="quizzes.give_exception")
    assert (entry.data["person"], entry.data["reason"], entry.data["extra_minutes"]) == ("", "", "9")
    assert "bệnh" not in entry.label
    [device] = set(AnswerSave.objects.values_list("device", flat=True))
    assert device != PHONE
