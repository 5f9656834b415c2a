"""The authoring site leads its hosts to their sessions: they come there after signing in."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from organisations.menu import RoleMenuItem
from practices.sessions.queries import HOSTS


def connect() -> None:
    hooks.register("register_admin_menu_item", menu_item)


def menu_item() -> RoleMenuItem:
    return RoleMenuItem(
        _("Demonstration sessions"),
        "practices:hosting",
        roles=HOSTS,
        icon="date",
        order=160,
        about=_("Plan a session, invite, see who comes"),
    )
