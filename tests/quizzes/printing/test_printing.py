"""Papers drawn, files made of them, and what was written on them kept as an attempt."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from wagtail.models import ModelLogEntry

from organisations.people.models import Person
from organisations.privacy.signals import erasing_person
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.attempts.models import Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.rules import Receipt
from quizzes.grading.questions import Essay
from quizzes.marking.essays.actions import Given, give_mark
from quizzes.marking.models import EssayMark, MarkChange
from quizzes.marking.queries import Marker
from quizzes.papers.models import QuizException
from quizzes.printing.actions import (
    AnswersUnreadable,
    NoAttemptLeft,
    NothingToPrint,
    TypedAlready,
    correct_result,
    type_result,
)
from quizzes.printing.content import key_content, key_of
from quizzes.printing.models import PaperPrint, PaperResult
from quizzes.printing.queries import slots_of
from quizzes.printing.reading import read_paper, typed_again
from quizzes.printing.rich import blocks_of
from quizzes.printing.rules import code_of, draw_variants, points_in_words, points_of
from quizzes.printing.typesetting import key_pdf, papers_pdf, sheets_pdf
from quizzes.reviewing.models import ReviewCard
from tests.quiz_makers import PHONE, change_question, make_question, make_quiz, save, single
from tests.quizzes.printing.conftest import DAY, NOW, Hall, every_type, make_print, pages_of

SECRETS = ("bí-mật-đáp-án", "nửa-bí-mật", "bí-mật-chỗ-trống", "97,5", "97.5")


def key_to(paper: PaperPrint, variant: int, essay: str = "1") -> dict[int, str]:
    """Everything right, as the marker's key says it."""
    slots = slots_of(paper, variant)
    return {slot.number: essay if isinstance(slot.question, Essay) else key_of(slot) for slot in slots}


def type_in(
    paper: PaperPrint, hall: Hall, learner: Person, typed: dict[int, str], variant: int = 1
) -> PaperResult:
    return type_result(paper=paper, variant=variant, learner=learner, typed=typed, by=hall.minh, now=NOW)


# --- Drawing ------------------------------------------------------------------------------------


@given(st.integers(0, 99), st.integers(1, 8), st.booleans(), st.booleans())
def test_the_same_seed_draws_the_same_papers(seed: int, count: int, is_same: bool, shuffle: bool) -> None:
    def draw(random: Random) -> list[int]:
        return random.sample(range(30), 10)

    def drawn() -> list[list[int]]:
        papers = draw_variants(draw, count=count, seed=seed, is_same=is_same, shuffle=shuffle)
        return [paper for _random, paper in papers]

    variants = drawn()
    assert variants == drawn()
    assert all(len(set(paper)) == 10 for paper in variants)
    if is_same:
        assert len({frozenset(paper) for paper in variants}) == 1
    if is_same and not shuffle:
        assert len({tuple(paper) for paper in variants}) == 1


@given(st.floats(0, 100).map(lambda points: round(points, 2)))
def test_points_are_read_as_they_are_written(points: float) -> None:
    assert points_of(points_in_words(points), 100) == points


@pytest.mark.parametrize("typed", ["", "x", "-1", "7,5", "nan", "inf"])
def test_points_beyond_what_there_is_are_none(typed: str) -> None:
    assert points_of(typed, 7) is None
    assert points_of("7", 7) == 7
    assert code_of(3) == "03"


@given(st.text(max_size=200))
def test_whatever_an_author_typed_becomes_pieces_without_markup(text: str) -> None:
    for block in blocks_of(f"<p>{text}</p>"):
        assert block["kind"] in {"p", "li", "img"}


def test_lists_pictures_and_marked_words_keep_what_they_are() -> None:
    words, things = "<p>Một <b>hai <i>ba</i></b><br/>{{g1}}</p>", "<ol><li>x</li><li>y</li></ol>"
    first, *items, picture = blocks_of(f'{words}{things}<embed embedtype="image" id="7"/>')
    assert [run.get("marks") for run in first["runs"][:3]] == [[], ["b"], ["b", "i"]]
    assert first["runs"][-1] == {"gap": "g1"}
    assert [item["marker"] for item in items] == ["1.", "2."]
    assert picture["picture"] == "7"


# --- Files --------------------------------------------------------------------------------------


@pytest.fixture
def paper(hall: Hall) -> PaperPrint:
    return make_print(every_type(), hall)


def test_the_learners_papers_hold_every_question_and_no_word_of_the_key(paper: PaperPrint) -> None:
    for pdf in (papers_pdf(paper), sheets_pdf(paper)):
        pages = pages_of(pdf)
        text = "\n".join(pages)
        assert not [secret for secret in SECRETS if secret in text]
        assert "ĐÁP ÁN" not in text.upper().replace("PHIẾU", "")
        for expected in ("Mã đề 01", "Mã đề 02", "Họ và tên", "Chi bộ", "TRƯỜNG CHÍNH TRỊ TỈNH"):
            assert expected in text
        assert text.count("Kiểm tra cuối khóa") == 2
    text = "\n".join(pages_of(papers_pdf(paper)))
    for piece in ("Họp mấy lần một tháng?", "Người chủ trì", "ghi biên bản", "Kết luận", "phút", "Câu 9"):
        assert text.count(piece) >= 2, piece


def test_fonts_and_pictures_are_within_and_pages_are_a4(paper: PaperPrint) -> None:
    reader = PdfReader(BytesIO(papers_pdf(paper)))
    pictures = sum(len(page.images) for page in reader.pages)
    assert pictures == 2
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])


def test_the_key_tells_each_variants_letters_and_warns(paper: PaperPrint) -> None:
    text = "\n".join(pages_of(key_pdf(paper)))
    assert "KHÔNG PHÁT CHO NGƯỜI DỰ THI" in text
    assert "nửa-bí-mật (50%)" in text
    assert "97,5 ± 2" in text
    first, second = ([row["answer"] for row in variant["rows"]] for variant in key_content(paper))
    assert first != second


def test_what_was_printed_stays_although_the_quiz_and_its_questions_change(hall: Hall) -> None:
    question = make_question(single("Câu cũ?", "Đúng cũ"))
    quiz = make_quiz(question)
    paper = make_print(quiz, hall)
    before = papers_pdf(paper)
    change_question(question, single("Câu mới?", "Đúng mới"))
    quiz.title = "Tên mới"
    quiz.save()
    again = PaperPrint.objects.get(pk=paper.pk)
    assert papers_pdf(again) == before
    assert "Câu cũ?" in "\n".join(pages_of(papers_pdf(again)))


def test_a_short_question_is_never_torn_over_two_pages(hall: Hall) -> None:
    names = [f"Câu hỏi thứ {number:02d} dài vừa phải, có đủ lời dẫn để chiếm chỗ?" for number in range(1, 31)]
    quiz = make_quiz(*(make_question(single(name, f"Đáp án của {name}")) for name in names))
    pages = pages_of(papers_pdf(make_print(quiz, hall, variants=1)))
    assert len(pages) > 1
    for name in names:
        number = name.split()[3]
        on = {place for place, page in enumerate(pages) if re.search(rf"thứ\s+{number}\s+dài", page)}
        assert len(on) == 1, name


def test_nothing_is_printed_that_the_bank_cannot_fill(hall: Hall) -> None:
    make_question()
    with pytest.raises(NothingToPrint):
        make_print(make_quiz(draws=2), hall)


def test_variants_may_ask_the_same_questions_or_each_its_own(hall: Hall) -> None:
    for number in range(12):
        make_question(single(f"Câu {number}?"))
    quiz = make_quiz(draws=4)
    asked = [
        [
            frozenset(one[0] for one in variant)
            for variant in make_print(quiz, hall, is_same=same, variants=4).variants
        ]
        for same in (True, False)
    ]
    assert len(set(asked[0])) == 1
    assert len(set(asked[1])) > 1


# --- Typing in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", [1, 2])
def test_the_key_typed_in_earns_everything_and_counts_like_any_attempt(
    hall: Hall, paper: PaperPrint, variant: int
) -> None:
    result = type_in(paper, hall, hall.lan, key_to(paper, variant), variant)
    attempt = Attempt.objects.get()
    assert (attempt.percent, attempt.is_passed, attempt.ended_by) == (100, True, Attempt.Ended.ON_PAPER)
    assert (attempt.started_at, result.typed_by) == (datetime(2026, 3, 3, 5, tzinfo=UTC), hall.minh)
    assert QuizStanding.objects.get(learner=hall.lan).passed_at == NOW
    assert ReviewCard.objects.filter(learner=hall.lan).count() == 8


def test_an_essay_without_points_waits_for_its_marker(hall: Hall, paper: PaperPrint) -> None:
    type_in(paper, hall, hall.lan, key_to(paper, 1, essay=""))
    assert Attempt.objects.get().state == Attempt.State.WAITING


def test_half_the_points_of_an_essay_are_half_of_it(hall: Hall, paper: PaperPrint) -> None:
    type_in(paper, hall, hall.lan, key_to(paper, 1, essay="0,5"))
    assert Attempt.objects.get().points == 8.5


def test_a_paper_is_typed_in_once(hall: Hall, paper: PaperPrint) -> None:
    first = type_in(paper, hall, hall.lan, key_to(paper, 1))
    with pytest.raises(TypedAlready) as refused:
        type_in(paper, hall, hall.lan, {})
    assert refused.value.result == first
    type_in(paper, hall, hall.binh, {})
    assert Attempt.objects.count() == 2


def test_paper_counts_among_the_attempts_and_knows_no_window(hall: Hall) -> None:
    quiz = make_quiz(make_question(), max_attempts=2, closes_at=NOW - timedelta(days=30))
    type_in(make_print(quiz, hall), hall, hall.lan, {})
    type_in(make_print(quiz, hall), hall, hall.lan, {})
    with pytest.raises(NoAttemptLeft):
        type_in(make_print(quiz, hall), hall, hall.lan, {})
    QuizException.objects.create(quiz=quiz, person=hall.lan, extra_attempts=1, reason="Mất bài", given_at=NOW)
    assert type_in(make_print(quiz, hall), hall, hall.lan, {}).attempt.number == 3


def test_paper_takes_its_number_after_what_was_done_on_a_telephone(hall: Hall) -> None:
    quiz = make_quiz(make_question())
    submit_attempt(attempt=begin_attempt(quiz=quiz, learner=hall.lan, now=NOW), now=NOW)
    assert type_in(make_print(quiz, hall), hall, hall.lan, {}).attempt.number == 2


def test_what_cannot_be_on_the_paper_keeps_everything_from_being_kept(hall: Hall, paper: PaperPrint) -> None:
    with pytest.raises(AnswersUnreadable) as refused:
        type_in(paper, hall, hall.lan, dict.fromkeys(range(1, 10), "?"))
    assert refused.value.read.problems
    assert not Attempt.objects.exists()


def test_no_telephone_adds_answers_to_a_paper(hall: Hall, paper: PaperPrint) -> None:
    attempt = type_in(paper, hall, hall.lan, {}).attempt
    early = save(1, None, attempt.started_at - timedelta(hours=1))
    receipts = save_answers(
        attempt_id=attempt.pk, learner=hall.lan, device=PHONE, saves=[early], now=NOW + timedelta(minutes=1)
    )
    assert receipts == [Receipt.TOO_LATE]


def test_a_result_put_right_says_why_and_what_stood_before(hall: Hall, paper: PaperPrint) -> None:
    result = type_in(paper, hall, hall.lan, {})
    correct_result(
        result=result, variant=2, typed=key_to(paper, 2), reason="Nhầm mã đề", by=hall.minh, now=NOW
    )
    attempt = Attempt.objects.get()
    assert (attempt.percent, attempt.number) == (100, 1)
    assert QuizStanding.objects.get().percent == 100
    entry = ModelLogEntry.objects.get(action="quizzes.correct_paper")
    assert entry.user == hall.minh
    assert entry.data["reason"] == "Nhầm mã đề"
    assert (entry.data["before"]["variant"], entry.data["variant"]) == (1, 2)
    assert len(entry.data["before"]["answers"]) == 9


def test_what_is_kept_can_be_typed_again(hall: Hall, paper: PaperPrint) -> None:
    typed = key_to(paper, 1, essay="0,25")
    result = type_in(paper, hall, hall.lan, typed)
    rows = {row.slot: row for row in result.attempt.questions.all()}
    again = {
        slot.number: typed_again(slot, rows[slot.number].response, rows[slot.number].fraction)
        for slot in slots_of(paper, 1)
    }
    assert again == typed
    assert read_paper(paper, 1, again).total == read_paper(paper, 1, typed).total


def test_the_day_of_the_hall_is_no_later_than_now(hall: Hall) -> None:
    paper = make_print(make_quiz(make_question()), hall, held_on=NOW.date())
    morning = NOW  # nine o'clock in Vietnam
    assert type_in(paper, hall, hall.lan, {}).attempt.started_at == morning
    assert paper.held_on > DAY


def test_a_letter_put_right_leaves_the_marks_of_people_and_their_history(
    hall: Hall, paper: PaperPrint
) -> None:
    typed = key_to(paper, 1, essay="")
    typed[1] = ""
    attempt = type_in(paper, hall, hall.lan, typed).attempt
    essay = attempt.questions.get(slot=9)
    marked = Given(points={"k1": 6, "k2": 2})
    give_mark(asked=essay, marker=Marker(hall.minh, frozenset({"marker"})), given=marked, now=NOW)
    result = PaperResult.objects.get()
    right = {**key_to(paper, 1), 9: "0,25"}
    correct_result(result=result, variant=1, typed=right, reason="Sót câu 1", by=hall.minh, now=NOW)
    essay.refresh_from_db()
    assert essay.fraction == 0.8
    assert (EssayMark.objects.count(), MarkChange.objects.count()) == (1, 1)
    assert Attempt.objects.get().points == 8.8
    other = key_to(paper, 2)
    correct_result(result=result, variant=2, typed=other, reason="Nhầm mã đề", by=hall.minh, now=NOW)
    assert [row.slot for row in attempt.questions.order_by("slot")] == list(range(1, 10))
    assert (EssayMark.objects.count(), MarkChange.objects.count()) == (1, 1)
    assert Attempt.objects.get().points == 8.8


def test_a_pass_that_the_paper_did_not_earn_is_taken_back(hall: Hall, paper: PaperPrint) -> None:
    result = type_in(paper, hall, hall.lan, key_to(paper, 1))
    assert QuizStanding.objects.get().passed_at == NOW
    correct_result(result=result, variant=1, typed={}, reason="Nhầm người", by=hall.minh, now=NOW)
    assert QuizStanding.objects.get().passed_at is None


def test_a_paper_is_marked_by_the_key_that_was_corrected_since(hall: Hall) -> None:
    question = make_question(single("Một?", "Đúng", "Sai"))
    quiz = make_quiz(question)
    paper = make_print(quiz, hall, variants=1)
    first = type_in(paper, hall, hall.binh, {})
    old = first.attempt.questions.get().version
    choices = old.content["choices"]
    swapped = single("Một?", "Đúng", "Sai")
    turned = tuple(replace(one, share=100.0 - one.share) for one in swapped.choices)
    new = change_question(question, replace(swapped, choices=turned)).current
    assert new is not None
    AttemptQuestion.objects.update(key=new)
    [slot] = slots_of(paper, 1)
    wrong = "AB"[slot.asked.order.index(choices[1]["id"])]
    late = type_in(paper, hall, hall.lan, {1: wrong})
    assert late.attempt.questions.get().key == new
    assert late.attempt.questions.get().fraction == 1


def test_erasing_takes_her_answers_out_of_the_log_of_results(hall: Hall, paper: PaperPrint) -> None:
    result = type_in(paper, hall, hall.binh, key_to(paper, 1))
    correct_result(result=result, variant=1, typed={}, reason="Bà Bình nhầm", by=hall.minh, now=NOW)
    result.delete()
    erasing_person.send(sender=Person, person=hall.binh, now=NOW)
    for entry in ModelLogEntry.objects.filter(action__in=["quizzes.type_paper", "quizzes.correct_paper"]):
        assert entry.data["person"] == ""
        said = str(entry.data)
        assert "Bà Bình" not in said
        assert str(hall.binh.public_id) not in said
        assert entry.data.get("answers", []) == entry.data.get("before", {}).get("answers", []) == []
