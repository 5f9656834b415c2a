"""Two entries were one person: what she saved, asked, proposed, attended and reported is hers again.

A session knows her once: of two invitations to it the fuller one stays, with everything that hung on either.
"""

from datetime import datetime

from organisations.people.models import Person
from practices.adoptions.models import Adoption, AdoptionReport
from practices.checkin.models import AttendanceCode, CheckIn
from practices.exemplars.models import SavedPractice
from practices.inquiries.models import Inquiry
from practices.proposals.models import Proposal
from practices.reviews.models import Observation
from practices.sessions.counting import locked, settle_counts
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.signals import attendance_confirmed

Reply = Participant.Reply
WEIGHT = {Reply.NONE: 0, Reply.NOT_COMING: 1, Reply.WAITING: 2, Reply.COMING: 3}


def join_practices(*, kept: Person, gone: Person, now: datetime) -> None:
    """Bring over what practices keep of `gone`."""
    _join_saved(kept, gone)
    Inquiry.objects.filter(asker=gone).update(asker=kept)
    Proposal.objects.filter(proposed_by=gone).update(proposed_by=kept)
    DemonstrationSession.objects.filter(chair=gone).update(chair=kept)
    CheckIn.objects.filter(person=gone).update(person=kept)
    _join_codes(kept, gone)
    _join_participants(kept, gone, now)
    Adoption.objects.filter(recorded_by=gone).update(recorded_by=kept)
    AdoptionReport.objects.filter(by=gone).update(by=kept)


def _join_saved(kept: Person, gone: Person) -> None:
    known = SavedPractice.objects.filter(person=kept).values("practice")
    SavedPractice.objects.filter(person=gone).exclude(practice__in=known).update(person=kept)
    SavedPractice.objects.filter(person=gone).delete()


def _join_codes(kept: Person, gone: Person) -> None:
    """She has one code; the one that was hers before stays, or else the other's."""
    if AttendanceCode.objects.filter(person=kept).exists():
        AttendanceCode.objects.filter(person=gone).delete()
    else:
        AttendanceCode.objects.filter(person=gone).update(person=kept)


def _join_participants(kept: Person, gone: Person, now: datetime) -> None:
    hers = {one.session_id: one for one in Participant.objects.filter(person=kept)}
    joined = list(Participant.objects.filter(person=gone).select_related("session"))
    for other in joined:
        twin = hers.get(other.session_id)
        if twin is None:
            other.person = kept
            other.save(update_fields=["person"])
        else:
            _join_twins(twin, other)
            recount(session=other.session)
    for one in Participant.objects.filter(person=kept, session__in=[one.session_id for one in joined]):
        if one.attended_at or one.reviewed_at:
            attendance_confirmed.send(sender=Participant, participant=one, now=now)


def _join_twins(stays: Participant, goes: Participant) -> None:
    """The fuller answer counts, the earlier attendance, and of two observations the one that was sent;
    what was typed last and not sent stays beside it."""
    _join_observations(stays, goes)
    if WEIGHT[Reply(goes.reply)] > WEIGHT[Reply(stays.reply)]:
        stays.reply, stays.replied_at = goes.reply, goes.replied_at
        stays.why_not, stays.waiting_since = goes.why_not, goes.waiting_since
    attended = [one for one in (stays, goes) if one.attended_at]
    if attended:
        first = min(attended, key=lambda one: one.attended_at or one.invited_at)
        stays.attended_at, stays.attended_how = first.attended_at, first.attended_how
    stays.reviewed_at = min((one.reviewed_at for one in (stays, goes) if one.reviewed_at), default=None)
    if stays.origin == Participant.Origin.WALK_IN:
        stays.origin = goes.origin
    if stays.withdrawn_at is not None and goes.withdrawn_at is None:
        stays.withdrawn_at = None
    stays.invited_at = min(stays.invited_at, goes.invited_at)
    goes.delete()
    stays.save()


def _join_observations(stays: Participant, goes: Participant) -> None:
    both = list(Observation.objects.filter(participant__in=[stays, goes]))
    if not both:
        return
    best = max(
        both, key=lambda one: (one.sent_at is not None, one.changed_at, one.participant_id == stays.pk)
    )
    Observation.objects.filter(pk__in=[one.pk for one in both if one.pk != best.pk]).delete()
    typed = max(
        (one for one in both if one.draft_at), key=lambda one: one.draft_at or one.changed_at, default=best
    )
    Observation.objects.filter(pk=best.pk).update(
        participant=stays, draft=typed.draft, draft_at=typed.draft_at
    )


def recount(*, session: DemonstrationSession) -> None:
    """Count those of a session anew, where two of them were one."""
    held = locked(session)
    settle_counts(held)
    held.attended_count = Participant.objects.filter(session=held, attended_at__isnull=False).count()
    held.save(update_fields=["attended_count"])
