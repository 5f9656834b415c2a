"""How the sample's certificates are worded, numbered and graded; marked as a sample on the paper itself."""

from decimal import Decimal

from courses.certificates.models import CertificateGrade, CertificateTemplate
from samples.curriculum import curriculum

WORDING = "đã hoàn thành khóa học trực tuyến “{course}” gồm {lessons} bài, ngày {finished}."


def load_certificate_settings() -> None:
    """Where no settings stand yet; what stands, changed or not, stays."""
    if CertificateTemplate.objects.exists():
        return
    [sample] = curriculum()["certificates"]
    template = CertificateTemplate(
        title=sample["title"],
        issuer=sample["issuer"].partition(" (")[0],
        motto="Đảng Cộng sản Việt Nam",
        wording=WORDING,
        number_pattern=sample["number_format"],
        issuing=CertificateTemplate.Issuing.BY_ITSELF,
        signer_title="Hiệu trưởng",
        note=sample["note"],
        is_sample=True,
    )
    template.grades = [
        CertificateGrade(least=Decimal(grade["min"]) / 10, title=grade["title"]) for grade in sample["grades"]
    ]
    template.save()
