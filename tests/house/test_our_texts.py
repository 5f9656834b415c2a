"""Our Vietnamese catalogues: complete, and with every placeholder of the English in its place."""

import re
from pathlib import Path

import polib
import pytest

from portal.catalogues import FOLDERS, compile_changed
from tests.house.tree import at

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa%]|\{\w*\}")
CATALOGUES = [path for folder in FOLDERS for path in sorted(folder.glob("*/LC_MESSAGES/*.po"))]


def vietnamese_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text)) - {"%%"}


def test_our_own_catalogue_and_the_upstream_ones_are_there() -> None:
    assert {path.parents[2].name for path in CATALOGUES} == {"locale", "upstream_locale"}


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=at)
def test_nothing_is_untranslated_or_fuzzy(catalogue: Path) -> None:
    left = [e.msgid for e in polib.pofile(str(catalogue)) if e.obsolete or e.fuzzy or not e.translated()]
    assert left == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=at)
def test_every_placeholder_is_kept(catalogue: Path) -> None:
    """Vietnamese has no plural, so a count may be said by the plural's placeholders or the singular's."""
    wrong = []
    for entry in polib.pofile(str(catalogue)):
        if not any(flag in entry.flags for flag in ("python-format", "python-brace-format")):
            continue
        allowed = placeholders(entry.msgid) | placeholders(entry.msgid_plural or "")
        for text in vietnamese_of(entry):
            if not placeholders(entry.msgid) <= placeholders(text) <= allowed:
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=at)
def test_no_school_word_reaches_a_comrade(catalogue: Path) -> None:
    school = re.compile(r"học sinh|giáo viên|sinh viên|học trò", re.IGNORECASE)
    assert [t for e in polib.pofile(str(catalogue)) for t in vietnamese_of(e) if school.search(t)] == []


def test_a_changed_catalogue_is_compiled_and_an_unchanged_one_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "cell"\nmsgstr "chi bộ"\n'
    )
    assert compile_changed([tmp_path]) == [folder / "django.mo"]
    assert [entry.msgstr for entry in polib.mofile(str(folder / "django.mo"))] == ["chi bộ"]
    assert compile_changed([tmp_path]) == []
