"""Reads of second factors: who has one, who must, and what each person's are."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from accounts.models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""Recovery codes alone are none: they stand in for one that is not at hand."""
FEW_CODES = 3


def factors_of(account: User) -> QuerySet[Authenticator]:
    factors: QuerySet[Authenticator] = Authenticator.objects.filter(user=account, type__in=FACTORS)
    return factors


def has_second_factor(account: User) -> bool:
    return factors_of(account).exists()


def must_have_second_factor(account: User) -> bool:
    """Whether `account` has a post for which one is required here."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    tests: list[Callable[[User], bool]] = [import_string(path) for path in settings.SECOND_FACTOR_FOR]
    return any(is_one(account) for is_one in tests)


def enters_the_authoring_site(account: User) -> bool:
    return account.has_perm("wagtailadmin.access_admin")


def is_the_last_she_must_have(factor: Authenticator) -> bool:
    """Whether taking `factor` away would leave somebody without one who must have one."""
    if factor.type not in FACTORS or not must_have_second_factor(factor.user):
        return False
    return not factors_of(factor.user).exclude(pk=factor.pk).exists()


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """What a person has set up."""

    app: Authenticator | None
    keys: list[Authenticator]
    codes_left: int

    @property
    def any(self) -> bool:
        return bool(self.app or self.keys)

    @property
    def few_codes(self) -> bool:
        return self.any and self.codes_left <= FEW_CODES


def second_factors_of(account: User) -> SecondFactors:
    """Everything `account` has set up; one query."""
    found = list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))
    codes = [factor for factor in found if factor.type == Authenticator.Type.RECOVERY_CODES]
    return SecondFactors(
        app=next((factor for factor in found if factor.type == Authenticator.Type.TOTP), None),
        keys=[factor for factor in found if factor.type == Authenticator.Type.WEBAUTHN],
        codes_left=len(codes[0].wrap().get_unused_codes()) if codes else 0,
    )
