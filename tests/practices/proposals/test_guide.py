"""The guide for cells that propose is true: its bold words stand on screens, its pictures exist."""

import re

import polib

from tests.databases import ROOT
from tests.house.texts import CATALOGUE
from tests.journeys.picturing import missing_pictures

GUIDE = ROOT / "docs" / "guides" / "de-xuat-dien-hinh.md"
SAID_WITH_STRESS = {"đậm", "Chưa có số liệu?", "không ghi đè"}
"""Bold words that are no words of a screen."""


def test_every_bold_word_stands_on_a_screen() -> None:
    screens = [entry.msgstr.casefold() for entry in polib.pofile(str(ROOT / CATALOGUE))]
    bold = {" ".join(word.split()) for word in re.findall(r"\*\*(.+?)\*\*", GUIDE.read_text(), re.DOTALL)}
    strange = [
        word for word in bold - SAID_WITH_STRESS if not any(word.casefold() in text for text in screens)
    ]
    assert strange == []


def test_every_picture_is_there() -> None:
    assert missing_pictures(GUIDE) == []
