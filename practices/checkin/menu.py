"""The authoring site leads organisers to who of their people came to demonstration sessions."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from organisations.menu import RoleMenuItem
from organisations.oversight.queries import OVERSEERS


def connect() -> None:
    hooks.register("register_admin_menu_item", menu_item)


def menu_item() -> RoleMenuItem:
    return RoleMenuItem(
        _("Attendance at demonstration sessions"),
        "practices:attendance",
        roles=OVERSEERS,
        icon="group",
        order=165,
        about=_("Who of your people was invited, and who came"),
    )
