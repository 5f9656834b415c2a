"""PINs and passwords: short ones, patterns, dates and telephone numbers are refused, the rest is hers."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.pins.rules import Fault, fault_of
from tests.makers import PASSWORD

DIGITS = "0123456789"
pins = st.text(DIGITS, min_size=6, max_size=12)


def fault(secret: str, *, phone: str = "") -> Fault | None:
    return fault_of(secret, may_be_pin=True, phone=phone)


@pytest.mark.parametrize(
    ("secret", "why"),
    [
        ("7391", Fault.SHORT_PIN),
        ("73916", Fault.SHORT_PIN),
        ("777777", Fault.PATTERN),
        ("121212", Fault.PATTERN),
        ("1212121", Fault.PATTERN),
        ("739739", Fault.PATTERN),
        ("123456", Fault.PATTERN),
        ("654321", Fault.PATTERN),
        ("890123", Fault.PATTERN),
        ("135791", Fault.PATTERN),
        ("030230", Fault.DATE),
        ("190590", Fault.DATE),
        ("02091945", Fault.DATE),
        ("19450902", Fault.DATE),
        ("19751986", Fault.DATE),
        ("912345", Fault.TELEPHONE),
        ("0912345678", Fault.TELEPHONE),
        ("84912345678", Fault.TELEPHONE),
        ("bản xa", Fault.SHORT_PASSWORD),
    ],
)
def test_what_is_easy_to_guess_is_refused(secret: str, why: Fault) -> None:
    assert fault(secret, phone="+84912345678") == why


@pytest.mark.parametrize("secret", ["739164", "802957", "4417309", "suối chảy qua", "bản-xa-2"])
def test_what_is_hers_alone_is_taken(secret: str) -> None:
    assert fault(secret, phone="+84912345678") is None


@given(st.text(DIGITS, min_size=1, max_size=4), st.integers(6, 12))
def test_one_group_over_and_over_is_always_a_pattern(group: str, size: int) -> None:
    repeated = (group * size)[:size]
    assert len(group) > size // 2 or fault(repeated) == Fault.PATTERN


@given(st.integers(0, 9), st.integers(0, 9), st.integers(6, 12))
def test_equal_steps_are_always_a_pattern(first: int, step: int, size: int) -> None:
    assert fault("".join(str((first + step * place) % 10) for place in range(size))) == Fault.PATTERN


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d%m%y", "%d%m%Y", "%Y%m%d"]))
def test_no_birthday_passes_however_it_is_written(day: date, form: str) -> None:
    assert fault(day.strftime(form)) in {Fault.DATE, Fault.PATTERN}


@given(pins)
def test_backwards_a_pattern_is_still_one(pin: str) -> None:
    assert (fault(pin) == Fault.PATTERN) == (fault(pin[::-1]) == Fault.PATTERN)


@given(st.text(max_size=20))
def test_every_text_gets_an_answer_and_short_ones_are_refused(text: str) -> None:
    assert (len(text) >= 6) or fault(text) is not None


@given(pins)
def test_who_oversees_never_has_digits_alone(pin: str) -> None:
    assert fault_of(pin, may_be_pin=False) == Fault.PIN_NOT_ENOUGH


def test_most_pins_are_free_to_choose() -> None:
    taken = sum(fault(f"{number:06}") is None for number in range(0, 1_000_000, 7))
    assert taken / (1_000_000 / 7) > 0.95


def test_a_learner_may_choose_a_pin_and_an_author_may_not(lan: User, son: User) -> None:
    son.user_permissions.add(Permission.objects.get(codename="access_admin"))
    validate_password("739164", User.objects.get(pk=lan.pk))
    with pytest.raises(ValidationError, match="toàn chữ số"):
        validate_password("739164", User.objects.get(pk=son.pk))
    with pytest.raises(ValidationError, match="ít nhất 8 ký tự"):
        validate_password("bản-xa", User.objects.get(pk=son.pk))


def test_her_telephone_number_is_no_pin(lan: User) -> None:
    with pytest.raises(ValidationError, match="số điện thoại"):
        validate_password("912345", lan)


def test_she_changes_her_password_to_a_pin_and_is_told_why_a_pattern_will_not_do(
    lans_phone: Client, lan: User
) -> None:
    address = reverse("account_change_password")
    page = lans_phone.get(address).content.decode()
    assert "Mã PIN: từ 6 chữ số" in page
    refused = lans_phone.post(
        address, {"oldpassword": PASSWORD, "password1": "246802", "password2": "246802"}
    )
    assert "theo một quy luật" in refused.content.decode()
    lans_phone.post(address, {"oldpassword": PASSWORD, "password1": "739164", "password2": "739164"})
    lan.refresh_from_db()
    assert lan.check_password("739164")
