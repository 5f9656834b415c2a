"""A demonstration session to which 500 people are invited: its page for one of them, for its host."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.sessions.inviting import invite_people
from practices.sessions.models import DemonstrationSession
from practices.sessions.template import opening_of_a_session
from tests.bench.visits import Measured, Visit, open_session

INVITED = 500


class Demonstrated:
    """One session, made once."""

    def __init__(self) -> None:
        self.session = _announced()
        self.guest = self.session.participants.filter(person__account__isnull=False).order_by("pk")[0]

    def kinds(self) -> list[Measured]:
        account = self.guest.person.account
        assert account is not None
        host = User.objects.get(username="office-top")
        return [
            Measured("session.page", self._again("session", account)),
            Measured("session_hosted.page", self._again("host_session", host)),
            Measured("session_guests.listed", self._again("guests", host)),
        ]

    def _again(self, name: str, account: User) -> Iterator[Visit]:
        visit = Visit(reverse(f"practices:{name}", args=[self.session.public_id]), open_session(account))
        while True:
            yield visit


def _announced() -> DemonstrationSession:
    now = timezone.now()
    starts_at = now + timedelta(days=10)
    session = DemonstrationSession.objects.create(
        **opening_of_a_session(),
        state=DemonstrationSession.State.ANNOUNCED,
        host=Organisation.objects.get(code="TOP"),
        place="Hội trường",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        made_at=now,
        announced_at=now,
    )
    with_accounts = list(Person.objects.filter(account__username__startswith="nguoi").order_by("pk")[:50])
    others = Person.objects.filter(account__isnull=True).order_by("pk")[: INVITED - len(with_accounts)]
    invite_people(session=session, people=[*with_accounts, *others], now=now)
    return session
