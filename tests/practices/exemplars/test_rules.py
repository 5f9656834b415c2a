"""What a search looks in, and who may be named."""

from hypothesis import given
from hypothesis import strategies as st

from common.vietnamese import fold
from practices.exemplars.content import told_in
from practices.exemplars.rules import beginning_in_key, may_be_named, search_key_of, words_of

WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyÁàảãạẤầộờự0123456789", min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=30))
def test_every_word_is_found_by_how_it_begins_with_or_without_marks(words: list[str]) -> None:
    key = search_key_of([" ".join(words)])
    for word in words:
        assert beginning_in_key(fold(word)) in key
        assert beginning_in_key(fold(word)[:2]) in key


@given(st.lists(WORDS, min_size=1, max_size=30), WORDS)
def test_nothing_is_found_within_a_word(words: list[str], looked_for: str) -> None:
    begins = any(fold(word).startswith(fold(looked_for)) for word in words)
    assert (beginning_in_key(fold(looked_for)) in search_key_of([" ".join(words)])) is begins


@given(st.text(max_size=200))
def test_each_word_stands_once_and_finding_them_again_finds_the_same(text: str) -> None:
    words = words_of(text)
    assert len(words) == len(set(words))
    assert words_of(" ".join(words)) == words


def test_names_of_files_and_numbers_of_decisions_are_taken_apart_as_they_are_typed() -> None:
    assert words_of("Bien_ban-hop.DOCX, 16-ĐA/TU") == ["bien", "ban", "hop", "docx", "16", "da", "tu"]


@given(st.booleans(), st.text(max_size=20))
def test_an_organisation_of_this_site_is_named_with_consent(is_of_this_site: bool, consent: str) -> None:
    named = may_be_named(is_of_this_site=is_of_this_site, consent=consent)
    assert named is (not is_of_this_site or consent.strip() != "")


def test_a_practice_of_which_little_is_kept_says_little() -> None:
    told = told_in({"steps": [{"text": "Gửi trước", "who": "Phó bí thư"}]})
    assert [(step.text, step.words) for step in told.steps] == [("Gửi trước", "")]
    assert (told.recordings, told.limits, told.recognised_on) == ((), (), None)
