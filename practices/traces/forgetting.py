"""Letting go of what is a person's own in practices and sessions: at her wish, and once it is old.

That somebody attended, reviewed or reported stays and is counted; nobody can tell any more who it was. What a
cell reported of itself is the cell's: it stays, without the name of who typed it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from practices.adoptions.actions import remove_files
from practices.adoptions.models import Adoption, AdoptionFile, AdoptionReport
from practices.checkin.models import AttendanceCode, CheckIn, SignInSheet
from practices.exemplars.models import SavedPractice
from practices.inquiries.models import Inquiry
from practices.proposals.models import Proposal, ProposalFile, ProposalMessage
from practices.reviews.models import Commitment, Observation
from practices.sessions.models import DemonstrationSession, Participant

SHEETS_KEPT = timedelta(days=365)
"""Photographs of sheets that people signed, after the session was closed."""
EVIDENCE_KEPT = timedelta(days=3 * 365)
"""Files of cells that stopped, after the last report."""


def forget_practices(*, person: Person) -> list[Trace]:
    """Empty what is hers alone; say what went, and what stays without her name."""
    attended = Participant.objects.filter(person=person)
    return [
        Trace(_("practices that she saved"), SavedPractice.objects.filter(person=person).delete()[0]),
        Trace(_("her code for check-in"), AttendanceCode.objects.filter(person=person).delete()[0]),
        *_forget_inquiries(person),
        *_forget_proposals(person),
        *_forget_sessions(person),
        Trace(_("demonstration sessions she was invited to"), attended.count(), stays=True),
        _forget_reports(person),
    ]


def _forget_inquiries(person: Person) -> list[Trace]:
    """What is part of a practice's page was edited for it, and is nobody's."""
    asked = Inquiry.objects.filter(asker=person)
    waiting, _by_model = asked.filter(state=Inquiry.State.ASKED).delete()
    shown = asked.filter(state=Inquiry.State.SHOWN)
    kept = shown.count()
    own = asked.exclude(state=Inquiry.State.SHOWN)
    emptied = own.update(asked="", note="", asker=None)
    shown.update(asker=None, note="")
    return [
        Trace(_("questions she asked about practices"), waiting + emptied),
        Trace(_("questions of hers that are part of a practice's page"), kept, stays=True),
    ]


def _forget_proposals(person: Person) -> list[Trace]:
    proposed = Proposal.objects.filter(proposed_by=person)
    files = list(ProposalFile.objects.filter(proposal__in=proposed))
    _remove_bytes([one.stored_as for one in files])
    ProposalFile.objects.filter(pk__in=[one.pk for one in files]).delete()
    drafts, _by_model = proposed.filter(state=Proposal.State.DRAFT).delete()
    ProposalMessage.objects.filter(proposal__in=proposed, is_from_school=False).update(text="")
    fields = ("title", "problem", "steps", "conditions", "results", "limits", "contact_name", "consent")
    emptied = proposed.update(**dict.fromkeys(fields, ""))
    under_way = (Proposal.State.SENT, Proposal.State.ASKED)
    proposed.filter(state__in=under_way).update(state=Proposal.State.DECLINED)
    return [
        Trace(_("drafts and files of practices she proposed"), len(files) + drafts),
        Trace(_("texts of practices she proposed"), emptied),
    ]


def _forget_sessions(person: Person) -> list[Trace]:
    DemonstrationSession.objects.filter(chair=person).update(chair=None)
    invited = Participant.objects.filter(person=person)
    reasons = invited.exclude(why_not="").update(why_not="")
    CheckIn.objects.filter(person=person).update(device="", typed="")
    seen = Observation.objects.filter(participant__in=invited)
    wrote = seen.exclude(saw="", said="", draft={}).update(saw="", said="", draft={}, draft_at=None)
    promised = Commitment.objects.filter(observation__in=seen)
    texts = promised.filter(~Q(text="") | ~Q(note="")).update(text="", note="")
    return [
        Trace(_("why she did not come to a session"), reasons),
        Trace(_("what she saw at sessions, in her own words"), wrote),
        Trace(_("what she committed to, in her own words"), texts),
        Trace(_("observations of sessions, with points"), seen.count(), stays=True),
    ]


def _forget_reports(person: Person) -> Trace:
    Adoption.objects.filter(recorded_by=person).update(recorded_by=None)
    count = AdoptionReport.objects.filter(by=person).update(by=None)
    return Trace(_("reports of her cell on practices, without her name"), count, stays=True)


def forget_old(*, now: datetime, dry_run: bool) -> dict[str, int]:
    """What has been kept long enough, by name; only counted where `dry_run`."""
    kinds: dict[str, Callable[[datetime, bool], int]] = {
        "photographs of sign-in sheets": _forget_sheets,
        "evidence of adoptions": _forget_evidence,
    }
    with transaction.atomic():
        return {name: forget(now, dry_run) for name, forget in kinds.items()}


def _forget_sheets(now: datetime, dry_run: bool) -> int:
    closed = SignInSheet.objects.filter(session__closed_at__lt=now - SHEETS_KEPT).exclude(photo="")
    found = list(closed.values_list("pk", "photo"))
    if not dry_run:
        _remove_bytes([photo for _pk, photo in found])
        SignInSheet.objects.filter(pk__in=[pk for pk, _photo in found]).update(photo="", photo_type="")
    return len(found)


def _forget_evidence(now: datetime, dry_run: bool) -> int:
    stopped = Adoption.objects.filter(state=Adoption.State.STOPPED)
    stopped = stopped.exclude(reports__at__gte=now - EVIDENCE_KEPT)
    found = list(AdoptionFile.objects.filter(report__adoption__in=stopped.order_by().values("pk")))
    return len(found) if dry_run else remove_files(found)


def _remove_bytes(names: list[str]) -> None:
    """Once it is certain that the rows have gone."""
    for name in filter(None, names):
        transaction.on_commit(partial(storages["private"].delete, name))
