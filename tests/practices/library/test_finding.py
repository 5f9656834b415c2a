"""Lan looks for a practice: by her cell's weakness, by words without marks, by what fits her cell."""

from itertools import combinations

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from organisations.tree.models import Organisation
from portal.actions import prepare_site
from practices.adoptions.models import Adoption
from practices.exemplars.models import Practice, PracticeIndexPage
from practices.exemplars.queries import current_practices
from practices.exemplars.vocabulary import PracticeKind, Recognition
from practices.library.queries import numbers_said
from practices.library.rules import MOST_LETTERS, Choice, shortened, wish_in
from tests.makers import make_cell
from tests.practices.library.makers import LONG, a_type, adopt, make_weakness, stock

LIBRARY = "/dien-hinh/"


def titles(browser: Client, **address: str) -> list[str]:
    return [one.title for one in browser.get(LIBRARY, address).context["screen"].practices]


def test_a_cell_says_its_weakness_and_finds_what_helps(lans: Client) -> None:
    stock("Góp ý thẳng", topics=[make_weakness()])
    stock("Họp tối")
    page = lans.get(LIBRARY).content.decode()
    assert "Chi bộ tôi còn nể nang" in page
    assert 'href="?han-che=W5"' in page
    assert titles(lans, **{"han-che": "W5"}) == ["Góp ý thẳng"]


def test_a_weakness_without_a_phrase_is_told_by_its_title(lans: Client) -> None:
    make_weakness(in_first_person="")
    assert "Chi bộ tôi: Tình trạng nể nang còn lớn" in lans.get(LIBRARY).content.decode()


def test_each_way_to_choose_finds_its_own(lans: Client, cell: Organisation) -> None:
    model = stock("A", kind=PracticeKind.MODEL)
    known = stock("B", recognition=Recognition.RECOGNISED)
    theirs = stock("C", held_by="Chi bộ Na Hang")
    ours = stock("D", organisation=cell, held_by="Chi bộ thôn 1")
    school, village = a_type("truong_hoc", "Trường học"), a_type()
    for_villages = stock("E", cell_types=[village])
    for_schools = stock("F", cell_types=[school])
    assert titles(lans, loai="model") == [model.title]
    assert titles(lans, **{"ghi-nhan": "recognised"}) == [known.title]
    assert titles(lans, cua="Chi bộ Na Hang") == [theirs.title]
    assert titles(lans, cua=str(cell.parent_id)) == [ours.title]
    every_type = ["A", "B", "C", "D"]
    assert titles(lans, **{"loai-hinh": "thon"}) == [*every_type, for_villages.title]
    assert titles(lans, **{"loai-hinh": "truong_hoc"}) == [*every_type, for_schools.title]
    assert titles(lans, loai="model", **{"ghi-nhan": "recognised"}) == []


@pytest.mark.parametrize(
    ("state", "is_found"),
    [("planned", False), ("tried", True), ("kept", True), ("changed", True), ("stopped", False)],
)
def test_what_cells_like_hers_have_applied(
    lans: Client, cell: Organisation, state: str, is_found: bool
) -> None:
    practice = stock("Được áp dụng")
    stock("Chưa ai áp dụng")
    adopt(practice, make_cell("Chi bộ thôn 2", cell.parent), state)
    assert titles(lans, giong="1") == (["Được áp dụng"] if is_found else [])


def test_cells_of_another_type_are_not_like_hers(lans: Client, cell: Organisation) -> None:
    school = make_cell("Chi bộ trường", cell.parent)
    Organisation.objects.filter(pk=school.pk).update(cell_type=a_type("truong_hoc", "Trường học"))
    school.refresh_from_db()
    adopt(stock(), school, Adoption.State.KEPT)
    assert titles(lans, giong="1") == []


def test_who_belongs_to_no_cell_is_not_asked_about_hers(sons: Client) -> None:
    stock("A")
    assert "giong" not in sons.get(LIBRARY).content.decode()
    assert titles(sons, giong="1") == ["A"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gui truoc", ["Gửi tài liệu trước ba ngày"]),
        ("TRƯỚC  gửi", ["Gửi tài liệu trước ba ngày"]),
        ("bien ban hop.docx", ["Gửi tài liệu trước ba ngày"]),
        ("tài liệu tối", []),
        ("hop toi", ["Họp tối"]),
        ("an", []),  # within a word nothing is looked for: “ban”
        ("zzz", []),
        ("!!", []),
    ],
)
def test_every_word_must_be_said_and_marks_may_be_left_out(
    lans: Client, typed: str, found: list[str]
) -> None:
    stock("Gửi tài liệu trước ba ngày", said="tệp bien_ban-hop.docx")
    stock("Họp tối")
    assert titles(lans, tim=typed) == found


def test_what_is_said_in_the_name_comes_before_what_is_said_in_a_step(lans: Client) -> None:
    stock("Đổi giờ họp", said=f"{LONG['context']} chi ủy gợi ý thảo luận tại tổ dân phố")
    stock("Tổ dân phố họp tối")
    assert titles(lans, tim="tổ dân phố") == ["Tổ dân phố họp tối", "Đổi giờ họp"]


def test_those_shown_first_come_first_then_by_name(lans: Client) -> None:
    for title, featured in (("Đổi giờ", False), ("Bàn trước", False), ("Ý kiến", True)):
        stock(title, is_featured=featured)
    assert titles(lans) == ["Ý kiến", "Bàn trước", "Đổi giờ"]


def test_what_was_withdrawn_is_not_found(lans: Client) -> None:
    stock("A", is_current=False)
    assert titles(lans) == []


def test_what_is_asked_for_can_be_taken_away_one_by_one(lans: Client) -> None:
    stock("Góp ý", topics=[make_weakness()])
    screen = lans.get(LIBRARY, {"han-che": "W5", "tim": "góp ý", "loai": "experience"}).context["screen"]
    assert [one.words for one in screen.asked] == [
        "“góp ý”",
        "Chi bộ tôi còn nể nang",
        "Kinh nghiệm của chi bộ",
    ]
    assert [one.without for one in screen.asked] == [
        "/dien-hinh/?han-che=W5&loai=experience",
        "/dien-hinh/?tim=g%C3%B3p+%C3%BD&loai=experience",
        "/dien-hinh/?tim=g%C3%B3p+%C3%BD&han-che=W5",
    ]
    for one in screen.asked:
        assert lans.get(one.without).status_code == 200


def test_searching_keeps_what_was_chosen_and_choosing_keeps_the_words(lans: Client) -> None:
    stock("Góp ý", topics=[make_weakness()])
    page = lans.get(LIBRARY, {"han-che": "W5", "tim": "góp"}).content.decode()
    assert '<input type="hidden" name="han-che" value="W5">' in page
    assert '<input type="hidden" name="tim" value="góp">' in page
    assert '<option value="W5" selected>' in page


def test_a_long_list_has_pages_and_keeps_what_was_asked(lans: Client) -> None:
    for number in range(25):
        stock(f"Cách làm {number}")
    page = lans.get(LIBRARY, {"tim": "cách", "trang": "2"})
    assert len(page.context["screen"].practices) == 12
    assert 'href="?tim=c%C3%A1ch&amp;trang=3"' in page.content.decode()
    assert lans.get(LIBRARY, {"trang": "99"}).context["screen"].page.number == 3
    assert lans.get(LIBRARY, {"trang": "x"}).context["screen"].page.number == 1


def test_an_empty_library_and_a_search_in_vain_say_what_to_do(lans: Client) -> None:
    make_weakness()
    assert "Thư viện chưa có điển hình nào" in lans.get(LIBRARY).content.decode()
    assert "Chưa có điển hình nào cho hạn chế này" in lans.get(LIBRARY, {"han-che": "W5"}).content.decode()
    assert "bỏ bớt điều kiện" in lans.get(LIBRARY, {"tim": "zzz"}).content.decode()


def test_what_the_school_says_about_the_library_is_read_there(lans: Client) -> None:
    prepare_site()
    index = PracticeIndexPage.objects.get()
    index.intro = "Những cách làm đã được kiểm chứng."
    index.save_revision().publish()
    assert index.intro in lans.get(LIBRARY).content.decode()


@pytest.mark.parametrize("name", ["library", "saved", "compare"])
def test_a_visitor_is_asked_to_sign_in(client: Client, db: None, name: str) -> None:
    where = reverse(f"practices:{name}")
    answer = client.get(where)
    assert answer["Location"] == f"{reverse('account_login')}?next={where}"


CHOICES = {"han-che": [Choice("W5", "Nể nang")], "loai": [Choice("model", "Mô hình")]}


@given(st.dictionaries(st.sampled_from(["tim", "han-che", "loai", "cua", "x"]), st.text(max_size=200)))
def test_whatever_an_address_says_is_read_as_far_as_it_is_offered(address: dict[str, str]) -> None:
    wish = wish_in(address, CHOICES)
    assert len(wish.text) <= MOST_LETTERS
    assert all(choice in CHOICES[name] for name, choice in wish.filters)
    assert wish_in(wish.address, CHOICES) == wish


@given(st.sampled_from(["tim", "han-che", "loai"]))
def test_taking_one_thing_away_leaves_the_others(name: str) -> None:
    wish = wish_in({"tim": "góp ý", "han-che": "W5", "loai": "model"}, CHOICES)
    assert set(wish.address) - set(wish.without(name).address) == {name}


@given(st.text(max_size=300), st.integers(2, 100))
def test_what_is_shortened_fits_and_begins_as_it_did(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


SAID = {
    "gửi tài liệu trước": "gui tai lieu truoc",
    "họp tối": "hop toi",
    "thôn bản họp trước": "thon ban hop truoc",
    "gửi thôn": "gui thon",
}


@pytest.mark.parametrize("count", range(1, 4))
def test_a_search_finds_what_says_all_words_and_nothing_else(db: None, count: int) -> None:
    for title in SAID:
        stock(title)
    for words in combinations("gui tai lieu truoc hop toi thon ban".split(), count):
        found = Practice.objects.filter(pk__in=numbers_said(current_practices(), words))
        expected = {title for title, said in SAID.items() if set(words) <= set(said.split())}
        assert set(found.values_list("title", flat=True)) == expected, words
