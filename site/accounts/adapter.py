"""What allauth has to know of our accounts: how phones are found, and what errors may say."""

import time
from functools import partial
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from django.contrib.sites.shortcuts import get_current_site
from django.core.mail import EmailMessage
from django.forms import Field
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sending import send_soon
from accounts.sign_in_codes.texts import code_text
from accounts.text_messages import gateway
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
        "incorrect_code": _("The code is not right. Look at it once more."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Authors and reviewers come to write, everybody else to learn."""
        may_write = request.user.has_perm("wagtailadmin.access_admin")
        return reverse("wagtailadmin_home" if may_write else "home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_overview")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has signed in within the last five minutes is not asked for her password again."""
        return super().is_reauthentication_required(app=app, **kwargs) and not _has_just_signed_in()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        send_soon(self._letter(template_prefix, email, context).send)

    def _letter(self, template_prefix: str, email: str, context: dict[str, Any]) -> EmailMessage:
        """Written at once, in the language of the page; sent when there is time."""
        request = allauth_context.request
        known = {"request": request, "email": email, "current_site": get_current_site(request)}
        letter: EmailMessage = self.render_mail(template_prefix, email, {**known, **context})
        return letter

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        text = code_text(code=code, account=user, minutes=app_settings.LOGIN_BY_CODE_TIMEOUT // 60)
        send_soon(partial(gateway().send, phone=phone, text=text))

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Nothing is sent to strangers: it would cost, annoy, and tell them apart."""

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Nobody signs up here."""

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


def _has_just_signed_in() -> bool:
    request = allauth_context.request
    steps = get_authentication_records(request, request.user)
    return any(time.time() - step["at"] < app_settings.REAUTHENTICATION_TIMEOUT for step in steps)
