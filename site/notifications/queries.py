"""What an account has been told."""

from django.db.models import QuerySet

from accounts.models import User
from notifications.models import Notice


def notices_of(account: User) -> QuerySet[Notice]:
    """The latest first."""
    return Notice.objects.filter(recipient=account)


def unread_notices(account: User) -> QuerySet[Notice]:
    return notices_of(account).filter(read_at__isnull=True)
