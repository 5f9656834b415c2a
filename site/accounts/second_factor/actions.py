"""Helping somebody who has lost her second factor and her recovery codes."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.actions import end_sessions
from accounts.models import User


@transaction.atomic
def reset_second_factor(*, account: User) -> bool:
    """Take away every factor and code of `account` and sign it out everywhere; whether there was one."""
    taken, _by_model = Authenticator.objects.filter(user=account).delete()
    end_sessions(account=account)
    return bool(taken)
