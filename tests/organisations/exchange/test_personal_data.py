"""What lists keep of a person is told to her, goes with her, and is thrown away after a while."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from organisations.exchange.actions import (
    CannotTakeBack,
    NotChecked,
    begin_applying,
    forget_files,
    take_back_file,
)
from organisations.exchange.models import ImportFile, ImportRow
from organisations.exchange.personal_data import section_about_lists
from organisations.people.actions import merge_people
from organisations.people.models import Person
from organisations.privacy.erasing.actions import erase_person, preview_erasure
from organisations.privacy.requests.actions import ask_erasure
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import NOW, bring_in, people_file, person, send

LIST = [person("Lý A Páo", post="CUV", phone="0987654321"), person("Ma Văn Tín", post="CUV")]


def pao() -> Person:
    return Person.objects.get(phone="+84987654321")


def everything_kept() -> str:
    return str([*ImportRow.objects.values(), *ImportFile.objects.values_list("journal", "notice", "counts")])


def test_she_is_told_in_which_lists_she_stood(world: World) -> None:
    bring_in(people_file(*LIST), by=world.minh)
    [row] = section_about_lists(pao()).rows
    assert row[1] == 2
    assert "Lý A Páo" in str(row[3])


def test_an_erased_person_is_in_no_list(
    world: World, administrator: User, django_capture_on_commit_callbacks: Any
) -> None:
    file = bring_in(people_file(*LIST), by=world.minh)
    one = pao()
    assert "0987" in everything_kept()
    request = ask_erasure(person=one, text="", now=NOW)
    place = file.file.name
    assert place
    with django_capture_on_commit_callbacks(execute=True):
        preview_erasure(person=one, request=request, by=administrator, now=NOW)
    assert file.file.storage.exists(place)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=one, request=request, by=administrator, now=NOW)
    for secret in ("Páo", "987654321", "987 654 321"):
        assert secret not in everything_kept()
    assert "Ma Văn Tín" in everything_kept()
    assert not file.file.storage.exists(place)
    with pytest.raises(NotChecked):
        take_back_file(file=file, by=administrator, now=NOW)


def test_two_entries_that_become_one_stand_in_both_rows(world: World) -> None:
    bring_in(people_file(*LIST), by=world.minh)
    gone = Person.objects.get(full_name="Ma Văn Tín")
    merge_people(kept=pao(), gone=gone, by=None, now=NOW)
    assert section_about_lists(pao()).rows.count() == 2
    with pytest.raises(CannotTakeBack):
        take_back_file(file=ImportFile.objects.get(), by=None, now=NOW)


def test_lists_are_thrown_away_after_a_while(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.IMPORTED_LISTS_KEPT_DAYS = 100
    applied = bring_in(people_file(*LIST), by=world.minh)
    checked = send(people_file(person("Sùng A Dình", post="CUV")), by=world.minh)
    assert forget_files(now=NOW + timedelta(days=99)) == 0
    assert forget_files(now=NOW + timedelta(days=101), dry_run=True) == 2
    place = str(applied.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_files(now=NOW + timedelta(days=101)) == 2
    assert not applied.file.storage.exists(place)
    assert ImportRow.objects.count() == 0
    assert ImportFile.objects.count() == 2
    with pytest.raises(NotChecked):
        take_back_file(file=applied, by=None, now=NOW)
    with pytest.raises(NotChecked):
        begin_applying(file=checked, now=NOW)
    assert pao().appointments.count() == 1
