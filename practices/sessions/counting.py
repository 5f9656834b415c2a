"""The counts that are kept on a session, made anew from its list in the transaction that changed it."""

from django.db.models import Count, Q

from practices.sessions.models import DemonstrationSession, Participant

Reply = Participant.Reply


def locked(session: DemonstrationSession) -> DemonstrationSession:
    """The session as it stands, held until the transaction ends: answers come one after the other."""
    return DemonstrationSession.objects.select_for_update().get(pk=session.pk)


def settle_counts(session: DemonstrationSession) -> None:
    """Bring the counts of a session that is held to what its list says."""
    invited = Q(withdrawn_at__isnull=True) & ~Q(origin=Participant.Origin.WALK_IN)
    counted = Participant.objects.filter(session=session, withdrawn_at__isnull=True).aggregate(
        invited=Count("pk", filter=invited),
        coming=Count("pk", filter=Q(reply=Reply.COMING)),
        waiting=Count("pk", filter=Q(reply=Reply.WAITING)),
    )
    session.invited_count = counted["invited"]
    session.coming_count = counted["coming"]
    session.waiting_count = counted["waiting"]
    session.save(update_fields=["invited_count", "coming_count", "waiting_count"])
