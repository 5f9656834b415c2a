"""What notifications bring to the authoring site: the outbox, for those who run the site."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from notifications.desk import urls
from notifications.desk.views import runs_the_site


class OutboxItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: Any) -> bool:
        return runs_the_site(request.user)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(urls))]


@hooks.register("register_settings_menu_item")
def item() -> MenuItem:
    return OutboxItem(_("Outbox"), reverse_lazy("outbox:index"), name="outbox", icon_name="mail", order=900)
