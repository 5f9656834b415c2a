"""What Hoa takes out of the bank and brings in again is what it was, and what others do not see is listed."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.exchange.formats import codes, gift, moodlexml, qti
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.drafts import Draft, Reading, Weight, Written, numbered
from quizzes.exchange.formats.markup import Cleaner
from quizzes.exchange.formats.pictures import Pictures
from quizzes.grading.checking import problems_of
from quizzes.grading.questions import AnyQuestion, Kind
from tests.quizzes.questions_strategy import PICTURES, any_question, questions, texts, words

Read = Callable[[bytes], Reading]
Write = Callable[..., Written]

FORMATS: dict[str, tuple[Read, Write]] = {
    "gift": (gift.read, gift.write),
    "moodlexml": (moodlexml.read, moodlexml.write),
    "qti 2.1": (qti.read, partial(qti.write, version="2.1")),
    "qti 3.0": (qti.read, partial(qti.write, version="3.0")),
}
_SAID = {"hints", "when_right", "when_partly", "when_wrong"}
_CHOICE = {"shuffle", "scoring", "choices.share"}
_CRITERIA = {"criteria", "criteria.title", "criteria.points", "criteria.guidance"}
# Where ranges overlap, QTI wants the best number first.
_ORDER_OF_NUMBERS = {
    f"{of}.{name}" for of in ("accepted", "numbers") for name in ("value", "tolerance", "share")
}
_QTI_GAPS = {
    "gaps.weight", "gaps.forgiving.marks", "gaps.forgiving.tones", "gaps.forgiving.case", "gaps.forgiving",
    "bank", "gaps.choices", "gaps.choices.text", "gaps.choices.feedback", "gaps.accepted",
    "gaps.accepted.text",
    "gaps.accepted.feedback", "gaps.numbers", "gaps.numbers.feedback", "gaps.accepted.share",
}  # fmt: skip
# What each format has no words for; anything else that only we read back is a fault of the writer.
ONLY_OURS: dict[str, dict[Kind, set[str]]] = {
    "gift": {
        Kind.SINGLE: _SAID | {"shuffle"},
        Kind.MULTIPLE: _SAID | _CHOICE,
        Kind.TRUE_FALSE: _SAID,
        Kind.MATCHING: _SAID | {"shuffle", "scoring"},
        Kind.ORDERING: _SAID | {"scoring"},
        Kind.SHORT_ANSWER: _SAID | {"forgiving"},
        Kind.NUMERICAL: _SAID | {"unit"},
        Kind.ESSAY: _SAID | _CRITERIA | {"words_min", "words_max", "files_max", "template"},
    },
    "moodlexml": {
        Kind.SINGLE: set(),
        Kind.MULTIPLE: {"scoring", "choices.share"},
        Kind.TRUE_FALSE: _SAID,
        Kind.MATCHING: {"scoring"},
        Kind.ORDERING: set(),
        Kind.SHORT_ANSWER: _SAID | {"forgiving", "forgiving.marks", "forgiving.tones"},
        Kind.NUMERICAL: _SAID,
        Kind.CLOZE: _SAID
        | {
            "bank",
            "gaps.choices",
            "gaps.accepted",
            "gaps.forgiving",
            "gaps.forgiving.marks",
            "gaps.forgiving.tones",
        },
        Kind.ESSAY: _SAID | _CRITERIA | {"template"},
    },
    "qti": {
        Kind.SINGLE: {"hints"},
        Kind.MULTIPLE: {"hints", "scoring", "choices.share"},
        Kind.TRUE_FALSE: {"hints"},
        Kind.MATCHING: {"hints"},
        Kind.ORDERING: {"hints", "scoring"},
        Kind.SHORT_ANSWER: {
            "hints",
            "forgiving",
            "forgiving.marks",
            "forgiving.tones",
            "accepted.text",
            "accepted.feedback",
        },
        Kind.NUMERICAL: {"hints", "accepted.feedback"} | _ORDER_OF_NUMBERS,
        Kind.CLOZE: {"hints"} | _QTI_GAPS | {f"gaps.{name}" for name in _ORDER_OF_NUMBERS},
        Kind.ESSAY: {"hints", "words_min", "words_max", "template"} | _CRITERIA,
    },
}
_CASES = [(name, kind) for name in FORMATS for kind in Kind if kind in ONLY_OURS[name.split()[0]]]


def _ids(case: object) -> str:
    return str(case)


@st.composite
def drafts(draw: st.DrawFn, question: st.SearchStrategy[AnyQuestion]) -> Draft:
    """A question with all that stands beside it in the bank."""
    return Draft(
        draw(question),
        name=draw(st.one_of(st.just(""), words)),
        category=tuple(draw(st.lists(words.map(str.strip), max_size=2))),
        difficulty=draw(st.sampled_from((None, 1, 2, 3))),
        topics=tuple(draw(st.lists(words, max_size=2, unique=True))),
        sources=tuple(draw(st.lists(words, max_size=2))),
        points=draw(st.sampled_from((1.0, 2.0, 0.5, 3.5))),
    )


def _beside(draft: Draft) -> tuple[object, ...]:
    return (draft.category, draft.difficulty, draft.topics, draft.sources, draft.points)


@pytest.mark.parametrize("kind", Kind, ids=_ids)
def test_what_the_strategy_makes_is_sound_and_written_as_our_pages_write(kind: Kind) -> None:
    @given(questions(kind))
    @settings(max_examples=50)
    def check(question: AnyQuestion) -> None:
        assert problems_of(question) == []
        findings = Findings()
        pictures = Pictures()
        pictures.files.update(PICTURES)
        assert Cleaner(findings, pictures).clean(question.prompt) == question.prompt
        assert findings.all() == ()

    check()


@pytest.mark.parametrize(("name", "kind"), _CASES, ids=_ids)
def test_a_question_is_the_same_after_the_trip_and_what_others_miss_is_listed(name: str, kind: Kind) -> None:
    read, write = FORMATS[name]

    @given(drafts(questions(kind)))
    @settings(max_examples=25)
    def check(draft: Draft) -> None:
        (draft,) = numbered([draft])
        written = write([draft], PICTURES)
        reading = read(written.data)
        (back,) = reading.drafts
        assert back.question == draft.question
        assert _beside(back) == _beside(draft)
        assert back.name in (draft.name, draft.name or "q00001")
        assert not [found for found in back.findings if found.weight is not Weight.NOTE]
        assert all(PICTURES[file] == data for file, data in reading.files.items())
        listed = {loss.said for loss in written.losses if loss.code == codes.ONLY_OURS}
        assert listed <= ONLY_OURS[name.split()[0]][kind], listed

    check()


@pytest.mark.parametrize("name", FORMATS, ids=_ids)
@given(several=st.lists(drafts(any_question()), max_size=4))
@settings(max_examples=30)
def test_of_many_questions_each_comes_back_or_is_named_as_not_carried(
    name: str, several: list[Draft]
) -> None:
    read, write = FORMATS[name]
    given_ = numbered(several)
    written = write(given_, PICTURES)
    missing = {loss.place for loss in written.losses if loss.code == codes.CANNOT_CARRY}
    back = [draft.question for draft in read(written.data).drafts]
    assert back == [draft.question for draft in given_ if str(draft.number) not in missing]


@given(texts())
def test_cleaning_a_text_of_ours_changes_nothing(text: str) -> None:
    pictures = Pictures()
    pictures.files.update(PICTURES)
    assert Cleaner(Findings(), pictures).clean(text) == text
