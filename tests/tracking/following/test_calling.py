"""Whom to call today: the most pressing first, each once, and what was said goes to whoever calls next."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.privacy.signals import erasing_person
from tests.assigning import assign, finish
from tests.makers import account_of, make_cell, make_course, make_grant, make_person, make_secretary
from tests.tracking.conftest import Ground
from tests.tracking.following.conftest import TODAY, address, seen_by, text_of
from tracking.counting.queries import Question
from tracking.following import views
from tracking.following.actions import forget_old_calls, record_call
from tracking.following.models import Call
from tracking.following.personal_data import section_of_calls
from tracking.following.queries import people_to_call, pressing_of


def test_whoever_is_late_is_called_first_and_once(assigned: Ground) -> None:
    soon = make_course(title="Khóa sắp đến hạn")
    assign(soon, assigned.commune, due=TODAY + timedelta(days=5))
    page = text_of(seen_by(assigned.minh), address("calls", assigned.commune))
    assert page.index("Hà Thị Tâm") < page.index("Vũ Thị Lan")
    assert "và 1 khóa khác" in page
    assert "còn 5 ngày là đến hạn" in page
    assert page.count("<strong><a") == 2


def test_a_call_is_noted_for_the_next_organiser(assigned: Ground) -> None:
    minh, where = seen_by(assigned.minh), address("calls", assigned.commune)
    called = reverse("tracking:called", args=[assigned.commune.public_id, assigned.tam.public_id])
    answer = minh.post(called, {"note": "  Hẹn  học tối nay ", "next": where})
    assert answer.headers["Location"] == where
    page = text_of(minh, where)
    assert "Hôm nay không cần gọi ai" in page
    assert "Hẹn học tối nay" in page
    Call.objects.update(at=timezone.now() - timedelta(days=4))
    page = text_of(minh, where)
    assert "Hẹn học tối nay" in page
    assert "Lê Văn Minh đã gọi ngày" in page


def test_too_long_a_note_is_refused_in_a_sentence(assigned: Ground) -> None:
    called = reverse("tracking:called", args=[assigned.commune.public_id, assigned.tam.public_id])
    page = seen_by(assigned.minh).post(called, {"note": "x" * 301}, follow=True).content.decode()
    assert "không quá 300" in page
    assert not Call.objects.exists()


def test_an_auditor_reads_the_list_and_notes_no_call(assigned: Ground) -> None:
    yen = make_person("Mã Thị Yến", username="yen")
    make_grant(yen, assigned.commune, Grant.Role.AUDITOR)
    auditor = seen_by(yen)
    assert "Ghi là đã gọi" not in text_of(auditor, address("calls", assigned.commune))
    assert "Ghi là đã gọi" in text_of(seen_by(assigned.minh), address("calls", assigned.commune))
    called = reverse("tracking:called", args=[assigned.commune.public_id, assigned.tam.public_id])
    assert auditor.post(called, {"note": ""}).status_code == 404


def test_what_came_days_late_is_said_to_come_from_where_there_is_no_line(assigned: Ground) -> None:
    soon = make_course(title="Khóa sắp đến hạn")
    assign(soon, assigned.commune, due=TODAY + timedelta(days=5))
    happened = TODAY - timedelta(days=9)
    finish(assigned.lan, make_course(title="Khóa khác"), happened, told=timezone.now())
    page = text_of(seen_by(assigned.minh), address("calls", assigned.commune))
    assert page.count("(có thể mất sóng)") == 1


def test_who_has_begun_and_sent_nothing_is_not_told_as_one_who_never_learnt(assigned: Ground) -> None:
    make_secretary("Ma Thị Duyên", make_cell("Chi bộ thôn 3", assigned.commune))
    page = text_of(seen_by(assigned.minh), address("calls", assigned.commune))
    assert page.count("vào học ngày 01/03/2026, chưa có bài nào gửi về") == 1
    assert page.count("chưa học lần nào trên hệ thống") == 1


def test_her_calls_are_hers_to_see_and_go_with_her(assigned: Ground) -> None:
    make_call(assigned, "Bận mùa vụ")
    assert "Bận mùa vụ" in [row[1] for row in section_of_calls(assigned.tam).rows]
    join = make_secretary("Hà Thị Tâm", assigned.other_commune)
    make_call(assigned, "Gọi nhầm", join)
    people_merging.send(sender=Person, kept=assigned.tam, gone=join)
    assert Call.objects.filter(person=assigned.tam).count() == 2
    erasing_person.send(sender=Person, person=assigned.tam, now=timezone.now())
    assert not Call.objects.exists()


def test_a_call_is_forgotten_after_a_year(assigned: Ground) -> None:
    now = timezone.now()
    make_call(assigned, "cũ", at=now - timedelta(days=366))
    make_call(assigned, "mới", at=now - timedelta(days=364))
    assert forget_old_calls(now=now, dry_run=True) == 1
    assert Call.objects.count() == 2
    assert forget_old_calls(now=now, dry_run=False) == 1
    assert Call.objects.get().note == "mới"


def test_a_long_list_ends_with_the_most_pressing_and_says_so(
    assigned: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign(make_course(title="Khóa sắp đến hạn"), assigned.commune, due=TODAY + timedelta(days=5))
    monkeypatch.setattr(views, "MOST_TO_CALL", 1)
    page = text_of(seen_by(assigned.minh), address("calls", assigned.commune))
    assert "hơn 1" in page
    assert "Đây là 1 người cần gọi gấp nhất" in page
    assert page.count("<strong><a") == 1
    monkeypatch.setattr(views, "MOST_TO_CALL", 2)
    assert "gấp nhất" not in text_of(seen_by(assigned.minh), address("calls", assigned.commune))


def test_everybody_is_called_once_in_the_order_of_her_greatest_need(assigned: Ground) -> None:
    """Drawn by chance: courses due on this day or that, begun or not, and some people called of late."""
    chance = Random(2026)
    people = [
        make_secretary(f"Lý Văn {number}", make_cell(f"Chi bộ {number}", assigned.commune))
        for number in range(12)
    ]
    for number in range(5):
        due = chance.choice([None, *(TODAY + timedelta(days=days) for days in (-40, -3, 0, 6, 30))])
        course = make_course(title=f"Khóa {number}")
        assign(course, assigned.commune, due=due)
        for person in people:
            if chance.random() < 0.5:
                finish(person, course, TODAY - timedelta(days=2))
    for person in people[:3]:
        make_call(assigned, "", person)
    question, now = Question(courses=None, on=TODAY, today=TODAY), timezone.now()
    found = people_to_call(assigned.commune.path, question, now, 100)
    pressing = pressing_of(found, assigned.commune.path, question)
    assert len(found) == len(set(found))
    assert not set(found) & {person.pk for person in people[:3]}
    foremost = [pressing[person][0] for person in found]
    assert foremost == sorted(
        foremost,
        key=lambda row: (row.need, row.due or date.max, row.path, row.person_id),  # type: ignore[attr-defined]
    )
    for most in range(len(found)):
        assert people_to_call(assigned.commune.path, question, now, most) == found[:most]


def make_call(ground: Ground, note: str, person: Person | None = None, at: datetime | None = None) -> Call:
    by = account_of(ground.minh)
    return record_call(person=person or ground.tam, by=by, note=note, now=at or timezone.now())
