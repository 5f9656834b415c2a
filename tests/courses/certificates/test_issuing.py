"""Lan finishes and is certified once; a batch by decision; revoked and issued anew; who holds one."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from common.unchanging import unchanging
from courses.catalogue.models import CoursePage
from courses.certificates.actions import (
    Decision,
    HolderErased,
    NobodyLeft,
    NoSettings,
    RevokedAlready,
    issue_batch,
    issue_by_itself,
    preview_batch,
    reissue_certificate,
    revoke_certificate,
)
from courses.certificates.models import Certificate, CertificateSeries, CertificateTemplate
from courses.certificates.queries import (
    certified_among,
    count_certified,
    finished_without,
    valid_certificates_of,
)
from courses.certificates.signals import certificates_changed
from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress
from notifications.models import Notice
from organisations.people.actions import edit_person, merge_people
from organisations.people.models import Person
from quizzes.attempts.models import QuizStanding
from tests.courses.conftest import NOW
from tests.makers import (
    account_of,
    edition_of,
    finish_course,
    make_certificate_settings,
    make_course,
    make_person,
)
from tests.quiz_makers import make_question, make_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Any:
    """What the rooms above hear."""
    heard: list[tuple[int, list[int]]] = []

    def hear(sender: type, course_id: int, learners: list[int], **_: Any) -> None:
        heard.append((course_id, list(learners)))

    certificates_changed.connect(hear)
    yield heard
    certificates_changed.disconnect(hear)


def test_lan_finishes_and_is_certified_by_itself(
    lan: Person, course: CoursePage, lans_certificate: Certificate
) -> None:
    today = timezone.localdate()
    assert lans_certificate.number == f"0001/{today.year}/GXN-TCT"
    assert lans_certificate.holder == "Vũ Thị Lan"
    assert lans_certificate.unit == "Chi bộ thôn Nà Chang"
    assert lans_certificate.course_title == course.title
    assert lans_certificate.edition == edition_of(course)
    assert "“Điều hành buổi sinh hoạt” (3 bài) ngày 23/11/2026" in lans_certificate.printed["wording"]
    assert list(valid_certificates_of(lan)) == [lans_certificate]
    [notice] = Notice.objects.filter(recipient=account_of(lan))
    assert notice.title == "Giấy xác nhận của đồng chí đã có"


def test_finishing_again_or_being_told_twice_changes_nothing(
    lan: Person, course: CoursePage, lans_certificate: Certificate, told: Any
) -> None:
    finish_course(lan, course, at=NOW)
    assert issue_by_itself(course_id=course.pk, learners=[lan.pk], now=NOW) == []
    assert list(Certificate.objects.all()) == [lans_certificate]
    assert told == []


def test_who_has_only_begun_gets_nothing(
    lan: Person, course: CoursePage, by_itself: CertificateTemplate
) -> None:
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    assert not Certificate.objects.exists()


def test_without_settings_or_by_decision_alone_nothing_comes_by_itself(
    lan: Person, course: CoursePage
) -> None:
    finish_course(lan, course, at=NOW)
    make_certificate_settings(issuing=CertificateTemplate.Issuing.BY_DECISION)
    assert issue_by_itself(course_id=course.pk, learners=[lan.pk], now=NOW) == []


def test_a_courses_own_settings_come_before_those_of_all(
    lan: Person, course: CoursePage, by_itself: CertificateTemplate
) -> None:
    make_certificate_settings(course, number_pattern="{seq}/{year}/RIÊNG", validity_months=36)
    finish_course(lan, course, at=NOW)
    made = Certificate.objects.get()
    assert made.number.endswith("/RIÊNG")
    assert made.expires_on
    assert made.expires_on.year == made.issued_on.year + 3


def test_packages_alone_certify_nobody_but_a_decision_may(lan: Person) -> None:
    make_certificate_settings()
    course = make_course("Bài một")
    finish_course(lan, course, at=NOW)
    version = edition_of(course).lessons.get().version
    Certificate.objects.all().delete()
    type(version).objects.filter(pk=version.pk).update(completion="played")
    unchanging.clear()
    assert issue_by_itself(course_id=course.pk, learners=[lan.pk], now=NOW) == []
    waiting = finished_without(course.pk).values_list("pk", flat=True)
    batch = issue_batch(course=course, progresses=list(waiting), decision=Decision("12-QĐ"), now=NOW)
    assert batch.certificates.count() == 1


def test_the_mark_is_the_mean_of_the_best_results_and_gives_the_grade(lan: Person) -> None:
    make_certificate_settings()
    one, two = make_quiz(make_question(), slug="mot"), make_quiz(make_question(), slug="hai")
    course = make_course("Bài một", body=[_quiz(one.pk), _quiz(two.pk)])
    for quiz, percent in ((one, 90.0), (two, 85.0)):
        QuizStanding.objects.create(quiz=quiz, learner=lan, percent=percent)
    progress = finish_course(lan, course, at=NOW)
    assert progress.mark == Decimal("8.75")
    made = Certificate.objects.get()
    assert (made.mark, made.grade) == (Decimal("8.75"), "Giỏi")


def _quiz(pk: int) -> dict[str, Any]:
    return {"type": "quiz", "value": {"quiz": pk}, "id": f"00000000-0000-4000-8000-{pk:012d}"}


# --- Batches ---------------------------------------------------------------------------------------


def test_a_batch_is_looked_at_first_and_nothing_of_it_stays(
    lan: Person, course: CoursePage, by_decision: CertificateTemplate
) -> None:
    progress = finish_course(lan, course, at=NOW)
    decision = Decision("125-QĐ/TCT", date(2026, 11, 20))
    preview = preview_batch(course=course, progresses=[progress.pk], decision=decision, now=NOW)
    assert [one.number for one in preview.certificates] == ["0001/2026/GXN-TCT"]
    assert not Certificate.objects.exists()
    assert not CertificateSeries.objects.exists()
    batch = issue_batch(course=course, progresses=[progress.pk], decision=decision, now=NOW)
    made = batch.certificates.get()
    assert (made.number, made.decision_number) == ("0001/2026/GXN-TCT", "125-QĐ/TCT")
    assert ModelLogEntry.objects.filter(action="courses.issue_certificates").count() == 1


def test_a_batch_numbers_in_the_order_in_which_people_finished_and_tells_each(
    lan: Person, son: Person, course: CoursePage, by_decision: CertificateTemplate, told: Any
) -> None:
    later = finish_course(lan, course, at=NOW)
    earlier = finish_course(son, course, at=NOW - timedelta(days=1))
    batch = issue_batch(course=course, progresses=[later.pk, earlier.pk], decision=Decision("1-QĐ"), now=NOW)
    names = list(batch.certificates.order_by("number").values_list("holder", flat=True))
    assert names == ["Đinh Văn Sơn", "Vũ Thị Lan"]
    assert told == [(course.pk, [son.pk, lan.pk])]
    assert Notice.objects.filter(title__startswith="Giấy xác nhận").count() == 2


def test_who_has_one_is_passed_over_and_an_empty_batch_is_refused(
    lan: Person, course: CoursePage, by_decision: CertificateTemplate
) -> None:
    progress = finish_course(lan, course, at=NOW)
    issue_batch(course=course, progresses=[progress.pk], decision=Decision("1-QĐ"), now=NOW)
    with pytest.raises(NobodyLeft):
        issue_batch(course=course, progresses=[progress.pk], decision=Decision("2-QĐ"), now=NOW)


def test_a_batch_of_a_course_without_settings_is_refused(lan: Person, course: CoursePage) -> None:
    progress = finish_course(lan, course, at=NOW)
    with pytest.raises(NoSettings):
        issue_batch(course=course, progresses=[progress.pk], decision=Decision("1-QĐ"), now=NOW)


# --- Revoked, issued anew --------------------------------------------------------------------------


def test_revoked_with_a_reason_it_holds_no_more_and_does_not_come_back_by_itself(
    lan: Person, hoa: Person, course: CoursePage, lans_certificate: Certificate, told: Any
) -> None:
    by = account_of(hoa)
    now = timezone.now()
    revoke_certificate(certificate=lans_certificate, reason="Học thay", by=by, now=now)
    assert not valid_certificates_of(lan).exists()
    assert told == [(course.pk, [lan.pk])]
    assert issue_by_itself(course_id=course.pk, learners=[lan.pk], now=now) == []
    assert not finished_without(course.pk).exists()
    [entry] = ModelLogEntry.objects.filter(action="courses.revoke_certificate")
    assert (entry.user, entry.data["reason"]) == (by, "Học thay")
    assert Notice.objects.filter(recipient=account_of(lan), text__contains="Học thay").exists()
    with pytest.raises(RevokedAlready):
        revoke_certificate(certificate=lans_certificate, reason="Lần nữa", by=by, now=now)


def test_it_held_on_the_days_before_it_was_revoked(
    lan: Person, hoa: Person, lans_certificate: Certificate
) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    revoke_certificate(certificate=lans_certificate, reason="Sai", by=account_of(hoa), now=tomorrow)
    assert valid_certificates_of(lan, on=timezone.localdate()).exists()
    assert not valid_certificates_of(lan, on=timezone.localdate() + timedelta(days=1)).exists()


def test_issued_anew_it_bears_the_name_of_today_and_says_what_it_replaces(
    lan: Person, hoa: Person, lans_certificate: Certificate
) -> None:
    edit_person(person=lan, full_name="Vũ Thị Lân", phone="", email="", by=None)
    by, now = account_of(hoa), timezone.now()
    new = reissue_certificate(certificate=lans_certificate, reason="Sai dấu", by=by, now=now)
    lans_certificate.refresh_from_db()
    assert (new.holder, new.replaces) == ("Vũ Thị Lân", lans_certificate)
    assert new.number.startswith("0002/")
    assert new.code != lans_certificate.code
    assert new.finished_at == lans_certificate.finished_at
    assert lans_certificate.revocation_reason == "Sai dấu"
    assert list(valid_certificates_of(lan)) == [new]


def test_a_second_valid_one_of_the_same_finish_cannot_be_stored(lans_certificate: Certificate) -> None:
    lans_certificate.pk, lans_certificate.number = None, "9/2026"
    lans_certificate.code, lans_certificate.public_id = "CCCCCCCCCCCC", "0" * 32
    with (
        pytest.raises(IntegrityError, match=r"finished_at|is_certified_once"),
        transaction.atomic(),
    ):
        lans_certificate.save(force_insert=True)


def test_nothing_is_issued_in_the_name_of_who_was_erased(hoa: Person, lans_certificate: Certificate) -> None:
    Certificate.objects.update(holder="")
    lans_certificate.refresh_from_db()
    with pytest.raises(HolderErased):
        reissue_certificate(certificate=lans_certificate, reason="x", by=account_of(hoa), now=NOW)


# --- Counting, people who were one -----------------------------------------------------------------


def test_the_count_is_as_long_as_its_list(
    lan: Person, son: Person, hoa: Person, course: CoursePage, lans_certificate: Certificate
) -> None:
    everybody = Person.objects.all()
    assert list(certified_among(everybody, course_id=course.pk)) == [lan]
    assert count_certified(everybody, course_id=course.pk) == 1
    assert count_certified(Person.objects.filter(pk=son.pk), course_id=course.pk) == 0
    revoke_certificate(certificate=lans_certificate, reason="Sai", by=account_of(hoa), now=timezone.now())
    assert count_certified(everybody, course_id=course.pk) == 0


def test_what_two_entries_of_one_person_were_given_is_hers(
    lan: Person, course: CoursePage, lans_certificate: Certificate
) -> None:
    other = make_person("Vũ Thị Lan")
    finish_course(other, course, at=NOW - timedelta(days=3))
    merge_people(kept=other, gone=lan, by=None, now=timezone.now())
    assert valid_certificates_of(other).count() == 2
    assert CourseProgress.objects.count() == 1
    assert Certificate.objects.count() == 2
