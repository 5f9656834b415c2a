"""The guide to what follows a session speaks the words of the screens."""

import re
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[3]
GUIDE = ROOT / "docs" / "guides" / "rut-kinh-nghiem.md"
CATALOGUE = ROOT / "site" / "portal" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
SAID_IN_EVERY_LANGUAGE = {"CSV"}
HOW_IT_IS_PRINTED = {"đậm"}


def test_every_word_in_bold_stands_on_a_screen() -> None:
    bold = {" ".join(word.split()) for word in re.findall(r"\*\*(.+?)\*\*", GUIDE.read_text(), re.DOTALL)}
    screens = {entry.msgstr for entry in polib.pofile(str(CATALOGUE))} | SAID_IN_EVERY_LANGUAGE
    assert bold - HOW_IT_IS_PRINTED - screens == set()
