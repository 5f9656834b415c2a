"""The hosts' guide: every word that it prints in bold is a word of the screens."""

import re
from pathlib import Path

import polib

from tests.databases import ROOT
from tests.house.texts import CATALOGUE

GUIDE = ROOT / "docs" / "guides" / "diem-danh.md"
NOT_OF_SCREENS = {"đậm", "giữ trang điểm danh mở"}


def bold_words(path: Path) -> set[str]:
    return {" ".join(word.split()) for word in re.findall(r"\*\*(.+?)\*\*", path.read_text(), re.DOTALL)}


def test_every_bold_word_of_the_guide_stands_on_a_screen() -> None:
    texts = [entry.msgstr.casefold() for entry in polib.pofile(str(ROOT / CATALOGUE))]
    unseen = [
        word
        for word in bold_words(GUIDE) - NOT_OF_SCREENS
        if not any(word.casefold() in text for text in texts)
    ]
    assert unseen == []
