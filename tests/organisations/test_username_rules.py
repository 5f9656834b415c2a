"""User names made from names: readable, typable on any keyboard, never given twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from common.phones import NotAPhoneNumber, normalise_phone
from organisations.people.queries import usernames_taken
from organisations.people.rules import LONGEST, plain_username, proposed_username
from tests.makers import make_person

names = st.text(max_size=120) | st.lists(
    st.sampled_from(["Vũ", "Thị", "Lan", "Đỗ", "Hoà", "Hòa", "H'Hen", "Niê", "7", "Ðỗ"]), max_size=6
).map(" ".join)


@pytest.mark.parametrize(
    ("full_name", "expected"),
    [
        ("Vũ Thị Lan", "lan.vuthi"),
        ("Đỗ Đức Ứng", "ung.doduc"),
        ("LÊ THỊ HOÀ", "hoa.lethi"),
        ("H'Hen Niê", "nie.hhen"),
        ("Lan", "lan"),
        ("", "dongchi"),
        ("李四", "dongchi"),
        ("Lan 0912345678", "lan"),
        ("0912345678", "dongchi"),
    ],
)
def test_a_name_makes_a_user_name(full_name: str, expected: str) -> None:
    assert plain_username(full_name) == expected


def test_the_second_lan_gets_a_number_and_the_third_the_next() -> None:
    taken = {"lan.vuthi"}
    assert proposed_username("Vũ Thị Lan", taken) == "lan.vuthi2"
    assert proposed_username("Vũ Thị Lan", taken | {"lan.vuthi2"}) == "lan.vuthi3"


@given(names)
def test_any_name_makes_one_that_an_account_may_have_and_nobody_reads_as_a_telephone(name: str) -> None:
    username = plain_username(name)
    User.username_validator(username)
    assert username.isascii()
    assert username == username.lower()
    assert 0 < len(username) <= LONGEST
    with pytest.raises(NotAPhoneNumber):
        normalise_phone(username)


@given(st.lists(names, max_size=30))
def test_a_list_of_people_gets_as_many_different_user_names(people: list[str]) -> None:
    taken: set[str] = set()
    for name in people:
        taken.add(proposed_username(name, taken))
    assert len(taken) == len(people)


def test_only_names_that_stand_in_the_way_are_fetched(db: None) -> None:
    for username in ("lan.vuthi", "lan.vuthi2", "lan.vuthianh", "binh.chauvan2"):
        make_person("Ai đó", username=username)
    taken = usernames_taken(["Vũ Thị Lan", "Chẩu Văn Bình", "Tạ Thị Ý"])
    assert {"lan.vuthi", "lan.vuthi2"} <= taken
    assert proposed_username("Vũ Thị Lan", taken) == "lan.vuthi3"
    assert proposed_username("Chẩu Văn Bình", taken) == "binh.chauvan"
