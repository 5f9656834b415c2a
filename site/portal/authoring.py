"""The authoring site's own pages where Wagtail's do not fit our accounts."""

from typing import Any

from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel


class AuthorAccountView(AccountView):  # type: ignore[misc]
    """Notifications, picture, theme. Names and passwords belong to the account's own pages."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
