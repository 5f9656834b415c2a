"""The way on from the authoring site's first page: what somebody's roles let her do, a sentence each."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from organisations.menu import RoleMenuItem


class OfficePanel(Component):  # type: ignore[misc]
    """The screens of organisations and people that are open to whoever looks; none, and it says nothing."""

    name = "organisations"
    title = _("Organisations and people in your part")
    template_name = "organisations/dashboard.html"
    order = 50

    class Media:
        css = {"all": ["organisations/css/office.css"]}

    def __init__(self, request: HttpRequest, items: list[RoleMenuItem]) -> None:
        self.items = sorted((item for item in items if item.is_shown(request)), key=lambda item: item.order)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"name": self.name, "title": self.title, "items": self.items}
