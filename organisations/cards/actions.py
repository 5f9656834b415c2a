"""What is done with cards: open the accounts that are missing and issue a card for each; take one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.cards import actions as cards
from accounts.cards.actions import IssuedCard, NotYoursToIssue, issue_cards
from accounts.cards.printing import CardFace, card_face
from accounts.models import User
from organisations.cards.queries import Holder, printed_since
from organisations.cards.rules import MOST
from organisations.oversight.queries import role_holders
from organisations.people.actions import PersonHasAccount, open_account
from organisations.people.models import Person
from organisations.people.queries import usernames_taken
from organisations.people.rules import proposed_username


class TooManyCards(Exception):
    """More than are printed at a time."""


class PrintedSince(Exception):
    """Somebody printed for some of these people after they were looked at: one of the two would be void."""


@dataclass(frozen=True, slots=True)
class PrintedCards:
    """The faces of new cards; nothing else knows their codes."""

    faces: list[CardFace]
    valid_until: date


def print_cards(
    *, holders: Sequence[Holder], by: User, now: datetime, looked_at: datetime, address: str
) -> PrintedCards:
    """Issue a card for each, with an account where she has none; cards she has are void from now.

    `looked_at` is when `by` was shown what this would do; `address` is the site's, as people type it.
    Raises TooManyCards, PrintedSince, ClosedAccount, NotYoursToIssue; then nothing was done.
    """
    if len(holders) > MOST:
        raise TooManyCards(len(holders))
    try:
        issued = _issue(holders, by, now, looked_at)
    except (IntegrityError, PersonHasAccount) as another_was_quicker:
        raise PrintedSince from another_was_quicker
    by_account = {card.account.pk: card for card in issued}
    faces = [_face(holder, by_account[_account_id(holder)], address) for holder in holders]
    return PrintedCards(faces, timezone.localdate(issued[0].expires_at))


@transaction.atomic
def take_back_card(*, holder: Holder, by: User, now: datetime) -> bool:
    """Make a person's open card void; whether there was one. Raises NotYoursToIssue."""
    account = holder.person.account
    if account is None:
        return False
    if holder.enters_the_authoring_site:
        raise NotYoursToIssue([account])
    if not cards.revoke_card(account=account, now=now):
        return False
    log(instance=holder.person, action="organisations.revoke_card", user=by)
    return True


@transaction.atomic
def _issue(holders: Sequence[Holder], by: User, now: datetime, looked_at: datetime) -> list[IssuedCard]:
    people = [holder.person for holder in holders]
    if printed_since([person.account_id for person in people if person.account_id], looked_at).exists():
        raise PrintedSince
    _refuse_who_holds_a_role(people, by)
    _open_missing_accounts(people, by)
    accounts = [person.account for person in people if person.account]
    return issue_cards(accounts=accounts, by=by, now=now)


def _refuse_who_holds_a_role(people: Sequence[Person], by: User) -> None:
    """A card is a way in: to what a role opens, now or from a day to come, an administrator gives it."""
    held = set() if by.is_superuser else role_holders([person.pk for person in people])
    if refused := [person for person in people if person.pk in held]:
        raise NotYoursToIssue([person.account for person in refused if person.account])


def _open_missing_accounts(people: Sequence[Person], by: User) -> None:
    without = [person for person in people if person.account_id is None]
    taken = usernames_taken(person.full_name for person in without)
    for person in without:
        username = proposed_username(person.full_name, taken)
        taken.add(username)
        open_account(person=person, username=username, password=None, leave_taken=True)
        log(instance=person, action="organisations.open_account", user=by, data={"username": username})


def _account_id(holder: Holder) -> int:
    account = holder.person.account
    return account.pk if account else 0


def _face(holder: Holder, card: IssuedCard, address: str) -> CardFace:
    post = holder.post
    return card_face(
        card,
        address=address,
        post=post.get_post_display() if post else "",
        organisation=post.organisation.name if post else "",
    )
