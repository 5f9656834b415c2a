"""What follows when a second factor is added, taken away or stood in for."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import ngettext

from accounts.actions import end_sessions
from accounts.models import User
from accounts.second_factor.guard import forget_second_factor
from accounts.second_factor.queries import FACTORS, FEW_CODES, factors_of


@receiver(authenticator_added)
def sign_out_who_never_passed_it(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """With the first factor, devices that came in by password alone have to come in anew."""
    if authenticator.type in FACTORS and factors_of(user).count() == 1:
        end_sessions(account=user, but=request.session.session_key)


@receiver(authenticator_removed)
def ask_again(*, request: HttpRequest, **kwargs: Any) -> None:
    forget_second_factor(request)


@receiver(authenticator_used)
def say_when_few_codes_are_left(*, request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        return
    authenticator.refresh_from_db()  # the code was crossed off on another copy of this row
    left = len(authenticator.wrap().get_unused_codes())
    if left <= FEW_CODES:
        said = ngettext(
            "Only %(count)d recovery code is left. Make new ones under “Two-step sign-in”.",
            "Only %(count)d recovery codes are left. Make new ones under “Two-step sign-in”.",
            left,
        )
        messages.warning(request, said % {"count": left})
