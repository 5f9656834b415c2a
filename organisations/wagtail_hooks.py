"""What organisations bring to the authoring site: addresses, a menu, the words of the audit log."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from organisations.browsing import screens as browsing
from organisations.browsing.registers import OrganisationRegisters
from organisations.cards import screens as cards
from organisations.dashboard import OfficePanel
from organisations.exchange import screens as exchange
from organisations.granting import screens as granting
from organisations.menu import RoleMenuItem
from organisations.oversight import screens as oversight
from organisations.personnel import screens as personnel
from organisations.privacy.desk.menu import menu_items as desk_items
from organisations.reorganising import screens as reorganising

# Each slice of screens has `urls.py` and puts its items into the menu in `menu_items`.
SCREENS: tuple[Any, ...] = (oversight, browsing, reorganising, personnel, granting, cards, exchange)

register_snippet(OrganisationRegisters)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(screens.urls)) for screens in SCREENS]


def all_items() -> list[RoleMenuItem]:
    """What the menu and the first page lead to; the desk's addresses answer 404, not sign-in, to others."""
    return [*(item for screens in SCREENS for item in screens.menu_items), *desk_items]


@hooks.register("register_admin_menu_item")
def menu() -> SubmenuMenuItem:
    """Hidden by Wagtail from whom no item is shown to."""
    return SubmenuMenuItem(_("Party organisations"), Menu(items=all_items()), icon_name="group", order=150)


@hooks.register("construct_homepage_panels")
def ways_on(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(OfficePanel(request, all_items()))


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in (
        ("edit", _("Edit details"), _("Details edited")),
        ("reorganise", _("Reorganise"), _("Reorganised")),
        ("undo", _("Take back a reorganisation"), _("Reorganisation taken back")),
        ("merge", _("Merge two entries"), _("Two entries merged")),
        ("enter", _("Enter a person"), _("Person entered")),
        ("appoint", _("Appoint to a post"), _("Post entered")),
        ("end_post", _("End a post"), _("End of a post entered")),
        ("annul", _("Annul a post"), _("Post annulled")),
        ("open_account", _("Open an account"), _("An account was opened")),
        ("close_account", _("Close an account"), _("An account was closed")),
        ("reopen_account", _("Reopen an account"), _("An account was reopened")),
        ("grant", _("Give a role"), _("Role given")),
        ("end_grant", _("End a role"), _("Role ended")),
        ("import", _("Write a list"), _("List written")),
        ("import_undo", _("Take a list back"), _("List taken back")),
        ("open_readings", _("Open the log of readings"), _("Log of readings opened")),
        ("export_readings", _("Export the log of readings"), _("Log of readings exported")),
        ("revoke_card", _("Take back a sign-in card"), _("Sign-in card taken back")),
    ):
        actions.register_action(f"organisations.{action}", label, message)
