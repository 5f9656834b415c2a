"""Writes of certificates: issued by themselves or by a batch, revoked, reissued; how the bearer is named."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.catalogue.models import CoursePage
from courses.certificates import rules
from courses.certificates.models import (
    PATIENCE,
    Certificate,
    CertificateBatch,
    CertificateFile,
    CertificateSeries,
    CertificateTemplate,
    private_storage,
)
from courses.certificates.queries import (
    finished_without,
    rests_on_packages,
    template_for,
    units_of,
)
from courses.certificates.signals import certificates_changed
from courses.progress.models import CourseProgress
from notifications.actions import tell


class CannotIssue(Exception):
    """No certificate was issued or changed; subclasses say why."""


class NoSettings(CannotIssue):
    """Nobody has said how certificates of this course are worded and numbered."""


class NobodyLeft(CannotIssue):
    """None of those named is waiting for a certificate any more."""


class RevokedAlready(CannotIssue):
    """Somebody else was faster. `certificate` is as it stands."""

    def __init__(self, certificate: Certificate) -> None:
        super().__init__(certificate)
        self.certificate = certificate


class HolderErased(CannotIssue):
    """Nothing is printed in the name of somebody who was erased."""


@dataclass(frozen=True, slots=True)
class Decision:
    """By what certificates are issued, and by whom; nothing where they are issued by themselves."""

    number: str = ""
    on: date | None = None
    by: User | None = None


BY_ITSELF = Decision()


def issue_by_itself(*, course_id: int, learners: Collection[int], now: datetime) -> list[Certificate]:
    """Certify who of these learners has finished, where the settings want that; again changes nothing."""
    template = template_for(course_id)
    if template is None or template.issuing != CertificateTemplate.Issuing.BY_ITSELF:
        return []
    with transaction.atomic():
        waiting = _held(finished_without(course_id).filter(enrolment__learner__in=learners))
        due = [one for one in waiting if not rests_on_packages(one.edition)]
        return _issue(template, course_id, due, BY_ITSELF, now) if due else []


@transaction.atomic
def issue_batch(
    *, course: CoursePage, progresses: Collection[int], decision: Decision, now: datetime
) -> CertificateBatch:
    """Certify by a decision; who was given one meanwhile is passed over. Raises NoSettings, NobodyLeft."""
    template = template_for(course.pk)
    if template is None:
        raise NoSettings
    due = _held(finished_without(course.pk).filter(pk__in=progresses))
    if not due:
        raise NobodyLeft
    batch = CertificateBatch.objects.create(
        course=course,
        decision_number=decision.number,
        decided_on=decision.on or timezone.localdate(now),
        issued_at=now,
        issued_by=decision.by,
    )
    issued = _issue(template, course.pk, due, decision, now, batch=batch)
    data = {"decision": decision.number, "numbers": [one.number for one in issued]}
    log(instance=batch, action="courses.issue_certificates", user=decision.by, data=data)
    return batch


@dataclass(frozen=True, slots=True)
class BatchPreview:
    """What a batch would be: its certificates, as they would be numbered and graded."""

    certificates: list[Certificate]


def preview_batch(
    *, course: CoursePage, progresses: Collection[int], decision: Decision, now: datetime
) -> BatchPreview:
    """What `issue_batch` would do, by doing it and taking it back. Raises what it raises."""
    with transaction.atomic():
        batch = issue_batch(course=course, progresses=progresses, decision=decision, now=now)
        issued = list(batch.certificates.order_by("pk"))
        transaction.set_rollback(True)
    return BatchPreview(issued)


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, by: User, now: datetime) -> Certificate:
    """From now on the public check says so. Raises RevokedAlready."""
    standing = _revoke(certificate, reason, by, now)
    data = _words(standing) | {"reason": reason}
    log(instance=standing, action="courses.revoke_certificate", user=by, data=data)
    _tell_revoked(standing, now)
    certificates_changed.send(
        sender=Certificate, course_id=standing.course_id, learners=[standing.learner_id]
    )
    return standing


@transaction.atomic
def reissue_certificate(*, certificate: Certificate, reason: str, by: User, now: datetime) -> Certificate:
    """Revoke it and issue another of the same finish, with today's name, settings and a number of its own.

    Raises RevokedAlready, HolderErased, NoSettings.
    """
    template = template_for(certificate.course_id)
    if template is None:
        raise NoSettings
    if certificate.is_erased:
        raise HolderErased
    old = _revoke(certificate, reason, by, now)
    progress = CourseProgress.objects.select_related("enrolment__learner__account", "edition").get(
        enrolment__learner=old.learner_id, enrolment__course=old.course_id
    )
    # What it confirms again is what was finished then, wherever she stands by now.
    progress.edition, progress.lessons_total = old.edition, old.edition.lessons_total
    progress.finished_at = old.finished_at
    decision = Decision(old.decision_number, by=by)
    [new] = _issue(template, old.course_id, [progress], decision, now, batch=old.batch, replaces=old)
    data = _words(new) | {"replaces": old.number, "reason": reason}
    log(instance=new, action="courses.reissue_certificate", user=by, data=data)
    return new


def choose_name_shown(*, certificate: Certificate, shows_full_name: bool) -> None:
    """Whether the public check shows her full name, or initials alone."""
    Certificate.objects.filter(pk=certificate.pk).update(shows_full_name=shows_full_name)


def ask_for_print(*, batch: CertificateBatch, now: datetime) -> bool:
    """Whether the print of a batch is to be made now: of two who ask at once, the first."""
    making = CertificateBatch.Printing.MAKING
    being_made = Q(printing=making, printing_since__gt=now - PATIENCE)
    waiting = CertificateBatch.objects.filter(pk=batch.pk).exclude(printing=CertificateBatch.Printing.READY)
    return bool(waiting.exclude(being_made).update(printing=making, printing_since=now))


def let_go_of_prints(batches: Iterable[CertificateBatch]) -> int:
    """Remove the prints of batches, once it is certain; how many there were."""
    printed = [batch for batch in batches if batch.file]
    for batch in printed:
        transaction.on_commit(partial(private_storage().delete, batch.file))
    none = CertificateBatch.Printing.NONE
    CertificateBatch.objects.filter(pk__in=[one.pk for one in printed]).update(file="", printing=none)
    return len(printed)


def note_file(*, certificate: Certificate, content: bytes, now: datetime) -> None:
    """Keep the fingerprint of a file before it is handed out."""
    sha256 = hashlib.sha256(content).hexdigest()
    CertificateFile.objects.bulk_create(
        [CertificateFile(certificate=certificate, sha256=sha256, first_at=now)], ignore_conflicts=True
    )


def _held(waiting: QuerySet[CourseProgress]) -> list[CourseProgress]:
    """Who waits for a certificate, who finished first first, held: two who issue at once give one each.

    Asked again once held: what another has issued meanwhile is seen only then.
    """
    rows = CourseProgress.objects.filter(pk__in=waiting.values("pk")).order_by("pk")
    held = [one.pk for one in rows.select_for_update()]
    return list(waiting.filter(pk__in=held).order_by("finished_at", "pk")) if held else []


def _issue(
    template: CertificateTemplate,
    course_id: int,
    progresses: Sequence[CourseProgress],
    decision: Decision,
    now: datetime,
    *,
    batch: CertificateBatch | None = None,
    replaces: Certificate | None = None,
) -> list[Certificate]:
    today = timezone.localdate(now)
    numbers = _take_numbers(template, today.year, len(progresses))
    units = units_of([one.enrolment.learner_id for one in progresses], today)
    bands = template.bands
    issued = Certificate.objects.bulk_create(
        Certificate(
            number=number,
            learner=one.enrolment.learner,
            course_id=course_id,
            edition=one.edition,
            batch=batch,
            holder=one.enrolment.learner.full_name,
            unit=units.get(one.enrolment.learner_id, ""),
            course_title=one.edition.title,
            mark=one.mark,
            grade=rules.grade_of(one.mark, bands),
            decision_number=decision.number,
            printed=printed_words(template, one),
            finished_at=cast(datetime, one.finished_at),
            issued_on=today,
            expires_on=rules.last_day(today, template.validity_months),
            issued_at=now,
            issued_by=decision.by,
            shows_full_name=replaces.shows_full_name if replaces else False,
            replaces=replaces,
        )
        for number, one in zip(numbers, progresses, strict=True)
    )
    _tell_issued(issued, progresses, now)
    learners = [one.learner_id for one in issued]
    certificates_changed.send(sender=Certificate, course_id=course_id, learners=learners)
    return issued


def printed_words(template: CertificateTemplate, progress: CourseProgress) -> dict[str, Any]:
    """The words around the facts, as they stand in the settings today."""
    finished_on = timezone.localtime(progress.finished_at).strftime("%d/%m/%Y")
    return {
        "title": template.title,
        "superior": template.superior,
        "issuer": template.issuer,
        "motto": template.motto,
        "wording": rules.wording_with(
            template.wording,
            course=progress.edition.title,
            lessons=str(progress.lessons_total),
            finished=finished_on,
        ),
        "place": template.place,
        "signer_title": template.signer_title,
        "signer_name": template.signer_name,
        "signature": template.signature.name or "",
        "is_sample": template.is_sample,
    }


def _take_numbers(template: CertificateTemplate, year: int, count: int) -> list[str]:
    """The next numbers of the series, held until the transaction ends: none is given twice, none left out."""
    series = rules.series_of(template.number_pattern)
    CertificateSeries.objects.get_or_create(series=series, year=year)
    standing = CertificateSeries.objects.select_for_update().get(series=series, year=year)
    taken = range(standing.last + 1, standing.last + 1 + count)
    standing.last += count
    standing.save(update_fields=["last"])
    return [rules.number_of(template.number_pattern, sequence, year=year) for sequence in taken]


def _revoke(certificate: Certificate, reason: str, by: User, now: datetime) -> Certificate:
    standing = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if standing.revoked_at is not None:
        raise RevokedAlready(standing)
    standing.revoked_at, standing.revoked_by, standing.revocation_reason = now, by, reason
    standing.save(update_fields=["revoked_at", "revoked_by", "revocation_reason"])
    if standing.batch:  # a print that holds what was revoked is not handed out again; it can be made anew
        let_go_of_prints([standing.batch])
    return standing


def _words(certificate: Certificate) -> dict[str, Any]:
    return {"number": certificate.number, "person": str(certificate.learner.public_id)}


def _tell_issued(issued: Sequence[Certificate], progresses: Sequence[CourseProgress], now: datetime) -> None:
    """One notice for all of a course: nobody is told in anybody else's name."""
    accounts = [one.enrolment.learner.account for one in progresses]
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            accounts=[account for account in accounts if account],
            key=f"certificate:{issued[0].public_id}",
            title=_("Your certificate is here"),
            text=_("For the course “%(course)s”. Open it to save, print or show it.")
            % {"course": issued[0].course_title},
            address=reverse("courses:certificates"),
            now=now,
        )


def _tell_revoked(certificate: Certificate, now: datetime) -> None:
    account = certificate.learner.account
    if account is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            accounts=[account],
            key=f"certificate:{certificate.public_id}:revoked",
            title=_("A certificate of yours was revoked"),
            text=_("Number %(number)s, on %(day)s. Reason: %(reason)s")
            % {
                "number": certificate.number,
                "day": date_format(timezone.localtime(now), "SHORT_DATE_FORMAT"),
                "reason": certificate.revocation_reason,
            },
            address=reverse("courses:certificates"),
            now=now,
        )
