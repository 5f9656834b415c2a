"""Anybody checks a paper: no sign-in, no script, no more than Lan wants shown; guessing is slowed down."""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from courses.certificates.actions import revoke_certificate
from courses.certificates.models import Certificate, CertificateFile
from organisations.appointments.actions import end_appointment
from organisations.people.models import Person
from organisations.privacy.erasing.actions import erase_person
from organisations.privacy.requests.actions import ask_erasure
from tests.makers import account_of, make_person, post_of
from tests.organisations.desks import text_of

pytestmark = pytest.mark.django_db

MOST_BYTES = 12 * 1024


@pytest.fixture
def passer_by() -> Client:
    """Somebody with the paper in hand and no account."""
    return Client()


def check(browser: Client, certificate: Certificate) -> str:
    answer = browser.get(f"/xac-minh/{certificate.code}")
    assert answer.status_code == 200
    return text_of(answer)


def test_it_says_that_it_is_valid_and_names_lan_by_initials_alone(
    passer_by: Client, lans_certificate: Certificate
) -> None:
    page = check(passer_by, lans_certificate)
    assert "Giấy xác nhận còn hiệu lực" in page
    assert "V. T. L." in page
    assert "Điều hành buổi sinh hoạt" in page
    for hidden in ("Vũ", "Lan", "Nà Chang", lans_certificate.number, "Xuất sắc"):
        assert hidden not in page, hidden


def test_lan_lets_her_full_name_be_shown_and_takes_it_back(
    passer_by: Client, lans_browser: Client, sons_browser: Client, lans_certificate: Certificate
) -> None:
    where = f"/toi/giay-xac-nhan/{lans_certificate.public_id}/"
    assert lans_browser.post(where, {"name_shown": "full"}).status_code == 302
    assert "Vũ Thị Lan" in check(passer_by, lans_certificate)
    assert sons_browser.post(where, {"name_shown": "initials"}).status_code == 404
    assert "Vũ Thị Lan" in check(passer_by, lans_certificate)
    assert lans_browser.post(where, {"name_shown": "nonsense"}).status_code == 422
    assert lans_browser.post(where, {"name_shown": "initials"}).status_code == 302
    assert "Vũ Thị Lan" not in check(passer_by, lans_certificate)


def test_after_its_last_day_it_has_run_out(passer_by: Client, lans_certificate: Certificate) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Certificate.objects.update(issued_on=yesterday, expires_on=yesterday)
    page = check(passer_by, lans_certificate)
    assert "Giấy xác nhận đã hết hiệu lực" in page
    assert yesterday.strftime("%d/%m/%Y") in page


def test_revoked_it_says_so_with_the_day_and_without_the_reason(
    passer_by: Client, hoa: Person, lans_certificate: Certificate
) -> None:
    assert "còn hiệu lực" in check(passer_by, lans_certificate)
    now = timezone.now()
    revoke_certificate(certificate=lans_certificate, reason="Nhờ người học", by=account_of(hoa), now=now)
    page = check(passer_by, lans_certificate)
    assert "Giấy xác nhận đã bị thu hồi" in page
    assert timezone.localdate().strftime("%d/%m/%Y") in page
    assert "Nhờ người học" not in page


def test_the_page_carries_no_script_and_is_not_kept_or_found(
    passer_by: Client, lans_certificate: Certificate
) -> None:
    answer = passer_by.get(f"/xac-minh/{lans_certificate.code}")
    html = answer.content.decode()
    assert "<script" not in html
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert set(re.findall(r'(?:src|href)="(/static[^"]+)"', html)) == {
        "/static/portal/css/check.css",
        "/static/portal/img/mark.svg",
    }


def test_all_that_it_asks_for_is_small(passer_by: Client, lans_certificate: Certificate) -> None:
    """Told in the journey on the wire; here by the sources, squeezed as a server does it."""
    page = passer_by.get(f"/xac-minh/{lans_certificate.code}").content
    css = Path(__file__).parents[3] / "site/portal/static/portal/css"
    sheets = [css / name for name in ("check.css", "reset.css", "tokens.css", "base.css")]
    asked = [page, b"".join(sheet.read_bytes() for sheet in sheets)]
    assert sum(len(gzip.compress(one)) for one in asked) < MOST_BYTES / 2


@pytest.mark.parametrize("typed", ["{code}", "{printed}", " {lower} ", "{spaced}"])
def test_a_code_is_typed_in_any_way(passer_by: Client, lans_certificate: Certificate, typed: str) -> None:
    code = lans_certificate.code
    ways = {
        "code": code,
        "printed": lans_certificate.code_as_printed,
        "lower": lans_certificate.code_as_printed.lower(),
        "spaced": " ".join(code),
    }
    answer = passer_by.get("/xac-minh/", {"ma": typed.format(**ways)})
    assert (answer.status_code, answer["Location"]) == (302, f"/xac-minh/{code}")


@pytest.mark.parametrize("typed", ["", "ABC", "C" * 13])
def test_what_is_no_code_is_said_so_and_stays_typed(passer_by: Client, typed: str) -> None:
    answer = passer_by.get("/xac-minh/", {"ma": typed})
    assert answer.status_code == 422
    assert "Mã gồm 12 chữ" in text_of(answer) or "Đồng chí gõ mã" in text_of(answer)
    assert typed in answer.content.decode()


def test_an_unknown_code_gets_a_page_that_helps(passer_by: Client) -> None:
    answer = passer_by.get("/xac-minh/CCCCCCCCCCCC")
    assert answer.status_code == 404
    assert "Không có giấy xác nhận nào mang mã này" in text_of(answer)


def test_who_guesses_is_stopped_before_a_right_guess_could_tell_anything(
    passer_by: Client, lans_certificate: Certificate
) -> None:
    answers = [passer_by.get(f"/xac-minh/{number:012d}").status_code for number in range(22)]
    assert answers == [404] * 20 + [429] * 2
    assert passer_by.get(f"/xac-minh/{lans_certificate.code}").status_code == 429
    assert passer_by.post("/xac-minh/tep/", {"file": SimpleUploadedFile("a.pdf", b"x")}).status_code == 429


def test_a_hall_that_checks_right_codes_is_never_stopped(
    passer_by: Client, lans_certificate: Certificate
) -> None:
    assert {passer_by.get(f"/xac-minh/{lans_certificate.code}").status_code for _ in range(40)} == {200}


# --- By the file alone -----------------------------------------------------------------------------


def send(browser: Client, content: bytes) -> tuple[int, str]:
    answer = browser.post("/xac-minh/tep/", {"file": SimpleUploadedFile("giay.pdf", content)})
    return answer.status_code, text_of(answer)


@pytest.fixture
def file(lans_browser: Client, lans_certificate: Certificate) -> bytes:
    content: bytes = lans_browser.get(f"/toi/giay-xac-nhan/{lans_certificate.public_id}/giay.pdf").content
    return content


def test_the_file_as_it_was_downloaded_is_known_by_its_fingerprint(passer_by: Client, file: bytes) -> None:
    status, page = send(passer_by, file)
    assert status == 200
    assert "còn hiệu lực" in page
    assert "Tệp đúng nguyên như khi được cấp" in page


def test_one_byte_more_and_it_is_nobodys(passer_by: Client, file: bytes) -> None:
    status, page = send(passer_by, file + b" ")
    assert status == 404
    assert "Tệp này không phải do hệ thống cấp" in page


def test_no_file_or_one_that_is_too_large_is_said_so(passer_by: Client) -> None:
    assert passer_by.post("/xac-minh/tep/").status_code == 422
    status, page = send(passer_by, b"0" * (2 * 1024 * 1024 + 1))
    assert status == 422
    assert "lớn hơn mọi giấy xác nhận" in page


def test_after_erasure_file_and_code_still_hold_without_her_name(
    passer_by: Client, lan: Person, lans_browser: Client, file: bytes, lans_certificate: Certificate
) -> None:
    Certificate.objects.update(shows_full_name=True)
    end_appointment(appointment=post_of(lan), on=timezone.localdate())
    request = ask_erasure(person=lan, text="", now=timezone.now())
    by = account_of(make_person("Mai Thị Hà"))
    erasure = erase_person(person=lan, request=request, by=by, now=timezone.now())
    assert "giấy xác nhận, không còn tên" in [trace.label for trace in erasure.kept]
    for page in (send(passer_by, file)[1], check(passer_by, lans_certificate)):
        assert "còn hiệu lực" in page
        assert "Tên đã xóa theo yêu cầu" in page
        assert "Lan" not in page
        assert "Điều hành buổi sinh hoạt" in page
    kept = Certificate.objects.get()
    assert (kept.number, kept.holder, kept.unit) == (lans_certificate.number, "", "")
    assert CertificateFile.objects.count() == 1
