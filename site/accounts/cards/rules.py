"""The code on a sign-in card: what it is made of, how it is printed, how it is read when typed."""

import secrets
import unicodedata
from collections.abc import Callable

LENGTH = 8
# Nothing that looks like something else (0 O, 1 I L), and no vowel, D or W: a Vietnamese keyboard
# would put marks on them while she types.
ALPHABET = "CFGHJKMNPQRTVX23456789"
_LOOK_ALIKES = str.maketrans("BSZ", "852")


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A code to be kept by nobody but the card: 22⁸, some 55 thousand million of them."""
    return "".join(choose(ALPHABET) for _place in range(LENGTH))


def as_printed(code: str) -> str:
    """
    >>> as_printed("K7MP3XQ9")
    'K7MP-3XQ9'
    """
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def as_meant(typed: str) -> str:
    """The code behind what was typed: any case, any dashes and spaces, B for 8, S for 5, Z for 2.

    >>> as_meant(" k7mp – 3xq9 ")
    'K7MP3XQ9'
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKES)
    return "".join(letter for letter in plain if letter.isalnum())
