"""Hòa issues for her commune: who waits, a look first, the list and the print; others find nothing there."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from courses.catalogue.models import CoursePage
from courses.certificates.actions import Decision, ask_for_print, issue_batch
from courses.certificates.desk import views
from courses.certificates.models import Certificate, CertificateBatch, CertificateTemplate, private_storage
from courses.progress.models import CourseProgress
from organisations.oversight.models import Reading
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.courses.conftest import NOW, browser_of
from tests.makers import (
    LONG_AGO,
    account_of,
    finish_course,
    make_cell,
    make_certificate_settings,
    make_grant,
    make_organisation,
    make_person,
    make_secretary,
)
from tests.organisations.desks import queries_for, text_of

pytestmark = pytest.mark.django_db

DESK = "/quan-tri/giay-xac-nhan/"
ISSUE = f"{DESK}cap/"


@pytest.fixture
def lans_progress(lan: Person, cell: Organisation, course: CoursePage) -> CourseProgress:
    """Lan has finished, and nothing comes by itself."""
    return finish_course(lan, course, at=NOW)


@pytest.fixture
def binh(course: CoursePage) -> Person:
    """Secretary of another commune, who has finished too."""
    made = make_secretary("Chẩu Văn Bình", make_cell("Chi bộ Thẳm Luông", make_organisation("Đảng bộ xã B")))
    finish_course(made, course, at=NOW)
    return made


def listing(course: CoursePage) -> str:
    return f"{ISSUE}?course={course.pk}"


def decided(*progresses: CourseProgress, **more: str) -> dict[str, Any]:
    who = [one.pk for one in progresses]
    return {"who": who, "decision_number": "125-QĐ/TCT", "decided_on": "2026-11-20", **more}


def test_hoa_sees_who_waits_in_her_commune_and_nobody_elses(
    hoas_browser: Client, lans_progress: CourseProgress, binh: Person, course: CoursePage,
    by_decision: CertificateTemplate,
) -> None:  # fmt: skip
    page = text_of(hoas_browser.get(listing(course)))
    assert "Vũ Thị Lan" in page
    assert "Chi bộ thôn Nà Chang" in page
    assert "Bình" not in page
    assert Reading.objects.filter(person=lans_progress.enrolment.learner, screen="certificates").exists()


def test_who_holds_no_such_role_finds_nothing_at_any_of_its_addresses(
    sons_browser: Client,
    lan: Person,
    lans_certificate: Certificate,
    course: CoursePage,
    commune: Organisation,
) -> None:
    minh = make_person("Bùi Văn Minh", username="minh")
    make_grant(minh, commune, "organiser")
    own = f"{DESK}{lans_certificate.public_id}/"
    for where in (DESK, listing(course), own, f"{own}giay.pdf", f"{own}thu-hoi/", f"{own}cap-lai/"):
        assert browser_of(minh).get(where).status_code == 404, where
        assert sons_browser.get(where).status_code in {302, 404}, where


def test_a_neighbour_who_issues_elsewhere_does_not_see_lan(
    lans_certificate: Certificate, binh: Person
) -> None:
    other = make_person("Ma Thị Duyên", username="duyen")
    make_grant(other, Organisation.objects.get(name="Đảng bộ xã B"), "reviewer")
    browser = browser_of(other)
    assert "Lan" not in text_of(browser.get(DESK))
    assert browser.get(f"{DESK}{lans_certificate.public_id}/").status_code == 404


def test_first_a_look_then_for_good(
    hoas_browser: Client, hoa: Person, lans_progress: CourseProgress, course: CoursePage,
    by_decision: CertificateTemplate,
) -> None:  # fmt: skip
    look = hoas_browser.post(listing(course), decided(lans_progress, look="1"))
    assert "Sẽ cấp 1 giấy xác nhận. Hiện chưa cấp giấy nào." in text_of(look)
    assert "0001/" in text_of(look)
    assert not Certificate.objects.exists()
    done = hoas_browser.post(listing(course), decided(lans_progress, issue="1"))
    batch = CertificateBatch.objects.get()
    assert done["Location"] == f"{DESK}dot/{batch.public_id}/"
    assert (batch.decided_on, batch.issued_by) == (date(2026, 11, 20), account_of(hoa))
    page = text_of(hoas_browser.get(done["Location"]))
    assert "Đợt cấp theo quyết định 125-QĐ/TCT" in page
    assert "Vũ Thị Lan" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"who": []}, "Đồng chí đánh dấu những người có trong quyết định"),
        ({"decision_number": ""}, "Đồng chí ghi số quyết định cấp"),
        ({"decided_on": "hôm qua"}, "ngày"),
    ],
)
def test_what_is_missing_is_said_and_ticks_and_words_stay(
    hoas_browser: Client, lans_progress: CourseProgress, course: CoursePage, by_decision: CertificateTemplate,
    changed: dict[str, Any], said: str,
) -> None:  # fmt: skip
    answer = hoas_browser.post(listing(course), {**decided(lans_progress), **changed})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert ("checked" in answer.content.decode()) == bool(changed.get("who", True))
    assert ("125-QĐ/TCT" in answer.content.decode()) == bool(changed.get("decision_number", True))


def test_nobody_outside_her_part_can_be_slipped_into_a_batch(
    hoas_browser: Client, lans_progress: CourseProgress, binh: Person, course: CoursePage,
    by_decision: CertificateTemplate,
) -> None:  # fmt: skip
    other = CourseProgress.objects.get(enrolment__learner=binh)
    answer = hoas_browser.post(listing(course), decided(lans_progress, other, issue="1"))
    assert answer.status_code == 422
    assert not Certificate.objects.exists()


def test_where_nobody_waits_or_nothing_is_set_the_screen_says_what_to_do(
    hoas_browser: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    assert "chưa có mẫu giấy xác nhận" in text_of(hoas_browser.get(listing(course)))
    make_certificate_settings()
    Certificate.objects.all().delete()
    issue_batch(course=course, progresses=[lans_progress.pk], decision=Decision("1"), now=NOW)
    assert "Không còn ai chờ giấy xác nhận" in text_of(hoas_browser.get(listing(course)))


def test_the_lists_cost_the_same_however_many_are_on_them(
    hoas_browser: Client, commune: Organisation, lans_progress: CourseProgress, course: CoursePage,
    by_decision: CertificateTemplate,
) -> None:  # fmt: skip
    counts = []
    for size in (2, 6):
        for number in range(size):
            cell = make_cell(f"Chi bộ {size}.{number}", commune)
            finish_course(make_secretary(f"Ma Văn {size}{number}", cell), course, at=NOW)
        waiting = queries_for(hoas_browser, ISSUE, course=str(course.pk))
        progresses = list(CourseProgress.objects.values_list("pk", flat=True))
        batch = issue_batch(course=course, progresses=progresses, decision=Decision("1"), now=NOW)
        where = f"{DESK}dot/{batch.public_id}/"
        counts.append((waiting, queries_for(hoas_browser, DESK), queries_for(hoas_browser, where)))
    assert counts[0] == counts[1]


# --- The list and the print ------------------------------------------------------------------------


@pytest.fixture
def batch(
    lans_progress: CourseProgress, course: CoursePage, by_decision: CertificateTemplate
) -> CertificateBatch:
    decision = Decision("125-QĐ/TCT", date(2026, 11, 20))
    return issue_batch(course=course, progresses=[lans_progress.pk], decision=decision, now=NOW)


def test_the_list_opens_in_a_spreadsheet_as_offices_hand_it_in(
    hoas_browser: Client, batch: CertificateBatch
) -> None:
    Certificate.objects.update(holder="=Lan+1", grade="Giỏi")
    answer = hoas_browser.get(f"{DESK}dot/{batch.public_id}/danh-sach.xlsx")
    sheet: Any = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][0] == "DANH SÁCH CẤP GIẤY XÁC NHẬN"
    assert "125-QĐ/TCT ngày 20/11/2026" in rows[2][0]
    assert rows[4] == (
        "TT", "Số hiệu", "Họ và tên", "Ngày sinh (nếu mẫu yêu cầu)", "Tổ chức đảng", "Chương trình",
        "Xếp loại", "Ngày cấp", "Người ký",
    )  # fmt: skip
    number, name, issued = rows[5][1], rows[5][2], rows[5][7]
    assert (number, name) == ("0001/2026/GXN-TCT", "=Lan+1")
    assert sheet["C6"].data_type == "s"
    assert isinstance(issued, datetime)
    assert sheet["H6"].number_format == "dd/mm/yyyy"
    assert sheet.freeze_panes == "C6"
    assert sheet.print_area.startswith("'Giấy xác nhận'!$A$1")
    assert any("Trần Thị Mai Phương" in [str(cell) for cell in row] for row in rows[7:])


def test_a_small_batch_is_printed_at_once(hoas_browser: Client, batch: CertificateBatch) -> None:
    answer = hoas_browser.get(f"{DESK}dot/{batch.public_id}/de-in.pdf")
    [page] = PdfReader(BytesIO(answer.content)).pages
    assert "Vũ Thị Lan" in page.extract_text()


def test_a_large_one_is_made_behind_the_page_and_goes_when_one_of_it_is_revoked(
    hoas_browser: Client, batch: CertificateBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PRINTED_AT_ONCE", 0)
    where = f"{DESK}dot/{batch.public_id}/"
    assert hoas_browser.get(f"{where}de-in.pdf").status_code == 404
    assert "Tạo tệp để in" in text_of(hoas_browser.get(where))
    assert hoas_browser.post(f"{where}tao-ban-in/").status_code == 302
    made = b"".join(hoas_browser.get(f"{where}de-in.pdf").streaming_content)  # type: ignore[attr-defined]
    assert "Vũ Thị Lan" in PdfReader(BytesIO(made)).pages[0].extract_text()
    stored = CertificateBatch.objects.get().file
    one = Certificate.objects.get()
    with_callbacks(lambda: hoas_browser.post(f"{DESK}{one.public_id}/thu-hoi/", {"reason": "Sai"}))
    assert not private_storage().exists(stored)
    hoas_browser.post(f"{where}tao-ban-in/")
    assert "Đợt này không còn giấy nào để in" in text_of(hoas_browser.get(where))


def test_a_print_is_asked_for_once_and_again_where_its_worker_never_came_back(
    batch: CertificateBatch,
) -> None:
    assert ask_for_print(batch=batch, now=NOW)
    assert not ask_for_print(batch=batch, now=NOW + timedelta(minutes=1))
    batch.refresh_from_db()
    assert batch.is_being_printed(NOW + timedelta(minutes=1))
    assert not batch.is_being_printed(NOW + timedelta(minutes=16))
    assert ask_for_print(batch=batch, now=NOW + timedelta(minutes=16))


def with_callbacks(do: Any) -> None:
    """What waits for the end of the transaction is done."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        do()


def test_who_sees_a_part_of_a_batch_gets_that_part_and_no_print(
    hoas_browser: Client, lans_progress: CourseProgress, binh: Person, course: CoursePage,
    by_decision: CertificateTemplate,
) -> None:  # fmt: skip
    everybody = list(CourseProgress.objects.values_list("pk", flat=True))
    batch = issue_batch(course=course, progresses=everybody, decision=Decision("1"), now=NOW)
    where = f"{DESK}dot/{batch.public_id}/"
    assert "Bình" not in text_of(hoas_browser.get(where))
    assert hoas_browser.get(f"{where}de-in.pdf").status_code == 404
    assert hoas_browser.post(f"{where}tao-ban-in/").status_code == 404
    sheet: Any = load_workbook(BytesIO(hoas_browser.get(f"{where}danh-sach.xlsx").content)).active
    assert "Bình" not in str(list(sheet.iter_rows(values_only=True)))


# --- One certificate -------------------------------------------------------------------------------


def test_hoa_revokes_with_a_reason_and_not_without(
    hoas_browser: Client, hoa: Person, lans_certificate: Certificate
) -> None:
    where = f"{DESK}{lans_certificate.public_id}/thu-hoi/"
    refused = hoas_browser.post(where, {"reason": " "})
    assert refused.status_code == 422
    assert "Đồng chí ghi lý do" in text_of(refused)
    assert hoas_browser.post(where, {"reason": "Nhờ người học"}).status_code == 302
    page = text_of(hoas_browser.get(f"{DESK}{lans_certificate.public_id}/"))
    assert "Chu Văn Hòa thu hồi lúc" in page
    late = hoas_browser.post(where, {"reason": "Lần nữa"})
    assert late.status_code == 409
    assert "đã được Chu Văn Hòa thu hồi trước đó. Lý do: Nhờ người học" in text_of(late)


def test_hoa_issues_anew_and_both_lead_to_each_other(
    hoas_browser: Client, lans_certificate: Certificate
) -> None:
    where = f"{DESK}{lans_certificate.public_id}/cap-lai/"
    done = hoas_browser.post(where, {"reason": "Sai dấu trong tên"})
    new = Certificate.objects.get(replaces=lans_certificate)
    assert done["Location"] == f"{DESK}{new.public_id}/"
    assert lans_certificate.number in text_of(hoas_browser.get(done["Location"]))
    assert new.number in text_of(hoas_browser.get(f"{DESK}{lans_certificate.public_id}/"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "lan vu"}, True),
        ({"q": "GXN-TCT"}, True),
        ({"q": "điều hành"}, True),
        ({"q": "bình"}, False),
        ({"state": "valid"}, True),
        ({"state": "expired"}, False),
        ({"state": "revoked"}, False),
        ({"state": "nonsense"}, True),
    ],
)
def test_certificates_are_found_by_name_number_course_and_state(
    hoas_browser: Client, lans_certificate: Certificate, asked: dict[str, str], found: bool
) -> None:
    assert (lans_certificate.number in text_of(hoas_browser.get(DESK, asked))) is found


# --- Settings --------------------------------------------------------------------------------------


def settings_form(**changed: str) -> dict[str, str]:
    return {
        "course": "",
        "title": "Giấy xác nhận hoàn thành",
        "superior": "",
        "issuer": "Trường Chính trị tỉnh",
        "motto": "",
        "wording": "đã hoàn thành khóa học “{course}”.",
        "place": "",
        "number_pattern": "{seq:04d}/{year}/GXN",
        "issuing": "by_itself",
        "validity_months": "",
        "signer_title": "",
        "signer_name": "",
        "note": "",
        "grades-TOTAL_FORMS": "0",
        "grades-INITIAL_FORMS": "0",
        "grades-MIN_NUM_FORMS": "0",
        "grades-MAX_NUM_FORMS": "1000",
        **changed,
    }


SETTINGS = "/quan-tri/snippets/courses/certificatetemplate/"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number_pattern": "{seq}"}, "Số hiệu cần có {seq} một lần và {year} một lần"),
        ({"wording": "đồng chí {name}"}, "Không thay được {name}"),
    ],
)
def test_settings_that_cannot_work_are_refused_in_words(
    hoas_browser: Client, changed: dict[str, str], said: str
) -> None:
    answer = hoas_browser.post(f"{SETTINGS}add/", settings_form(**changed))
    assert said in text_of(answer)
    assert not CertificateTemplate.objects.exists()


def test_settings_for_all_courses_stand_once(hoas_browser: Client) -> None:
    assert hoas_browser.post(f"{SETTINGS}add/", settings_form()).status_code == 302
    again = hoas_browser.post(f"{SETTINGS}add/", settings_form())
    assert "Đã có mẫu dùng chung cho mọi khóa học" in text_of(again)
    assert CertificateTemplate.objects.count() == 1


def test_a_signature_is_kept_where_no_address_leads_and_is_printed(hoas_browser: Client) -> None:
    drawn = BytesIO()
    Image.new("RGB", (300, 100), "navy").save(drawn, "PNG")
    file = SimpleUploadedFile("ky.png", drawn.getvalue(), "image/png")
    hoas_browser.post(
        f"{SETTINGS}add/", {**settings_form(signer_name="Trần Thị Mai Phương"), "signature": file}
    )
    made = CertificateTemplate.objects.get()
    assert private_storage().exists(made.signature.name)
    page = hoas_browser.get(f"{SETTINGS}edit/{made.pk}/").content.decode()
    assert "Đã có ảnh chữ ký" in page
    assert made.signature.name not in page
    [printed] = PdfReader(BytesIO(hoas_browser.get(f"{DESK}mau/{made.pk}.pdf").content)).pages
    assert len(printed.images) == 1
    refused = {**settings_form(), "signature": SimpleUploadedFile("ky.png", b"no picture")}
    answer = hoas_browser.post(f"{SETTINGS}edit/{made.pk}/", refused)
    assert answer.status_code == 200
    assert CertificateTemplate.objects.get().signature.name == made.signature.name


def test_a_lecturer_neither_writes_settings_nor_looks_at_the_preview(
    by_itself: CertificateTemplate, commune: Organisation
) -> None:
    lecturer = make_person("Lê Thị Hoa", username="hoale")
    make_grant(lecturer, commune, "lecturer", began=LONG_AGO)
    browser = browser_of(lecturer)
    assert browser.get(f"{SETTINGS}edit/{by_itself.pk}/").status_code == 302
    assert browser.get(f"{DESK}mau/{by_itself.pk}.pdf").status_code == 404


def test_the_preview_shows_a_made_up_name_and_counts_nothing(
    hoas_browser: Client, by_itself: CertificateTemplate
) -> None:
    answer = hoas_browser.get(f"{DESK}mau/{by_itself.pk}.pdf")
    page = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert "BẢN XEM THỬ" in page
    assert "Nguyễn Thị Bích Thủy" in page
    assert not Certificate.objects.exists()
    assert f"mau/{by_itself.pk}.pdf" in hoas_browser.get(SETTINGS).content.decode()
