"""What practices bring to the authoring site: the School's screens, their menu, words of the log."""

from functools import partial
from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from practices.menu import MENU_HOOK, menu, menu_items

SCREENS = ("practices.proposals.desk.urls", "practices.inquiries.desk.urls")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(urls)) for urls in SCREENS]


@hooks.register("register_admin_menu_item")
def place_in_the_menu() -> Any:
    return menu()


for item in menu_items:
    hooks.register(MENU_HOOK, partial(lambda shown: shown, item))


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in (
        ("ask_proposal", _("Ask a cell about its proposal"), _("Cell asked about its proposal")),
        ("accept_proposal", _("Take a proposal up"), _("Proposal taken up")),
        ("decline_proposal", _("Do not take a proposal up"), _("Proposal not taken up")),
        ("answer_inquiry", _("Answer a question to a source"), _("Question to a source answered")),
        ("review_inquiry", _("Review an answer"), _("Answer reviewed")),
        ("decline_inquiry", _("Do not answer a question"), _("Question not answered")),
    ):
        actions.register_action(f"practices.{action}", label, message)
