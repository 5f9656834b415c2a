"""GIFT as lecturers and other programs write it."""

import pytest

from quizzes.exchange.formats import codes, gift
from quizzes.exchange.formats.drafts import Draft, Reading, Weight
from quizzes.grading.questions import (
    ChoiceScoring,
    Essay,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)


def _reading(text: str) -> Reading:
    return gift.read(text.encode())


def _only(text: str) -> Draft:
    (draft,) = _reading(text).drafts
    return draft


def _codes(draft: Draft) -> set[str]:
    return {found.code for found in draft.findings}


def test_a_choice_has_its_title_its_shares_and_what_is_said() -> None:
    draft = _only("::Nhiệm kỳ:: Nhiệm kỳ chi bộ là mấy năm? {~2#Chưa đúng ~%50%3 =5#Đúng ####Điều 24}")
    question = draft.question
    assert isinstance(question, SingleChoice)
    assert draft.name == "Nhiệm kỳ"
    assert question.prompt == "<p>Nhiệm kỳ chi bộ là mấy năm?</p>"
    assert [(c.text, c.share, c.feedback) for c in question.choices] == [
        ("2", 0, "<p>Chưa đúng</p>"), ("3", 50, ""), ("5", 100, "<p>Đúng</p>"),
    ]  # fmt: skip
    assert question.explanation == "<p>Điều 24</p>"


def test_options_with_weights_only_make_a_question_with_several() -> None:
    question = _only("Hai người? {~%-50%A ~%50%B ~%50%C}").question
    assert isinstance(question, MultipleChoice)
    assert question.scoring is ChoiceScoring.SHARES
    assert [choice.share for choice in question.choices] == [-50, 50, 50]


def test_thirds_that_were_rounded_are_thirds() -> None:
    draft = _only("Ba? {~%33%A ~%33%B ~%33%C ~D}")
    assert isinstance(draft.question, MultipleChoice)
    assert draft.is_usable
    assert codes.SHARES_ROUNDED in _codes(draft)


@pytest.mark.parametrize("word", ["T", "TRUE", "true", "F", "FALSE"])
def test_true_and_false_keep_both_comments(word: str) -> None:
    question = _only(f"Đúng chứ? {{{word}#sai rồi#đúng rồi}}").question
    assert isinstance(question, TrueFalse)
    assert question.is_true is word.upper().startswith("T")
    right, wrong = question.feedback_true, question.feedback_false
    if not question.is_true:
        right, wrong = wrong, right
    assert (right, wrong) == ("<p>đúng rồi</p>", "<p>sai rồi</p>")


def test_typed_answers_have_shares_and_stars() -> None:
    question = _only("Ai? {=Bí thư =%50%Phó* =100%}").question
    assert isinstance(question, ShortAnswer)
    assert [(one.text, one.share) for one in question.accepted] == [
        ("Bí thư", 100),
        ("Phó*", 50),
        ("100%", 100),
    ]


@pytest.mark.parametrize(
    ("written", "value", "tolerance"),
    [
        ("1930", "1930", "0"),
        ("3.14:0.01", "3.14", "0.01"),
        ("1..5", "3", "2"),
        ("-2.5..-1.5", "-2", "0.5"),
        ("3,5", "3.5", "0"),
    ],
)
def test_numbers_have_tolerances_or_ranges(written: str, value: str, tolerance: str) -> None:
    question = _only(f"Bao nhiêu? {{#{written}}}").question
    assert isinstance(question, Numerical)
    assert [(one.value, one.tolerance) for one in question.accepted] == [(value, tolerance)]


def test_several_numbers_and_what_is_said_to_any_other() -> None:
    question = _only("Năm? {#=1930:0#đúng =%50%1930:2#gần ~#xem lại}").question
    assert isinstance(question, Numerical)
    assert [(one.value, one.share) for one in question.accepted] == [("1930", 100), ("1930", 50)]
    assert question.when_wrong == "<p>xem lại</p>"


def test_an_answer_to_nothing_is_a_distractor() -> None:
    question = _only("Ghép. {=A -> 1 =B -> 2 = -> 3}").question
    assert isinstance(question, Matching)
    assert len(question.pairs) == 2
    assert [answer.text for answer in question.answers] == ["1", "2", "3"]


def test_an_empty_answer_is_an_essay_and_an_order_is_an_order() -> None:
    essay, order = (
        draft.question for draft in _reading("Viết. {}\n\nXếp. {>2 ALL VERTICAL\nmột\nhai\n}").drafts
    )
    assert isinstance(essay, Essay)
    assert isinstance(order, Ordering)
    assert [item.text for item in order.items] == ["một", "hai"]


def test_a_missing_word_leaves_a_blank() -> None:
    question = _only("Nhiệm kỳ chi bộ là {=5 ~2} năm.").question
    assert question is not None
    assert question.prompt == "<p>Nhiệm kỳ chi bộ là _____ năm.</p>"


def test_escaped_signs_are_signs() -> None:
    question = _only(r"[html]<p>a\=b \{x\} \~ \# \: \\ \n</p>{=\=1 ~2}").question
    assert isinstance(question, SingleChoice)
    assert question.prompt == "<p>a=b {x} ~ # : \\ \n</p>"
    assert question.choices[0].text == "=1"


def test_a_formula_is_no_line_break() -> None:
    assert "\\neq" in (_only(r"[html]<p>$a \neq b$</p>{T}").question or _only("x{}").question).prompt  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "html"),
    [
        (
            "[markdown]**đậm** và *nghiêng*\\n\\n- một\\n- hai",
            "<p><strong>đậm</strong> và <em>nghiêng</em></p><ul><li>một</li><li>hai</li></ul>",
        ),
        ("[plain]a < b & <i>c</i>", "<p>a &lt; b &amp; &lt;i&gt;c&lt;/i&gt;</p>"),
        ("[moodle]một\\nhai", "<p>một<br>hai</p>"),
        ("[html]<div>một</div><h3>hai</h3>", "<p>một</p><p><strong>hai</strong></p>"),
        ("vector<int> và a < b", "<p>vector&lt;int&gt; và a &lt; b</p>"),
    ],
    ids=["markdown", "plain", "moodle", "html", "none"],
)
def test_every_format_of_text_becomes_rich_text(written: str, html: str) -> None:
    question = _only(f"{written}{{T}}").question
    assert question is not None
    assert question.prompt == html


def test_categories_apply_to_what_follows_and_comments_bring_tags() -> None:
    drafts = _reading(
        "Một {T}\n\n$CATEGORY: $course$/top/Chi bộ/Sinh hoạt\n\n"
        "// [tag:nghiệp vụ]\nHai {F}\n\n$CATEGORY: A//B\nBa {T}"
    ).drafts
    assert [draft.category for draft in drafts] == [(), ("Chi bộ", "Sinh hoạt"), ("A/B",)]
    assert drafts[1].topics == ("nghiệp vụ",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_every_unicode_and_every_line_end_is_read(encoding: str) -> None:
    text = "::Tên::Đảng ủy? {\r\n=có\r\n~không\r\n}\r\n\r\nHai {T}\r\n" * 3
    drafts = gift.read(text.encode(encoding)).drafts
    assert len(drafts) == 6
    assert drafts[0].name == "Tên"


def test_an_old_code_page_is_read_and_said() -> None:
    reading = gift.read("Où est-ce ? {=à Paris ~né}".encode("latin-1"))
    assert [found.code for found in reading.findings] == [codes.FILE_NOT_UTF8]
    assert reading.drafts[0].is_usable


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chỉ là lời dẫn.", codes.GIFT_DESCRIPTION),
        ("Thiếu dấu {=a ~b", codes.GIFT_BRACES),
        ("Hai {=a} chỗ {=b} trống", codes.GIFT_SEVERAL_BLANKS),
        ("$\\frac{1}{2}$ là? {=a ~b}", codes.GIFT_BRACES_IN_TEXT),
        ("Không dấu {a}", codes.GIFT_NO_SIGN),
        ("Số {#abc}", codes.NUMBER_UNREADABLE),
        ("Ảnh {~<img src=\"https://example.org/a.png\"> =b}", codes.GIFT_SIGNS_IN_TAGS),
        ("Ảnh {~<img src=\"https://example.org/a.png\"> =b}", codes.MARKUP_PICTURE),
        ("Hai đúng {=a =b ~c}", codes.SEVERAL_RIGHT),
        ("Ghép {=a -> b#lời =c -> d}", codes.GIFT_FEEDBACK_OF_PAIR),
        ("Trống {=a\n\n~b}", codes.GIFT_BLANK_LINE),
        ("Một {~a}", "problem.too_few"),
        ("// lcb: {broken\nMột {T}", codes.EXTRAS_OUTDATED),
    ],
)  # fmt: skip
def test_what_is_unusual_is_found_and_kept_as_it_stood(text: str, code: str) -> None:
    draft = _only(text)
    assert code in _codes(draft)
    assert draft.raw
    assert draft.is_usable or draft.findings


def test_settings_of_ours_are_left_out_of_a_question_that_was_changed_elsewhere() -> None:
    draft = _only("Hai? {~%50%A ~%50%B ~C}")
    written = gift.write([draft], {}).data.decode()
    assert "lcb:" not in written
    other = '// lcb: {"of": "00000000", "question": {"scoring": "all_or_nothing"}}\n' + written
    back = _only(other)
    assert back.question == draft.question
    assert codes.EXTRAS_OUTDATED in _codes(back)


def test_a_question_without_a_place_in_gift_is_named() -> None:
    written = gift.write([Draft(None, number=7)], {})
    assert [(loss.code, loss.weight, loss.place) for loss in written.losses] == [
        (codes.CANNOT_CARRY, Weight.ERROR, "7")
    ]
