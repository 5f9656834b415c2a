"""What a learner meets in a quiz: its page, its questions, the map, the result; and what strangers do not."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from media.regulations.models import Regulation
from organisations.people.models import Person
from quizzes.attempts.actions import begin_attempt, submit_attempt
from quizzes.attempts.forms import mark_of, was_field
from quizzes.attempts.models import AnswerFile, AnswerSave, Attempt, AttemptQuestion
from quizzes.bank.queries import contents_of
from quizzes.grading.questions import Kind, Matching
from quizzes.papers.models import Quiz, QuizException
from quizzes.papers.rules import Behaviour, ShowWhen
from tests.makers import account_of, make_person
from tests.quiz_kinds import KEY, RIGHT, one_of_each
from tests.quiz_makers import PHONE, make_question, make_quiz, single

pytestmark = pytest.mark.django_db

ORDERLY: dict[str, Any] = {"shuffle_questions": False, "shuffle_options": False}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def lan() -> Person:
    return make_person("Nông Thị Lan")


@pytest.fixture
def lans(lan: Person) -> Client:
    return browser(lan)


def begun(quiz: Quiz, learner: Person) -> Attempt:
    return begin_attempt(quiz=quiz, learner=learner, now=timezone.now())


def nine_kinds(**fields: Any) -> Quiz:
    return make_quiz(*(make_question(one) for one in one_of_each()), title="Chín dạng", **ORDERLY, **fields)


def address(name: str, attempt: Attempt, *more: Any) -> str:
    return reverse(f"quizzes:{name}", args=[attempt.pk, *more])


def rows_of(attempt: Attempt) -> list[AttemptQuestion]:
    return list(attempt.questions.order_by("slot"))


def right_answer(row: AttemptQuestion) -> Any:
    question = contents_of([row.version_id])[row.version_id]
    if isinstance(question, Matching):
        return {pair.id: pair.answer for pair in question.pairs}
    return RIGHT.get(question.kind, None)


def save(row: AttemptQuestion, raw: Any, sequence: int = 1, at: datetime | None = None) -> dict[str, Any]:
    at_ms = int((at or timezone.now()).timestamp() * 1000)
    return {"sequence": sequence, "slot": row.slot, "raw": raw, "at": at_ms, "seconds": 4}


def send(client: Client, attempt: Attempt, *saves: dict[str, Any], name: str = "answers", **more: Any) -> Any:
    content = {"device": str(PHONE), "saves": saves, **more}
    return client.post(address(name, attempt), json.dumps(content), content_type="application/json")


def form_of(row: AttemptQuestion, **fields: Any) -> dict[str, Any]:
    """What a browser without script sends: the mark of what the page showed, and the fields."""
    question = contents_of([row.version_id])[row.version_id]
    return {was_field(row.slot): mark_of(row.response, question.kind), "go": "next", **fields}


# --- The quiz's own page ---------------------------------------------------------------------------


def test_a_quiz_says_what_it_is_before_it_is_begun(lans: Client) -> None:
    quiz = make_quiz(
        make_question(),
        title="Kiểm tra cuối khóa",
        draws=0,
        time_limit_minutes=15,
        max_attempts=2,
        pass_percent=80,
    )
    assert quiz.slug == "kiem-tra-cuoi-khoa"
    page = lans.get(reverse("quizzes:quiz", args=[quiz.slug])).content.decode()
    for text in ("15 phút", "80%", "Số câu hỏi", "Sau khi nộp bài", "Bắt đầu làm bài"):
        assert text in page


def test_two_quizzes_of_one_title_have_two_addresses() -> None:
    first, second = (make_quiz(make_question(), title="Đảng bộ") for _ in range(2))
    assert (first.slug, second.slug) == ("dang-bo", "dang-bo-2")
    second.title, second.slug = "Tên khác", ""
    second.save()
    assert second.slug == "dang-bo-2"


def test_lan_begins_goes_on_and_begins_again(lans: Client, lan: Person) -> None:
    quiz = make_quiz(make_question(), make_question(single("Khác?")), **ORDERLY)
    where, begin = reverse("quizzes:quiz", args=[quiz.slug]), reverse("quizzes:begin", args=[quiz.slug])
    first = lans.post(begin)
    again = lans.post(begin)
    assert first["Location"] == again["Location"] == address("question", Attempt.objects.get(), 1)
    assert "Làm tiếp" in lans.get(where).content.decode()
    submit_attempt(attempt=Attempt.objects.get(), now=timezone.now())
    page = lans.get(where).content.decode()
    assert "Làm lại" in page
    assert "Lần 1" in page


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"opens_at": datetime(2100, 1, 1, tzinfo=UTC)}, "Bài mở từ"),
        ({"closes_at": datetime(2020, 1, 1, tzinfo=UTC)}, "Bài đã đóng"),
        ({"max_attempts": 1}, "đã dùng hết số lần"),
    ],
    ids=["not yet", "closed", "used up"],
)
def test_why_a_quiz_cannot_be_begun_is_said_in_words(
    lans: Client, lan: Person, fields: dict[str, Any], why: str
) -> None:
    quiz = make_quiz(make_question(), **fields)
    if "max_attempts" in fields:
        submit_attempt(attempt=begun(quiz, lan), now=timezone.now())
    page = lans.get(reverse("quizzes:quiz", args=[quiz.slug])).content.decode()
    assert why in page
    assert "Bắt đầu làm bài" not in page
    assert lans.post(reverse("quizzes:begin", args=[quiz.slug]))["Location"].endswith(f"/{quiz.slug}/")


def test_a_withdrawn_quiz_is_shown_to_who_was_asked_it_and_to_nobody_else(lans: Client, lan: Person) -> None:
    quiz = make_quiz(make_question())
    submit_attempt(attempt=begun(quiz, lan), now=timezone.now())
    Quiz.objects.update(live=False)
    where = reverse("quizzes:quiz", args=[quiz.slug])
    assert "không còn dùng nữa" in lans.get(where).content.decode()
    assert browser(make_person("Trần Văn Sơn")).get(where).status_code == 404
    assert lans.post(reverse("quizzes:begin", args=[quiz.slug])).status_code == 404


def test_the_way_back_leads_to_the_lesson_and_never_to_another_site(lans: Client) -> None:
    quiz = make_quiz(make_question())
    where, begin = reverse("quizzes:quiz", args=[quiz.slug]), reverse("quizzes:begin", args=[quiz.slug])
    assert 'href="/khoa-hoc/a/"' in lans.get(f"{where}?tu=/khoa-hoc/a/").content.decode()
    for bad in ("https://la.vn/", "//la.vn/", "/" + "x" * 400):
        assert bad not in lans.get(where, {"tu": bad}).content.decode()
    lans.post(begin, {"came_from": "//la.vn/"})
    assert Attempt.objects.get().came_from == ""
    Attempt.objects.all().delete()
    lans.post(begin, {"came_from": "/khoa-hoc/a/"})
    attempt = submit_attempt(attempt=Attempt.objects.get(), now=timezone.now())
    assert 'href="/khoa-hoc/a/"' in lans.get(address("result", attempt)).content.decode()


# --- Nobody else's ---------------------------------------------------------------------------------


def test_a_stranger_finds_nothing_of_lans_attempt(lan: Person) -> None:
    attempt = begun(make_quiz(make_question()), lan)
    son = browser(make_person("Trần Văn Sơn"))
    for name, more in (("question", [1]), ("overview", []), ("answers", []), ("submit", []), ("result", [])):
        assert son.get(address(name, attempt, *more)).status_code == 404, name
        if name != "overview":
            assert son.post(address(name, attempt, *more), {"go": "submit"}).status_code in {400, 404}, name
    [row] = rows_of(attempt)
    for name in ("answers", "check"):
        assert send(son, attempt, save(row, None), name=name).status_code == 404
    assert send(son, attempt, hand_in=True).status_code == 404
    attempt.refresh_from_db()
    assert attempt.state == "open"


def test_who_is_signed_out_is_asked_to_sign_in(lan: Person) -> None:
    attempt = begun(make_quiz(make_question()), lan)
    nobody = Client()
    assert "/tai-khoan/dang-nhap/" in nobody.get(address("question", attempt, 1))["Location"]
    assert send(nobody, attempt, save(rows_of(attempt)[0], None)).status_code == 401
    assert nobody.get(address("answers", attempt)).status_code == 401


def test_an_account_without_a_person_may_look_and_not_begin(admin_client: Client) -> None:
    quiz = make_quiz(make_question())
    page = admin_client.get(reverse("quizzes:quiz", args=[quiz.slug])).content.decode()
    assert "chưa gắn với người nào" in page
    admin_client.post(reverse("quizzes:begin", args=[quiz.slug]))
    assert not Attempt.objects.exists()


# --- Nothing right leaves the server ---------------------------------------------------------------


@pytest.mark.parametrize("behaviour", list(Behaviour))
def test_no_byte_of_an_open_attempt_tells_what_is_right(
    lans: Client, lan: Person, behaviour: Behaviour
) -> None:
    attempt = begun(nine_kinds(behaviour=behaviour), lan)
    pages = [lans.get(address("question", attempt, row.slot)) for row in rows_of(attempt)]
    pages += [lans.get(address("overview", attempt)), lans.get(address("answers", attempt))]
    pages += [send(lans, attempt, save(row, right_answer(row), row.slot)) for row in rows_of(attempt)[:1]]
    for page in pages:
        assert page.status_code == 200
        text = unescape(page.content.decode().encode().decode("unicode_escape", "ignore"))
        both = page.content.decode() + text
        assert KEY not in both
        assert KEY.encode("unicode_escape").decode() not in both
        assert not re.search(r"share|is_right|tolerance|accepted|feedback|explanation", both)


def test_the_order_of_things_to_order_is_never_the_right_one_and_ids_tell_nothing(
    lans: Client, lan: Person
) -> None:
    attempt = begun(nine_kinds(), lan)
    row = next(row for row in rows_of(attempt) if row.version.kind == Kind.ORDERING)
    assert row.order != RIGHT[Kind.ORDERING]


def test_marked_at_once_nothing_is_told_before_it_may(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(behaviour=Behaviour.IMMEDIATE), lan)  # shown once handed in
    row = rows_of(attempt)[0]
    answer = send(lans, attempt, save(row, "c2"), name="check").json()
    assert "Đã chấm; kết quả hiện sau khi nộp bài" in answer["html"]
    assert KEY not in answer["html"]
    assert "disabled" in answer["html"]


def test_marked_at_once_what_may_be_told_is_told_for_that_question_alone(lans: Client, lan: Person) -> None:
    at_once = dict.fromkeys(("show_marks", "show_answers", "show_explanations"), ShowWhen.AT_ONCE)
    attempt = begun(nine_kinds(behaviour=Behaviour.IMMEDIATE, **at_once), lan)
    answer = send(lans, attempt, save(rows_of(attempt)[0], "c2"), name="check").json()
    for text in ("Chưa đúng", "Nhiều hơn quy định", "Giải thích: họp", "Đáp án đúng"):
        assert text in answer["html"]
    page = lans.get(address("question", attempt, 2)).content.decode()
    assert "chi ủy chuẩn bị" not in page


def test_with_several_tries_a_hint_follows_a_wrong_one(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(behaviour=Behaviour.TRIES, tries=3), lan)
    row = rows_of(attempt)[0]
    first = send(lans, attempt, save(row, "c2", 1), name="check").json()["html"]
    assert "Nghĩ đến nền nếp sinh hoạt." in first
    assert "Đồng chí còn 2 lần thử." in first
    tapped_twice = send(lans, attempt, save(row, "c2", 2), name="check").json()["html"]
    assert "Đồng chí còn 2 lần thử." in tapped_twice


def test_a_check_after_the_end_says_so(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(behaviour=Behaviour.IMMEDIATE), lan)
    row = rows_of(attempt)[0]
    submit_attempt(attempt=attempt, now=timezone.now())
    assert send(lans, attempt, save(row, "c1"), name="check").json()["receipt"] == "too_late"


# --- Answers of a device ---------------------------------------------------------------------------


def test_every_kind_of_answer_is_kept_and_marked(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    saves = [save(row, right_answer(row), row.slot) for row in rows_of(attempt)]
    assert set(send(lans, attempt, *saves).json()["receipts"].values()) == {"saved"}
    assert send(lans, attempt, hand_in=True).json()["open"] is False
    fractions = [row.fraction for row in rows_of(attempt)]
    assert fractions == [1.0] * 8 + [None]
    attempt.refresh_from_db()
    assert attempt.state == "waiting"


def test_a_device_learns_the_servers_time_and_what_is_left(lans: Client, lan: Person) -> None:
    attempt = begun(make_quiz(make_question(), time_limit_minutes=10), lan)
    answer = send(lans, attempt, save(rows_of(attempt)[0], None)).json()
    assert 590 <= answer["left"] <= 600
    assert answer["open"] is True
    assert abs(answer["now"] - timezone.now().timestamp() * 1000) < 60_000


def test_a_flag_alone_never_takes_the_place_of_an_answer(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    row = rows_of(attempt)[0]
    send(lans, attempt, save(row, "c1", 1))
    flag = {"sequence": 2, "slot": row.slot, "at": save(row, None)["at"] + 5000, "flagged": True}
    assert send(lans, attempt, flag).json()["receipts"] == {"2": "saved"}
    standing = lans.get(address("answers", attempt)).json()["answers"][str(row.slot)]
    assert (standing["raw"], standing["flagged"]) == ("c1", True)


def batch(save: str) -> bytes:
    return f'{{"device": "{PHONE}", "saves": [{save}]}}'.encode()


BAD_BODIES = {
    "nothing": b"",
    "a list": b"[]",
    "no saves": b"{}",
    "no device": b'{"device": "x", "saves": []}',
    "no text": b"\xff\xfe",
    "an empty save": batch("{}"),
    "a negative number": batch('{"sequence": -1, "slot": 1, "at": 1}'),
    "an infinite time": batch('{"sequence": 1, "slot": 1, "at": 1e400}'),
    "no number": batch('{"sequence": true, "slot": 1, "at": 1}'),
    "too deep": b"[" * 5000,
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_what_no_device_of_ours_sends_is_answered_in_a_sentence(
    lans: Client, lan: Person, body: bytes
) -> None:
    attempt = begun(make_quiz(make_question()), lan)
    for name in ("answers", "check"):
        answer = lans.post(address(name, attempt), body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["error"]


def test_half_a_letter_is_refused_and_breaks_nothing(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    row = next(row for row in rows_of(attempt) if row.version.kind == Kind.SHORT_ANSWER)
    assert send(lans, attempt, save(row, "\ud800")).json()["receipts"] == {"1": "refused"}


def test_an_overdue_attempt_is_closed_by_whichever_page_meets_it(lans: Client, lan: Person) -> None:
    attempt = begun(make_quiz(make_question(), time_limit_minutes=10), lan)
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(minutes=1))
    assert lans.get(address("question", attempt, 1))["Location"] == address("result", attempt)
    attempt.refresh_from_db()
    assert attempt.ended_by == "deadline"


# --- A form without script -------------------------------------------------------------------------


def test_a_form_saves_and_leads_on(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    first, second = rows_of(attempt)[:2]
    where = address("question", attempt, 1)
    assert lans.post(where, form_of(first, q1="c1"))["Location"] == address("question", attempt, 2)
    back = form_of(second, q2=["m1", "m2"], go="previous")
    assert lans.post(address("question", attempt, 2), back)["Location"] == where
    saved = {row.slot: row.response for row in rows_of(attempt)}
    assert (saved[1], saved[2]) == ("c1", ["m1", "m2"])
    last = address("question", attempt, 9)
    assert lans.post(last, {"go": "next"})["Location"] == address("overview", attempt)


def test_every_kind_can_be_answered_by_form(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    rows = {Kind(row.version.kind): row for row in rows_of(attempt)}
    pairs = right_answer(rows[Kind.MATCHING])
    fields: dict[Kind, dict[str, Any]] = {
        Kind.TRUE_FALSE: {"q3": "true"},
        Kind.MATCHING: {f"q4-{pair}": answer for pair, answer in pairs.items()},
        Kind.ORDERING: {f"q5-o{number}": str(number) for number in range(1, 5)},
        Kind.SHORT_ANSWER: {"q6": " đại hội đảng viên "},
        Kind.NUMERICAL: {"q7": "3"},
        Kind.CLOZE: {"q8-g1": f"ai làm {KEY}", "q8-g2": "bao giờ", "q8-g3": "30"},
        Kind.ESSAY: {"q9": "Gửi tài liệu\r\ntrước ba ngày."},
    }
    for kind, sent in fields.items():
        row = rows[kind]
        lans.post(address("question", attempt, row.slot), form_of(row, **sent))
    for row in rows_of(attempt):
        kind = Kind(row.version.kind)
        if kind is Kind.ESSAY:
            assert row.response == {"text": "Gửi tài liệu\ntrước ba ngày.", "files": []}
        elif kind in fields:
            assert row.response == right_answer(row), kind


def test_an_old_page_sent_once_more_changes_nothing_that_was_answered_since(
    lans: Client, lan: Person
) -> None:
    attempt = begun(nine_kinds(per_page=9), lan)
    old = form_of(rows_of(attempt)[0])
    send(lans, attempt, save(rows_of(attempt)[0], "c1"))
    lans.post(address("question", attempt, 1), {**old, **form_of(rows_of(attempt)[1], q2=["m1"])})
    assert [row.response for row in rows_of(attempt)[:2]] == ["c1", ["m1"]]


def test_an_outline_left_as_it_stood_is_no_answer(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    row = rows_of(attempt)[8]
    lans.post(address("question", attempt, 9), form_of(row, q9="1. Việc sẽ đổi:\r\n2. Cách làm:"))
    assert rows_of(attempt)[8].response is None


def test_a_double_tap_is_harmless(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    form = form_of(rows_of(attempt)[0], q1="c1")
    for _ in range(2):
        assert lans.post(address("question", attempt, 1), form).status_code == 302
        assert lans.post(address("submit", attempt))["Location"] == address("result", attempt)
    attempt.refresh_from_db()
    # An essay that was left empty waits for no marker.
    assert (attempt.state, rows_of(attempt)[0].response) == ("graded", "c1")


def test_what_was_typed_when_the_session_had_run_out_is_shown_for_one_more_tap(lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    text = "Đồng chí bí thư gửi tài liệu trước ba ngày. " * 300  # longer than a lesson's forms
    form = form_of(rows_of(attempt)[8], q9=text)
    lost = Client()
    where = address("question", attempt, 9)
    assert "/tai-khoan/dang-nhap/" in lost.post(where, form)["Location"]
    lost.force_login(account_of(lan), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = lost.get(where).content.decode()
    assert "chưa được lưu" in page
    assert text.strip()[:200] in page
    assert AnswerSave.objects.count() == 0
    lost.post(where, form)
    assert rows_of(attempt)[8].response["text"] == text.strip()
    assert "chưa được lưu" not in lost.get(where).content.decode()


def test_a_form_older_than_the_sign_in_is_held_and_one_of_another_site_is_not(lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(account_of(lan), backend="allauth.account.auth_backends.AuthenticationBackend")
    where, form = address("question", attempt, 1), form_of(rows_of(attempt)[0], q1="c1")
    foreign = strict.post(where, form, headers={"Origin": "https://la.vn"})
    assert foreign.status_code == 403
    assert "chưa được lưu" not in strict.get(where).content.decode()
    assert strict.post(where, form)["Location"] == where
    assert "chưa được lưu" in strict.get(where).content.decode()
    assert rows_of(attempt)[0].response is None


def test_flags_and_files_go_by_form_too(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    lans.post(address("question", attempt, 1), {"go": "flag-1"})
    assert rows_of(attempt)[0].is_flagged
    lans.post(address("question", attempt, 1), {"go": "flag-1"})
    assert not rows_of(attempt)[0].is_flagged
    picture = SimpleUploadedFile("ảnh..exe", PNG)
    where = address("question", attempt, 9)
    lans.post(where, form_of(rows_of(attempt)[8], go="file-9", **{"q9-file": picture}))
    kept = AnswerFile.objects.get()
    assert kept.name == "ảnh.png"
    assert rows_of(attempt)[8].response == {"text": "", "files": [str(kept.pk)]}
    page = lans.get(address("file", attempt, kept.pk))
    assert page.status_code == 200
    assert "attachment" in page["Content-Disposition"]
    assert browser(make_person("Sơn")).get(address("file", attempt, kept.pk)).status_code == 404
    send(lans, attempt, save(rows_of(attempt)[8], {"text": "Bài của tôi"}))
    assert rows_of(attempt)[8].response == {"text": "Bài của tôi", "files": [str(kept.pk)]}
    lans.post(where, {"go": f"drop-{kept.pk}"})
    assert not AnswerFile.objects.exists()
    assert rows_of(attempt)[8].response == {"text": "Bài của tôi", "files": []}


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"MZ\x90\0", "Không nhận được tệp này"), (b"PK\x03\x04" + b"x" * 20, "Không nhận được tệp này"),
     (b"%PDF-" + b"x" * (10 * 1024 * 1024), "Tệp lớn hơn 10 MB")],
    ids=["a program", "a broken archive", "too large"],
)  # fmt: skip
def test_a_file_of_another_kind_or_too_large_is_refused_in_words(
    lans: Client, lan: Person, content: bytes, why: str
) -> None:
    attempt = begun(nine_kinds(), lan)
    sent = {"go": "file-9", "q9-file": SimpleUploadedFile("bai.pdf", content)}
    page = lans.post(address("question", attempt, 9), sent, follow=True).content.decode()
    assert why in page
    assert not AnswerFile.objects.exists()


def test_no_more_files_than_the_question_takes(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    for _ in range(3):
        sent = {"go": "file-9", "q9-file": SimpleUploadedFile("anh.png", PNG)}
        page = lans.post(address("question", attempt, 9), sent, follow=True).content.decode()
    assert "không nhận thêm tệp" in page
    assert AnswerFile.objects.count() == 2


def test_the_map_says_what_is_left_and_only_a_form_hands_in(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(), lan)
    send(lans, attempt, save(rows_of(attempt)[0], "c1"))
    page = lans.get(address("overview", attempt)).content.decode()
    assert page.count('data-state="answered"') == 1
    assert "Còn 8 câu chưa trả lời." in page
    assert lans.get(address("submit", attempt))["Location"] == address("overview", attempt)
    assert lans.post(address("overview", attempt)).status_code == 405
    attempt.refresh_from_db()
    assert attempt.state == "open"


def test_addresses_beside_an_attempt_are_nothing(lans: Client, lan: Person) -> None:
    attempt = begun(make_quiz(make_question()), lan)
    assert lans.get(address("question", attempt, 7)).status_code == 404
    assert lans.get(reverse("quizzes:result", args=[uuid4()])).status_code == 404
    assert lans.get(address("file", attempt, uuid4())).status_code == 404
    assert lans.get(address("result", attempt))["Location"] == address("overview", attempt)


# --- The result ------------------------------------------------------------------------------------


def handed_in(lan: Person, lans: Client, **fields: Any) -> Attempt:
    attempt = begun(nine_kinds(**fields), lan)
    saves = [save(row, right_answer(row), row.slot) for row in rows_of(attempt)[:8]]
    saves[0]["raw"] = "c2"
    send(lans, attempt, *saves)
    return submit_attempt(attempt=attempt, now=timezone.now())


def test_the_review_tells_what_is_right_why_and_where_it_stands(lans: Client, lan: Person) -> None:
    attempt = handed_in(lan, lans)
    regulation = Regulation.objects.create(
        code="dl", title="Điều lệ Đảng", number="01-ĐL", kind=Regulation.Kind.CENTRAL
    )
    for row in rows_of(attempt):
        row.version.citations = [[regulation.pk, "Điều 22"]]
        row.version.save()
    page = lans.get(address("result", attempt)).content.decode()
    for text in ("Đồng chí chọn, chưa đúng", "Đáp án đúng", "Nhiều hơn quy định", "Giải thích: họp",
                 "Điều lệ Đảng", "Điều 22", "Bỏ trống", "Chủ trì buổi họp", "rõ người, rõ việc"):  # fmt: skip
        assert text in page, text
    attempt.refresh_from_db()
    assert attempt.reviewed_at is not None


@pytest.mark.parametrize("when", [ShowWhen.NEVER, ShowWhen.CLOSED])
def test_what_may_not_be_seen_yet_is_nowhere_on_the_result(lans: Client, lan: Person, when: ShowWhen) -> None:
    attempt = handed_in(lan, lans, show_marks=when, show_answers=when, show_explanations=when)
    page = lans.get(address("result", attempt)).content.decode()
    assert KEY not in page.replace(f"ai làm {KEY}", "")  # what she typed herself
    assert "Đáp án đúng" not in page
    assert "Chưa đúng" not in page
    assert not re.search(r"\d%</strong>", page)
    attempt.refresh_from_db()
    assert attempt.reviewed_at is None


def test_marks_alone_end_what_may_still_arrive(lans: Client, lan: Person) -> None:
    attempt = handed_in(lan, lans, show_answers=ShowWhen.NEVER, show_explanations=ShowWhen.NEVER)
    page = lans.get(address("result", attempt)).content.decode()
    assert "Chưa đúng" in page
    assert "Đáp án đúng" not in page
    attempt.refresh_from_db()
    assert attempt.reviewed_at is not None


def test_after_a_deadline_answers_are_shown_only_at_her_word(lans: Client, lan: Person) -> None:
    attempt = begun(nine_kinds(time_limit_minutes=10), lan)
    over = timezone.now() - timedelta(minutes=1)
    Attempt.objects.update(deadline_at=over, started_at=over - timedelta(minutes=10))
    where = address("result", attempt)
    page = lans.get(where, follow=True).content.decode()
    assert "Trước khi xem kết quả" in page
    assert "Lần này chưa đạt" not in page
    assert KEY not in page
    late = save(rows_of(attempt)[0], "c1", at=over - timedelta(seconds=30))
    assert send(lans, attempt, late).json()["receipts"] == {"1": "saved"}
    assert lans.post(where)["Location"] == where
    assert KEY in lans.get(where).content.decode()
    assert send(lans, attempt, save(rows_of(attempt)[1], ["m1"], 2, over)).json()["receipts"] == {
        "2": "too_late"
    }


def test_an_exception_gives_her_more_minutes_on_the_page(lans: Client, lan: Person) -> None:
    quiz = make_quiz(make_question(), time_limit_minutes=10)
    QuizException.objects.create(
        quiz=quiz, person=lan, extra_minutes=5, reason="Mắt kém", given_at=timezone.now()
    )
    assert "15 phút" in lans.get(reverse("quizzes:quiz", args=[quiz.slug])).content.decode()


# --- What it costs ---------------------------------------------------------------------------------


def queries_of(client: Client, deed: Any) -> int:
    deed()  # what is kept from one request to the next is there already
    with CaptureQueriesContext(connection) as asked:
        deed()
    return len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]])


def test_pages_and_saves_cost_few_queries(lans: Client, lan: Person) -> None:
    five = [make_question(single(f"Câu {number}?")) for number in range(5)]
    quiz = make_quiz(*five, per_page=5, time_limit_minutes=20)
    attempt = begun(quiz, lan)
    [row, *_] = rows_of(attempt)
    numbers = iter(range(1, 100))
    costs = {
        "question": queries_of(lans, lambda: lans.get(address("question", attempt, 1))),
        "save": queries_of(lans, lambda: send(lans, attempt, save(row, None, next(numbers)))),
        "quiz": queries_of(lans, lambda: lans.get(reverse("quizzes:quiz", args=[quiz.slug]))),
    }
    submit_attempt(attempt=attempt, now=timezone.now())
    costs["result"] = queries_of(lans, lambda: lans.get(address("result", attempt)))
    assert costs["question"] <= 6, costs
    assert costs["save"] <= 7, costs
    assert costs["quiz"] <= 8, costs
    assert costs["result"] <= 8, costs
