"""Each word that the host's guide prints in bold is a word of the screens."""

import re

from tests.databases import ROOT

GUIDE = ROOT / "docs" / "guides" / "chu-tri-buoi-sinh-hoat-diem.md"
CATALOGUE = ROOT / "site" / "portal" / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def test_each_word_in_bold_stands_on_a_screen() -> None:
    texts = set(re.findall(r'^msgstr(?:\[0\])? "(.+)"$', CATALOGUE.read_text(), re.MULTILINE))
    bold = {" ".join(label.split()) for label in re.findall(r"\*\*(.+?)\*\*", GUIDE.read_text(), re.DOTALL)}
    assert bold - texts == {"in đậm"}
