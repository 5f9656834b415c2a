"""The sentence of every code, in Vietnamese for lecturers and in English for developers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from media.h5p.core.codes import Code
from media.h5p.core.sentences import phrases
from media.h5p.core.sentences.archive import ARCHIVE
from media.h5p.core.sentences.content import CONTENT
from media.h5p.core.sentences.library import LIBRARY
from media.h5p.core.sentences.playing import PLAYING
from media.h5p.core.sentences.sentence import Language, Phrase, Sentence

SENTENCES: Mapping[Code, Sentence] = MappingProxyType({**ARCHIVE, **CONTENT, **LIBRARY, **PLAYING})

__all__ = ["SENTENCES", "Language", "Phrase", "Sentence", "phrases"]
