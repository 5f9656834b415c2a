"""Lan learnt a course elsewhere: she hands in the paper, the unit above her judges it."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from courses.assignments.models import Completion, Obligation
from courses.catalogue.models import CoursePage
from courses.recognition.actions import (
    NotRecognised,
    NotWaiting,
    OneOwn,
    Paper,
    WaitsAlready,
    accept,
    hand_in,
    send_back,
    take_back,
    withdraw,
)
from courses.recognition.models import Recognition
from courses.recognition.queries import recognitions_below
from courses.recognition.scans import Scan
from notifications.models import Notice
from organisations.people.actions import merge_people
from organisations.people.models import Person
from organisations.privacy.signals import erasing_person
from organisations.tree.models import Organisation
from tests.assigning import assign
from tests.courses.conftest import browser_of
from tests.makers import (
    account_of,
    make_cell,
    make_course,
    make_grant,
    make_organisation,
    make_person,
    make_secretary,
)

LEARNT_ON = date(2026, 3, 15)
PDF = b"%PDF-1.7\nmot to giay\n"
State = Recognition.State


@pytest.fixture
def province(db: None) -> Organisation:
    return make_organisation("Đảng bộ tỉnh")


@pytest.fixture
def commune(province: Organisation) -> Organisation:
    return make_organisation("Đảng bộ xã A", province)


@pytest.fixture
def cell(commune: Organisation) -> Organisation:
    return make_cell("Chi bộ thôn 1", commune)


@pytest.fixture
def lan(cell: Organisation) -> Person:
    return make_secretary("Vũ Thị Lan", cell, username="lan")


@pytest.fixture
def minh(commune: Organisation) -> Person:
    return organiser("Lê Văn Minh", commune)


@pytest.fixture
def course(db: None) -> CoursePage:
    return make_course()


def organiser(name: str, over: Organisation) -> Person:
    made = make_person(name, username=f"canbo{over.pk}")
    make_grant(made, over)
    return made


def handed_in(
    person: Person, course: CoursePage, *, by: Person | None = None, key: UUID | None = None
) -> Recognition:
    paper = Paper(course, LEARNT_ON, "Trường Chính trị tỉnh", "12-GCN", Scan(PDF, "application/pdf", "pdf"))
    account = account_of(by or person)
    return hand_in(key=key or uuid4(), person=person, paper=paper, by=account, now=timezone.now())


def form(taught: CoursePage, **changed: Any) -> dict[str, Any]:
    said = {
        "key": uuid4(),
        "course": taught.slug,
        "place": "Trường Chính trị tỉnh",
        "learnt_on": "15/03/2026",
        "paper": "12-GCN",
        "scan": SimpleUploadedFile("giay.pdf", PDF),
        "note": "",
    }
    return {**said, **changed}


def titles_told_to(person: Person) -> list[str]:
    return list(
        Notice.objects.filter(recipient=account_of(person)).order_by("pk").values_list("title", flat=True)
    )


def test_what_the_unit_above_recognises_is_finished_on_the_day_of_the_paper(
    lan: Person, minh: Person, commune: Organisation, course: CoursePage
) -> None:
    assign(course, commune, due=date(2026, 6, 30))
    recognition = handed_in(lan, course)
    assert Obligation.objects.get(person=lan).finished_on is None
    accept(recognition=recognition, by=account_of(minh), now=timezone.now())
    assert Obligation.objects.get(person=lan).finished_on == LEARNT_ON
    assert Completion.objects.get(person=lan).source == Completion.Source.RECOGNISED
    assert titles_told_to(minh) == [f"Chờ xét: giấy tờ về “{course.title}”"]
    assert f"Đã công nhận: “{course.title}”" in titles_told_to(lan)
    with pytest.raises(NotWaiting):
        accept(recognition=recognition, by=account_of(minh), now=timezone.now())


def test_what_is_taken_back_counts_no_longer_and_she_owes_the_course_again(
    lan: Person, minh: Person, commune: Organisation, course: CoursePage
) -> None:
    assign(course, commune)
    recognition = handed_in(lan, course)
    with pytest.raises(NotRecognised):
        take_back(recognition=recognition, reason="Sai", by=account_of(minh), now=timezone.now())
    accept(recognition=recognition, by=account_of(minh), now=timezone.now())
    take_back(recognition=recognition, reason="Giấy của người khác", by=account_of(minh), now=timezone.now())
    assert Obligation.objects.get(person=lan).finished_on is None
    assert not Completion.objects.exists()
    assert Notice.objects.filter(recipient=account_of(lan)).latest("pk").text == "Giấy của người khác"


def test_only_those_strictly_above_see_it_and_nobody_judges_her_own(
    lan: Person,
    minh: Person,
    province: Organisation,
    commune: Organisation,
    cell: Organisation,
    course: CoursePage,
) -> None:
    recognition = handed_in(lan, course)
    beside = organiser("Nông Văn Bên", make_organisation("Đảng bộ xã B", province))
    of_the_cell = organiser("Tô Văn Trong", cell)
    above = organiser("Lý Thị Tỉnh", province)
    make_grant(lan, commune)
    seen = {
        one.full_name: recognition in recognitions_below(account_of(one), timezone.localdate())
        for one in (lan, minh, beside, of_the_cell, above)
    }
    assert seen == {
        "Vũ Thị Lan": False,
        "Lê Văn Minh": True,
        "Nông Văn Bên": False,
        "Tô Văn Trong": False,
        "Lý Thị Tỉnh": True,
    }
    with pytest.raises(OneOwn):
        accept(recognition=recognition, by=account_of(lan), now=timezone.now())


def test_who_hands_in_for_another_leaves_the_judgement_to_somebody_else(
    lan: Person, minh: Person, province: Organisation, course: CoursePage
) -> None:
    above = organiser("Lý Thị Tỉnh", province)
    recognition = handed_in(lan, course, by=minh)
    assert titles_told_to(minh) == []
    assert len(titles_told_to(above)) == 1
    for judge in (accept, lambda **who: send_back(reason="Thiếu", **who)):
        with pytest.raises(OneOwn):
            judge(recognition=recognition, by=account_of(minh), now=timezone.now())
    page = browser_of(minh).get(reverse("tracking:recognition", args=[recognition.pk])).content.decode()
    assert "cán bộ khác ở cấp trên phải xét" in page
    accept(recognition=recognition, by=account_of(above), now=timezone.now())
    assert len(titles_told_to(minh)) == len(titles_told_to(lan)) == 1


def test_a_form_sent_twice_is_one_and_a_course_waits_for_one_answer(lan: Person, course: CoursePage) -> None:
    key = uuid4()
    assert handed_in(lan, course, key=key) == handed_in(lan, course, key=key)
    with pytest.raises(WaitsAlready):
        handed_in(lan, course)
    browser = browser_of(lan)
    answer = browser.post(reverse("courses:hand_in_recognition"), form(course))
    assert answer.status_code == 422
    assert "đã có giấy tờ đang chờ trả lời" in answer.content.decode()
    withdraw(recognition=Recognition.objects.get(), by=account_of(lan), now=timezone.now())
    assert browser.post(reverse("courses:hand_in_recognition"), form(course)).status_code == 302
    assert Recognition.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"scan": SimpleUploadedFile("giay.pdf", b"MZ khong phai giay")}, "không phải PDF, JPG hay PNG"),
        ({"scan": SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff hong")}, "không phải PDF, JPG hay PNG"),
        ({"scan": SimpleUploadedFile("anh.heic", b"\x00\x00\x00\x18ftypheic")}, "Tương thích nhất"),
        ({"scan": SimpleUploadedFile("trong.pdf", b"")}, "Tệp này trống"),
        ({"scan": ""}, "thêm ảnh chụp hoặc bản quét"),
        ({"learnt_on": "31/02/2026"}, "ví dụ 15/03/2025"),
        ({"learnt_on": f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"}, "Ngày này chưa đến"),
        ({"course": ""}, "Đồng chí chọn khóa học"),
        ({"place": " "}, "Đồng chí ghi nơi đã học"),
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(
    lan: Person, course: CoursePage, changed: dict[str, Any], words: str
) -> None:
    if hasattr(changed.get("scan"), "seek"):
        changed["scan"].seek(0)
    answer = browser_of(lan).post(reverse("courses:hand_in_recognition"), form(course, **changed))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "12-GCN" in page
    assert not Recognition.objects.exists()


def test_a_photograph_is_kept_without_what_the_camera_noted(lan: Person, course: CoursePage) -> None:
    noted, sent = Image.Exif(), BytesIO()
    noted[0x010F] = "Máy của Lan"
    Image.new("RGB", (60, 40), "white").save(sent, "JPEG", exif=noted)
    scan = SimpleUploadedFile("anh.jpg", sent.getvalue())
    browser_of(lan).post(reverse("courses:hand_in_recognition"), form(course, scan=scan))
    with storages["private"].open(Recognition.objects.get().scan, "rb") as kept:
        assert not Image.open(kept).getexif()


def test_the_paper_opens_for_the_two_sides_alone(
    lan: Person, minh: Person, son: Person, province: Organisation, course: CoursePage
) -> None:
    recognition = handed_in(lan, course)
    beside = organiser("Nông Văn Bên", make_organisation("Đảng bộ xã B", province))
    own = reverse("courses:recognition_scan", args=[recognition.pk])
    above = reverse("tracking:recognition_scan", args=[recognition.pk])
    answers = {
        (one.full_name, address): browser_of(one).get(address).status_code
        for one in (lan, minh, son, beside)
        for address in (own, above)
    }
    assert {who for who, status in answers.items() if status == 200} == {
        ("Vũ Thị Lan", own),
        ("Lê Văn Minh", above),
    }
    assert set(answers.values()) == {200, 404}


def test_minh_answers_from_his_queue_and_must_say_why_he_sends_back(
    lan: Person, minh: Person, course: CoursePage
) -> None:
    browser = browser_of(minh)
    queue = reverse("tracking:recognitions")
    assert "Chưa có giấy tờ nào được nộp" in browser.get(queue).content.decode()
    recognition = handed_in(lan, course)
    assert "Vũ Thị Lan" in browser.get(queue).content.decode()
    refuse = reverse("tracking:refuse_recognition", args=[recognition.pk])
    answer = browser.post(refuse, {"reason": " "})
    assert answer.status_code == 422
    assert "Đồng chí ghi lý do" in answer.content.decode()
    browser.post(refuse, {"reason": "Ảnh mờ"})
    own = browser_of(lan)
    page = own.get(reverse("courses:recognition", args=[recognition.pk])).content.decode()
    assert "Ảnh mờ" in page
    assert "Bổ sung và nộp lại" in page
    again = own.get(reverse("courses:hand_in_recognition"), {"tu": str(recognition.pk)}).content.decode()
    assert "12-GCN" in again
    assert "15/03/2026" in again
    browser.post(reverse("tracking:recognise", args=[recognition.pk]))
    assert not Completion.objects.exists()


def test_lan_withdraws_what_nobody_has_answered(lan: Person, minh: Person, course: CoursePage) -> None:
    recognition = handed_in(lan, course)
    browser_of(lan).post(reverse("courses:withdraw_recognition", args=[recognition.pk]))
    assert Recognition.objects.get().state == State.WITHDRAWN
    with pytest.raises(NotWaiting):
        accept(recognition=recognition, by=account_of(minh), now=timezone.now())


def test_two_entries_that_become_one_person_wait_for_one_answer(
    lan: Person, cell: Organisation, course: CoursePage
) -> None:
    twin = make_secretary("Vũ Thị Lan", make_cell("Chi bộ thôn 2", cell.parent), username="lan2")
    first, second = handed_in(lan, course), handed_in(twin, course)
    merge_people(kept=lan, gone=twin, by=None, now=timezone.now())
    states = dict(Recognition.objects.filter(person=lan).values_list("pk", "state"))
    assert states == {first.pk: State.WAITING, second.pk: State.WITHDRAWN}


def test_erasing_her_removes_the_paper_and_the_words_and_keeps_the_day(
    lan: Person,
    minh: Person,
    course: CoursePage,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    recognition = handed_in(lan, course)
    accept(recognition=recognition, by=account_of(minh), now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        erasing_person.send(sender=Person, person=lan, now=timezone.now())
    assert not storages["private"].exists(recognition.scan)
    kept = Recognition.objects.get()
    assert (kept.scan, kept.place, kept.paper) == ("", "", "")
    assert Completion.objects.get(person=lan).on == LEARNT_ON
    assert browser_of(lan).get(reverse("courses:recognition_scan", args=[kept.pk])).status_code == 404


def test_the_queue_costs_the_same_however_long_it_is(
    lan: Person, minh: Person, cell: Organisation, course: CoursePage
) -> None:
    browser, queue = browser_of(minh), reverse("tracking:recognitions")
    handed_in(lan, course)
    browser.get(queue)
    with CaptureQueriesContext(connection) as one:
        browser.get(queue)
    for number in range(4):
        handed_in(make_secretary(f"Hà Thị {number}", cell, post="deputy", username=f"ha{number}"), course)
    with CaptureQueriesContext(connection) as many:
        browser.get(queue)
    assert len(many) == len(one)
