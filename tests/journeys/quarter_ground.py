"""A province and its quarter, until its figures are signed: run by `manage.py shell` in the site."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.recognition.actions import Paper, hand_in
from courses.recognition.scans import Scan
from organisations.appointments.actions import appoint
from organisations.people.models import Person
from organisations.reorganising.actions import merge_organisations
from organisations.tree.models import Organisation
from tests.assigning import finish
from tests.journeys.reports_ground import quarter_end
from tests.makers import (
    account_of,
    make_cell,
    make_course,
    make_decision,
    make_grant,
    make_organisation,
    make_person,
    make_secretary,
)

MINH = "minh.quy"
"""The organiser of this journey: no other journey meets him."""
PROVINCE, GOES, STAYS = "Đảng bộ tỉnh của một quý", "Đảng bộ xã Khuôn Hà", "Đảng bộ xã Thượng Lâm"
CELLS = ("Chi bộ thôn Bản Bung", "Chi bộ thôn Nà Lung")
COURSE = "Chủ trì buổi sinh hoạt, dùng cho hành trình một quý"
WITHIN_DAYS = 60
SECRETARY, NEWCOMER = "Hoàng Thị Lanh", "Quan Thị Nhung"


def quarter_start() -> date:
    end = quarter_end()
    return date(end.year, end.month - 2, 1)


def build() -> None:
    """Two communes; of the two cells of one of them only the first has a secretary yet."""
    province = make_organisation(PROVINCE)
    goes, _stays = make_organisation(GOES, province), make_organisation(STAYS, province)
    first, _second = (make_cell(name, goes) for name in CELLS)
    make_secretary(SECRETARY, first)
    make_grant(make_person("Lý Văn Minh", username=MINH), province)
    make_course(title=COURSE)


def appoint_in_the_next_month() -> None:
    person = make_person(NEWCOMER, username="nhung.quy")
    cell = Organisation.objects.get(name=CELLS[1])
    appoint(person=person, organisation=cell, post="secretary", began=quarter_start() + timedelta(days=35))


def merge() -> None:
    goes, stays = (Organisation.objects.get(name=name) for name in (GOES, STAYS))
    merge_organisations(
        organisations=[goes], into=stays, decision=make_decision(quarter_start() + timedelta(days=50))
    )


def finish_late() -> None:
    lanh = Person.objects.get(full_name=SECRETARY)
    late = quarter_start() + timedelta(days=WITHIN_DAYS + 3)
    finish(lanh, CoursePage.objects.get(title=COURSE), late)


def hand_in_a_paper() -> None:
    """Of a course that she learnt elsewhere within the quarter."""
    nhung = Person.objects.get(full_name=NEWCOMER)
    paper = Paper(
        course=CoursePage.objects.get(title=COURSE),
        learnt_on=quarter_end() - timedelta(days=30),
        place="Trường Chính trị tỉnh",
        paper="12-GXN",
        scan=Scan(b"%PDF-1.7\n", "application/pdf", "pdf"),
    )
    hand_in(key=uuid4(), person=nhung, paper=paper, by=account_of(nhung), now=timezone.now())
