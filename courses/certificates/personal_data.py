"""What is kept of a person's certificates, told to her, and what of it stays once she is erased."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from courses.certificates.actions import let_go_of_prints
from courses.certificates.models import Certificate, CertificateBatch, CertificateFile
from courses.certificates.queries import certificates_of
from organisations.people.models import Person
from organisations.privacy.erasing.mentions import blank_in_log
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Column, Rows, Section

PRINTS_KEPT = timedelta(days=30)
"""The print of a large batch, after it was made; it can be made anew."""


def sections_about_certificates(person: Person) -> list[Section]:
    return [
        Section(
            key="certificates",
            icon="file",
            title=_("Certificates you were given"),
            why=_("So that what you have finished can be shown and checked."),
            how_long=_(
                "Kept for good, so that a paper can be checked; without your name once you are erased."
            ),
            columns=(
                Column("number", _("Number of the certificate")),
                Column("name", _("Name on it")),
                Column("unit", _("Organisation on it")),
                Column("course", _("Course")),
                Column("grade", _("Grade")),
                Column("issued_on", _("Issued on")),
                Column("expires_on", _("Valid until")),
                Column("revoked_at", _("Revoked at")),
                Column("reason", _("Why it was revoked")),
                Column("shows_full_name", _("Full name on the public check")),
            ),
            rows=Rows(
                certificates_of(person)
                .order_by("issued_at", "pk")
                .values_list(
                    "number",
                    "holder",
                    "unit",
                    "course_title",
                    "grade",
                    "issued_on",
                    "expires_on",
                    "revoked_at",
                    "revocation_reason",
                    "shows_full_name",
                ),
                tuple,
            ),
        )
    ]


def forget_certificates(*, person: Person) -> list[Trace]:
    """Name and unit go; number, course, days and fingerprints of files stay: a paper can be checked."""
    hers = Certificate.objects.filter(learner=person)
    keys = list(hers.values_list("pk", flat=True))
    files = CertificateFile.objects.filter(certificate__in=keys).count()
    prints = let_go_of_prints(CertificateBatch.objects.filter(certificates__in=keys).distinct())
    reasons = hers.exclude(revocation_reason="").update(revocation_reason=_("erased"))
    named = hers.exclude(holder="").update(holder="", unit="", shows_full_name=False)
    logged = blank_in_log(model=Certificate, keys=keys, person=person, data={"person": "", "reason": ""})
    return [
        Trace(_("name and organisation on certificates"), named),
        Trace(_("reasons for which certificates were revoked"), reasons),
        Trace(_("notes of changes of her certificates"), logged),
        Trace(_("prints of batches that held her name"), prints),
        Trace(_("certificates, without her name"), len(keys), stays=True),
        Trace(_("fingerprints of files of certificates"), files, stays=True),
    ]


def join_certificates(*, kept: Person, gone: Person) -> None:
    """Two entries were one person: what either was given is hers, as it was printed."""
    Certificate.objects.filter(learner=gone).update(learner=kept)


def forget_old_prints(*, now: datetime, dry_run: bool) -> dict[str, int]:
    outdated = CertificateBatch.objects.exclude(file="").filter(printing_since__lt=now - PRINTS_KEPT)
    return {"prints of certificates": outdated.count() if dry_run else let_go_of_prints(outdated)}
