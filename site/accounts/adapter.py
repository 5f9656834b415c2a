"""What allauth has to know of our accounts: how phones are found, and what errors may say."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.forms import Field
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.fields import PhoneFormField

# One sentence whatever was wrong: an error never tells whether an account exists.
_NOT_SIGNED_IN = _("The phone number, user name or password is not right. Please check and try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an organiser, never by sign-up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _NOT_SIGNED_IN,
        "email_password_mismatch": _NOT_SIGNED_IN,
        "phone_password_mismatch": _NOT_SIGNED_IN,
        "too_many_login_attempts": _(
            "Too many attempts. Please wait five minutes, then try again; nothing has been lost."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Authors and reviewers come to write, everybody else to learn."""
        may_write = request.user.has_perm("wagtailadmin.access_admin")
        return reverse("wagtailadmin_home" if may_write else "home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_overview")

    def phone_form_field(self, **kwargs: Any) -> Field:
        return PhoneFormField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone = phone
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()
