"""Vietnamese text: folding, tone placement, the order and the tidying of names."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.vietnamese import fold, given_name, name_sort_key, normalise_name, unify_tones

ALPHABET = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
NEW_AND_TRADITIONAL = [
    ("hoà", "hòa"),
    ("HOÀ", "HÒA"),
    ("Hoà", "Hòa"),
    ("thuỷ", "thủy"),
    ("uỷ", "ủy"),
    ("Uỷ", "Ủy"),
    ("khoẻ", "khỏe"),
    ("tuỳ", "tùy"),
    ("loá", "lóa"),
    ("qúy", "quý"),
    ("gìa", "già"),
    ("tịên", "tiện"),
    ("ngòai", "ngoài"),
    ("hòan", "hoàn"),
]
RIGHT_ALREADY = """
    hòa thủy quý quả già giữa giếng giết gì gìn hoàn toàn huỳnh huýt ngoài khuỷu xoáy tiện đường người
    nước tuổi mía múa cửa tài cáo yếu thuở huế khuyến nguyễn quyết quẹo ngoẹo soóc luật xuất thoắt nghĩa
    Đắk Lắk ủy ý Ý Ất uống ướt oán khuếch nghiêng trường
""".split()
FOREIGN = ["café", "José", "Éric", "Québec", "naïve", "Ångström", "München", "Hòabình", "東京", "a1à", "x́"]

texts = st.text(max_size=40)
vietnamese = st.text(
    alphabet="aàảãáạăằâầbcdđeèêềghiìklmnoòôồơờpqrstuùưừvxyỳ AÀĂÂĐÊÔƠƯ\u0300\u0301\u0323\u0302\u031b",
    max_size=30,
)


@pytest.mark.parametrize(("new", "traditional"), NEW_AND_TRADITIONAL)
def test_tones_move_to_their_traditional_place(new: str, traditional: str) -> None:
    assert unify_tones(new) == traditional


@pytest.mark.parametrize("word", RIGHT_ALREADY)
def test_a_tone_already_in_place_stays(word: str) -> None:
    assert unify_tones(word) == word
    assert unify_tones(word.upper()) == word.upper()


@pytest.mark.parametrize("word", RIGHT_ALREADY)
def test_a_tone_typed_on_any_other_vowel_comes_home(word: str) -> None:
    marks = unicodedata.normalize("NFD", word)
    tone = next((c for c in marks if c in "".join(TONES)), "")
    bare = unicodedata.normalize("NFC", marks.replace(tone, "") if tone else marks)
    for place, letter in enumerate(bare):
        if letter.lower() in "aăâeêioôơuưy":
            assert unify_tones(bare[: place + 1] + tone + bare[place + 1 :]) == word


@pytest.mark.parametrize("word", FOREIGN)
def test_foreign_words_are_left_alone(word: str) -> None:
    assert unify_tones(word) == word


def test_marks_typed_in_the_wrong_order_still_compose() -> None:
    assert unify_tones("ca\u0301\u0302p") == "cấp"
    assert unify_tones("die\u0323\u0302n") == "diện"


def test_unifying_keeps_words_that_differ_apart() -> None:
    assert unify_tones("hoa") != unify_tones("hòa") != unify_tones("hóa")
    assert unify_tones("Đảng uỷ, chi uỷ (hoà)") == "Đảng ủy, chi ủy (hòa)"


@given(texts | vietnamese)
def test_unifying_twice_changes_nothing_more(text: str) -> None:
    once = unify_tones(text)
    assert unify_tones(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(vietnamese)
def test_unifying_never_changes_letters(text: str) -> None:
    assert fold(unify_tones(text)) == fold(text)
    assert len(unicodedata.normalize("NFD", unify_tones(text))) == len(unicodedata.normalize("NFD", text))


@given(vietnamese)
def test_unifying_does_not_depend_on_the_normal_form_received(text: str) -> None:
    assert unify_tones(unicodedata.normalize("NFD", text)) == unify_tones(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng", "dang"),
        ("  Chi ủy \t ĐẢNG\u00a0uỷ ", "chi uy dang uy"),
        ("Nguye\u0302\u0303n", "nguyen"),
        ("Ðồng chí", "dong chi"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("STRASSE straße", "strasse strasse"),
        ("Nghị quyết 04-NQ/TW", "nghi quyet 04-nq/tw"),
        ("", ""),
    ],
)
def test_folding_forgives_case_marks_and_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(texts | vietnamese)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_folding_ignores_case_and_normal_form(text: str) -> None:
    assert fold(text) == fold(text.upper()) == fold(unicodedata.normalize("NFD", text))


def test_names_sort_by_given_name_then_middle_then_family() -> None:
    in_order = [
        "Nguyễn An",
        "Trần An",
        "Lê Văn An",
        "Nguyễn Văn An",
        "Trần Ăn",
        "Bùi Thị Ân",
        "Phạm Dung",
        "Lê Đức",
        "Bùi Văn Hoa",
        "Bùi An Hòa",
        "Cao Hỏa",
        "Cao Hóa",
        "Cao Họa",
        "Ngô Thị Hoan",
        "Vũ Ý",
    ]
    shuffled = random.Random(4).sample(in_order, len(in_order))
    assert sorted(shuffled, key=name_sort_key) == in_order


def test_letters_sort_in_dictionary_order_and_tones_after_letters() -> None:
    assert sorted(reversed(ALPHABET), key=name_sort_key) == ALPHABET
    by_tone = [unicodedata.normalize("NFC", "a" + tone) for tone in TONES]
    assert sorted(reversed(by_tone), key=name_sort_key) == by_tone
    assert name_sort_key("Mạ") < name_sort_key("Man")


def test_the_order_of_names_ignores_case_spaces_and_tone_style() -> None:
    assert name_sort_key(" nguyễn  THỊ Hoà") == name_sort_key("Nguyễn Thị Hòa")
    assert name_sort_key("Y Blôk-Êban") == name_sort_key("Y BlôkÊban")
    assert name_sort_key("") == name_sort_key(" -  ") == ""


def test_names_in_other_scripts_sort_after_vietnamese_ones() -> None:
    assert name_sort_key("Nguyễn Zữ") < name_sort_key("山田 太郎")


@given(texts | vietnamese)
def test_a_sort_key_holds_ascii_digits_only(name: str) -> None:
    key = name_sort_key(name)
    assert key.isascii()
    assert key == "" or key.isdigit()


words = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz", min_size=1, max_size=5)


@given(st.lists(st.tuples(words, words, words), min_size=2, max_size=6))
def test_the_key_orders_as_comparing_letter_by_letter_does(people: list[tuple[str, str, str]]) -> None:
    def ranks(person: tuple[str, str, str]) -> list[list[int]]:
        family, middle, given = person
        return [[ALPHABET.index(c) for c in word] for word in (given, middle, family)]

    by_key = sorted(people, key=lambda person: name_sort_key(" ".join(person)))
    assert [ranks(p) for p in by_key] == sorted(ranks(p) for p in people)


def test_a_given_name_is_the_last_word() -> None:
    assert given_name("Nguyễn Thị Lan") == "Lan"
    assert given_name(" Lan ") == "Lan"
    assert given_name("  ") == ""


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  NGUYỄN   VĂN AN ", "Nguyễn Văn An"),
        ("trần thị thuý", "Trần Thị Thúy"),
        ("Lò văn Hoà", "Lò văn Hòa"),
        ("K'SOR H'BIA", "K'Sor H'Bia"),
        ("Ðinh\u200b Ánh", "Đinh Ánh"),
        ("", ""),
    ],
)
def test_a_name_is_stored_tidy(typed: str, stored: str) -> None:
    assert normalise_name(typed) == stored


@given(texts | vietnamese)
def test_tidying_a_name_twice_changes_nothing_more(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once
