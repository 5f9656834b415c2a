"""Telephone numbers as people in Vietnam write them: 0912 345 678, +84 912.345.678, 84912345678."""

import phonenumbers

REGION = "VN"


class NotAPhoneNumber(Exception):
    """The text cannot be a telephone number."""


def normalise_phone(text: str) -> str:
    """Return the number in E.164 form (ITU-T E.164): `0912 345 678` → `+84912345678`.

    Raises NotAPhoneNumber for what is no valid number.
    """
    typed = text.strip()
    if typed.startswith("84") and len(typed) > 9:
        typed = f"+{typed}"
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException as error:
        raise NotAPhoneNumber(text) from error
    if number.extension or not phonenumbers.is_valid_number(number):
        raise NotAPhoneNumber(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def local_phone(number: str) -> str:
    """Return a stored number as people read it aloud: `+84912345678` → `0912 345 678`."""
    if not number:
        return ""
    return phonenumbers.format_number(
        phonenumbers.parse(number, REGION), phonenumbers.PhoneNumberFormat.NATIONAL
    )
