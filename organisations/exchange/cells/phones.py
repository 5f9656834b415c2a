"""Telephone numbers as they come out of old lists: without their zero, or with eleven digits."""

import re

from common.phones import NotAPhoneNumber, local_phone, normalise_phone
from organisations.exchange.cells.understanding import Note, NotUnderstood, Understood, text_of

# On 15 September 2018 all numbers of eleven digits became numbers of ten (plan of the Ministry of
# Information and Communications, in Decision 798/QĐ-BTTTT): what followed the zero changed as follows.
SINCE_2018 = {
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",  # MobiFone
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",  # VinaPhone
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36",  # Viettel
    "167": "37", "168": "38", "169": "39",
    "186": "56", "188": "58",  # Vietnamobile
    "199": "59",  # Gmobile
}  # fmt: skip

_SEVERAL = re.compile(r"[/,;&\n]|\s-\s")
_NOT_A_DIGIT = re.compile(r"[\s.\-()]+")
_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_WITHOUT_ZERO = re.compile(r"[35789]\d{8}|1[2689]\d{8}")


def read_phone(value: object) -> Understood[str]:
    """The number in E.164 form; raises NotUnderstood."""
    typed = text_of(value)
    if _ROUNDED.fullmatch(typed):
        raise NotUnderstood("phone_rounded", text=typed)
    digits = _NOT_A_DIGIT.sub("", typed)
    notes: list[Note] = []
    if _WITHOUT_ZERO.fullmatch(digits):
        digits = f"0{digits}"
        notes.append(Note("phone_zero", {"text": typed}))
    if renumbered := _since_2018(digits):
        digits = renumbered
        notes.append(Note("phone_2018", {"text": typed}))
    try:
        number = normalise_phone(digits)
    except NotAPhoneNumber:
        raise NotUnderstood("phones_several" if _has_several(typed) else "no_phone", text=typed) from None
    return Understood(number, tuple(_with_number(note, number) for note in notes))


def _since_2018(digits: str) -> str:
    """Today's number for one of eleven digits; empty for any other."""
    national = re.sub(r"^(?:\+84|0084|84(?=1\d{9}$))", "0", digits)
    if len(national) == 11 and national.isdecimal() and national[1:4] in SINCE_2018:
        return f"0{SINCE_2018[national[1:4]]}{national[4:]}"
    return ""


def _has_several(text: str) -> bool:
    return bool(_SEVERAL.search(text)) and sum(c.isdecimal() for c in text) >= 18


def _with_number(note: Note, number: str) -> Note:
    return Note(note.code, {**note.values, "understood": local_phone(number)})
