"""Erasing: nothing is left by which Lan can be known, and every count stays as it was."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.cards.models import SignInCard
from accounts.models import User
from common.vietnamese import fold
from courses.enrolment.actions import enrol
from courses.progress.actions import record_one
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from organisations.appointments.actions import appoint, end_appointment
from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant, Reading
from organisations.oversight.queries import people_overseen_by
from organisations.people.actions import edit_person, enter_person, merge_people, open_account
from organisations.people.models import Person, PersonMerge
from organisations.people.queries import search_people
from organisations.privacy.desk.actions import correct_person
from organisations.privacy.erasing.actions import (
    CannotErase,
    ErasedAlready,
    StillAdministrator,
    StillSecretary,
    erase_person,
    preview_erasure,
)
from organisations.privacy.requests.actions import answer_request, ask_correction, ask_erasure
from organisations.privacy.requests.models import DataRequest
from organisations.tree.actions import edit_organisation
from tests.courses.test_progress import report
from tests.makers import PASSWORD, account_of, edition_of, make_course, make_grant, outline_for, post_of
from tests.organisations.conftest import World

NAME, PHONE, EMAIL, USERNAME = "Nông Thị Hồng Vân", "+84912000111", "hong.van@example.vn", "hongvan"
OLD_PHONE = "+84912000222"


def cells_of_the_database() -> Iterator[tuple[str, str]]:
    """Every text, address and JSON value of every table: where it stands, and what it says."""
    for model in apps.get_models(include_auto_created=True):
        fields = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
        ]
        if not fields:
            continue
        rows: Any = model._base_manager.values_list(*(field.attname for field in fields))
        for row in rows.iterator():
            for field, value in zip(fields, row, strict=True):
                yield f"{model._meta.label}.{field.name}", str(value)


def traces(*words: str) -> list[str]:
    """Where one of the words still stands, in whatever case and with or without marks."""
    wanted = {fold(word) for word in words}
    return sorted({place for place, text in cells_of_the_database() if any(w in fold(text) for w in wanted)})


@pytest.fixture
def van(world: World) -> Person:
    """A deputy of cell A who has left her name wherever the platform lets people leave one."""
    van = enter_person(full_name=NAME, phone=OLD_PHONE, email="")
    open_account(person=van, username=USERNAME, password=PASSWORD)
    edit_person(person=van, full_name=NAME, phone=PHONE, email=EMAIL, by=world.minh)
    appoint(person=van, organisation=world.cell_a, post="deputy", began=timezone.localdate() - timedelta(9))
    return van


@pytest.fixture
def used(van: Person, world: World, admin_client: Client) -> Person:
    browser = Client(HTTP_USER_AGENT=f"Máy của {NAME}")
    browser.post(reverse("account_login"), {"login": USERNAME, "password": PASSWORD})
    account = account_of(van)
    EmailAddress.objects.create(user=account, email=EMAIL, primary=True, verified=True)
    keep_a_second_factor_and_a_card(account)
    learn(van)
    twin = enter_person(full_name=f"{NAME} (trùng)", phone=PHONE, email=EMAIL)
    merge_people(kept=van, gone=twin, by=world.minh, now=timezone.now())
    edit_organisation(organisation=world.cell_a, by=world.minh, contact=NAME, contact_phone=PHONE)
    edit_organisation(organisation=world.a, by=world.minh, contact="Bùi Văn Minh", contact_phone=PHONE)
    make_grant(van, world.cell_a, Grant.Role.HOST)
    Reading.objects.create(reader=world.minh, person=van, screen="person", at=timezone.now())
    edit_in_the_authoring_site(admin_client, account)
    asked = ask_correction(person=van, text=f"Tôi là {NAME}", wanted=PHONE, now=timezone.now())
    answer_request(request=asked, answer=f"Chào {NAME}", by=world.minh, now=timezone.now())
    correct_person(
        request=asked,
        full_name=NAME,
        phone=PHONE,
        email=EMAIL,
        outcome=f"Đã gọi {PHONE}",
        by=world.minh,
        now=timezone.now(),
    )
    van.refresh_from_db()
    return van


def keep_a_second_factor_and_a_card(account: User) -> None:
    Authenticator.objects.create(user=account, type="webauthn", data={"name": f"Máy của {NAME}"})
    now = timezone.now()
    SignInCard.objects.create(
        account=account, code_digest="0" * 64, issued_at=now, expires_at=now + timedelta(days=9)
    )


def learn(person: Person) -> None:
    course = make_course()
    enrol(learner=person, edition=edition_of(course), now=timezone.now())
    for lesson in outline_for(course).lessons:
        record_one(learner=person, report=report(lesson.lesson_id), now=timezone.now())


def edit_in_the_authoring_site(browser: Client, account: User) -> None:
    """Wagtail's own screen for accounts writes the name into Wagtail's own log."""
    form = {"username": USERNAME, "full_name": NAME, "phone": PHONE, "email": EMAIL, "is_active": "on"}
    answer = browser.post(reverse("wagtailusers_users:edit", args=[account.pk]), form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert ModelLogEntry.objects.filter(label=NAME).exists()


def farewell(person: Person) -> DataRequest:
    return ask_erasure(person=person, text=f"Xin xóa {NAME}, {EMAIL}", now=timezone.now())


def erase(person: Person, by: User) -> None:
    erase_person(person=person, request=farewell(person), by=by, now=timezone.now())


def test_no_trace_of_her_is_left_in_any_column(used: Person, world: World) -> None:
    words = (NAME, PHONE, PHONE.removeprefix("+84"), OLD_PHONE, EMAIL, USERNAME, str(used.public_id))
    assert len(traces(*words)) > 15
    erase(used, world.minh)
    assert traces(*words) == []


def test_every_count_stays_as_it_was(used: Person, world: World) -> None:
    def counts() -> list[int]:
        learnt = LessonProgress.objects.filter(learner=used, done_at__isnull=False)
        return [
            Evidence.objects.filter(learner=used).count(),
            learnt.count(),
            CourseProgress.objects.filter(enrolment__learner=used, finished_at__isnull=False).count(),
            Appointment.objects.filter(person=used).count(),
            Grant.objects.filter(person=used).count(),
            Reading.objects.filter(person=used).count(),
        ]

    before = counts()
    assert all(before)
    erase(used, world.minh)
    assert counts() == before


def test_her_post_ends_that_day_and_organisers_still_count_her(van: Person, world: World) -> None:
    erase(van, world.minh)
    assert van.appointments.get().ended == timezone.localdate()
    [left] = people_overseen_by(world.minh).exclude(pk=world.lan.pk)
    assert (left.full_name, left.phone) == ("Đã xóa theo yêu cầu", "")
    assert left.erased_at is not None


def test_a_post_that_was_to_begin_or_end_later_does_neither(van: Person, world: World) -> None:
    today = timezone.localdate()
    coming = appoint(person=van, organisation=world.cell_b, post="deputy", began=today + timedelta(30))
    ending = appoint(
        person=van,
        organisation=world.cell_b,
        post="committee",
        began=today - timedelta(30),
        ended=today + timedelta(30),
    )
    erase(van, world.minh)
    for post in (coming, ending):
        post.refresh_from_db()
    assert coming.ended == coming.began
    assert ending.ended == today


def test_nobody_finds_her_and_her_address_leads_nowhere(van: Person, world: World) -> None:
    before = van.public_id
    erase(van, world.minh)
    for words in ("hong van", "0912000111", "da xoa"):
        assert not search_people(Person.objects.all(), words).exists()
    assert not Person.objects.filter(public_id=before).exists()


def test_she_is_signed_out_everywhere_and_cannot_come_back(van: Person, world: World) -> None:
    browser = Client()
    browser.post(reverse("account_login"), {"login": USERNAME, "password": PASSWORD})
    assert browser.get(reverse("account_overview")).status_code == 200
    erase(van, world.minh)
    assert browser.get(reverse("account_overview")).status_code == 302
    for login in (USERNAME, PHONE, EMAIL):
        browser.post(reverse("account_login"), {"login": login, "password": PASSWORD})
        assert browser.get(reverse("account_overview")).status_code == 302


def test_nothing_hangs_on_her_account_any_more(used: Person, world: World) -> None:
    account = account_of(used)
    hanging = (UserSession, EmailAddress, Authenticator)
    assert all(model.objects.filter(user=account).exists() for model in hanging)
    erase(used, world.minh)
    assert not any(model.objects.filter(user=account).exists() for model in hanging)
    assert not SignInCard.objects.filter(account=account).exists()


def test_the_account_of_an_entry_that_was_merged_goes_too(van: Person, world: World) -> None:
    twin = enter_person(full_name=f"{NAME} Hai")
    second = open_account(person=twin, username=f"{USERNAME}2", password=PASSWORD)
    merge_people(kept=van, gone=twin, by=world.minh, now=timezone.now())
    erase(van, world.minh)
    second.refresh_from_db()
    assert (second.full_name, second.is_active) == ("Đã xóa theo yêu cầu", False)
    assert PersonMerge.objects.get().gone == {}
    assert traces(NAME, USERNAME) == []


def test_a_serving_secretary_is_first_relieved_of_her_post(world: World, lans_farewell: DataRequest) -> None:
    with pytest.raises(StillSecretary) as refusal:
        erase_person(person=world.lan, request=lans_farewell, by=world.minh, now=timezone.now())
    assert refusal.value.appointment.organisation == world.cell_a
    end_appointment(appointment=post_of(world.lan), on=timezone.localdate())
    erase_person(person=world.lan, request=lans_farewell, by=world.minh, now=timezone.now())


def test_who_administers_everything_is_first_relieved_of_that(van: Person, world: World) -> None:
    make_grant(van, world.province, Grant.Role.ADMINISTRATOR)
    van.refresh_from_db()
    with pytest.raises(StillAdministrator):
        erase(van, world.minh)


def test_a_second_time_there_is_nobody_to_erase(van: Person, world: World) -> None:
    erase(van, world.minh)
    with pytest.raises(ErasedAlready):
        erase(van, world.minh)


def test_the_dry_run_says_what_goes_and_what_stays_and_changes_nothing(used: Person, world: World) -> None:
    asked = farewell(used)
    preview = preview_erasure(person=used, request=asked, by=world.minh, now=timezone.now())
    gone = {trace.label for trace in preview.gone}
    kept = {trace.label: trace.count for trace in preview.kept}
    assert "họ tên, số điện thoại, thư điện tử" in gone
    assert kept["bài đã học"] == 3
    used.refresh_from_db()
    assert used.full_name == NAME
    assert account_of(used).is_active
    asked.refresh_from_db()
    assert asked.state == "received"


def test_an_organisation_that_names_a_namesake_keeps_its_contact(van: Person, world: World) -> None:
    edit_organisation(organisation=world.cell_b, by=world.minh, contact=NAME, contact_phone="+84988888888")
    erase(van, world.minh)
    world.cell_b.refresh_from_db()
    assert (world.cell_b.contact, world.cell_b.contact_phone) == (NAME, "+84988888888")


def test_somebody_who_never_signed_in_is_erased_too(world: World) -> None:
    known = enter_person(full_name=NAME, phone=PHONE)
    erase(known, world.minh)
    assert traces(NAME, PHONE) == []


def test_an_administrator_erases_by_typing_the_word(desk: Client, van: Person) -> None:
    asked = farewell(van)
    address = reverse("privacy:desk_erase", args=[asked.public_id])
    page = desk.get(address).content.decode()
    assert "Sẽ xóa hẳn" in page
    assert "Giữ lại để thống kê" in page
    assert desk.post(address, {"word": "đồng ý"}).status_code == 422
    assert desk.post(address, {"word": "xoá"}, follow=True).status_code == 200
    van.refresh_from_db()
    assert van.full_name == "Đã xóa theo yêu cầu"
    asked.refresh_from_db()
    assert (asked.state, asked.text) == ("done", "")
    assert NAME not in desk.get(reverse("privacy:queue")).content.decode()


def test_the_desk_explains_why_a_secretary_cannot_be_erased_yet(
    desk: Client, lans_farewell: DataRequest
) -> None:
    address = reverse("privacy:desk_erase", args=[lans_farewell.public_id])
    page = desk.get(address, follow=True).content.decode()
    assert "đang là bí thư" in page
    assert "Chi bộ thôn 1" in page


def test_each_refusal_is_a_reason_not_to_erase() -> None:
    assert all(issubclass(one, CannotErase) for one in (StillSecretary, StillAdministrator, ErasedAlready))
