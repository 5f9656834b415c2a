"""The authoring site's list of accounts and its forms."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import IndexView, UserViewSet

from accounts.forms import AuthoringUserCreationForm, AuthoringUserEditForm


class AccountIndexView(IndexView):  # type: ignore[misc]
    """Searched and sorted by Vietnamese names."""

    search_fields = ["username", "full_name", "phone", "email"]

    @property
    def columns(self) -> list[Column]:
        columns: list[Column] = super().columns
        columns[1].sort_key = "name_key"
        columns.insert(3, Column("phone", label=_("Telephone"), width="15%"))
        return columns


class AccountViewSet(UserViewSet):  # type: ignore[misc]
    """Wagtail's screens for accounts, over a model with one full name."""

    index_view_class = AccountIndexView
    template_prefix = "accounts/authoring/"

    def get_form_class(self, for_update: bool = False) -> Any:
        return AuthoringUserEditForm if for_update else AuthoringUserCreationForm
