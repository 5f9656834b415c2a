"""Statements on the screen: named where the viewer oversees, under a code elsewhere, every reading noted."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import AUDITORS
from media.packages.models import Package
from media.statements.actions import Result, record_statement
from media.statements.exporting import code_of
from media.statements.models import Statement
from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person
from tests.makers import account_of, make_cell, make_grant, make_organisation, make_person, make_secretary
from tests.media.conftest import browser, somebody
from tests.package_makers import NOON, make_package

pytestmark = pytest.mark.django_db
INDEX = "/quan-tri/ban-ghi-xapi/"
EXPORT = f"{INDEX}xuat/"
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"


def say(learner: Person, package: Package, *, words: str = "", at: Any = NOON, part: str = "") -> Statement:
    return record_statement(
        id=uuid4(),
        learner=learner,
        verb=ANSWERED,
        activity=f"{package.activity}{part}",
        result=Result(scaled=0.5, response=words),
        timestamp=at,
        now=at,
    )


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def count_rows(page: str) -> int:
    return len(re.findall(r'href="/quan-tri/ban-ghi-xapi/[0-9a-f-]{36}/"', page))


@pytest.fixture
def package() -> Package:
    return make_package()


@pytest.fixture
def near() -> Person:
    """A secretary in the auditor's commune."""
    commune = make_organisation("Đảng bộ xã A")
    return make_secretary("Vũ Thị Lan", make_cell("Chi bộ thôn 1", commune))


@pytest.fixture
def far() -> Person:
    commune = make_organisation("Đảng bộ xã B")
    return make_secretary("Chẩu Văn Bình", make_cell("Chi bộ thôn 9", commune))


@pytest.fixture
def auditor(db: None, near: Person) -> User:
    """Somebody who looks over Lan's commune, and no other."""
    person = make_person("Ma Thị Thu", username="thu")
    commune = near.appointments.get().organisation.parent
    assert commune is not None
    make_grant(person, commune, Grant.Role.AUDITOR)
    account = account_of(person)
    account.groups.add(Group.objects.get(name=AUDITORS))
    return User.objects.get(pk=account.pk)


def test_she_is_told_the_names_of_her_own_part_alone(
    auditor: User, near: Person, far: Person, package: Package
) -> None:
    say(near, package, words="Ý của Lan")
    other = say(far, package, words="Ý của Bình")
    page = text_of(browser(auditor).get(INDEX))
    assert near.full_name in page
    assert far.full_name not in page
    assert code_of(far) in page
    assert list(Reading.objects.values_list("person", "screen")) == [(near.pk, "statements")]
    one = text_of(browser(auditor).get(f"{INDEX}{other.pk}/"))
    assert far.full_name not in one
    assert str(far.public_id) not in one
    assert "Ý của Bình" not in one
    assert Reading.objects.count() == 1


def test_one_of_her_own_part_is_shown_whole_and_noted(auditor: User, near: Person, package: Package) -> None:
    made = say(near, package, words="Ý của Lan")
    page = text_of(browser(auditor).get(f"{INDEX}{made.pk}/"))
    assert near.full_name in page
    assert "Ý của Lan" in page
    assert Reading.objects.get().person == near


def test_a_lecturer_sees_what_was_answered_and_nobody_by_name(
    hoa: User, near: Person, package: Package
) -> None:
    say(near, package, words="Ý của Lan", part="#cau-2")
    page = text_of(browser(hoa).get(INDEX))
    assert "Ai chủ trì?" in page
    assert "cau-2" in page
    assert "50%" in page
    assert near.full_name not in page
    assert not Reading.objects.exists()


def test_what_is_asked_for_is_shown(hoa: User, near: Person, package: Package) -> None:
    other = make_package("Ghi biên bản")
    say(near, package)
    say(near, other, at=NOON - timedelta(days=3))
    hoas = browser(hoa)

    def rows(**asked: str) -> int:
        return count_rows(text_of(hoas.get(INDEX, asked)))

    assert rows() == 2
    assert rows(package=str(other.public_id)) == 1
    assert rows(verb=ANSWERED) == 2
    assert rows(verb="http://adlnet.gov/expapi/verbs/passed") == 0
    assert rows(since="2026-11-22") == 1
    wrong = hoas.get(INDEX, {"since": "2026-11-22", "until": "2026-11-20"})
    assert wrong.status_code == 422
    assert hoas.get(EXPORT, {"package": "khac"}).status_code == 302


def test_lines_of_the_file_name_those_whom_she_oversees(
    auditor: User, near: Person, far: Person, package: Package
) -> None:
    say(near, package, words="Ý của Lan")
    say(far, package, words="Ý của Bình", at=NOON + timedelta(seconds=1))
    answer = browser(auditor).get(EXPORT)
    assert ".jsonl" in answer["Content-Disposition"]
    body = b"".join(answer.streaming_content).decode()
    names = [json.loads(line)["actor"]["account"]["name"] for line in body.splitlines()]
    assert names == [str(near.public_id), code_of(far)]
    assert "Ý của Lan" in body
    assert "Ý của Bình" not in body
    assert [one.person for one in Reading.objects.all()] == [near]


def test_a_reviewer_voids_with_a_reason_and_a_lecturer_cannot(
    hoa: User, tam: User, near: Person, package: Package
) -> None:
    made = say(near, package)
    where = f"{INDEX}{made.pk}/"
    assert 'name="reason"' not in text_of(browser(hoa).get(where))
    browser(hoa).post(where, {"reason": "Tôi muốn thế"})
    assert Statement.objects.count() == 1
    tams = browser(tam)
    assert "không thay đổi" in text_of(tams.get(where))
    assert tams.post(where, {"reason": " "}).status_code == 422
    tams.post(where, {"reason": "Thử máy"})
    page = text_of(tams.get(where))
    assert "Thử máy" in page
    assert 'name="reason"' not in page
    assert "desk-voided" in text_of(tams.get(INDEX))
    tams.post(where, {"reason": "Lại"})
    assert Statement.objects.count() == 2
    voiding = Statement.objects.get(voids=made)
    assert where in text_of(tams.get(f"{INDEX}{voiding.pk}/"))


def test_pages_cost_as_many_queries_however_many_there_are(
    auditor: User, near: Person, package: Package, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        say(near, package, at=NOON + timedelta(seconds=number))
    client = browser(auditor)
    first = text_of(client.get(INDEX))
    [older] = re.findall(r'href="\?([^"]*after=[^"]+)"', first)
    with django_assert_max_num_queries(25):
        second = text_of(client.get(f"{INDEX}?{older.replace('&amp;', '&')}"))
    assert count_rows(second) == 10
    assert "after=" not in second


def test_without_the_permission_there_is_nothing_here(minh: User, near: Person, package: Package) -> None:
    made = say(near, package)
    stranger = browser(somebody("Đinh Văn Sơn", "son"))
    for place in (INDEX, EXPORT, f"{INDEX}{made.pk}/"):
        assert browser(minh).get(place).status_code == 404
        assert stranger.get(place).status_code == 302
        assert Client().get(place).status_code == 302
    assert not Reading.objects.exists()
