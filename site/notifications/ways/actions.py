"""Choosing how to be told."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from notifications.ways.models import Wish
from notifications.ways.rules import Channel, Kind


@transaction.atomic
def choose_ways(*, account: User, wishes: Mapping[tuple[Kind, Channel], bool]) -> None:
    """Keep these choices; what is not named stays as it was."""
    Wish.objects.bulk_create(
        [
            Wish(account=account, kind=kind, channel=channel, is_on=is_on)
            for (kind, channel), is_on in wishes.items()
        ],
        update_conflicts=True,
        unique_fields=["account", "kind", "channel"],
        update_fields=["is_on"],
    )
