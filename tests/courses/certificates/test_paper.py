"""The paper: every mark of every name, fonts within, small, the same bytes again, a square to scan."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image, ImageDraw
from pypdf import PdfReader

from courses.certificates.models import Certificate, CertificateFile, private_storage
from courses.certificates.printing import certificate_pdf, certificates_pdf, check_address
from tests.scanning import scanned

pytestmark = pytest.mark.django_db

MOST_BYTES = 100_000


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def signed(certificate: Certificate) -> Certificate:
    """With a signature that somebody photographed much too large."""
    drawn = Image.new("RGB", (2400, 900), "white")
    ImageDraw.Draw(drawn).line([(n * 60, 450 + 300 * (-1) ** n) for n in range(40)], fill="navy", width=24)
    content = BytesIO()
    drawn.save(content, "JPEG")
    stored = private_storage().save("signatures/ky.jpg", ContentFile(content.getvalue()))
    certificate.printed |= {"signature": stored}
    return certificate


@pytest.mark.parametrize("name", ["Nguyễn Thị Bích Thủy", "Đặng Văn Ườm", "Lò Ỷ Ẩn", "Hoàng Thị Ngữ Quỳnh"])
def test_names_are_printed_with_all_their_marks(lans_certificate: Certificate, name: str) -> None:
    lans_certificate.holder = name
    assert name in text_of(certificate_pdf(lans_certificate))


def test_it_says_who_what_by_which_number_until_when_and_who_signs(lans_certificate: Certificate) -> None:
    one = lans_certificate
    one.mark, one.grade, one.decision_number = Decimal("9.25"), "Xuất sắc", "125-QĐ/TCT"
    one.issued_on, one.expires_on = date(2026, 11, 27), date(2029, 11, 27)
    page = text_of(certificate_pdf(one))
    for said in (
        "GIẤY XÁC NHẬN HOÀN THÀNH KHÓA HỌC TRỰC TUYẾN",
        "TRƯỜNG CHÍNH TRỊ TỈNH",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Vũ Thị Lan",
        "Chi bộ thôn Nà Chang",
        "“Điều hành buổi sinh hoạt” (3 bài) ngày 23/11/2026",
        "Kết quả: Xuất sắc",
        "Điểm: 9,25/10",
        one.number,
        "125-QĐ/TCT",
        "27/11/2029",
        "Tuyên Quang, ngày 27 tháng 11 năm 2026",
        "HIỆU TRƯỞNG",
        "Trần Thị Mai Phương",
        one.code_as_printed,
    ):
        assert said in page, said


def test_it_is_small_and_carries_its_fonts(lans_certificate: Certificate) -> None:
    pdf = certificate_pdf(signed(lans_certificate))
    assert len(pdf) < MOST_BYTES
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) == 1
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    descriptors = [
        font.get("/DescendantFonts", [font])[0].get_object()["/FontDescriptor"].get_object() for font in fonts
    ]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in descriptors)
    assert len(reader.pages[0].images) == 1  # the signature


def test_a_signature_that_cannot_be_read_leaves_room_to_sign(lans_certificate: Certificate) -> None:
    broken = private_storage().save("signatures/hong.png", ContentFile(b"no picture"))
    lans_certificate.printed |= {"signature": broken}
    assert "Trần Thị Mai Phương" in text_of(certificate_pdf(lans_certificate))


def test_the_same_certificate_makes_the_same_file_again(lans_certificate: Certificate) -> None:
    assert certificate_pdf(lans_certificate) == certificate_pdf(lans_certificate)


def test_a_camera_reads_the_square_on_the_paper(lans_certificate: Certificate) -> None:
    address = scanned(certificate_pdf(lans_certificate))
    assert address == check_address(lans_certificate)
    assert address.endswith(f"/xac-minh/{lans_certificate.code}")


@pytest.mark.parametrize(
    "name",
    ["#strong[Sơn] *đậm* $x$ \\ ` @a <b>", "#sys.inputs", "= Tiêu đề", "Nguyễn " + "Thị Ngọc " * 9 + "Ánh"],
)
def test_no_name_is_read_as_markup_or_pushes_the_rest_off_the_page(
    lans_certificate: Certificate, name: str
) -> None:
    lans_certificate.holder = name
    pdf = certificate_pdf(lans_certificate)
    assert "".join(name.split()) in "".join(text_of(pdf).split())
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


def test_a_long_course_and_a_long_issuer_stay_on_one_page(lans_certificate: Certificate) -> None:
    lans_certificate.printed |= {
        "issuer": "Trường Chính trị " * 8,
        "superior": "Ban Thường vụ Tỉnh ủy " * 7,
        "wording": "đã hoàn thành khóa học “" + "Nâng cao chất lượng sinh hoạt " * 8 + "” ngày 23/11/2026.",
        "signer_title": "Phó Hiệu trưởng phụ trách, thừa lệnh Ban Giám hiệu Trường Chính trị tỉnh",
    }
    lans_certificate.unit = "Chi bộ " * 34
    assert len(PdfReader(BytesIO(certificate_pdf(lans_certificate))).pages) == 1


def test_a_batch_stands_on_as_many_pages_in_its_order(lans_certificate: Certificate) -> None:
    other = Certificate(**{**_fields(lans_certificate), "holder": "Đinh Văn Sơn"})
    pages = PdfReader(BytesIO(certificates_pdf([other, lans_certificate]))).pages
    assert ["Sơn" in page.extract_text() for page in pages] == [True, False]


def _fields(one: Certificate) -> dict[str, Any]:
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


# --- Handing it out --------------------------------------------------------------------------------


def test_lan_opens_her_paper_and_its_fingerprint_is_kept_once(
    lans_browser: Client, sons_browser: Client, lans_certificate: Certificate
) -> None:
    where = f"/toi/giay-xac-nhan/{lans_certificate.public_id}/giay.pdf"
    answer = lans_browser.get(where)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert lans_browser.get(where).content == answer.content
    assert CertificateFile.objects.count() == 1
    assert sons_browser.get(where).status_code == 404
    assert Client().get(where).status_code == 302
