"""Claims are taken within bounds, whatever a browser says."""

import math

from hypothesis import given
from hypothesis import strategies as st

from media.packages.rules import LONGEST, Claim, reaches, seconds_claimed, share_claimed

anything = st.none() | st.floats(allow_nan=True, allow_infinity=True)


@given(raw=anything, most=anything, share=anything)
def test_a_share_is_from_nothing_to_all_or_none_at_all(
    raw: float | None, most: float | None, share: float | None
) -> None:
    found = share_claimed(Claim(raw=raw, most=most, share=share))
    assert found is None or 0.0 <= found <= 1.0


@given(seconds=st.floats(allow_nan=True, allow_infinity=True))
def test_time_is_whole_seconds_of_a_day_at_most(seconds: float) -> None:
    assert 0 <= seconds_claimed(Claim(seconds=seconds)) <= LONGEST


def test_points_out_of_nothing_are_no_share() -> None:
    assert share_claimed(Claim(raw=3, most=0)) is None
    assert share_claimed(Claim(raw=3, most=-4)) is None
    assert share_claimed(Claim(raw=3, most=math.nan)) is None


def test_points_count_before_a_share_and_never_above_what_there_is() -> None:
    assert share_claimed(Claim(raw=1, most=4, share=1.0)) == 0.25
    assert share_claimed(Claim(raw=9, most=4)) == 1.0
    assert share_claimed(Claim(raw=-9, most=4)) == 0.0
    assert share_claimed(Claim(share=0.5)) == 0.5


@given(share=st.none() | st.floats(0, 1), percent=st.integers(1, 100))
def test_what_was_not_gone_through_never_reaches_anything(share: float | None, percent: int) -> None:
    assert not reaches(share, is_complete=False, least_percent=percent)
    expected = share is None or share * 100 >= percent - 1e-9
    assert reaches(share, is_complete=True, least_percent=percent) == expected


def test_nine_of_ten_points_are_ninety_per_cent() -> None:
    """In binary fractions they would be a hair less."""
    assert reaches(share_claimed(Claim(raw=0.9, most=1.0)), is_complete=True, least_percent=90)
    assert reaches(share_claimed(Claim(raw=27, most=30)), is_complete=True, least_percent=90)
