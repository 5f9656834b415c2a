"""What quizzes bring to the authoring site: addresses, a menu, the words of the audit log."""

from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from quizzes.printing import screens as printing

# Each slice of screens has `urls` and puts its items into the menu in `menu_items`.
SCREENS: tuple[Any, ...] = (printing,)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(screens.urls)) for screens in SCREENS]


@hooks.register("register_admin_menu_item")
def papers() -> MenuItem:
    return printing.menu_items[0]


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in (
        ("type_paper", _("Type in a result from paper"), _("Result typed in from paper")),
        ("correct_paper", _("Put a typed result right"), _("Typed result put right")),
    ):
        actions.register_action(f"quizzes.{action}", label, message)
