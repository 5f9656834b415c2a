"""QTI items as other programs write them, in 2.x and 3.0, alone and in packages."""

import io
import zipfile

import pytest

from quizzes.exchange.formats import codes, qti
from quizzes.exchange.formats.drafts import Draft
from quizzes.grading.questions import (
    ChoiceScoring,
    Cloze,
    Essay,
    GapKind,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from tests.quizzes.questions_strategy import PICTURES

MATCH = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
)
MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'


def _item(body: str, *declared: str, after: str = MATCH, attributes: str = "") -> str:
    return (
        f'<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" title="Tên" '
        f'identifier="i" {attributes}>{"".join(declared)}<itemBody>{body}</itemBody>{after}</assessmentItem>'
    )


def _read(body: str, *declared: str, after: str = MATCH, attributes: str = "") -> Draft:
    (draft,) = qti.read(_item(body, *declared, after=after, attributes=attributes).encode()).drafts
    return draft


def _response(cardinality: str, kind: str, *right: str, mapping: str = "", name: str = "RESPONSE") -> str:
    correct = "".join(f"<value>{one}</value>" for one in right)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{kind}">'
        f"<correctResponse>{correct}</correctResponse>{mapping}</responseDeclaration>"
    )


def _mapping(**values: float) -> str:
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in values.items())
    return f"<mapping>{entries}</mapping>"


def _choices(*names: str, tag: str = "simpleChoice", **more: str) -> str:
    rest = "".join(f' {key}="{value}"' for key, value in more.items())
    return "".join(f'<{tag} identifier="{name}"{rest}>Lựa chọn {name}</{tag}>' for name in names)


def _interaction(name: str, inside: str, **more: str) -> str:
    rest = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<{name} responseIdentifier="RESPONSE"{rest}><prompt>Hỏi?</prompt>{inside}</{name}>'


def _codes(draft: Draft) -> set[str]:
    return {found.code for found in draft.findings}


def test_one_choice_and_what_is_said_to_it() -> None:
    said = '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="B"><p>Vâng</p></modalFeedback>'
    question = _read(
        "<p>Trước.</p>" + _interaction("choiceInteraction", _choices("A", "B"), maxChoices="1"),
        _response("single", "identifier", "B"),
        after=MATCH + said,
    ).question
    assert isinstance(question, SingleChoice)
    assert question.prompt == "<p>Trước.</p>Hỏi?"
    assert [(c.text, c.share, c.feedback) for c in question.choices] == [
        ("Lựa chọn A", 0, ""),
        ("Lựa chọn B", 100, "<p>Vâng</p>"),
    ]


def test_several_choices_count_by_the_mapping_or_altogether() -> None:
    body = _interaction("choiceInteraction", _choices("A", "B", "C"), maxChoices="0")
    declared = _response("multiple", "identifier", "A", "B", mapping=_mapping(A=1, B=3, C=-1))
    mapped, matched = _read(body, declared, after=MAP).question, _read(body, declared).question
    assert isinstance(mapped, MultipleChoice)
    assert mapped.scoring is ChoiceScoring.SHARES
    assert [choice.share for choice in mapped.choices] == [25, 75, -25]
    assert isinstance(matched, MultipleChoice)
    assert matched.scoring is ChoiceScoring.ALL_OR_NOTHING


def test_true_and_false_are_known_by_their_names() -> None:
    question = _read(
        _interaction("choiceInteraction", _choices("true", "false")),
        _response("single", "identifier", "false"),
    ).question
    assert isinstance(question, TrueFalse)
    assert not question.is_true


def test_order_and_pairs() -> None:
    order = _read(
        _interaction("orderInteraction", _choices("A", "B", "C")),
        _response("ordered", "identifier", "C", "A", "B"),
    ).question
    assert isinstance(order, Ordering)
    assert [item.text[-1] for item in order.items] == ["C", "A", "B"]
    sets = "".join(
        f"<simpleMatchSet>{_choices(*names, tag='simpleAssociableChoice', matchMax='1')}</simpleMatchSet>"
        for names in (("A", "B"), ("X", "Y", "Z"))
    )
    pairs = _read(
        _interaction("matchInteraction", sets), _response("multiple", "directedPair", "A Y", "B X")
    ).question
    assert isinstance(pairs, Matching)
    texts = {answer.id: answer.text[-1] for answer in pairs.answers}
    assert [(pair.text[-1], texts[pair.answer]) for pair in pairs.pairs] == [("A", "Y"), ("B", "X")]


def test_a_field_at_the_end_is_an_answer_and_one_inside_is_a_gap() -> None:
    field = '<textEntryInteraction responseIdentifier="RESPONSE"/>'
    declared = _response("single", "string", "Bí thư")
    last = _read(f"<p>Ai chủ trì? {field}</p>", declared).question
    inside = _read(f"<p>Ông {field} chủ trì.</p>", declared).question
    assert isinstance(last, ShortAnswer)
    assert last.accepted[0].text == "Bí thư"
    assert isinstance(inside, Cloze)
    assert inside.text == "<p>Ông {{g1}} chủ trì.</p>"


def test_a_number_has_the_tolerance_of_its_rule() -> None:
    rule = (
        "<responseProcessing><responseCondition><responseIf>"
        '<equal toleranceMode="absolute" tolerance="0.5 0.2"><variable identifier="RESPONSE"/>'
        '<correct identifier="RESPONSE"/></equal>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    question = _read(
        '<p>Bao nhiêu? <textEntryInteraction responseIdentifier="RESPONSE"/></p>',
        _response("single", "float", "3.5"),
        after=rule,
    ).question
    assert isinstance(question, Numerical)
    assert [(one.value, one.tolerance) for one in question.accepted] == [("3.5", "0.5")]


def test_gaps_are_typed_chosen_and_dragged() -> None:
    options = _choices("A", "B", tag="inlineChoice")
    choice = f'<inlineChoiceInteraction responseIdentifier="R2">{options}</inlineChoiceInteraction>'
    typed = '<textEntryInteraction responseIdentifier="R1"/>'
    question = _read(
        f"<p>{typed} và {choice}.</p>",
        _response("single", "integer", "5", name="R1"),
        _response("single", "identifier", "B", name="R2"),
    ).question
    assert isinstance(question, Cloze)
    assert [gap.kind for gap in question.gaps] == [GapKind.NUMBER, GapKind.CHOICE]
    words = _choices("W", "S", tag="gapText", matchMax="1")
    dragged = _read(
        _interaction("gapMatchInteraction", f'{words}<p>Một <gap identifier="G"/>.</p>'),
        _response("multiple", "directedPair", "W G"),
    ).question
    assert isinstance(dragged, Cloze)
    assert (dragged.text, dragged.bank) == ("<p>Một {{g1}}.</p>", ("Lựa chọn W", "Lựa chọn S"))


def test_an_essay_with_a_file_and_a_note_for_markers() -> None:
    body = (
        '<rubricBlock view="scorer"><p>Đủ ba ý</p></rubricBlock><p>Viết.</p>'
        '<extendedTextInteraction responseIdentifier="RESPONSE"/><uploadInteraction responseIdentifier="F"/>'
    )
    question = _read(body).question
    assert isinstance(question, Essay)
    assert (question.prompt, question.files_max) == ("<p>Viết.</p>", 1)
    assert question.criteria[0].guidance == "Đủ ba ý"


def test_the_names_of_version_three_mean_the_same() -> None:
    item = (
        '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="Tên">'
        '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">'
        "<qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>"
        '<qti-item-body><qti-choice-interaction response-identifier="RESPONSE" max-choices="1">'
        '<qti-prompt>Hỏi?</qti-prompt><qti-simple-choice identifier="A">a</qti-simple-choice>'
        '<qti-simple-choice identifier="B">b</qti-simple-choice></qti-choice-interaction></qti-item-body>'
        "</qti-assessment-item>"
    )
    (draft,) = qti.read(item.encode()).drafts
    assert isinstance(draft.question, SingleChoice)
    assert [choice.share for choice in draft.question.choices] == [0, 100]


@pytest.mark.parametrize(
    "name",
    ["hotspotInteraction", "graphicOrderInteraction", "selectPointInteraction", "associateInteraction",
     "positionObjectInteraction", "drawingInteraction", "customInteraction", "graphicGapMatchInteraction"],
)  # fmt: skip
def test_an_interaction_that_is_not_ours_is_found_and_kept_as_it_stood(name: str) -> None:
    draft = _read(_interaction(name, "<object/>"), _response("multiple", "identifier", "A"))
    assert draft.question is None
    assert codes.QTI_INTERACTION_NOT_OURS in _codes(draft)
    assert f"<{name}" in draft.raw


@pytest.mark.parametrize(
    ("body", "declared", "attributes", "after", "code"),
    [
        ("<p>Chỉ đọc</p>", "", "", "", codes.QTI_NO_INTERACTION),
        (_interaction("choiceInteraction", _choices("A", "B")), "", "", "", codes.QTI_NO_KEY),
        (
            _interaction("choiceInteraction", _choices("A", "B")) * 2,
            "",
            "",
            "",
            codes.QTI_SEVERAL_INTERACTIONS,
        ),
        (
            _interaction("choiceInteraction", _choices("A", "B")),
            '<templateDeclaration identifier="T"/>',
            "",
            "",
            codes.QTI_TEMPLATE,
        ),
        (
            _interaction("choiceInteraction", _choices("A", "B")),
            "",
            'adaptive="true"',
            "",
            codes.QTI_ADAPTIVE,
        ),
        (
            _interaction("choiceInteraction", _choices("A", "B")),
            "",
            "",
            "<responseProcessing><customOperator/></responseProcessing>",
            codes.QTI_PROCESSING,
        ),
        (
            _interaction("choiceInteraction", _choices("A", "B")),
            "",
            "",
            '<modalFeedback identifier="X">lời</modalFeedback>',
            codes.QTI_FEEDBACK,
        ),
        (
            _interaction("choiceInteraction", _choices("A", "B", fixed="true"), shuffle="true"),
            "",
            "",
            "",
            codes.QTI_FIXED,
        ),
        (
            _interaction("hottextInteraction", f"<p>{_choices('A', 'B', tag='hottext')}</p>"),
            "",
            "",
            "",
            codes.QTI_NEAREST_TYPE,
        ),
        (
            '<p><printedVariable identifier="x"/></p>'
            + _interaction("choiceInteraction", _choices("A", "B")),
            "",
            "",
            "",
            codes.QTI_TEMPLATE,
        ),
        (
            "<p><math><mi>x</mi></math></p>" + _interaction("choiceInteraction", _choices("A", "B")),
            "",
            "",
            "",
            codes.MARKUP_ELEMENT,
        ),
    ],
)
def test_what_is_unusual_is_found(body: str, declared: str, attributes: str, after: str, code: str) -> None:
    assert code in _codes(_read(body, declared, after=after, attributes=attributes))


def test_a_package_brings_its_items_and_their_pictures() -> None:
    item = _item('<p><img src="../anh/a.jpg" alt="x"/></p><extendedTextInteraction responseIdentifier="R"/>')
    manifest = (
        '<manifest><resources><resource type="imsqti_item_xmlv2p1" href="bai/mot.xml"/>'
        '<resource type="imsqti_item_xmlv2p1" href="bai/thieu.xml"/>'
        '<resource type="imsqti_test_xmlv2p1" href="test.xml"/></resources></manifest>'
    )
    reading = qti.read(
        _zip({"p/imsmanifest.xml": manifest, "p/bai/mot.xml": item, "p/anh/a.jpg": PICTURES["anh.jpg"]})
    )
    (draft,) = reading.drafts
    assert draft.question is not None
    assert draft.question.prompt == '<p><img src="a.jpg" alt="x"></p>'
    assert dict(reading.files) == {"a.jpg": PICTURES["anh.jpg"]}
    assert {found.code for found in reading.findings} == {codes.QTI_MISSING_FILE, codes.QTI_TEST}


def test_an_old_version_is_named() -> None:
    for file in (b"<questestinterop/>", _zip({"a.xml": "<questestinterop/>"})):
        reading = qti.read(file)
        assert [(found.code, found.said) for found in reading.findings] == [(codes.QTI_OLD_VERSION, "1.2")]


def _zip(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
