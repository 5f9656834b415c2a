"""The world that every address is walked in: two communes with names found nowhere else, and who looks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from common.phones import local_phone
from courses.assignments.actions import (
    Terms,
    exempt,
    make_assignment,
    make_programme,
    settle_assignment,
)
from courses.assignments.models import Assignment, Exemption, Programme
from courses.catalogue.models import CoursePage
from courses.certificates.actions import Decision, issue_batch
from courses.certificates.models import Certificate, CertificateBatch, CertificateTemplate
from courses.enrolment.actions import enrol
from courses.recognition.actions import Paper, hand_in
from courses.recognition.scans import Scan
from media.packages.actions import record_claim
from media.packages.models import Package, PackageUpload
from media.packages.rules import Claim
from media.regulations.models import Regulation
from media.rubrics.models import Rubric
from media.statements.actions import Result, record_statement
from media.statements.models import Statement
from media.topics.models import Topic
from media.videos.uploading.actions import begin_upload
from notifications.actions import tell
from notifications.calendars.actions import renew_address
from notifications.models import Delivery, Notice, PushSubscription
from organisations.appointments.models import Appointment
from organisations.exchange.actions import apply_file, check_file, keep_file
from organisations.exchange.columns import LAYOUTS
from organisations.exchange.exporting import export_rows
from organisations.exchange.models import ImportFile
from organisations.exchange.writing.texts import csv_pieces
from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.privacy.notices.actions import publish_opening_notice
from organisations.privacy.requests.actions import ask_correction, ask_erasure
from organisations.privacy.requests.models import DataRequest
from organisations.reorganising.actions import rename_organisation
from organisations.tree.models import Organisation, Succession
from practices.adoptions.actions import Evidence, Words, record_adoption
from practices.checkin.actions import Sent, record_checkins
from practices.checkin.models import CheckIn
from practices.checkin.sheets import attach_photo, print_sheet
from practices.exemplars.models import Practice
from practices.inquiries.actions import ask as ask_source
from practices.inquiries.models import Inquiry
from practices.proposals.attaching import attach_file as attach_to_proposal
from practices.proposals.models import Proposal, ProposalFile
from practices.reviews.models import Commitment, Discussion
from practices.sessions.holding import announce_session
from practices.sessions.inviting import invite_posts
from practices.sessions.models import DemonstrationSession
from quizzes.attempts.actions import attach_file, begin_attempt, save_answers, submit_attempt
from quizzes.attempts.models import AnswerFile, Attempt, AttemptQuestion
from quizzes.exchange.actions import keep_file as keep_questions
from quizzes.exchange.actions import write_questions
from quizzes.exchange.formats import sheet
from quizzes.exchange.formats.drafts import Draft
from quizzes.exchange.registry import FORMATS
from quizzes.grading.questions import Essay
from quizzes.marking.essays.actions import mark_by_two
from quizzes.marking.models import Regrading
from quizzes.marking.regrading.actions import begin_regrading, carry_out
from quizzes.marking.regrading.queries import Correcting, plan_of
from quizzes.marking.rules import Correction
from quizzes.papers.models import Quiz, QuizException
from quizzes.printing.actions import print_paper, type_result
from quizzes.printing.models import PaperPrint, PaperResult
from quizzes.reviewing.actions import begin_sitting
from quizzes.reviewing.models import Sitting
from tests.assigning import assign
from tests.film_makers import make_recording
from tests.makers import (
    account_of,
    edition_of,
    finish_course,
    make_cell,
    make_certificate_settings,
    make_course,
    make_decision,
    make_grant,
    make_kind,
    make_organisation,
    make_person,
    make_secretary,
    post_of,
)
from tests.media.h5p.packages import course_with, install
from tests.package_makers import make_package
from tests.practices.makers import invite, make_practice, make_session
from tests.practices.reviews.makers import attend, make_held_session, observe
from tests.quiz_makers import PHONE, essay, make_category, make_question, make_quiz, save, single
from tracking.building.actions import Design, save_new
from tracking.following.models import Ranking
from tracking.freezing.actions import freeze_report
from tracking.freezing.models import Freeze
from tracking.layouts.asking import Asked
from tracking.layouts.given import GIVEN
from tracking.layouts.making import make
from tracking.layouts.queries import layout_in
from tracking.reports.models import ReportFile
from tracking.reports.queries import scope_of
from tracking.reports.rules import KEPT_FOR
from tracking.scheduling.actions import make_schedule

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Commune:
    """A commune, one cell in it, those who lead it, and the organiser above.

    The deputy's account is closed; the newcomer has none yet.
    """

    committee: Organisation
    cell: Organisation
    secretary: Person
    deputy: Person
    newcomer: Person
    organiser: Person
    grant: Grant
    marks: list[str]
    """Texts that stand nowhere but in this commune's data."""
    secretary_marks: list[str]
    """Those of them that are her name and her telephone number."""


@dataclass(frozen=True)
class Neighbours:
    """Lan and Minh's commune, the one beside it, and the course that everybody may follow."""

    a: Commune
    b: Commune
    administrator: User
    stranger: User
    course: CoursePage
    module: Page
    lesson: Page
    marking: "Marking"
    sitting: Sitting
    paper: PaperPrint
    result: PaperResult
    question_files: tuple[UUID, ...]
    practice: Practice
    package: Package
    played: Package
    package_file: PackageUpload
    library_file: PackageUpload
    statement: Statement
    certificate: Certificate
    session: DemonstrationSession
    hall: DemonstrationSession


@dataclass(frozen=True)
class Marking:
    """What there is to mark: an essay of Lan's with its file, an attempt of hers that was regraded."""

    essay: AttemptQuestion
    file: AnswerFile
    attempt: Attempt
    regrading: Regrading
    rule: int


def make_neighbours() -> Neighbours:
    # First of all people: Wagtail's chooser of pages breaks where it is asked for the page numbered 1.
    stranger = account_of(make_person("Đinh Văn Sơn", username="son"))
    course = make_course("Bài một")
    module = course.get_children().get()
    province = make_organisation("Đảng bộ tỉnh", kind=make_kind("dang_bo_tinh", "Đảng bộ tỉnh", rank=1))
    Regulation.objects.create(code="r", title="Một văn bản", kind=Regulation.Kind.CENTRAL)
    Topic.objects.create(code="t", title="Một chủ đề")
    Rubric.objects.create(code="p", title="Một phiếu chấm")
    publish_opening_notice(now=NOW)
    timed = make_quiz(make_question(), time_limit_minutes=20, title="Bài có giờ")
    administrator = User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa")
    practice = make_practice()
    make_recording()
    begin_upload(name="phim.mp4", size=10, by=administrator, now=NOW)
    a = _commune(province, "Khuổi Quèng", "KQ-7731", "Ngọc Thị Lan Huyếnh", "+84912733199", course, timed)
    b = _commune(province, "Thẳm Luông", "TL-8842", "Chẩu Văn Bình Ngoãn", "+84987244866", course, timed)
    result = _write_on_paper(a)
    played = install().package
    enrol(learner=a.secretary, edition=edition_of(course_with(played)), now=NOW)
    quiz = make_quiz(make_question(), make_question(single("Ai chủ trì?", "Bí thư")), slug="kiem-tra")
    certified = make_course("Bài có giấy xác nhận", title="Khóa có giấy xác nhận")
    make_certificate_settings(issuing=CertificateTemplate.Issuing.BY_DECISION)
    for commune in (a, b):
        submit_attempt(attempt=begin_attempt(quiz=quiz, learner=commune.secretary, now=NOW), now=NOW)
        _tell_by_every_way(commune)
    assign(course, province, due=NOW.date())
    Ranking.objects.create(organisation=province)
    return Neighbours(
        a=a,
        b=b,
        marking=_marking([a.secretary, b.secretary], administrator),
        administrator=administrator,
        stranger=stranger,
        course=course,
        module=module,
        lesson=module.get_children().get(),
        sitting=begin_sitting(learner=a.secretary, now=NOW),
        paper=result.paper,
        result=result,
        question_files=_files_of_questions(administrator),
        practice=practice,
        played=played,
        package=(package := make_package(revisions=2)),
        package_file=_sent_file("ai-chu-tri.h5p", administrator),
        library_file=_sent_file("thu-vien.h5p", administrator, brings_libraries_only=True),
        statement=[_play(package, commune) for commune in (b, a)][-1],
        certificate=[_certify(certified, commune) for commune in (b, a)][-1],
        session=[_invite_to_a_session(commune) for commune in (b, a)][-1],
        hall=[_check_in_at_a_session(commune) for commune in (b, a)][-1],
    )


def _tell_by_every_way(commune: Commune) -> None:
    """A telephone that is pushed to, a letter that did not leave, a calendar that is read by its address."""
    account = account_of(commune.secretary)
    PushSubscription.objects.create(
        account=account,
        endpoint="https://fcm.googleapis.com/1",
        endpoint_digest=account.username,
        session_key="signed-out",
        made_at=NOW,
    )
    tell(accounts=[account], key="late", title=f"{commune.cell.name}: {account.full_name}", now=NOW)
    notice = Notice.objects.get(recipient=account, key="late")
    Delivery.objects.create(notice=notice, channel="letter", state="failed", next_try_at=NOW)
    renew_address(account=account, now=NOW)


def _invite_to_a_session(commune: Commune) -> DemonstrationSession:
    """The commune holds a session and has invited its secretary, who is told of it."""
    now = timezone.now()
    session = make_session(commune.committee, starts_at=now + timedelta(days=10), state="draft")
    invite_posts(session=session, organisation=commune.committee, posts=["secretary"], now=now)
    announce_session(session=session, now=now)
    return session


def _check_in_at_a_session(commune: Commune) -> DemonstrationSession:
    """The secretary was there; a code that nobody has waits; a sheet was signed and photographed."""
    session = make_session(commune.committee, starts_at=NOW, place=commune.cell.address)
    invite(session, commune.secretary, organisation_name=commune.cell.name)
    invite(session, commune.deputy, organisation_name=commune.cell.name)
    there = Sent(id=uuid4(), how=CheckIn.How.TICKED, at=NOW, person=commune.secretary.pk)
    nobody = Sent(id=uuid4(), how=CheckIn.How.SCANNED, at=NOW, code="CFGHJKMN")
    by = account_of(commune.organiser)
    record_checkins(session=session, sent=[there, nobody], by=by, now=NOW)
    sheet = print_sheet(session=session, by=by, now=NOW)
    attach_photo(sheet=sheet, picture=b"\xff\xd8\xff", by=by, now=NOW)
    return session


def _certify(course: CoursePage, commune: Commune) -> Certificate:
    """The secretary has finished a course, and the School certifies it by a decision."""
    progress = finish_course(commune.secretary, course, at=NOW)
    decision = Decision(f"QĐ về {commune.cell.name}", NOW.date())
    batch = issue_batch(course=course, progresses=[progress.pk], decision=decision, now=NOW)
    return batch.certificates.get()


def _sent_file(name: str, by: User, **fields: Any) -> PackageUpload:
    refused = PackageUpload.State.REFUSED
    return PackageUpload.objects.create(
        kind=Package.Kind.H5P, name=name, size=10, state=refused, sent_by=by, sent_at=NOW, **fields
    )


def _play(package: Package, commune: Commune) -> Statement:
    """The secretary goes through a package and writes where she is; her organiser may read statements."""
    organiser = account_of(commune.organiser)
    organiser.user_permissions.add(Permission.objects.get(codename="view_statement"))
    learner = commune.secretary
    record_claim(learner=learner, package=package, claim=Claim(share=0.5, is_complete=True), now=NOW)
    return record_statement(
        id=uuid4(),
        learner=learner,
        verb="http://adlnet.gov/expapi/verbs/answered",
        activity=package.activity,
        result=Result(scaled=0.5, response=f"{learner.full_name}, {commune.cell.address}"),
        timestamp=NOW,
        now=NOW,
    )


def _files_of_questions(by: User) -> tuple[UUID, ...]:
    """One that is only looked at, and one that was brought in."""
    sent, written = (
        keep_questions(data=sheet.template(), name="cau-hoi.xlsx", format_=FORMATS["xlsx"], by=by, now=NOW)
        for _ in range(2)
    )
    question = sheet.write([Draft(question=essay())]).data
    write_questions(
        sent=written,
        reading=sheet.read(question),
        numbers={1},
        category=make_category(),
        by_section=False,
        by=by,
        now=NOW,
    )
    return sent.public_id, written.public_id


def _write_on_paper(commune: Commune) -> PaperResult:
    """The secretary wrote a test in her commune's hall; what she left out waits for review."""
    by = account_of(commune.organiser)
    paper = print_paper(
        quiz=make_quiz(make_question()),
        organisation=commune.committee,
        title="Bài trên giấy",
        held_on=NOW.date(),
        variants=1,
        is_same=True,
        by=by,
        now=NOW,
        hall=commune.cell.address,
    )
    return type_result(paper=paper, variant=1, learner=commune.secretary, typed={}, by=by, now=NOW)


def _commune(
    province: Organisation,
    place: str,
    code: str,
    name: str,
    phone: str,
    course: CoursePage,
    quiz: Quiz,
) -> Commune:
    username = code.lower()
    committee = make_organisation(f"Đảng bộ xã {place}", province, code=code)
    cell = make_cell(f"Chi bộ {place} cũ", committee, code=f"{code}-C", address=f"Nhà văn hóa {place}")
    renamed = make_decision(date(2025, 1, 1), f"{code}-QĐ")
    rename_organisation(organisation=cell, name=f"Chi bộ {place} mới", decision=renamed)
    secretary = make_secretary(name, cell, username=f"bithu.{username}", phone=phone)
    enrol(learner=secretary, edition=edition_of(course), now=NOW)
    ask_erasure(person=secretary, text=f"Tôi thôi sinh hoạt ở {place}", now=NOW)
    ask_correction(person=secretary, text=f"Tên tôi ở {place}", wanted=name, now=NOW)
    _write_an_essay(secretary, place)
    _apply_a_practice(secretary, cell, place)
    _give_more_time(quiz, secretary, f"Mất điện ở {place}")
    _propose(secretary, cell, place)
    _learnt_elsewhere(secretary, course, place)
    deputy = make_secretary(f"Mông Văn {place}", cell, post="deputy", username=f"phobithu.{username}")
    User.objects.filter(person=deputy).update(is_active=False)
    organiser = make_person("Cán bộ", username=f"canbo.{username}")
    grant = make_grant(organiser, committee)
    _send_a_list(account_of(organiser), f"{code}.csv")
    _hold_a_session(cell, secretary, place)
    _keep_a_report(account_of(organiser), place)
    _lay_out_freeze_and_schedule(account_of(organiser), place)
    spoken = [name, phone, local_phone(phone), phone.replace("+84", "0")]
    commune = Commune(
        committee=committee,
        cell=Organisation.objects.get(pk=cell.pk),
        secretary=secretary,
        deputy=deputy,
        newcomer=make_secretary(f"Lục Thị {place}", cell, post="committee"),
        organiser=organiser,
        grant=grant,
        marks=[*spoken, place, code, username],
        secretary_marks=spoken,
    )
    _assign_a_course(commune, course, place)
    return commune


def _assign_a_course(commune: Commune, course: CoursePage, place: str) -> None:
    """To its secretaries, one of whom is let off; and a programme that its committee drew up."""
    by = commune.organiser.account
    make_programme(title=f"Chương trình ở {place}", courses=[course], organisation=commune.committee, by=by)
    assignment = make_assignment(
        what=course,
        organisation=commune.committee,
        posts=[Appointment.Post.SECRETARY, Appointment.Post.COMMITTEE],
        terms=Terms(began=NOW.date(), due=NOW.date()),
        by=by,
        now=NOW,
        decision=f"01-KH/{place}",
    )
    settle_assignment(assignment=assignment, today=NOW.date())
    reason = f"Nghỉ ốm ở {place}"
    exempt(assignment=assignment, person=commune.newcomer, began=NOW.date(), reason=reason, by=by, now=NOW)


def _marking(secretaries: list[Person], administrator: User) -> Marking:
    """Each hands in an essay with a file, and a question that is left aside later; Lan comes first."""
    written, asked = make_question(essay()), make_question()
    thesis = make_quiz(written, title="Một bài thu hoạch", slug="mot-bai-thu-hoach")
    test = make_quiz(asked, title="Một bài kiểm tra", slug="mot-bai-kiem-tra")
    rule = mark_by_two(quiz=thesis, question=None, allowed_percent=10, by=administrator, now=NOW)
    essays, attempts = [], []
    for secretary in secretaries:
        text = {"text": f"{secretary.full_name}: bài thu hoạch"}
        essays.append(AttemptQuestion.objects.get(attempt=_hand_in(thesis, secretary, text)))
        attempts.append(_hand_in(test, secretary, None))
    files = [
        AnswerFile.objects.create(
            asked=one,
            file=ContentFile(one.attempt.learner.full_name.encode(), name="bai.txt"),
            name=f"{one.attempt.learner.full_name}.txt",
            size=10,
            uploaded_at=NOW,
        )
        for one in essays
    ]
    asked.refresh_from_db()
    version = asked.versions.get()
    correcting = Correcting(asked, version, [version], Correction.FULL)
    shown = plan_of(correcting).digest
    regrading = begin_regrading(
        correcting=correcting, shown=shown, reason="Bỏ câu này", by=administrator, now=NOW
    )
    carry_out(regrading=regrading, now=NOW)
    return Marking(essays[0], files[0], attempts[0], regrading, rule.pk)


def _hand_in(quiz: Quiz, learner: Person, answer: object) -> Attempt:
    attempt = begin_attempt(quiz=quiz, learner=learner, now=NOW)
    answers = [save(1, answer, NOW)]
    save_answers(attempt_id=attempt.pk, learner=learner, device=PHONE, saves=answers, now=NOW)
    return submit_attempt(attempt=attempt, now=NOW)


def _write_an_essay(secretary: Person, place: str) -> None:
    """An attempt under way at a quiz that everybody may be asked, with a text and a file of hers."""
    asked = Essay(prompt="<p>Viết.</p>", files_max=1)
    quiz = Quiz.objects.filter(slug="bai-viet").first() or make_quiz(make_question(asked), slug="bai-viet")
    attempt = begin_attempt(quiz=quiz, learner=secretary, now=NOW)
    text = save(1, {"text": f"Chi bộ tôi ở {place}"}, NOW)
    save_answers(attempt_id=attempt.pk, learner=secretary, device=PHONE, saves=[text], now=NOW)
    file = ContentFile(b"\x89PNG\r\n\x1a\n")
    attach_file(attempt_id=attempt.pk, learner=secretary, slot=1, content=file, name=f"{place}.png", now=NOW)


def _apply_a_practice(secretary: Person, cell: Organisation, place: str) -> None:
    """Her cell tries it, keeps its name to itself, and sends a photograph to those above."""
    practice = Practice.objects.first() or make_practice()
    photograph = Evidence(f"{place}.png", "png", b"\x89PNG\r\n\x1a\n")
    words = Words("tried", NOW.date(), happened=f"Họp ở {place}", evidence=[photograph])
    record_adoption(practice=practice, cell=cell, key=uuid4(), words=words, by=secretary, now=NOW)


def _propose(secretary: Person, cell: Organisation, place: str) -> None:
    """A practice of her cell that the School asks about, with a picture; and a question to another's."""
    proposal = Proposal.objects.create(
        proposed_by=secretary,
        organisation=cell,
        state=Proposal.State.ASKED,
        title=f"Cách làm ở {place}",
        begun_at=NOW,
        changed_at=NOW,
        sent_at=NOW,
    )
    picture = ContentFile(b"\x89PNG\r\n\x1a\n")
    attach_to_proposal(proposal=proposal, content=picture, name=f"{place}.png", now=NOW)
    practice, text = Practice.objects.get(), f"Ở {place} thì làm thế nào?"
    ask_source(practice=practice, asker=secretary, text=text, now=NOW, today=NOW.date())


def _learnt_elsewhere(secretary: Person, course: CoursePage, place: str) -> None:
    """She has handed in a paper, which waits for those above."""
    scan = Scan(b"\xff\xd8\xff", "image/jpeg", "jpg")
    paper = Paper(course, NOW.date(), f"Lớp học ở {place}", f"Số 1 ở {place}", scan)
    hand_in(key=uuid4(), person=secretary, paper=paper, by=account_of(secretary), now=NOW)


def _give_more_time(quiz: Quiz, person: Person, reason: str) -> None:
    QuizException.objects.create(quiz=quiz, person=person, extra_minutes=5, reason=reason, given_at=NOW)


def _send_a_list(organiser: User, name: str) -> None:
    """What stands there already, taken out and brought in again."""
    people = export_rows(kind="people", viewer=organiser, on=NOW.date(), now=NOW)
    text = "".join(csv_pieces(LAYOUTS["people"].columns, people))
    sent = keep_file(file=BytesIO(text.encode()), name=name, kind="people", by=organiser, now=NOW)
    check_file(file=sent, viewer=organiser, now=NOW)
    apply_file(file=sent, viewer=organiser, now=NOW)


def _hold_a_session(cell: Organisation, secretary: Person, place: str) -> None:
    """A demonstration session of the cell, which its secretary attended and wrote about."""
    session = make_held_session(cell, title=f"Sinh hoạt điểm ở {place}")
    observe(attend(session, secretary), saw=f"Chi bộ {place} bàn kỹ", promise=f"Việc hứa ở {place}")
    Discussion.objects.create(session=session, summary=f"Bài học ở {place}", changed_at=NOW, published_at=NOW)


def _keep_a_report(organiser: User, place: str) -> None:
    """A file of a report, which a worker has made for the organiser."""
    now = timezone.now()
    ReportFile.objects.create(
        owner=organiser,
        title=f"Tiến độ ở {place}",
        name="tien-do.csv",
        form="csv",
        file=ContentFile(f"Đơn vị\r\n{place}".encode(), "tien-do.csv"),
        scope=scope_of(organiser, today=timezone.localdate()),
        state=ReportFile.State.READY,
        state_since=now,
        asked_at=now,
        expires_at=now + KEPT_FOR,
    )


def _lay_out_freeze_and_schedule(organiser: User, place: str) -> None:
    """A list of people of her own, made every week, and the figures of her commune, frozen."""
    now = timezone.now()
    asked = Asked()
    design = Design(f"Danh sách {place}", "people", ("name", "cell"), "", asked, is_shared=True)
    saved = save_new(design=design, by=organiser, now=now)
    listed = make(layout=layout_in(saved), asked=asked, viewer=organiser, now=now)
    make_schedule(made=listed, form="csv", every="week", day=1, by=organiser, now=now)
    freeze_report(made=make(layout=GIVEN["bc1"], asked=asked, viewer=organiser, now=now), now=now)


def things_of(commune: Commune) -> list[Model]:
    """What an address may be about; Lan's before others' of the same kind.

    Which of them an address is about is found by trying: who makes a new kind of thing that has
    addresses adds one of it here, and nothing else.
    """
    return [
        commune.secretary,
        commune.deputy,
        commune.newcomer,
        commune.cell,
        commune.committee,
        post_of(commune.secretary),
        commune.grant,
        QuizException.objects.get(person=commune.secretary),
        ImportFile.objects.get(uploaded_by=commune.organiser.account),
        Proposal.objects.get(proposed_by=commune.secretary),
        ProposalFile.objects.get(proposal__proposed_by=commune.secretary),
        Inquiry.objects.get(asker=commune.secretary),
        DemonstrationSession.objects.get(host=commune.cell),
        Commitment.objects.get(observation__participant__person=commune.secretary),
        Certificate.objects.get(learner=commune.secretary),
        CertificateBatch.objects.get(certificates__learner=commune.secretary),
        *DataRequest.objects.filter(person=commune.secretary).order_by("kind"),
        Succession.objects.filter(parts__organisation=commune.cell, kind="rename").distinct().get(),
        Assignment.objects.get(organisation=commune.committee),
        Exemption.objects.get(assignment__organisation=commune.committee),
        Programme.objects.get(organisation=commune.committee),
        Freeze.objects.get(frozen_by=commune.organiser.account),
    ]
