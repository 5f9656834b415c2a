"""The sentences of the catalogue: every code, both languages, the same details, and a word on what to do."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from media.h5p.core.codes import Code
from media.h5p.core.findings import Findings, Severity, error, note, warning
from media.h5p.core.sentences import SENTENCES, Phrase, phrases

SETTLED = {Code.UNKNOWN_FIELD, Code.MORE_FINDINGS}


def details_of(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_code_has_its_sentence() -> None:
    assert SENTENCES.keys() == set(Code)


@pytest.mark.parametrize("code", list(Code))
def test_both_languages_say_the_same_details(code: Code) -> None:
    vietnamese, english = SENTENCES[code].vi, SENTENCES[code].en
    assert details_of(vietnamese) == details_of(english)
    assert vietnamese[-1] == english[-1] == "."


@pytest.mark.parametrize("code", list(Code))
def test_the_vietnamese_sentence_speaks_to_a_comrade_and_never_to_a_pupil(code: Code) -> None:
    sentence = SENTENCES[code].vi
    assert "ồng chí" in sentence or code in SETTLED
    assert not re.search(r"học sinh|giáo viên|người dùng|\bbạn\b|vui lòng", sentence, re.IGNORECASE)


def test_reasons_are_said_in_the_language_of_their_sentence() -> None:
    finding = error(Code.UNSAFE_PATH, "../x", reason=phrases.CLIMBS_OUT)
    assert phrases.CLIMBS_OUT.vi in finding.sentence("vi")
    assert phrases.CLIMBS_OUT.en in finding.sentence("en")
    assert finding.as_json()["details"] == {"reason": phrases.CLIMBS_OUT.en}


def test_every_reason_is_said_in_both_languages() -> None:
    for name in dir(phrases):
        phrase = getattr(phrases, name)
        if isinstance(phrase, Phrase):
            assert phrase.vi
            assert phrase.en
            assert phrase.vi != phrase.en


def test_names_from_a_package_cannot_play_tricks_on_a_screen() -> None:
    finding = error(Code.CORRUPT_FILE, "a\x1b[31m\u202e" + "b" * 1000)
    assert "\x1b" not in finding.sentence("vi")
    assert "\u202e" not in finding.place
    assert len(finding.place) < 250


def test_errors_are_not_crowded_out_by_warnings() -> None:
    findings = Findings(most=2)
    for number in range(5):
        findings.add(warning(Code.CONTENT_FILE_MISSING, file=number))
        findings.add(note(Code.UNKNOWN_FIELD, str(number)))
    assert not findings.refused
    findings.add(error(Code.UNABLE_TO_UNZIP))
    assert findings.refused
    told = list(findings)
    assert [finding.severity for finding in told] == [
        *(Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.WARNING),
        *(Severity.NOTE, Severity.NOTE, Severity.NOTE),
    ]
    assert told[3].code is Code.MORE_FINDINGS
    assert told[3].details["count"] == "3"
