"""Typed makers: people, and a small course published as an author would."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import CourseEdition, CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.catalogue.outline import Outline
from courses.catalogue.queries import current_editions, outline_of
from courses.certificates.models import CertificateGrade, CertificateTemplate
from courses.enrolment.actions import enrol
from courses.progress import rules
from courses.progress.actions import Report, record_evidence
from courses.progress.models import CourseProgress
from organisations.appointments.actions import appoint
from organisations.appointments.models import Appointment
from organisations.oversight.actions import grant_role
from organisations.oversight.models import Grant
from organisations.people.actions import enter_person, open_account
from organisations.people.models import Person
from organisations.reorganising.actions import Decision
from organisations.tree.actions import found_organisation
from organisations.tree.models import CellType, Organisation, OrganisationKind

PASSWORD = "một câu chỉ dùng khi thử"


def make_person(name: str, *, username: str = "", phone: str = "") -> Person:
    """Somebody with an account to sign in with."""
    person = enter_person(full_name=name, phone=phone)
    open_account(person=person, username=username or f"u{uuid4().hex[:8]}", password=PASSWORD)
    return person


def account_of(person: Person) -> User:
    assert person.account is not None
    return person.account


LONG_AGO = date(2020, 1, 1)


def make_kind(code: str = "dang_bo_xa", name: str = "Đảng bộ xã", **fields: Any) -> OrganisationKind:
    kind, _ = OrganisationKind.objects.get_or_create(
        code=code, defaults={"name": name, "is_cell": False, "rank": 3, **fields}
    )
    return kind


def make_organisation(
    name: str = "Đảng bộ xã A",
    parent: Organisation | None = None,
    *,
    on: date = LONG_AGO,
    kind: OrganisationKind | None = None,
    **fields: Any,
) -> Organisation:
    """A committee that has stood for long."""
    return found_organisation(name=name, parent=parent, on=on, kind=kind or make_kind(), **fields)


def make_cell(name: str = "Chi bộ thôn 1", parent: Organisation | None = None, **fields: Any) -> Organisation:
    """A cell of a village."""
    village, _ = CellType.objects.get_or_create(code="thon", defaults={"name": "Thôn, bản"})
    kind = make_kind("chi_bo", "Chi bộ", is_cell=True, rank=9)
    return make_organisation(name, parent, kind=kind, cell_type=village, **fields)


def make_secretary(
    name: str, cell: Organisation, *, began: date = LONG_AGO, post: str = "secretary", **person: Any
) -> Person:
    """Somebody who has held a post for long, without an account unless a user name is given."""
    made = make_person(name, **person) if person.get("username") else enter_person(full_name=name, **person)
    appoint(person=made, organisation=cell, post=post, began=began)
    return made


def post_of(person: Person) -> Appointment:
    return person.appointments.get(ended=None)


def make_grant(
    person: Person,
    organisation: Organisation,
    role: str = Grant.Role.ORGANISER,
    *,
    began: date = LONG_AGO,
    ended: date | None = None,
) -> Grant:
    return grant_role(
        person=person,
        role=role,
        organisation=organisation,
        began=began,
        ended=ended,
        by=None,
        today=timezone.localdate(),
    )


def make_decision(on: date, number: str = "12-QĐ/TU") -> Decision:
    return Decision(on=on, number=number, now=datetime.now(UTC))


def make_course(*lessons: str, title: str = "Điều hành buổi sinh hoạt", **first_lesson: Any) -> CoursePage:
    """A published course of one module; `first_lesson` sets fields of its first lesson."""
    index = CourseIndexPage.objects.get()
    course = index.add_child(
        instance=CoursePage(
            title=title, summary="Tóm tắt", for_whom="Bí thư", outcomes="Một\nHai", live=False
        )
    )
    module = course.add_child(instance=ModulePage(title="Chuẩn bị", live=False))
    for number, lesson in enumerate(lessons or ("Bài một", "Bài hai", "Bài ba")):
        add_lesson(module, lesson, **(first_lesson if number == 0 else {}))
    module.save_revision().publish()
    course.save_revision().publish()
    made: CoursePage = CoursePage.objects.get(pk=course.pk)
    return made


def add_lesson(module: ModulePage, title: str, **fields: Any) -> LessonPage:
    lesson: LessonPage = module.add_child(
        instance=LessonPage(title=title, live=False, **{"minutes": 10, "body": [paragraph()], **fields})
    )
    lesson.save_revision().publish()
    return lesson


def paragraph(text: str = "Một đoạn văn.") -> dict[str, Any]:
    return {"type": "paragraph", "value": f"<p>{text}</p>", "id": str(uuid4())}


def checklist(*items: str, title: str = "Chi bộ tôi còn") -> dict[str, Any]:
    rows = [{"type": "item", "value": item, "id": str(uuid4())} for item in items]
    return {"type": "checklist", "value": {"title": title, "items": rows}, "id": str(uuid4())}


def edition_of(course: CoursePage) -> CourseEdition:
    return current_editions().get(course=course)


def outline_for(course: CoursePage) -> Outline:
    return outline_of(edition_of(course))


def lesson_form(lesson: LessonPage, **changed: Any) -> dict[str, Any]:
    """What the editor sends for a lesson; `changed` replaces fields of it."""
    return {
        "title": lesson.title,
        "slug": lesson.slug,
        "summary": "",
        "goal": "Mục tiêu mới",
        "minutes": 10,
        "completion": lesson.completion,
        "least_percent": str(lesson.least_percent),
        "key_points": "",
        "body-count": 0,
        "citations-TOTAL_FORMS": 0,
        "citations-INITIAL_FORMS": 0,
        "citations-MIN_NUM_FORMS": 0,
        "citations-MAX_NUM_FORMS": 1000,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "comments-MIN_NUM_FORMS": 0,
        "comments-MAX_NUM_FORMS": 1000,
        **changed,
    }


def make_certificate_settings(course: CoursePage | None = None, **fields: Any) -> CertificateTemplate:
    """How certificates are worded and numbered; issued by themselves unless said otherwise."""
    made: CertificateTemplate = CertificateTemplate.objects.create(
        course=course,
        **{
            "title": "Giấy xác nhận hoàn thành khóa học trực tuyến",
            "superior": "Tỉnh ủy Tuyên Quang",
            "issuer": "Trường Chính trị tỉnh",
            "motto": "Đảng Cộng sản Việt Nam",
            "wording": "đã hoàn thành khóa học trực tuyến “{course}” ({lessons} bài) ngày {finished}.",
            "place": "Tuyên Quang",
            "number_pattern": "{seq:04d}/{year}/GXN-TCT",
            "issuing": CertificateTemplate.Issuing.BY_ITSELF,
            "signer_title": "Hiệu trưởng",
            "signer_name": "Trần Thị Mai Phương",
            **fields,
        },
    )
    for least, title in (("9.00", "Xuất sắc"), ("8.00", "Giỏi"), ("7.00", "Khá")):
        CertificateGrade.objects.create(template=made, least=Decimal(least), title=title)
    return made


def finish_course(learner: Person, course: CoursePage, *, at: datetime) -> CourseProgress:
    """She reads every lesson to its end."""
    enrol(learner=learner, edition=edition_of(course), now=at)
    reports = [Report(uuid4(), rules.READ, lesson.lesson_id, at) for lesson in outline_for(course).lessons]
    record_evidence(learner=learner, reports=reports, now=at)
    return CourseProgress.objects.get(enrolment__learner=learner, enrolment__course=course)
