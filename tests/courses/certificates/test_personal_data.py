"""What is kept of Lan's certificates is told to her, shown to who oversees her, and let go of."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.certificates.actions import revoke_certificate
from courses.certificates.models import Certificate, CertificateBatch, private_storage
from courses.certificates.personal_data import forget_certificates, forget_old_prints
from courses.certificates.portrait import certificates_in_words
from organisations.people.models import Person
from tests.courses.conftest import NOW
from tests.makers import account_of
from tests.organisations.desks import queries_for, text_of

pytestmark = pytest.mark.django_db


def test_lan_finds_them_among_her_data(lans_browser: Client, lans_certificate: Certificate) -> None:
    page = text_of(lans_browser.get(reverse("privacy:section", args=["certificates"])))
    assert lans_certificate.number in page
    assert "Chi bộ thôn Nà Chang" in page


def test_who_oversees_her_sees_how_they_stand(
    lan: Person, hoa: Person, lans_certificate: Certificate
) -> None:
    [row] = certificates_in_words(lan).rows
    assert (row[0], row[-1]) == (lans_certificate.number, "Còn hiệu lực")
    revoke_certificate(certificate=lans_certificate, reason="Sai", by=account_of(hoa), now=timezone.now())
    [row] = certificates_in_words(lan).rows
    assert row[-1] == "Đã thu hồi"


def test_erasing_takes_her_out_of_rows_logs_and_prints(
    lan: Person, hoa: Person, lans_certificate: Certificate
) -> None:
    revoke_certificate(
        certificate=lans_certificate, reason="Lan nhờ người học", by=account_of(hoa), now=timezone.now()
    )
    batch = CertificateBatch.objects.create(
        course=lans_certificate.course, decision_number="1", decided_on=NOW.date(), issued_at=NOW,
        file=private_storage().save("certificates/dot.pdf", ContentFile(b"Lan")),
    )  # fmt: skip
    Certificate.objects.update(batch=batch)
    with TestCase.captureOnCommitCallbacks(execute=True):
        traces = forget_certificates(person=lan)
    kept = Certificate.objects.get()
    assert (kept.holder, kept.unit, kept.revocation_reason) == ("", "", "đã xóa")
    assert kept.number == lans_certificate.number
    assert not private_storage().exists(batch.file)
    logged = str(list(ModelLogEntry.objects.filter(action__startswith="courses.").values("data", "label")))
    assert "Lan" not in logged
    assert str(lan.public_id) not in logged
    assert {trace.label: trace.stays for trace in traces if trace.count} == {
        "họ tên và đơn vị ghi trên giấy xác nhận": False,
        "lý do thu hồi giấy xác nhận": False,
        "ghi chép thay đổi giấy xác nhận của người này": False,
        "tệp in của các đợt cấp có tên người này": False,
        "giấy xác nhận, không còn tên": True,
    }


def test_prints_go_after_a_month(lans_certificate: Certificate) -> None:
    now = timezone.now()
    batch = CertificateBatch.objects.create(
        course=lans_certificate.course, decision_number="1", decided_on=NOW.date(), issued_at=NOW,
        file=private_storage().save("certificates/cu.pdf", ContentFile(b"x")), printing="ready",
        printing_since=now - timedelta(days=31),
    )  # fmt: skip
    assert forget_old_prints(now=now, dry_run=True) == {"prints of certificates": 1}
    assert private_storage().exists(batch.file)
    with TestCase.captureOnCommitCallbacks(execute=True):
        forget_old_prints(now=now, dry_run=False)
    assert not private_storage().exists(batch.file)
    batch.refresh_from_db()
    assert (batch.file, batch.printing) == ("", "none")


def test_her_own_pages(
    lans_browser: Client, sons_browser: Client, lans_certificate: Certificate, course: object
) -> None:
    assert lans_certificate.number in text_of(lans_browser.get("/toi/giay-xac-nhan/"))
    assert "Đồng chí chưa có giấy xác nhận nào" in text_of(sons_browser.get("/toi/giay-xac-nhan/"))
    assert "Giấy xác nhận của tôi" in text_of(lans_browser.get("/toi/"))
    finished = f"/khoa-hoc/{lans_certificate.edition.slug}/hoan-thanh/"
    assert str(lans_certificate.public_id) in lans_browser.get(finished).content.decode()
    own = f"/toi/giay-xac-nhan/{lans_certificate.public_id}/"
    assert "V. T. L." not in text_of(lans_browser.get(own))
    assert sons_browser.get(own).status_code == 404
    assert Client().get(own).status_code == 302


def test_the_page_of_hers_costs_the_same_however_many_there_are(
    lans_browser: Client, lans_certificate: Certificate
) -> None:
    one = queries_for(lans_browser, "/toi/giay-xac-nhan/")
    for number in range(5):
        copy = Certificate.objects.get(pk=lans_certificate.pk)
        copy.pk, copy.number, copy.code = None, f"{number}/2027", f"CCCCCCCCCCC{number}"
        copy.public_id = f"00000000-0000-4000-8000-00000000000{number}"
        copy.finished_at = NOW - timedelta(days=number + 1)
        copy.save(force_insert=True)
    assert queries_for(lans_browser, "/toi/giay-xac-nhan/") == one
