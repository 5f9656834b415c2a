"""Moodle XML as Moodle exports it, types that are ours and types that are not."""

import base64

import pytest

from quizzes.exchange.formats import codes, moodlexml
from quizzes.exchange.formats.drafts import Draft, Reading
from quizzes.grading.questions import (
    ChoiceScoring,
    Cloze,
    Essay,
    GapKind,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    OrderScoring,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from tests.quizzes.questions_strategy import PICTURES

LARGE = PICTURES["anh.jpg"] * 9
PICTURE = base64.b64encode(LARGE).decode()


def _quiz(*questions: str) -> Reading:
    return moodlexml.read(f'<?xml version="1.0"?>\n<quiz>{"".join(questions)}</quiz>'.encode())


def _question(kind: str, inside: str, text: str = "<p>Hỏi?</p>") -> Draft:
    written = (
        f'<question type="{kind}"><name><text>Tên</text></name><questiontext format="html">'
        f"<text><![CDATA[{text}]]></text></questiontext>{inside}</question>"
    )
    (draft,) = _quiz(written).drafts
    return draft


def _answer(text: str, fraction: float = 0, more: str = "", tag: str = "answer") -> str:
    said = f"<feedback><text>lời {text}</text></feedback>"
    return f'<{tag} fraction="{fraction}"><text><![CDATA[{text}]]></text>{said}{more}</{tag}>'


def _codes(draft: Draft) -> set[str]:
    return {found.code for found in draft.findings}


def test_one_answer_or_several() -> None:
    single = _question("multichoice", "<single>true</single>" + _answer("a", 100) + _answer("b"))
    several = _question(
        "multichoice", "<single>false</single>" + _answer("a", 50) + _answer("b", 50) + _answer("c", -50)
    )
    assert isinstance(single.question, SingleChoice)
    assert single.question.choices[0].feedback == "lời a"
    assert isinstance(several.question, MultipleChoice)
    assert several.question.scoring is ChoiceScoring.SHARES
    assert [choice.share for choice in several.question.choices] == [50, 50, -50]


def test_all_or_nothing_is_a_type_of_moodles_own() -> None:
    question = _question("multichoiceset", _answer("a", 100) + _answer("b", 100) + _answer("c")).question
    assert isinstance(question, MultipleChoice)
    assert question.scoring is ChoiceScoring.ALL_OR_NOTHING
    assert [choice.is_right for choice in question.choices] == [True, True, False]


def test_true_and_false() -> None:
    question = _question("truefalse", _answer("true", 0) + _answer("false", 100)).question
    assert isinstance(question, TrueFalse)
    assert (question.is_true, question.feedback_true, question.feedback_false) == (
        False,
        "lời true",
        "lời false",
    )


def test_typed_words_may_mind_capitals() -> None:
    question = _question(
        "shortanswer", "<usecase>1</usecase>" + _answer("Bí thư*", 100) + _answer("Phó", 50)
    ).question
    assert isinstance(question, ShortAnswer)
    assert not question.forgiving.case
    assert [(one.text, one.share) for one in question.accepted] == [("Bí thư*", 100), ("Phó", 50)]


def test_numbers_have_tolerance_and_a_unit() -> None:
    units = "<units><unit><multiplier>1</multiplier><unit_name>kg</unit_name></unit>"
    units += "<unit><multiplier>1000</multiplier><unit_name>g</unit_name></unit></units>"
    draft = _question("numerical", _answer("5,5", 100, "<tolerance>0.1</tolerance>") + _answer("*") + units)
    question = draft.question
    assert isinstance(question, Numerical)
    assert [(one.value, one.tolerance) for one in question.accepted] == [("5.5", "0.1")]
    assert (question.unit, question.when_wrong) == ("kg", "lời *")
    assert {codes.MOODLE_UNITS, codes.MOODLE_CATCH_ALL, codes.NUMBER_COMMA} <= _codes(draft)


def test_an_answer_without_a_thing_distracts() -> None:
    def pair(left: str, right: str) -> str:
        return f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"

    question = _question("matching", pair("A", "1") + pair("B", "2") + pair("", "3")).question
    assert isinstance(question, Matching)
    assert (len(question.pairs), len(question.answers)) == (2, 3)


def test_an_order_is_that_of_its_numbers() -> None:
    inside = "<gradingtype>ALL_OR_NOTHING</gradingtype>" + _answer("hai", 2) + _answer("một", 1)
    question = _question("ordering", inside).question
    assert isinstance(question, Ordering)
    assert [item.text for item in question.items] == ["một", "hai"]
    assert question.scoring is OrderScoring.ALL_OR_NOTHING


def test_an_essay_has_limits_files_a_template_and_notes_for_markers() -> None:
    inside = (
        "<attachments>2</attachments><minwordlimit>50</minwordlimit><maxwordlimit>200</maxwordlimit>"
        '<graderinfo format="html"><text>&lt;p&gt;Đủ ba ý&lt;/p&gt;</text></graderinfo>'
        '<responsetemplate format="html"><text>&lt;p&gt;Kính gửi&lt;/p&gt;</text></responsetemplate>'
    )
    question = _question("essay", inside).question
    assert isinstance(question, Essay)
    assert (question.files_max, question.words_min, question.words_max) == (2, 50, 200)
    assert (question.template, question.criteria[0].guidance) == ("Kính gửi", "Đủ ba ý")


def test_embedded_answers_of_each_type_are_gaps() -> None:
    text = (
        "<p>{1:SHORTANSWER:=Berlin#tốt~%50%Bonn} {2:NUMERICAL:=5:0.5} {1:MULTICHOICE_H:a~=b#vâng~%50%c\\}} "
        "{:SAC:=Đ\\~}</p>"
    )
    question = _question("cloze", "", text).question
    assert isinstance(question, Cloze)
    assert question.text == "<p>{{g1}} {{g2}} {{g3}} {{g4}}</p>"
    short, number, choice, minding = question.gaps
    assert [(a.text, a.share, a.feedback) for a in short.accepted] == [
        ("Berlin", 100, "tốt"),
        ("Bonn", 50, ""),
    ]
    assert (number.kind, number.weight, number.numbers[0].tolerance) == (GapKind.NUMBER, 2, "0.5")
    assert [(c.text, c.share) for c in choice.choices] == [("a", 0), ("b", 100), ("c}", 50)]
    assert (minding.forgiving.case, minding.accepted[0].text) == (False, "Đ~")


def test_words_to_choose_by_group_and_words_to_drag() -> None:
    def word(tag: str, text: str, group: int) -> str:
        return f"<{tag}><text>{text}</text><group>{group}</group></{tag}>"

    words = [("mèo", 1), ("chó", 1), ("ngồi", 2), ("chạy", 2)]
    chosen = _question("gapselect", "".join(word("selectoption", *w) for w in words), "[[1]] [[3]]").question
    assert isinstance(chosen, Cloze)
    assert [[c.text for c in gap.choices] for gap in chosen.gaps] == [["mèo", "chó"], ["ngồi", "chạy"]]
    dragged = _question("ddwtos", "".join(word("dragbox", w, 1) for w, _ in words), "[[3]]!").question
    assert isinstance(dragged, Cloze)
    assert dragged.bank == ("mèo", "chó", "ngồi", "chạy")
    assert dragged.gaps[0].accepted[0].text == "ngồi"


def test_pictures_come_with_their_texts() -> None:
    shown = '<p><img src="@@PLUGINFILE@@/s%C6%A1%20%C4%91%E1%BB%93.jpg" alt="x"></p>'
    file = f'<file name="sơ đồ.jpg" path="/" encoding="base64">{PICTURE}</file>'
    reading = _quiz(
        f'<question type="essay"><questiontext format="html"><text><![CDATA[{shown}]]></text>{file}'
        "</questiontext></question>"
    )
    assert dict(reading.files) == {"sơ đồ.jpg": LARGE}
    (draft,) = reading.drafts
    assert draft.question is not None
    assert draft.question.prompt == '<p><img src="sơ đồ.jpg" alt="x"></p>'
    assert PICTURE not in draft.raw


def test_category_tags_points_and_hints_are_kept() -> None:
    drafts = _quiz(
        '<question type="category"><category><text>$course$/top/A/B//C</text></category></question>',
        '<question type="essay"><name><text>N</text></name><questiontext><text>Viết</text></questiontext>'
        "<defaultgrade>2.5</defaultgrade><tags><tag><text>chi bộ</text></tag></tags>"
        "<hint><text>Gợi ý</text></hint></question>",
    ).drafts
    assert [(d.category, d.points, d.topics) for d in drafts] == [(("A", "B/C"), 2.5, ("chi bộ",))]
    assert drafts[0].question is not None
    assert drafts[0].question.hints == ("<p>Gợi ý</p>",)


@pytest.mark.parametrize(
    "kind",
    [
        "calculated",
        "calculatedmulti",
        "stack",
        "random",
        "ddmarker",
        "ddimageortext",
        "coderunner",
        "kprime",
        "",
        "?",
    ],
)
def test_a_type_that_is_not_ours_is_found_and_kept_as_it_stood(kind: str) -> None:
    draft = _question(kind, "<dataset>x</dataset>")
    assert draft.question is None
    assert codes.MOODLE_TYPE_NOT_OURS in _codes(draft)
    assert "<dataset>x</dataset>" in draft.raw


@pytest.mark.parametrize(
    ("kind", "inside", "text", "code"),
    [
        ("description", "", "Lời dẫn", codes.MOODLE_DESCRIPTION),
        ("cloze", "", "{1:MULTIRESPONSE:=a~=b}", codes.MOODLE_EMBEDDED_TYPE),
        ("cloze", "", "{1:SHORTANSWER:=a", codes.MOODLE_EMBEDDED_BROKEN),
        ("cloze", "", "không có ô", codes.MOODLE_EMBEDDED_BROKEN),
        ("cloze", "", "{1:SA:=a} {{x}}", codes.MARKUP_BRACES),
        ("gapselect", "", "[[1]]", codes.MOODLE_GAPS),
        ("essay", "<novel>điều mới</novel>", "Viết", codes.MOODLE_ELEMENT),
        ("essay", "<hidden>1</hidden>", "Viết", codes.MOODLE_HIDDEN),
        ("essay", "<attachments>-1</attachments>", "Viết", codes.MOODLE_ESSAY_FILES),
        ("essay", "<penalty>0.25</penalty>", "Viết", codes.MOODLE_PENALTY),
        ("essay", '<file name="a.pdf">QQ==</file>', "Viết", codes.MOODLE_FILE),
        ("numerical", '<answer fraction="100"><text>abc</text></answer>', "Số?", codes.NUMBER_UNREADABLE),
        ("multichoice", '<answer fraction="abc"><text>a</text></answer>', "?", codes.SHARE_UNREADABLE),
        ("oumultiresponse", '<answer fraction="100"><text>a</text></answer>', "?", codes.MOODLE_NEAREST_TYPE),
    ],
)
def test_what_is_unusual_is_found(kind: str, inside: str, text: str, code: str) -> None:
    assert code in _codes(_question(kind, inside, text))


def test_what_stood_whole_before_a_break_is_kept() -> None:
    whole = '<question type="essay"><questiontext><text>Một</text></questiontext></question>'
    reading = moodlexml.read(f"<quiz>{whole}{whole}<question type='essay'><questiontext><text>Ba".encode())
    assert [draft.is_usable for draft in reading.drafts] == [True, True, False]
    assert [found.code for found in reading.findings] == [codes.XML_BROKEN]


def test_signs_that_xml_does_not_know_are_mended() -> None:
    words = "A&nbsp;&amp; B & C&eacute;"
    question = f'<question type="essay"><questiontext><text>{words}</text></questiontext></question>'
    reading = _quiz(question)
    assert [found.code for found in reading.findings] == [codes.XML_MENDED]
    assert reading.drafts[0].question is not None
    assert reading.drafts[0].question.prompt == "<p>A&nbsp;&amp; B &amp; Cé</p>"


@pytest.mark.parametrize("file", ["<html/>", "<questestinterop/>", "no xml", "<quiz/>", ""])
def test_a_file_of_something_else_is_found(file: str) -> None:
    reading = moodlexml.read(file.encode())
    assert reading.findings
    assert not reading.drafts
