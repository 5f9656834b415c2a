"""Codes on cards: easy to read and to type, impossible to guess."""

from hypothesis import given
from hypothesis import strategies as st

from accounts.cards.rules import ALPHABET, LENGTH, as_meant, as_printed, new_code

codes = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_a_code_is_eight_signs_and_never_the_same() -> None:
    made = {new_code() for _card in range(2000)}
    assert len(made) == 2000
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in made)


def test_no_sign_looks_like_another_and_no_keyboard_puts_marks_on_it() -> None:
    assert not set(ALPHABET) & set("01OILBSZAEUYDW")


@given(codes)
def test_what_is_printed_is_read_as_it_was_meant(code: str) -> None:
    assert as_meant(as_printed(code)) == code


@given(codes, st.lists(st.sampled_from([" ", "-", "–", ".", "_", "\u00a0"]), max_size=8))
def test_case_dashes_and_spaces_do_not_matter(code: str, marks: list[str]) -> None:
    typed = code.lower()
    for place, mark in enumerate(marks):
        typed = typed[: place * 2] + mark + typed[place * 2 :]
    assert as_meant(typed) == code


@given(codes)
def test_signs_that_look_alike_are_forgiven(code: str) -> None:
    assert as_meant(code.replace("8", "B").replace("5", "S").replace("2", "z")) == code


@given(st.text(max_size=60))
def test_any_text_can_be_typed(text: str) -> None:
    assert as_meant(as_meant(text)) == as_meant(text) or not text.isascii()
