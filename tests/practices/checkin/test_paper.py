"""Sheets and badges on paper, photographs of them, names typed in; what organisers above see."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from organisations.oversight.models import Grant
from organisations.people.models import Person
from practices.checkin import photographs
from practices.checkin.models import AttendanceCode, SignInSheet
from practices.checkin.sheets import print_sheet
from practices.sessions.models import DemonstrationSession
from tests.makers import make_cell, make_grant, make_organisation, make_person, make_secretary
from tests.practices.checkin.makers import Hall
from tests.practices.makers import invite

pytestmark = pytest.mark.django_db
Open = Callable[[Person], Client]


@pytest.fixture
def sheet(hall: Hall) -> SignInSheet:
    return print_sheet(session=hall.session, by=hall.host, now=datetime.now(UTC))


def address(sheet: SignInSheet, name: str = "sheet") -> str:
    return reverse(f"practices:{name}", args=[sheet.session.public_id, sheet.public_id])


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_sheet_has_everybody_in_vietnamese_order_and_empty_lines(
    hall: Hall, sheet: SignInSheet, browser_of: Open
) -> None:
    text = text_of(browser_of(hall.minh).get(address(sheet, "sheet_file")).content)
    places = [
        text.index(name) for name in ("Nguyễn Văn Ân", "Lò Văn Đức", "Đỗ Thị Hòa", "Vũ Thị Lan", "Hà Thị Ý")
    ]
    assert places == sorted(places)
    assert "PHIẾU KÝ ĐIỂM DANH" in text
    assert f"{sheet.code[:4]}-{sheet.code[4:]}" in text
    assert "17" in text  # five names and twelve lines


def test_badges_carry_everybodys_code(hall: Hall, browser_of: Open) -> None:
    where = reverse("practices:badges", args=[hall.session.public_id])
    text = text_of(browser_of(hall.minh).get(where).content)
    for code in AttendanceCode.objects.values_list("code", flat=True):
        assert f"{code[:4]}-{code[4:]}" in text
    assert AttendanceCode.objects.count() == 5


def photograph(*, with_place: bool = True, size: tuple[int, int] = (3000, 2000)) -> SimpleUploadedFile:
    picture, written = Image.new("RGB", size, "white"), BytesIO()
    notes = Image.Exif()
    notes[0x0112] = 6  # the camera was held upright
    notes[0x0110] = "Máy ảnh của Minh"
    picture.save(written, "JPEG", exif=notes if with_place else Image.Exif())
    return SimpleUploadedFile("IMG_2026.jpg", written.getvalue(), "image/jpeg")


def attach(browser: Client, sheet: SignInSheet, file: Any) -> Any:
    return browser.post(address(sheet), {"attach": "1", "photo-photo": file}, follow=True)


def test_a_photograph_is_kept_upright_and_without_what_the_camera_notes(
    hall: Hall, sheet: SignInSheet, browser_of: Open
) -> None:
    minh = browser_of(hall.minh)
    assert "Đã lưu ảnh cùng phiếu" in attach(minh, sheet, photograph()).content.decode()
    answer: Any = minh.get(address(sheet, "sheet_photo"))
    kept = b"".join(answer.streaming_content)
    picture = Image.open(BytesIO(kept))
    assert picture.height > picture.width
    assert not picture.getexif()
    assert b"Minh" not in kept
    sheet.refresh_from_db()
    assert len(sheet.photo_digest) == 64


def test_a_photograph_put_in_the_place_of_another_lets_it_go(
    hall: Hall, sheet: SignInSheet, browser_of: Open, django_capture_on_commit_callbacks: Any
) -> None:
    minh = browser_of(hall.minh)
    attach(minh, sheet, photograph())
    sheet.refresh_from_db()
    first = sheet.photo
    with django_capture_on_commit_callbacks(execute=True):
        attach(minh, sheet, photograph(size=(400, 300)))
    sheet.refresh_from_db()
    assert sheet.photo != first
    assert not photographs.private_storage().exists(first)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("anh.jpg", b"<script>"), "không phải ảnh đọc được"),
        (SimpleUploadedFile("anh.jpg", b""), "Tệp rỗng"),
        (SimpleUploadedFile("anh.jpg", photograph().read()[:400]), "không phải ảnh đọc được"),
        (SimpleUploadedFile("anh.jpg", b"\xff" * (15 * 1024 * 1024 + 1)), "lớn hơn 15 MB"),
        ("", "Hãy chọn hoặc chụp ảnh"),
    ],
)
def test_what_is_no_photograph_is_refused_in_words(
    hall: Hall, sheet: SignInSheet, browser_of: Open, file: Any, said: str
) -> None:
    answer = attach(browser_of(hall.minh), sheet, file)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_photograph_is_for_hosts_alone(hall: Hall, sheet: SignInSheet, browser_of: Open) -> None:
    attach(browser_of(hall.minh), sheet, photograph())
    for person in (hall.son, hall.lan):
        for name in ("sheet", "sheet_file", "sheet_photo"):
            assert browser_of(person).get(address(sheet, name)).status_code == 404
    other = make_organisation("Đảng bộ xã khác")
    make_grant(hall.son, other)
    assert browser_of(hall.son).get(address(sheet, "sheet_photo")).status_code == 404


def test_minh_types_in_who_signed_and_when(hall: Hall, sheet: SignInSheet, browser_of: Open) -> None:
    minh = browser_of(hall.minh)
    began = timezone.localtime(hall.session.starts_at)
    signed = [str(hall.participant(person).public_id) for person in hall.people[:2]]
    answer = minh.post(address(sheet), {"at": f"{began:%H:%M}", "people": signed}, follow=True)
    assert "Đã nhập 2 đồng chí" in answer.content.decode()
    assert hall.attended() == hall.people[:2]
    assert hall.participant(hall.lan).attended_how == "sheet"


@pytest.mark.parametrize("minutes", [-45, 120])
def test_a_time_outside_the_session_is_refused_and_the_ticks_are_kept(
    hall: Hall, sheet: SignInSheet, browser_of: Open, minutes: int
) -> None:
    at = timezone.localtime(hall.session.starts_at + timedelta(minutes=minutes))
    who = str(hall.participant(hall.lan).public_id)
    answer = browser_of(hall.minh).post(address(sheet), {"at": f"{at:%H:%M}", "people": [who]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy ghi giờ từ" in page
    assert page.count(" checked") == 1
    assert hall.attended() == []


# --- Organisers above those invited ---------------------------------------------------------------------


def test_an_organiser_above_those_invited_sees_her_own_people_and_nobody_elses(
    hall: Hall, browser_of: Open
) -> None:
    far = make_organisation("Đảng bộ xã khác")
    guest = make_secretary("Ma Thị Xa", make_cell("Chi bộ Xa", far))
    invite(hall.session, guest, attended_at=hall.session.starts_at)
    tu = make_person("Hà Anh Tú", username="tu")
    make_grant(tu, far, Grant.Role.ORGANISER)
    browser = browser_of(tu)
    where = reverse("practices:attendance_of_session", args=[hall.session.public_id])
    page = browser.get(where).content.decode()
    assert "Ma Thị Xa" in page
    assert "Vũ Thị Lan" not in page
    assert "<strong>1 / 1</strong>" in browser.get(reverse("practices:attendance")).content.decode()
    own = browser_of(hall.minh).get(where).content.decode()
    assert "Vũ Thị Lan" in own
    assert "Ma Thị Xa" not in own
    assert browser_of(hall.son).get(where).status_code == 404
    assert browser_of(hall.lan).get(reverse("practices:attendance")).status_code == 404


def test_nobody_is_called_absent_before_a_session_has_begun(hall: Hall, browser_of: Open) -> None:
    where = reverse("practices:attendance_of_session", args=[hall.session.public_id])
    begun = browser_of(hall.minh).get(where).content.decode()
    assert "đồng chí vắng" in begun

    tomorrow = timezone.now() + timedelta(days=1)
    DemonstrationSession.objects.update(starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=2))

    page = browser_of(hall.minh).get(where).content.decode()
    assert "đồng chí được mời" in page
    assert "vắng" not in page
