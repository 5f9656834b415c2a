"""A short course and its learners for the journeys, made within the running site's database."""

import json
import sys
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.certificates.actions import Decision, issue_batch
from courses.certificates.models import Certificate, CertificateTemplate
from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress
from organisations.people.models import Person
from tests.makers import edition_of, finish_course, make_certificate_settings, make_course, make_person

TITLE = "Khóa ngắn để cấp giấy"
SLUG = "khoa-ngan-de-cap-giay"
LEARNER, NAME = "hoai", "Ma Thị Hoài"
CROWD = "Khóa nhiều người học"
PATTERN = "{seq:03d}/{year}/HT"
EACH = 8


@transaction.atomic
def lay_ground() -> None:
    """Hoài follows a course of one lesson that she marks as learnt; certificates come by themselves."""
    course = make_course("Bài duy nhất", title=TITLE, completion="marked")
    make_certificate_settings(course, number_pattern="{seq:04d}/{year}/GXN-NGAN", validity_months=24)
    learner = make_person(NAME, username=LEARNER)
    enrol(learner=learner, edition=edition_of(course), now=timezone.now())


@transaction.atomic
def gather_a_crowd() -> None:
    """Sixteen have finished a course before anything came by itself."""
    course = make_course("Bài duy nhất", title=CROWD)
    make_certificate_settings(course, number_pattern=PATTERN, issuing=CertificateTemplate.Issuing.BY_DECISION)
    for number in range(2 * EACH):
        finish_course(make_person(f"Nông Văn {number}"), course, at=timezone.now() - timedelta(days=1))


def issue_half(half: str) -> None:
    """One office of two certifies its half of the crowd, one after the other."""
    course = CoursePage.objects.get(title=CROWD)
    waiting = CourseProgress.objects.filter(enrolment__course=course).order_by("pk")
    own = list(waiting.values_list("pk", flat=True))[int(half) :: 2]
    for pk in own:
        issue_batch(course=course, progresses=[pk], decision=Decision(f"QĐ-{half}"), now=timezone.now())


def tell_numbers() -> None:
    numbers = Certificate.objects.filter(course__title=CROWD).values_list("number", flat=True)
    json.dump(sorted(numbers), sys.stdout)


def tell_whose() -> None:
    own = Certificate.objects.get(learner=Person.objects.get(full_name=NAME))
    json.dump({"code": own.code, "number": own.number}, sys.stdout)
