"""People come before accounts and outlive them."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from organisations.people.actions import (
    EmailTaken,
    PersonHasAccount,
    PhoneTaken,
    edit_person,
    enter_person,
    merge_people,
    open_account,
)
from organisations.people.models import Person
from tests.makers import PASSWORD, account_of, make_person


def test_a_person_may_never_have_signed_in(db: None) -> None:
    person = enter_person(full_name="HOÀNG  THỊ ÁNH", phone="+84912345678")
    assert person.account is None
    assert person.full_name == "Hoàng Thị Ánh"
    assert person.given_name == "Ánh"


def test_people_stand_in_the_order_of_their_given_names(db: None) -> None:
    for name in ("Tạ Thị Ý", "Nông Văn Đức", "Nguyễn Văn An", "Đặng Văn Dũng", "Hoàng Thị Ánh"):
        enter_person(full_name=name)
    names = [person.given_name for person in Person.objects.all()]
    assert names == ["An", "Ánh", "Dũng", "Đức", "Ý"]


def test_an_account_takes_the_name_and_telephone_of_its_person(db: None) -> None:
    lan = make_person("Vũ Thị Lan", username="Lan", phone="+84912345678")
    account = account_of(lan)
    assert (account.username, account.full_name, account.phone) == ("lan", "Vũ Thị Lan", "+84912345678")


def test_two_people_without_telephones_both_have_accounts(db: None) -> None:
    make_person("Vũ Thị Lan")
    make_person("Vương Thị Lan")
    assert User.objects.filter(phone=None).count() == 2


def test_a_second_account_is_refused(db: None) -> None:
    lan = make_person("Vũ Thị Lan")
    with pytest.raises(PersonHasAccount):
        open_account(person=lan, username="lan2", password=PASSWORD)


def test_a_person_outlives_her_account(db: None) -> None:
    lan = make_person("Vũ Thị Lan")
    account_of(lan).delete()
    lan.refresh_from_db()
    assert lan.account is None


def test_a_visitor_is_nobody(client: Client, db: None) -> None:
    assert not client.get("/").wsgi_request.person  # type: ignore[attr-defined]


def test_two_accounts_never_share_a_telephone_or_an_e_mail_address(db: None) -> None:
    lan = make_person("Vũ Thị Lan", phone="+84912345678")
    edit_person(person=lan, full_name=lan.full_name, phone=lan.phone, email="lan@example.vn", by=None)
    twin = enter_person(full_name="Vương Thị Lan", phone="+84912345678")
    with pytest.raises(PhoneTaken):
        open_account(person=twin, username="lan2", password=None)
    other = make_person("Ma Văn Ân")
    with pytest.raises(EmailTaken):
        edit_person(person=other, full_name=other.full_name, phone="", email="LAN@example.vn", by=None)
    other.refresh_from_db()
    assert other.email == ""


def test_what_was_done_with_an_entry_stays_known_of_the_one_it_went_into(db: None) -> None:
    kept, gone = enter_person(full_name="Vũ Thị Lan"), enter_person(full_name="Vu Thi Lan")
    edit_person(person=gone, full_name="Vũ Lan", phone="", email="", by=None)
    merge_people(kept=kept, gone=gone, by=None, now=timezone.now())
    actions = {entry.action for entry in ModelLogEntry.objects.for_instance(kept)}
    assert actions == {"organisations.edit", "organisations.merge"}
