"""What an account has been told."""

from django.db.models import Case, QuerySet, Value, When

from accounts.models import User
from notifications.notices.models import Notice


def notices_of(account: User) -> QuerySet[Notice]:
    """The latest first."""
    return Notice.objects.filter(recipient=account)


def unread_notices(account: User) -> QuerySet[Notice]:
    return notices_of(account).filter(read_at__isnull=True)


def unread_first(account: User) -> QuerySet[Notice]:
    """What is unread, then the rest, each the latest first."""
    is_read = Case(When(read_at__isnull=True, then=Value(0)), default=Value(1))
    return notices_of(account).order_by(is_read, "-at", "-pk")
