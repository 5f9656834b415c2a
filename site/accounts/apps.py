"""Accounts, and the authoring site's screens for them."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        import_module("accounts.checks")
        import_module("accounts.second_factor.receivers")


class AuthoringUsersConfig(WagtailUsersAppConfig):  # type: ignore[misc]
    """Wagtail's screens for accounts, with one full name instead of first and last."""

    user_viewset = "accounts.authoring.AccountViewSet"
