"""Vietnamese text as people type it: folding for search and grading, order of names, tidy names.

The same syllable reaches us in many spellings: composed or combining marks, the tone of *hoà*
placed the new way or the traditional way (*hòa*), đ typed with a look-alike letter. Pure functions,
standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# In the order of Vietnamese dictionaries; a tone's rank is its place in this string, no tone being 0.
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_QUALITY_MARKS = "\u0302\u0306\u031b"  # â ê ô · ă · ơ ư
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_MARKED_VOWELS = "ăâêôơư"

# Eth and African D look like Đ on screen and come from old keyboards and converted files.
_D_LOOKALIKES = str.maketrans("ÐƉðɖ", "ĐĐđđ")

_WORD = re.compile(r"[^\W\d_]+")
_MARKED_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_SYLLABLE = re.compile(
    r"(?P<initial>ngh|ng|nh|ch|gh|kh|ph|th|tr|gi(?=[aăâeêioôơuưy])|qu|[bcdđghklmnprstvx])?"
    r"(?P<nucleus>[aăâeêioôơuưy]{1,3})"
    r"(?P<final>ch|ng|nh|[ckmnpt])?"
)

# Codes of a sort key start with 1–9, so that 0 may end a word and sorts before any letter.
_FIRST_DIGIT_CODE = 10
_FIRST_LETTER_CODE = 20
_OTHER_SCRIPT_CODE = 99


def fold(text: str) -> str:
    """Return `text` without case, marks, tones or spare spaces: the form to search and compare by.

    >>> fold("  Chi ủy  ĐẢNG uỷ ")
    'chi uy dang uy'
    """
    # Case-folding can make marks (İ), and marks can hide letters (U+0345): decompose on both sides.
    lowered = _decomposed(_decomposed(text.translate(_D_LOOKALIKES)).casefold())
    bare = "".join(c for c in lowered if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join(bare.replace("đ", "d").split())


def unify_tones(text: str) -> str:
    """Return `text` in NFC with every tone in its traditional place: hoà → hòa, thuỷ → thủy, qúy → quý.

    Marks are kept, so *hoa* and *hòa* stay different words. What is not one Vietnamese syllable
    (foreign words, syllables run together) is composed and otherwise left alone.
    """
    composed = unicodedata.normalize("NFC", text.translate(_D_LOOKALIKES))
    return unicodedata.normalize("NFC", _MARKED_WORD.sub(lambda m: _with_tone_in_place(m[0]), composed))


def given_name(full_name: str) -> str:
    """Return the name a person is called by: the last word. Empty for an empty name."""
    return full_name.split()[-1] if full_name.split() else ""


def normalise_name(text: str) -> str:
    """Return a name as it should be stored: tidy spaces, NFC, traditional tone places, capitals.

    Capitals are only put right when the whole name is upper or lower case; a mixed one was typed on purpose.
    """
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    name = unify_tones(" ".join(visible.split()))
    if name.isupper() or name.islower():
        name = _WORD.sub(lambda m: m[0].capitalize(), name)
    return unicodedata.normalize("NFC", name)


def name_sort_key(full_name: str) -> str:
    """Return a string that sorts people as Vietnamese lists do: given name, middle words, family name.

    Each word is compared by its letters (a ă â b c d đ …; f j w z where dictionaries put them) and then
    by tone (none, huyền, hỏi, ngã, sắc, nặng), before the next word is looked at: every *Hoa* comes
    before every *Hòa*. The key holds digits only, since digits are the one alphabet that every
    collation of every database orders alike. It is at most 9 characters a letter outside Vietnamese,
    3 a letter within it.
    """
    words = unify_tones(full_name).lower().split()
    keys = [key for key in map(_word_key, words) if key]
    if not keys:
        return ""
    family, middle, given = keys[:-1][:1], keys[1:-1], keys[-1]
    return "".join([given, *middle, "0", *family])


def natural_sort_key(title: str) -> str:
    """Return a string that sorts titles word by word, and numbers in them by size.

    *Chi bộ thôn 2* comes before *Chi bộ thôn 10*. Digits only, for the reason given above; a number
    comes before any word.
    """
    words = re.findall(r"\d+|[^\W\d_]+", unify_tones(title).lower())
    return "".join(_number_key(word) if word.isdecimal() else _word_key(word) for word in words)


def _number_key(digits: str) -> str:
    number = str(int(digits))
    return f"1{len(number):02d}{number}0"


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _with_tone_in_place(word: str) -> str:
    marks = _decomposed(word)
    tones = [c for c in marks if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONES))
    syllable = _SYLLABLE.fullmatch(bare.lower())
    if len(tones) != 1 or syllable is None or len(bare.lower()) != len(bare):
        return word
    place = syllable.start("nucleus") + _toned_vowel(syllable["nucleus"], closed=bool(syllable["final"]))
    return bare[: place + 1] + tones[0] + bare[place + 1 :]


def _toned_vowel(nucleus: str, *, closed: bool) -> int:
    """Return the index of the vowel that bears the tone, by the traditional rule."""
    marked = [i for i, vowel in enumerate(nucleus) if vowel in _MARKED_VOWELS]
    if marked:
        return marked[-1]
    if closed:
        return len(nucleus) - 1
    return 1 if len(nucleus) == 3 else 0


def _word_key(word: str) -> str:
    codes, tones = "", ""
    for letter, tone in _letters(word):
        codes += _letter_code(letter)
        tones += str(tone) if tone else ""
    return f"{codes}0{tones}0" if codes else ""


def _letters(word: str) -> Iterator[tuple[str, int]]:
    """Yield each letter or digit of `word` with the rank of its tone; other marks are left out."""
    for cluster in re.findall(r"[^\u0300-\u036f][\u0300-\u036f]*", _decomposed(word)):
        quality = "".join(c for c in cluster[1:] if c in _QUALITY_MARKS)
        tone = next((_TONES.index(c) + 1 for c in cluster[1:] if c in _TONES), 0)
        letter = unicodedata.normalize("NFC", cluster[0] + quality)
        letter = letter if letter in _ALPHABET else cluster[0]
        if letter.isalnum():
            yield letter, tone


def _letter_code(letter: str) -> str:
    if letter in _ALPHABET:
        return str(_FIRST_LETTER_CODE + _ALPHABET.index(letter))
    if letter in "0123456789":
        return str(_FIRST_DIGIT_CODE + int(letter))
    return f"{_OTHER_SCRIPT_CODE}{ord(letter):07d}"
