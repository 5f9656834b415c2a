"""Two versions side by side: nothing is passed over, and a changed key is never silent."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.authoring.rules import Mark, changes, compare_words, is_anything_changed, plain
from quizzes.bank.examples import EXAMPLES
from quizzes.bank.parts import parts_of
from quizzes.grading import questions as q
from tests.quizzes.sound_questions import KINDS
from tests.quizzes.sound_questions import plain as some_words

texts = st.lists(some_words, max_size=6).map(" ".join)


@given(before=texts, after=texts)
def test_both_texts_stand_whole_in_their_runs(before: str, after: str) -> None:
    said_before, said_after = compare_words(before, after)
    assert " ".join(run.words for run in said_before) == " ".join(before.split())
    assert " ".join(run.words for run in said_after) == " ".join(after.split())
    kept = [[run.words for run in said if run.mark is Mark.SAME] for said in (said_before, said_after)]
    assert kept[0] == kept[1]


@pytest.mark.parametrize("kind", list(q.Kind))
@settings(max_examples=25)
@given(data=st.data())
def test_every_piece_of_both_versions_is_in_the_comparison_once(kind: q.Kind, data: Any) -> None:
    before, after = (parts_of(data.draw(KINDS[kind])) for _version in range(2))
    found = changes(before, after)
    assert [change.after for change in found if change.after] == after
    assert sorted(change.before.key for change in found if change.before) == sorted(p.key for p in before)
    assert not is_anything_changed(changes(before, before))


def single(*shares: float, texts: tuple[str, ...] = ("<p>A</p>", "<p>B</p>", "<p>C</p>")) -> q.SingleChoice:
    choices = tuple(
        q.Choice(f"c{n}", text, share) for n, (text, share) in enumerate(zip(texts, shares, strict=True))
    )
    return q.SingleChoice(prompt="<p>Hỏi?</p>", choices=choices)


def keys_changed(before: q.AnyQuestion, after: q.AnyQuestion) -> list[str]:
    return [change.part.key for change in changes(parts_of(before), parts_of(after)) if change.key_changed]


def test_another_right_option_is_another_key() -> None:
    assert keys_changed(single(100, 0, 0), single(0, 100, 0)) == ["choice-c0", "choice-c1"]


def test_other_words_of_the_right_option_are_the_same_key() -> None:
    reworded = single(100, 0, 0, texts=("<p>A, sửa chữ</p>", "<p>B</p>", "<p>C</p>"))
    assert keys_changed(single(100, 0, 0), reworded) == []


def test_options_that_change_places_are_the_same_question() -> None:
    before = single(100, 0, 0)
    turned = replace(before, choices=before.choices[::-1])
    assert keys_changed(before, turned) == []


@pytest.mark.parametrize("kind", [q.Kind.ORDERING, q.Kind.TRUE_FALSE, q.Kind.MATCHING])
def test_the_key_of_other_types_is_not_changed_silently(kind: q.Kind) -> None:
    before: Any = EXAMPLES[kind]
    if kind is q.Kind.ORDERING:
        after = replace(before, items=before.items[::-1])
    elif kind is q.Kind.TRUE_FALSE:
        after = replace(before, is_true=not before.is_true)
    else:
        first, second = before.pairs
        after = replace(before, pairs=(replace(first, answer=second.answer), second))
    assert keys_changed(before, after)


def test_mark_up_is_read_as_its_words_and_a_picture_as_a_sign() -> None:
    assert plain('<p>Một</p><p>hai&nbsp;<b>ba</b></p><embed embedtype="image" id="3"/>') == "Một hai ba ▣"
