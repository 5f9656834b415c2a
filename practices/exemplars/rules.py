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
    """What a search looks in: every word of the texts once, each with a space before it.

    A space and the beginning of a word find that word; the earlier it is said, the nearer to the front.
    """
    return " " + " ".join(words_of(" ".join(texts)))


def may_be_named(*, is_of_this_site: bool, consent: str) -> bool:
    """An organisation that uses this site is named with its committee's consent alone."""
    return bool(consent.strip()) or not is_of_this_site
