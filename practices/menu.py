"""What practices bring to the authoring site's menu: one place, and in it what waits for the School."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from media.desk.screens import PermittedItem
from practices.inquiries.queries import waiting_count as inquiries_waiting
from practices.proposals.queries import waiting_count as proposals_waiting

MENU_HOOK = "register_practices_menu_item"
"""Slices of this package that have screens for the School put their items into the menu by this hook."""


class CountedItem(PermittedItem):
    """An item that says how many things wait behind it."""

    def __init__(self, label: Promise, url_name: str, *, count: Callable[[], int], **options: Any) -> None:
        super().__init__(label, url_name, **options)
        self.count = count

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        item = super().render_component(request)
        if count := self.count():
            item.label = f"{self.label} ({count})"
        return item


menu_items = [
    CountedItem(
        _("Proposed practices"),
        "proposal_desk:queue",
        permission="practices.change_proposal",
        icon_name="doc-full",
        order=10,
        count=proposals_waiting,
    ),
    CountedItem(
        _("Questions to sources"),
        "inquiry_desk:queue",
        permission="practices.change_inquiry",
        icon_name="help",
        order=20,
        count=inquiries_waiting,
    ),
]


def menu() -> SubmenuMenuItem:
    """Shown as long as one of its items is."""
    return SubmenuMenuItem(
        _("Practices"),
        Menu(register_hook_name=MENU_HOOK),
        icon_name="pick",
        order=255,
        name="exemplary-practices",
    )
