"""Asking for pushes on a device, and no longer."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from accounts.models import User
from notifications.pushing.encoding import decoded
from notifications.pushing.encryption import SECRET, BadKey, browser_key
from notifications.pushing.models import PushSubscription
from notifications.pushing.rules import is_push_service

MOST_DEVICES = 10


class NotASubscription(Exception):
    """What a browser sent is not one that the site can push to."""


@transaction.atomic
def subscribe(
    *,
    account: User,
    endpoint: str,
    p256dh: str,
    auth: str,
    device: str,
    session_key: str,
    now: datetime,
) -> PushSubscription:
    """Push to this browser from now on; it belongs to whoever asked last. Raises NotASubscription."""
    if not is_push_service(endpoint, services=settings.PUSH_SERVICES):
        raise NotASubscription("no push service that is known here")
    try:
        browser_key(decoded(p256dh))
        if len(decoded(auth)) != SECRET:
            raise BadKey("a secret of another length")
    except ValueError as error:
        raise NotASubscription(str(error)) from error
    made, _is_new = PushSubscription.objects.update_or_create(
        endpoint_digest=sha256(endpoint.encode()).hexdigest(),
        defaults={
            "account": account,
            "endpoint": endpoint,
            "p256dh": p256dh,
            "auth": auth,
            "device": device[: PushSubscription._meta.get_field("device").max_length],
            "session_key": session_key,
            "made_at": now,
        },
    )
    outnumbered = PushSubscription.objects.filter(account=account)[MOST_DEVICES:]
    PushSubscription.objects.filter(pk__in=[one.pk for one in outnumbered]).delete()
    return made


def unsubscribe(*, account: User, pk: int) -> bool:
    """Whether it was hers."""
    return bool(PushSubscription.objects.filter(account=account, pk=pk).delete()[0])


def forget_subscription(subscription: PushSubscription) -> None:
    """Its service said that it is gone."""
    PushSubscription.objects.filter(pk=subscription.pk).delete()
