"""Files of questions in the bank: brought in as drafts, taken back while nobody has checked, taken out."""

import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from PIL import Image

from accounts.models import User
from media.models import Picture, Regulation, Topic
from quizzes.bank.actions import draft_question
from quizzes.bank.converting import question_of
from quizzes.exchange.actions import (
    CannotUndo,
    NothingChosen,
    WrittenAlready,
    keep_file,
    reading_of,
    take_out,
    undo_import,
    write_questions,
)
from quizzes.exchange.formats import word
from quizzes.exchange.formats.drafts import Draft
from quizzes.exchange.registry import FORMATS, format_of
from quizzes.grading.questions import Accepted, ShortAnswer
from quizzes.models import Category, ImportedQuestion, Question, QuestionImport
from tests.makers import account_of, make_person
from tests.quiz_makers import make_category, make_question
from tests.quizzes.exchange.formats.word.papers import Paper, told

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def hoa() -> User:
    return account_of(make_person("Trần Thị Hoa", username="hoa"))


def png() -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 30), "red").save(content, "PNG")
    return content.getvalue()


def paper() -> Paper:
    made = Paper().type("Chương 1. Họp chi bộ\nCâu 1. Biểu đồ nào đúng?").picture(png(), "Cờ Đảng")
    return made.type(
        "A. một\n**B. hai**\nCăn cứ: Điều 22, 50-CT/TW\nChủ đề: Sinh hoạt\nMức độ: 3\n"
        "Câu 2. Không có đáp án?\nA. một\nB. hai\nCâu 3. <script>x</script> Ai?\n**A. Bí thư**\nB. Khách"
    )


def sent_by(hoa: User, data: bytes | None = None, format_: str = "docx") -> QuestionImport:
    return keep_file(data=data or paper().bytes(), name="de.docx", format_=FORMATS[format_], by=hoa, now=NOW)


def brought_in(sent: QuestionImport, hoa: User, **changed: Any) -> int:
    reading = reading_of(sent)
    wishes: dict[str, Any] = {
        "numbers": {1, 2, 3}, "category": make_category(), "by_section": False, "by": hoa, "now": NOW
    }  # fmt: skip
    return write_questions(sent=sent, reading=reading, **{**wishes, **changed})


EVIL = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("name", ["xlsx", "gift", "moodlexml", "qti"])
def test_no_text_of_a_file_reaches_the_bank_with_a_script_in_it(hoa: User, name: str) -> None:
    answers = (Accepted("a < b", feedback=f"Đúng {EVIL}"), Accepted("Lan", 50.0, f"Gần {EVIL}"))
    asked = ShortAnswer(prompt=f"<p>Ai? {EVIL}</p>", accepted=answers, when_right=EVIL, hints=(EVIL,))
    data = FORMATS[name].write([Draft(question=asked, number=1)], {}).data
    assert brought_in(sent_by(hoa, data, name), hoa) == 1
    stored = question_of(Question.objects.get().get_latest_revision_as_object().body)
    assert isinstance(stored, ShortAnswer)
    assert "onerror" not in str(stored)
    assert [one.text for one in stored.accepted] == ["a < b", "Lan"]
    assert "Gần" in stored.accepted[1].feedback


def test_hoa_brings_her_paper_in_as_drafts_that_a_second_person_checks(hoa: User) -> None:
    directive = Regulation.objects.create(code="CT50", number="50-CT/TW", title="Chỉ thị 50", kind="central")
    topic = Topic.objects.create(code="sh", title="Sinh hoạt")
    sent = sent_by(hoa)
    assert brought_in(sent, hoa) == 2
    first, last = Question.objects.order_by("pk")
    assert {one.state for one in (first, last)} == {Question.State.DRAFT}
    assert (first.live, first.current, first.author) == (False, None, hoa)
    assert first.difficulty == 3
    assert list(first.topics.all()) == [topic]
    assert [(one.regulation, one.article) for one in first.citations.all()] == [
        (directive, "Điều 22, 50-CT/TW")
    ]
    assert sent.state == QuestionImport.State.WRITTEN
    assert sent.counts == {"found": 3, "written": 2}
    assert list(sent.questions.values_list("number", "question")) == [(1, first.pk), (3, last.pk)]


def test_pictures_become_pictures_of_the_site_and_script_stays_text(hoa: User) -> None:
    sent = sent_by(hoa)
    brought_in(sent, hoa)
    picture = Picture.objects.get()
    first, last = Question.objects.order_by("pk")
    prompt = question_of(first.body).prompt  # type: ignore[union-attr]
    embed = f'<embed alt="Cờ Đảng" embedtype="image" format="fullwidth" id="{picture.pk}"/>'
    assert prompt == f"<p>Biểu đồ nào đúng?</p><p>{embed}</p>"
    assert "<script" not in question_of(last.body).prompt  # type: ignore[union-attr]
    assert picture.uploaded_by_user == hoa


def test_a_section_may_become_a_category_below_the_chosen_one(hoa: User) -> None:
    brought_in(sent_by(hoa), hoa, by_section=True)
    assert {one.category.title for one in Question.objects.all()} == {"Chương 1. Họp chi bộ"}
    assert Category.objects.get(title="Chương 1. Họp chi bộ").parent == make_category()


def test_a_file_is_brought_in_once(hoa: User) -> None:
    sent = sent_by(hoa)
    brought_in(sent, hoa)
    with pytest.raises(WrittenAlready):
        brought_in(sent, hoa)
    assert Question.objects.count() == 2


def test_nothing_is_kept_where_nothing_was_chosen(hoa: User) -> None:
    with pytest.raises(NothingChosen):
        brought_in(sent_by(hoa), hoa, numbers={2})
    assert not Question.objects.exists()
    assert not Picture.objects.exists()


def test_all_or_nothing(hoa: User, monkeypatch: pytest.MonkeyPatch) -> None:
    count = [0]

    def fails_at_the_second(**given: Any) -> Any:
        count[0] += 1
        if count[0] == 2:
            raise RuntimeError
        return draft_question(**given)

    monkeypatch.setattr("quizzes.exchange.actions.draft_question", fails_at_the_second)
    sent = sent_by(hoa)
    with pytest.raises(RuntimeError):
        brought_in(sent, hoa)
    sent.refresh_from_db()
    assert not Question.objects.exists()
    assert sent.state == QuestionImport.State.SENT


def test_a_file_is_taken_back_as_a_whole_with_its_pictures(hoa: User) -> None:
    standing = make_question()
    sent = sent_by(hoa)
    brought_in(sent, hoa)
    assert undo_import(sent=sent, by=hoa, now=NOW) == 2
    assert list(Question.objects.all()) == [standing]
    assert not ImportedQuestion.objects.exists()
    assert not Picture.objects.exists()
    assert sent.state == QuestionImport.State.UNDONE
    with pytest.raises(CannotUndo):
        undo_import(sent=sent, by=hoa, now=NOW)


def test_what_somebody_has_checked_is_not_taken_back(hoa: User) -> None:
    sent = sent_by(hoa)
    brought_in(sent, hoa)
    first = Question.objects.order_by("pk").first()
    assert first is not None
    first.latest_revision.publish()
    with pytest.raises(CannotUndo) as refused:
        undo_import(sent=sent, by=hoa, now=NOW)
    assert [one.pk for one in refused.value.questions] == [first.pk]
    assert Question.objects.count() == 2


def test_what_the_bank_does_not_know_is_said(hoa: User) -> None:
    codes = [one.code for one in reading_of(sent_by(hoa)).drafts[0].findings]
    assert codes == ["bank.unknown_source", "bank.unknown_topic"]


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_what_was_taken_out_can_be_brought_in_again(hoa: User, name: str) -> None:
    sent = sent_by(hoa)
    brought_in(sent, hoa)
    taken = take_out(category=make_category(), format_=FORMATS[name], checked_alone=False)
    assert len(taken.drafts) == 2
    losses = [one.code for one in taken.written.losses]
    assert losses == ([] if name == "docx" else ["lost.pictures"])
    again = FORMATS[name].read(taken.written.data)
    assert [told(draft) for draft in again.drafts][1] == (
        "single | &lt;script&gt;x&lt;/script&gt; Ai? | *Bí thư | Khách"
    )
    assert again.drafts[0].sources == ()
    assert again.drafts[0].difficulty == 3
    if name == "docx":
        assert list(again.files.values()) == [png()]


def test_drafts_leave_only_when_they_are_asked_for(hoa: User) -> None:
    checked = make_question()
    brought_in(sent_by(hoa), hoa)
    taken = take_out(category=None, format_=FORMATS["docx"], checked_alone=True)
    assert [told(draft) for draft in word.read(taken.written.data).drafts] == [
        "single | Chi bộ họp ngày nào? | *Ngày 3 | Ngày 15 | Ngày 30"
    ]
    assert checked.state == Question.State.CHECKED


def test_a_format_is_known_by_the_ending_of_a_name() -> None:
    assert format_of("De thi.DOCX") is FORMATS["docx"]
    assert format_of("ngan-hang.xlsx") is FORMATS["xlsx"]
    assert format_of("khong-biet") is None


# --- commands ------------------------------------------------------------------------------------


def run(*args: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command(*args, stdout=out)
    except SystemExit as left:
        return out.getvalue(), int(left.code or 0)
    return out.getvalue(), 0


def test_the_command_looks_and_writes_only_when_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "de.docx"
    file.write_bytes(paper().bytes())
    told_, status = run("import_questions", str(file), "--json")
    found = json.loads(told_)
    assert (status, found["written"], found["usable"], len(found["questions"])) == (1, 0, 2, 3)
    first = found["questions"][0]
    assert (first["type"], first["difficulty"], first["usable"]) == ("single", 3, True)
    assert [(one["text"], one["share"]) for one in first["options"]] == [("một", 0.0), ("hai", 100.0)]
    assert found["questions"][1]["findings"][0]["code"] == "word.no_answer"
    assert not Question.objects.exists()


def test_the_command_brings_in_what_is_sound_and_says_that_something_is_not(tmp_path: Path) -> None:
    file = tmp_path / "de.docx"
    file.write_bytes(paper().bytes())
    told_, status = run(
        "import_questions", str(file), "--format", "docx", "--category", "Đề > Một", "--apply"
    )
    assert status == 1
    assert "3 questions, 2 usable, 2 written." in told_
    assert {str(one.category.parent) for one in Question.objects.all()} == {"Đề"}
    sound = tmp_path / "dung.docx"
    sound.write_bytes(Paper().type("Câu 1. X?\n**A. một**\nB. hai").bytes())
    assert run("import_questions", str(sound), "--category", "Một", "--apply")[1] == 0


def test_the_command_needs_a_file_and_a_place(tmp_path: Path) -> None:
    for arguments in ([str(tmp_path / "none.docx")], [str(tmp_path / "none.abc")]):
        with pytest.raises(CommandError) as refused:
            run("import_questions", *arguments)
        assert refused.value.returncode == 2
    file = tmp_path / "de.docx"
    file.write_bytes(paper().bytes())
    with pytest.raises(CommandError):
        run("import_questions", str(file), "--apply")


def test_the_command_takes_out(tmp_path: Path) -> None:
    make_question()
    file = tmp_path / "ra.xlsx"
    told_, status = run(
        "export_questions", "--format", "xlsx", "--category", "Sinh hoạt thường kỳ", "--output", str(file)
    )
    assert (status, told_.startswith("1 questions written")) == (0, True)
    assert len(FORMATS["xlsx"].read(file.read_bytes()).drafts) == 1
    with pytest.raises(CommandError):
        run("export_questions", "--format", "xlsx", "--category", "Không có", "--output", str(file))
