"""A sign-in card, as the site remembers it: never the code itself."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignInCard(models.Model):
    """A code that was printed for an account; used once, or revoked, or run out."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_in_cards", verbose_name=_("account")
    )
    code_digest = models.CharField(max_length=64, editable=False)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-in card")
        verbose_name_plural = _("sign-in cards")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "account",
                condition=Q(used_at=None, revoked_at=None),
                name="an_account_has_at_most_one_open_card",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="a_card_expires_after_it_was_issued"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None), name="a_card_is_used_or_revoked_not_both"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {timezone.localtime(self.issued_at):%d/%m/%Y}"

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and self.revoked_at is None and now < self.expires_at
