"""The organisers' guide to recognition: every word that it prints in bold is one of the screens."""

import polib

from tests.databases import ROOT
from tests.house.texts import CATALOGUE
from tests.practices.checkin.test_guide import bold_words

GUIDE = ROOT / "docs" / "guides" / "cong-nhan-ket-qua.md"


def test_every_bold_word_of_the_guide_stands_on_a_screen() -> None:
    texts = [entry.msgstr.casefold() for entry in polib.pofile(str(ROOT / CATALOGUE))]
    words = bold_words(GUIDE) - {"đậm"}
    assert [word for word in words if not any(word.casefold() in text for text in texts)] == []
