"""Cards are printed for the people of a cell or a commune: for nobody else, and each works once."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from accounts.cards.actions import ClosedAccount, NotYoursToIssue
from accounts.cards.models import SignInCard
from accounts.models import User
from organisations.cards.actions import (
    PrintedCards,
    PrintedSince,
    TooManyCards,
    print_cards,
    take_back_card,
)
from organisations.cards.queries import Holder, holders_chosen
from organisations.cards.rules import MOST, is_chosen_at_first
from organisations.oversight.actions import NotOverseen
from organisations.oversight.models import Reading
from organisations.people.models import Person
from tests.makers import account_of, make_grant, make_person, make_secretary
from tests.organisations.cards.conftest import desk_of
from tests.organisations.conftest import World

CODE = re.compile(r"(?<![\w-])[A-Z2-9]{4}-[A-Z2-9]{4}(?![\w-])")
NEW_PIN = "583914"


def chosen(viewer: User, *people: Person) -> list[Holder]:
    now = timezone.now()
    ids = [person.public_id for person in people]
    return holders_chosen(viewer, ids, today=timezone.localdate(), now=now)


def printed(viewer: User, *people: Person, looked_at: datetime | None = None) -> PrintedCards:
    now = timezone.now()
    return print_cards(
        holders=chosen(viewer, *people),
        by=viewer,
        now=now,
        looked_at=looked_at or now,
        address="https://lop.example",
    )


def sign_in_with(username: str, code: str) -> bool:
    """Show the card on a fresh phone and choose a PIN; whether that let its holder in."""
    phone = Client()
    shown = phone.post(reverse("account_card"), {"login": username, "code": code})
    if shown.status_code != 302:
        return False
    phone.post(reverse("account_card_secret"), {"secret": NEW_PIN})
    return phone.get(reverse("account_overview")).status_code == 200


def file_for(viewer: User, *people: Person) -> Any:
    asked = {"people": [str(one.public_id) for one in people], "looked_at": timezone.now().isoformat()}
    return desk_of(viewer).post(reverse("cards:issue"), asked)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


# --- Issuing ---------------------------------------------------------------------------------------


def test_a_card_opens_an_account_where_there_is_none_and_lets_its_holder_in(
    world: World, hoa: Person
) -> None:
    cards = printed(world.minh, world.lan, hoa)
    assert [(face.name, face.username, face.post, face.organisation) for face in cards.faces] == [
        ("Vũ Thị Lan", "lan", "Bí thư", "Chi bộ thôn 1"),
        ("Phạm Văn Hòa", "hoa.phamvan", "Phó bí thư", "Chi bộ thôn 1"),
    ]
    for face in cards.faces:
        assert face.url.startswith("https://lop.example/")
        assert sign_in_with(face.username, face.code)
        assert not sign_in_with(face.username, face.code)


def test_namesakes_get_user_names_of_their_own(world: World, hoa: Person) -> None:
    twins = [make_secretary("Vũ Thị Lan", world.cell_a, post="committee") for _ in range(2)]
    make_person("Vũ Thị Lan", username="lan.vuthi")
    assert [face.username for face in printed(world.minh, *twins).faces] == ["lan.vuthi2", "lan.vuthi3"]


def test_two_who_share_a_telephone_sign_in_by_user_name(world: World, hoa: Person) -> None:
    wife = make_secretary("Ma Thị Xuân", world.cell_a, post="committee", phone=world.lan.phone)
    [face] = printed(world.minh, wife).faces
    assert account_of(Person.objects.get(pk=wife.pk)).phone is None
    assert sign_in_with(face.username, face.code)


def test_printing_again_makes_the_card_before_void(world: World, hoa: Person) -> None:
    [first] = printed(world.minh, world.lan).faces
    [second] = printed(world.minh, world.lan).faces
    assert not sign_in_with("lan", first.code)
    assert sign_in_with("lan", second.code)


def test_two_who_print_at_once_do_not_make_each_others_cards_void(world: World, hoa: Person) -> None:
    looked_at = timezone.now()
    [first] = printed(world.minh, world.lan).faces
    with pytest.raises(PrintedSince):
        printed(world.minh, world.lan, looked_at=looked_at)
    assert sign_in_with("lan", first.code)


def test_a_card_taken_back_opens_nothing(world: World, hoa: Person) -> None:
    [face] = printed(world.minh, world.lan).faces
    [holder] = chosen(world.minh, world.lan)
    assert take_back_card(holder=holder, by=world.minh, now=timezone.now())
    assert not take_back_card(holder=holder, by=world.minh, now=timezone.now())
    assert not sign_in_with("lan", face.code)


def test_nobody_prints_for_people_out_of_her_sight(world: World, hoa: Person) -> None:
    for viewer in (world.tu, world.son, account_of(world.lan)):
        with pytest.raises(NotOverseen):
            chosen(viewer, world.lan)
    with pytest.raises(NotOverseen):
        chosen(world.minh, world.lan, world.binh)


def test_an_auditor_sees_people_and_prints_nothing(world: World, hoa: Person) -> None:
    auditor = make_person("Tạ Thị Ý", username="y")
    make_grant(auditor, world.a, "auditor")
    with pytest.raises(NotOverseen):
        chosen(account_of(auditor), world.lan)


def test_no_card_for_a_closed_account_nor_for_who_works_behind_the_scenes(world: World, hoa: Person) -> None:
    User.objects.filter(username="lan").update(is_active=False)
    with pytest.raises(ClosedAccount):
        printed(world.minh, world.lan)
    author = make_secretary("Lê Thị Hoa", world.cell_a, username="hoa", post="committee")
    make_grant(author, world.province, "lecturer")
    with pytest.raises(NotYoursToIssue):
        printed(world.minh, hoa, author)
    assert not SignInCard.objects.exists()
    assert not Person.objects.get(pk=hoa.pk).account_id


def test_a_great_many_are_refused_before_anything_is_done(world: World, hoa: Person) -> None:
    [holder] = chosen(world.minh, hoa)
    now = timezone.now()
    with pytest.raises(TooManyCards):
        print_cards(holders=[holder] * (MOST + 1), by=world.minh, now=now, looked_at=now, address="")
    assert not SignInCard.objects.exists()


@given(st.booleans(), st.booleans(), st.booleans())
def test_ticked_at_first_is_whom_a_card_would_help_and_hurt_nobody(
    may_print: bool, has_signed_in: bool, has_open_card: bool
) -> None:
    ticked = is_chosen_at_first(may_print=may_print, has_signed_in=has_signed_in, has_open_card=has_open_card)
    assert ticked == (may_print and not (has_signed_in or has_open_card))


# --- On the screen ---------------------------------------------------------------------------------


def place(viewer: User, **asked: Any) -> Any:
    return desk_of(viewer).get(reverse("cards:print"), asked)


def ticked(answer: Any) -> set[str]:
    return {row["person"].full_name for row in answer.context["rows"] if row["ticked"]}


def test_minh_sees_who_is_in_his_commune_and_how_far_each_has_come(world: World, hoa: Person) -> None:
    User.objects.filter(username="lan").update(last_login=timezone.now())
    answer = place(world.minh, organisation=world.a.public_id)
    page = answer.content.decode()
    assert "Vũ Thị Lan" in page
    assert "đã đăng nhập" in page
    assert "chưa có tài khoản" in page
    assert "Chẩu Văn Bình" not in page
    assert ticked(answer) == {"Phạm Văn Hòa"}
    assert set(
        Reading.objects.filter(reader=world.minh, screen="cards").values_list("person", flat=True)
    ) == {
        world.lan.pk,
        hoa.pk,
    }


def test_who_holds_an_open_card_is_not_ticked_again(world: World, hoa: Person) -> None:
    printed(world.minh, hoa)
    assert ticked(place(world.minh, organisation=world.cell_a.public_id)) == {"Vũ Thị Lan"}
    assert ticked(place(world.minh, organisation=world.cell_a.public_id, tick="all")) == {
        "Vũ Thị Lan",
        "Phạm Văn Hòa",
    }
    assert ticked(place(world.minh, organisation=world.cell_a.public_id, tick="none")) == set()


def test_posts_narrow_the_list(world: World, hoa: Person) -> None:
    answer = place(world.minh, organisation=world.cell_a.public_id, posts=["deputy"])
    assert [row["person"] for row in answer.context["rows"]] == [hoa]


def test_another_place_is_as_good_as_unknown(world: World, hoa: Person) -> None:
    assert place(world.tu, organisation=world.a.public_id).status_code == 404
    assert place(world.tu, person=world.lan.public_id, follow=True).status_code == 302
    one = reverse("cards:person", args=[world.lan.public_id])
    assert desk_of(world.tu).get(one).status_code == 404
    assert desk_of(world.tu).post(reverse("cards:revoke", args=[world.lan.public_id])).status_code == 404
    for name in ("cards:preview", "cards:issue"):
        asked = {"people": [str(world.lan.public_id)], "looked_at": timezone.now().isoformat()}
        assert desk_of(world.tu).post(reverse(name), asked).status_code == 404
        assert desk_of(world.son).post(reverse(name), asked).status_code == 302
    assert desk_of(world.minh).get(one).status_code == 200


def test_a_place_too_large_lists_nobody(world: World, hoa: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organisations.cards.views.MOST", 1)
    answer = place(world.minh, organisation=world.a.public_id)
    assert answer.context["rows"] == []
    assert "Nơi này có 2 người" in answer.content.decode()


def test_a_dry_run_counts_and_does_nothing(world: World, hoa: Person) -> None:
    printed(world.minh, world.lan)
    people = [str(world.lan.public_id), str(hoa.public_id)]
    page = desk_of(world.minh).post(reverse("cards:preview"), {"people": people}).content.decode()
    assert "2 thẻ" in page
    assert "1 tài khoản mới sẽ được mở" in page
    assert "1 thẻ cũ sẽ hết hiệu lực" in page
    assert SignInCard.objects.count() == 1
    assert not CODE.search(page)


def test_nobody_ticked_is_said_and_the_list_comes_back(world: World, hoa: Person) -> None:
    back = f"organisation={world.a.public_id}"
    answer = desk_of(world.minh).post(reverse("cards:preview"), {"back": back}, follow=True)
    assert "Chưa đánh dấu ai" in answer.content.decode()
    assert "Vũ Thị Lan" in answer.content.decode()


def test_too_many_ticked_is_said(world: World, hoa: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organisations.cards.forms.MOST", 1)
    people = [str(world.lan.public_id), str(hoa.public_id)]
    answer = desk_of(world.minh).post(reverse("cards:preview"), {"people": people}, follow=True)
    assert "nhiều nhất 1 thẻ" in answer.content.decode()


def test_the_file_holds_those_people_and_nobody_else_and_is_kept_nowhere(world: World, hoa: Person) -> None:
    make_secretary("Ma Thị Xuân", world.cell_a, post="committee")
    answer = file_for(world.minh, world.lan, hoa)
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    text = text_of(answer.content)
    assert "Vũ Thị Lan" in text
    assert "Phạm Văn Hòa" in text
    assert "Ma Thị Xuân" not in text
    codes = CODE.findall(text)
    assert len(codes) == 2
    assert sign_in_with("lan", codes[0])
    assert sign_in_with("hoa.phamvan", codes[1])


def test_the_second_of_two_files_is_not_made_unseen(world: World, hoa: Person) -> None:
    looked_at = (timezone.now() - timedelta(minutes=5)).isoformat()
    asked = {"people": [str(world.lan.public_id)], "looked_at": looked_at}
    assert desk_of(world.minh).post(reverse("cards:issue"), asked).status_code == 200
    again = desk_of(world.minh).post(reverse("cards:issue"), asked)
    assert again.status_code == 409
    assert "đã có thẻ được in" in again.content.decode()
    assert SignInCard.objects.count() == 1


def test_who_works_behind_the_scenes_is_left_out_and_named(world: World, hoa: Person) -> None:
    author = make_secretary("Lê Thị Hoa", world.cell_a, username="hoa", post="committee")
    make_grant(author, world.province, "lecturer")
    people = [str(author.public_id), str(hoa.public_id)]
    page = desk_of(world.minh).post(reverse("cards:preview"), {"people": people}).content.decode()
    assert "người quản trị toàn hệ thống in" in page
    assert f'name="people" value="{author.public_id}"' not in page
    assert file_for(world.minh, author).status_code == 200
    assert not SignInCard.objects.exists()


def test_one_persons_cards_are_shown_renewed_and_taken_back(world: World, hoa: Person) -> None:
    one = reverse("cards:person", args=[hoa.public_id])
    assert place(world.minh, person=hoa.public_id)["Location"] == one
    assert "Chưa có thẻ nào" in desk_of(world.minh).get(one).content.decode()
    assert file_for(world.minh, hoa).status_code == 200
    assert "còn dùng được đến hết" in desk_of(world.minh).get(one).content.decode()
    revoked = desk_of(world.minh).post(reverse("cards:revoke", args=[hoa.public_id]), follow=True)
    assert "không còn dùng được" in revoked.content.decode()
    assert not SignInCard.objects.filter(revoked_at=None).exists()


@pytest.mark.parametrize("person", ["không phải", "", "8b0ed4a4"])
def test_a_broken_link_breaks_no_page(world: World, hoa: Person, person: str) -> None:
    assert place(world.minh, person=person).status_code in {200, 404}


def test_a_list_costs_the_same_however_many_are_there(
    world: World, hoa: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = desk_of(world.minh)
    where = f"{reverse('cards:print')}?organisation={world.a.public_id}"
    browser.get(where)
    with django_assert_max_num_queries(32) as few:
        browser.get(where)
    for number in range(30):
        make_secretary(f"Người {number}", world.cell_a, post="committee", username=f"nguoi{number}")
    with django_assert_max_num_queries(len(few)):
        assert len(browser.get(where).context["rows"]) == 32
