"""What quizzes bring to the authoring site: addresses, a menu, the words of the audit log."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from organisations.menu import RoleMenuItem
from quizzes.dashboard import QuizzesPanel
from quizzes.marking import screens as marking

# Each slice of screens has `urls.py` and puts its items into the menu in `menu_items`.
SCREENS: tuple[Any, ...] = (marking,)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(screens.urls)) for screens in SCREENS]


def all_items() -> list[RoleMenuItem]:
    return [item for screens in SCREENS for item in screens.menu_items]


@hooks.register("register_admin_menu_item")
def menu() -> SubmenuMenuItem:
    """Hidden by Wagtail from whom no item is shown to."""
    return SubmenuMenuItem(_("Quizzes"), Menu(items=all_items()), icon_name="help", order=160)


@hooks.register("construct_homepage_panels")
def ways_on(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(QuizzesPanel(request, all_items()))


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in (
        ("mark_essay", _("Mark an essay"), _("Essay marked")),
        ("override_mark", _("Change a mark by hand"), _("Mark changed by hand")),
        ("regrade", _("Mark anew by a corrected key"), _("Marked anew by a corrected key")),
        ("undo_regrade", _("Take a regrading back"), _("Regrading taken back")),
    ):
        actions.register_action(f"quizzes.{action}", label, message)
