"""The account: how a person signs in, and how she likes the site to look.

Who she is in the Party's organisation stands in `organisations`: people come before accounts and
outlive them.
"""

from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.cards.models import SignInCard
from common.fields import FullNameField, NameKeyField, PhoneField
from common.vietnamese import given_name

__all__ = ["AccountManager", "SignInCard", "User"]


class AccountManager(UserManager["User"]):
    """Creates accounts; an empty phone is stored as none, so that it stays unique."""

    def _create_user(self, username: str, email: str, password: str, **fields: Any) -> "User":
        fields["phone"] = fields.get("phone") or None
        return super()._create_user(username.lower(), email, password, **fields)  # type: ignore[misc,no-any-return]


class User(AbstractUser):
    """An account, known by user name, telephone number or e-mail address."""

    class Language(models.TextChoices):
        VIETNAMESE = "vi", "Tiếng Việt"
        ENGLISH = "en", "English"

    class TextSize(models.TextChoices):
        NORMAL = "normal", "A"
        LARGE = "large", "A+"
        LARGEST = "largest", "A++"

    last_name = None  # type: ignore[assignment]
    full_name = FullNameField(_("full name"))
    name_key = NameKeyField(db_index=True)
    phone = PhoneField(_("telephone"), null=True, blank=True, unique=True)  # type: ignore[misc]
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.VIETNAMESE)
    text_size = models.CharField(_("text size"), max_length=8, choices=TextSize, default=TextSize.NORMAL)

    objects = AccountManager()  # type: ignore[misc]
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name_key", "username"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="account_user_name_is_unique_in_any_case"),
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="account_email_is_unique_in_any_case"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def first_name(self) -> str:  # type: ignore[override]
        """What Wagtail's sidebar calls its user by."""
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return given_name(self.full_name)
