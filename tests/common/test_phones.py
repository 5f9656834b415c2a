"""Telephone numbers as people in Vietnam write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.phones import NotAPhoneNumber, local_phone, normalise_phone


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        " 0912-345-678 ",
        "+84912345678",
        "+84 912 345 678",
        "84912345678",
        "(+84) 912345678",
        "0084912345678",
    ],
)
def test_every_usual_spelling_is_one_number(typed: str) -> None:
    assert normalise_phone(typed) == "+84912345678"


@pytest.mark.parametrize(
    "typed", ["", "0", "0912 345 67", "091234567890", "lan", "0912345678 máy lẻ 3", "٠٩١٢"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotAPhoneNumber):
        normalise_phone(typed)


def test_a_number_is_read_aloud_in_groups() -> None:
    assert local_phone("+84912345678") == "0912 345 678"
    assert local_phone("") == ""


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_refused(typed: str) -> None:
    try:
        number = normalise_phone(typed)
    except NotAPhoneNumber:
        return
    assert normalise_phone(number) == number
    assert normalise_phone(local_phone(number)) == number or not number.startswith("+84")
