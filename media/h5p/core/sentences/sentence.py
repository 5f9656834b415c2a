"""One sentence, or a piece of one, in the two languages of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Templates with `{place}` and the finding's details; both languages name the same details."""

    vi: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Phrase(Sentence):
    """A detail that must itself be said in the reader's language, such as why a path is unsafe."""
