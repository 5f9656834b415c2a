"""What answers earn: the laws of it, for questions and answers of every type."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from common.vietnamese import fold
from quizzes.grading.codec import data_of, dump, question_from
from quizzes.grading.marks import after_tries, fraction_of
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    ChoiceScoring,
    Cloze,
    Essay,
    Forgiving,
    Gap,
    GapKind,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    OrderScoring,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizzes.grading.responses import BadResponse, read_response
from quizzes.grading.showing import draw_order, shown
from quizzes.grading.wording import is_near, readings, same_words
from tests.quizzes.questions import (
    LETTERS,
    any_question,
    any_response,
    forgiving,
    marked_by_machine,
    matchings,
    multiples,
    orderings,
    responses_to,
    words,
)

NEARLY = 1e-9
STRICT = Forgiving(case=False, marks=False, tones=False)


def earned(question: AnyQuestion, raw: Any) -> float:
    fraction = fraction_of(question, read_response(question, raw))
    assert fraction is not None
    return fraction


# --- Bounds ----------------------------------------------------------------------------------------


@given(question=marked_by_machine, data=st.data())
def test_an_answer_earns_no_less_than_nothing_and_no_more_than_all(
    question: AnyQuestion, data: st.DataObject
) -> None:
    assert 0 <= earned(question, data.draw(responses_to(question))) <= 1


@given(question=marked_by_machine, response=any_response)
@example(SingleChoice(prompt="?", choices=(Choice("a", "x", 100.0),)), ["a"])
@example(MultipleChoice(prompt="?", choices=(Choice("a", "x", 100.0), Choice("b", "y"))), "ab")
@example(Ordering(prompt="?", items=(Item("a", "x"), Item("b", "y"))), [["a"], 1])
@example(Cloze(prompt="?", text="{{g}}", gaps=(Gap("g", accepted=(Accepted("1"),)),)), {"g": 1})
def test_an_answer_of_another_shape_earns_within_bounds_and_breaks_nothing(
    question: AnyQuestion, response: Any
) -> None:
    """The question was of another type when it was answered."""
    fraction = fraction_of(question, response)
    assert fraction is not None
    assert 0 <= fraction <= 1


@given(question=marked_by_machine, raw=any_response)
def test_what_no_device_of_ours_sends_is_refused_or_marked_within_bounds(
    question: AnyQuestion, raw: Any
) -> None:
    with suppress(BadResponse):
        assert 0 <= earned(question, raw) <= 1


@given(question=any_question)
def test_no_answer_earns_nothing(question: AnyQuestion) -> None:
    assert fraction_of(question, None) == 0


@given(question=marked_by_machine)
@pytest.mark.parametrize("empty", ["", [], {}], ids=["text", "list", "parts"])
def test_an_empty_answer_is_no_answer(empty: Any, question: AnyQuestion) -> None:
    with suppress(BadResponse):  # of another shape
        assert read_response(question, empty) is None


@given(text=words)
def test_an_essay_is_left_to_a_person(text: str) -> None:
    assert fraction_of(Essay(prompt="?"), {"text": text, "files": []}) is None


@given(
    fraction=st.floats(0, 1),
    tries=st.integers(0, 12),
    penalty=st.floats(0, 1),
)
def test_every_wrong_try_costs_and_never_more_than_there_is(
    fraction: float, tries: int, penalty: float
) -> None:
    now, next_time = after_tries(fraction, tries, penalty), after_tries(fraction, tries + 1, penalty)
    assert 0 <= next_time <= now <= 1
    assert after_tries(fraction, 0, penalty) == pytest.approx(fraction, abs=1e-5)


# --- More right is never less ----------------------------------------------------------------------


@given(question=multiples, data=st.data())
def test_one_more_right_choice_never_lowers_and_one_more_wrong_one_never_raises(
    question: MultipleChoice, data: st.DataObject
) -> None:
    """Beside at least one choice: nothing ticked is no answer, which earns nothing by any rule."""
    known = [choice.id for choice in question.choices]
    chosen = data.draw(st.lists(st.sampled_from(known), min_size=1, unique=True))
    more = data.draw(st.sampled_from(question.choices))
    assume(more.id not in chosen)
    before, after = earned(question, chosen), earned(question, [*chosen, more.id])
    if question.scoring is ChoiceScoring.ALL_OR_NOTHING and more.is_right:
        assume({one.id for one in question.choices if one.is_right} != set(chosen))
    assert after >= before - NEARLY if more.is_right else after <= before + NEARLY


@given(question=multiples)
def test_all_the_right_ones_and_no_other_earn_all(question: MultipleChoice) -> None:
    right = [choice.id for choice in question.choices if choice.is_right]
    assume(right)
    if question.scoring is ChoiceScoring.SHARES:
        assume(sum(choice.share for choice in question.choices if choice.is_right) >= 100)
    assert earned(question, right) == 1


@given(question=matchings(), data=st.data())
def test_one_more_pair_put_right_never_lowers(question: Matching, data: st.DataObject) -> None:
    given_ = data.draw(responses_to(question))
    pair = data.draw(st.sampled_from(question.pairs))
    assert earned(question, {**given_, pair.id: pair.answer}) >= earned(question, given_)
    assert earned(question, {pair.id: pair.answer for pair in question.pairs}) == 1


@given(question=orderings(OrderScoring.EACH_PAIR), data=st.data())
def test_two_neighbours_put_into_their_order_never_earn_less(question: Ordering, data: st.DataObject) -> None:
    right = [item.id for item in question.items]
    order = data.draw(st.permutations(right))
    place = data.draw(st.integers(0, len(order) - 2))
    first, second = order[place], order[place + 1]
    nearer = [*order[:place], second, first, *order[place + 2 :]]
    if right.index(first) < right.index(second):
        order, nearer = nearer, order
    assert earned(question, nearer) > earned(question, order)


@given(question=orderings())
def test_the_right_order_earns_all_and_the_reverse_of_pairs_nothing(question: Ordering) -> None:
    right = [item.id for item in question.items]
    assert earned(question, right) == 1
    if question.scoring is OrderScoring.EACH_PAIR:
        assert earned(question, right[::-1]) == 0


@given(question=st.builds(TrueFalse, prompt=st.just("?"), is_true=st.booleans()))
def test_true_or_false_earns_all_or_nothing(question: TrueFalse) -> None:
    assert {earned(question, "true"), earned(question, "false")} == {0, 1}


# --- Whatever order it is shown in -----------------------------------------------------------------


@given(question=marked_by_machine, data=st.data())
def test_a_mark_does_not_depend_on_the_order_in_which_parts_were_written_or_shown(
    question: AnyQuestion, data: st.DataObject
) -> None:
    assume(not isinstance(question, Ordering))
    raw = data.draw(responses_to(question))
    fields = [name for name in ("choices", "pairs", "answers", "accepted", "gaps") if hasattr(question, name)]
    parts: Any = {name: tuple(data.draw(st.permutations(getattr(question, name)))) for name in fields}
    turned = replace(question, **parts)
    sent = data.draw(st.permutations(raw)) if isinstance(raw, list) else raw
    assert earned(turned, sent) == pytest.approx(earned(question, raw), abs=NEARLY)


@given(question=any_question, seed=st.integers(), shuffle=st.booleans())
def test_a_drawn_order_holds_every_part_once(question: AnyQuestion, seed: int, shuffle: bool) -> None:
    order = draw_order(question, shuffle=shuffle, random=Random(seed))
    assert sorted(order) == sorted(_parts(question))
    seen: Any = shown(question, order)
    if not isinstance(question, Cloze):
        assert [one.id for one in seen.options + seen.answers] == order


def _parts(question: AnyQuestion) -> list[str]:
    match question:
        case SingleChoice() | MultipleChoice():
            return [choice.id for choice in question.choices]
        case Matching():
            return [*(pair.id for pair in question.pairs), *(one.id for one in question.answers)]
        case Ordering():
            return [item.id for item in question.items]
        case Cloze():
            own = [choice.id for gap in question.gaps for choice in gap.choices]
            return [*(str(number) for number in range(len(question.bank))), *own]
        case _:
            return []


@given(question=orderings(), seed=st.integers())
def test_things_to_order_are_never_shown_in_the_right_order(question: Ordering, seed: int) -> None:
    right = [item.id for item in question.items]
    assert draw_order(question, shuffle=False, random=Random(seed)) != right


# --- What is shown tells nothing -------------------------------------------------------------------


@given(question=any_question, seed=st.integers(), data=st.data())
def test_two_questions_that_differ_in_what_is_right_alone_look_the_same(
    question: AnyQuestion, seed: int, data: st.DataObject
) -> None:
    order = draw_order(question, shuffle=True, random=Random(seed))
    other = with_another_key(question, data)
    assert dump(shown(other, order)) == dump(shown(question, order))


def with_another_key(question: AnyQuestion, data: st.DataObject) -> AnyQuestion:
    """The same question with everything that is not to be seen replaced."""
    said = data.draw(words)
    other = replace(
        question,
        explanation=said,
        when_right=said,
        when_partly=said,
        when_wrong=said,
        hints=(said,),
    )
    match other:
        case SingleChoice() | MultipleChoice():
            return replace(other, choices=tuple(_revalued(one, data) for one in other.choices))
        case TrueFalse():
            return replace(other, is_true=not other.is_true, feedback_true=said, feedback_false=said)
        case Matching():
            known = [answer.id for answer in other.answers]
            pairs = (replace(pair, answer=data.draw(st.sampled_from(known))) for pair in other.pairs)
            return replace(other, pairs=tuple(pairs))
        case Ordering():
            return replace(other, items=tuple(data.draw(st.permutations(other.items))))
        case ShortAnswer():
            return replace(other, accepted=(Accepted(said, 50.0, said),))
        case Numerical():
            return replace(other, accepted=(AcceptedNumber("7", "1"),))
        case Cloze():
            return replace(other, gaps=tuple(_rekeyed(gap, said, data) for gap in other.gaps))
        case _:
            return other


def _revalued(choice: Choice, data: st.DataObject) -> Choice:
    return replace(choice, share=data.draw(st.floats(-100, 100)), feedback=data.draw(words))


def _rekeyed(gap: Gap, said: str, data: st.DataObject) -> Gap:
    return replace(
        gap,
        accepted=(Accepted(said, 50.0, said),),
        numbers=(AcceptedNumber("7"),),
        choices=tuple(_revalued(one, data) for one in gap.choices),
        weight=data.draw(st.integers(1, 9)),
    )


@given(question=any_question)
def test_a_question_comes_back_from_its_data_as_it_was(question: AnyQuestion) -> None:
    assert question_from(data_of(question)) == question


# --- Typed words -----------------------------------------------------------------------------------


@given(typed=words, accepted=words, forgiving=forgiving)
def test_to_forgive_more_never_takes_away_what_counted(
    typed: str, accepted: str, forgiving: Forgiving
) -> None:
    if same_words(typed, accepted, STRICT):
        assert same_words(typed, accepted, forgiving)


@given(text=words, forgiving=forgiving)
def test_a_form_counts_as_itself_with_spare_spaces_and_in_any_unicode_spelling(
    text: str, forgiving: Forgiving
) -> None:
    spaced = f"  {'   '.join(text.split())} "
    assert same_words(spaced, text, forgiving)
    assert same_words(unicodedata.normalize("NFD", text), text, forgiving)


@given(text=words)
def test_capitals_are_overlooked_where_they_are_forgiven_and_nowhere_else(text: str) -> None:
    assume(text.swapcase() != text)
    assert same_words(text.swapcase(), text, Forgiving(case=True))
    assert not same_words(text.swapcase(), text, Forgiving(case=False))


@given(text=words, case=st.booleans(), tones=st.booleans())
def test_marks_are_overlooked_where_they_are_forgiven_and_nowhere_else(
    text: str, case: bool, tones: bool
) -> None:
    bare = _without_marks(text)
    assume(bare != text)
    assert same_words(bare, text, Forgiving(case=case, marks=True, tones=tones))
    assert not same_words(bare, text, Forgiving(case=case, marks=False, tones=tones))


def _without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(one for one in plain if not unicodedata.combining(one))


@pytest.mark.parametrize(
    ("new", "traditional"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("Uỷ ban", "Ủy ban"), ("khoẻ", "khỏe")]
)
def test_the_place_of_a_tone_is_overlooked_where_it_is_forgiven(new: str, traditional: str) -> None:
    for typed, accepted in ((new, traditional), (traditional, new)):
        assert same_words(typed, accepted, Forgiving(tones=True))
        assert not same_words(typed, accepted, Forgiving(tones=False))
        assert not same_words("họa", accepted, Forgiving(tones=True))


starred = st.lists(st.text(LETTERS, max_size=3), min_size=2, max_size=4)


@given(pieces=starred, filling=st.lists(st.text(LETTERS, max_size=3), min_size=3, max_size=3))
@example(["hoà", ""], ["ng", "", ""])
def test_a_star_stands_for_anything(pieces: list[str], filling: list[str]) -> None:
    typed = "".join(f"{piece}{fill}" for piece, fill in zip(pieces, [*filling, ""], strict=False))
    typed += pieces[-1] if len(filling) < len(pieces) - 1 else ""
    typed = typed if typed.endswith(pieces[-1]) else typed + pieces[-1]
    accepted = "*".join(pieces)
    wanted = re.fullmatch(".*".join(map(re.escape, pieces)), typed) is not None
    assert wanted
    assert same_words(typed, accepted, STRICT)
    assert same_words(typed, accepted, Forgiving(tones=True))


@given(pieces=starred, typed=st.text(LETTERS, max_size=8), marks=st.booleans())
def test_a_star_fits_what_a_regular_expression_fits(pieces: list[str], typed: str, marks: bool) -> None:
    accepted = "*".join(pieces)
    plain = fold if marks else lambda text: text
    wanted = re.fullmatch(".*".join(re.escape(plain(piece)) for piece in pieces), plain(typed))
    rule = Forgiving(case=marks, marks=marks, tones=False)
    assert same_words(typed, accepted, rule) == (wanted is not None)


def test_a_star_that_is_meant_stands_behind_a_stroke() -> None:
    assert same_words("5 * 3", r"5 \* 3", STRICT)
    assert not same_words("5 nhân 3", r"5 \* 3", STRICT)


def test_of_several_forms_that_fit_the_best_counts() -> None:
    question = ShortAnswer(prompt="?", accepted=(Accepted("*", 25.0), Accepted("chi bộ", 100.0)))
    assert (earned(question, "Chi bộ"), earned(question, "đảng bộ")) == (1, 0.25)


# --- Typed numbers ---------------------------------------------------------------------------------

decimals = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=3)
tolerances = st.decimals(min_value=0, max_value=1000, places=3)


@given(value=decimals, tolerance=tolerances, off=st.decimals(min_value=-2000, max_value=2000, places=3))
def test_a_number_counts_as_far_off_as_it_may_be_the_bounds_included(
    value: Decimal, tolerance: Decimal, off: Decimal
) -> None:
    accepted = AcceptedNumber(str(value), str(tolerance))
    assert is_near(vietnamese(value + tolerance), accepted)
    assert is_near(vietnamese(value - tolerance), accepted)
    far = value + off
    if abs(off) > tolerance and all(abs(one - value) > tolerance for one in readings(vietnamese(far))):
        assert not is_near(vietnamese(far), accepted)


def english(number: Decimal) -> str:
    return f"{number:,}"


def vietnamese(number: Decimal) -> str:
    return english(number).translate(str.maketrans(",.", ".,"))


@given(number=decimals)
def test_a_number_is_read_as_it_is_written_here_and_as_it_is_written_elsewhere(number: Decimal) -> None:
    for written in (vietnamese(number), english(number), str(number), str(number).replace(".", ",")):
        assert number in readings(written), written


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("1,5", {"1.5"}),
        ("1.5", {"1.5"}),
        ("1.000", {"1000", "1"}),
        ("1.234,5", {"1234.5"}),
        ("1,234.5", {"1234.5"}),
        ("1.234.567", {"1234567"}),
        ("1 000", {"1000"}),
        ("12.3456", {"12.3456"}),
        ("1.2.3", set()),
        ("\u22125", {"-5"}),
        ("90 %", {"90"}),
        ("mười", set()),
    ],
)
def test_a_separator_of_thousands_stands_before_three_digits(typed: str, means: set[str]) -> None:
    assert readings(typed) == {Decimal(one) for one in means}


def test_the_unit_may_be_typed_or_left() -> None:
    question = Numerical(prompt="?", accepted=(AcceptedNumber("90"),), unit="phút")
    assert earned(question, "90") == earned(question, "90 phút") == 1
    assert earned(question, "90 giờ") == 0


def test_a_pair_may_share_its_answer_with_another() -> None:
    question = Matching(
        prompt="?", pairs=(Pair("p", "x", "a"), Pair("q", "y", "a")), answers=(Item("a", "z"), Item("b", "t"))
    )
    assert earned(question, {"p": "a", "q": "a"}) == 1


def test_a_gap_chosen_from_the_common_bank_is_marked_by_its_word() -> None:
    gap = Gap("g", GapKind.CHOICE, accepted=(Accepted("nghị quyết"),))
    question = Cloze(prompt="?", text="{{g}}", gaps=(gap,), bank=("nghị quyết", "biên bản"))
    assert (earned(question, {"g": "nghị quyết"}), earned(question, {"g": "biên bản"})) == (1, 0)
