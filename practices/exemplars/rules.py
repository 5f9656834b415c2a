"""Pure decisions about a practice that is published."""

import re
from collections.abc import Iterable

from common.vietnamese import fold

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text without case and marks, each once, in the order in which they first come.

    >>> words_of("Gửi tài liệu_trước, GỬI 3 ngày")
    ['gui', 'tai', 'lieu', 'truoc', '3', 'ngay']
    """
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def search_key_of(texts: Iterable[str]) -> str:
    """What a search looks in: every word of the texts once, with a capital, a space before each.

    The capital finds where words begin without looking at what stands before: of all letters of the key, only
    few are the first of what is looked for, and a database passes over the others quickly.

    >>> search_key_of(["Gửi trước 3 ngày"])
    ' Gui Truoc 3 Ngay'
    """
    return "".join(f" {word.capitalize()}" for word in words_of(" ".join(texts)))


def beginning_in_key(word: str) -> str:
    """What stands in a key where one of its words begins as `word` does."""
    capital = word.capitalize()
    return capital if capital != word else f" {word}"


def may_be_named(*, is_of_this_site: bool, consent: str) -> bool:
    """An organisation that uses this site is named with its committee's consent alone."""
    return bool(consent.strip()) or not is_of_this_site
