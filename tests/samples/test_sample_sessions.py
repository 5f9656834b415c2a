"""The sample's sessions: one to copy, one that was reviewed, one to come; each marked as sample."""

from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from media.rubrics.models import Rubric
from notifications.models import Notice
from practices.reviews.models import Discussion
from practices.reviews.queries import commitments_of, participants_reviewed, results_for_all
from practices.reviews.rules import FEWEST
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.queries import invitations_of
from samples.accounts import the_secretary
from samples.sessions import entries

State = DemonstrationSession.State


def test_a_plan_a_session_held_and_one_to_come(sample: None) -> None:
    now = timezone.now()
    plan, past, to_come = DemonstrationSession.objects.order_by("pk")
    assert [one.state for one in (plan, past, to_come)] == [State.DRAFT, State.CLOSED, State.ANNOUNCED]
    assert past.starts_at < now < to_come.starts_at
    assert all(one.is_sample and one.host.is_sample and one.chair for one in (plan, past, to_come))
    assert Rubric.objects.get(code="r_sinh_hoat").is_sample


def test_counts_agree_with_those_behind_them(sample: None) -> None:
    for session in DemonstrationSession.objects.exclude(state=State.DRAFT):
        people = session.participants
        assert session.invited_count == people.count() > 10
        assert session.coming_count == people.filter(reply=Participant.Reply.COMING).count()
        assert session.attended_count == people.filter(attended_at__isnull=False).count()
        assert session.attended_count == session.checkins.values("person").distinct().count()


def test_those_who_were_there_wrote_and_the_results_can_be_told(sample: None) -> None:
    past = DemonstrationSession.objects.get(state=State.CLOSED)
    wrote = participants_reviewed([one.person for one in past.participants.all()])
    assert {one.person.full_name for one in wrote} == {
        one["who"] for one in entries()["past"]["observations"]
    }
    results = results_for_all(past)
    assert results
    assert all(one.judged >= FEWEST for one in results.criteria)
    assert results.band == "Khá"
    assert Discussion.objects.get(session=past).published_at


def test_the_secretary_has_something_to_do_and_somewhere_to_go(sample: None) -> None:
    lan = the_secretary()
    assert {one.state for one in commitments_of(lan)} == {"open", "done"}
    assert all(one.by > timezone.localdate() for one in commitments_of(lan) if one.state == "open")
    assert invitations_of(lan).filter(session__starts_at__gt=timezone.now(), reply="none").exists()
    assert Notice.objects.filter(recipient=lan.account, key__startswith="lessons-drawn").exists()


def test_loading_again_doubles_nothing(sample: None) -> None:
    with override_settings(DEMO=True):
        call_command("load_samples", verbosity=0)
    assert DemonstrationSession.objects.count() == 3
