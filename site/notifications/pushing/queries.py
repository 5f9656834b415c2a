"""Which devices are pushed to."""

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import User
from notifications.pushing.models import PushSubscription


def living_subscriptions() -> QuerySet[PushSubscription]:
    """Those of devices that are signed in."""
    living = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return PushSubscription.objects.filter(Exists(living))


def dead_subscriptions() -> QuerySet[PushSubscription]:
    """Those of devices that have been signed out: nothing is ever pushed to them again."""
    return PushSubscription.objects.exclude(pk__in=living_subscriptions().values("pk"))


def subscriptions_of(account: User) -> QuerySet[PushSubscription]:
    """The latest first."""
    return living_subscriptions().filter(account=account)
