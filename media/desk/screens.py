"""What this desk brings to the authoring site: addresses, its menu, words of the log."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

urls = ("media.desk.contents.urls", "media.desk.libraries.urls", "media.desk.statements.urls")

MENU_HOOK = "register_interactive_content_menu_item"
"""Slices of this package that have screens about such content put their items into the menu by this hook."""


class PermittedItem(MenuItem):  # type: ignore[misc]
    """An item for whoever holds a permission."""

    def __init__(self, label: Promise, url_name: str, *, permission: str, icon_name: str, order: int) -> None:
        super().__init__(
            label,
            reverse_lazy(url_name),
            icon_name=icon_name,
            order=order,
            name=url_name.replace(":", "-").replace("_", "-"),
        )
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm(self.permission))


menu_items = [
    PermittedItem(
        _("All content"),
        "package_desk:index",
        permission="media.view_package",
        icon_name="grip",
        order=10,
    ),
    PermittedItem(
        _("Upload interactive content"),
        "package_desk:upload",
        permission="media.add_package",
        icon_name="upload",
        order=20,
    ),
    PermittedItem(
        _("H5P libraries"),
        "library_desk:index",
        permission="media.view_package",
        icon_name="code",
        order=80,
    ),
    PermittedItem(
        _("Statements (xAPI)"),
        "statement_desk:index",
        permission="media.view_statement",
        icon_name="list-ul",
        order=90,
    ),
]


def menu() -> SubmenuMenuItem:
    """Shown as long as one of its items is."""
    return SubmenuMenuItem(
        _("Interactive content"),
        Menu(register_hook_name=MENU_HOOK),
        icon_name="grip",
        order=260,
        name="interactive-content",
    )


log_actions = (
    ("install_package", _("Install interactive content"), _("Interactive content installed")),
    ("restore_package", _("Play an older version"), _("Older version played again")),
    ("rename_package", _("Rename interactive content"), _("Interactive content renamed")),
    ("remove_package", _("Remove interactive content"), _("Interactive content removed")),
    ("install_library", _("Install an H5P library"), _("H5P library installed")),
    ("remove_library", _("Remove an H5P library"), _("H5P library removed")),
    ("void_statement", _("Void a statement"), _("Statement voided")),
    ("export_statements", _("Export statements"), _("Statements exported")),
)
