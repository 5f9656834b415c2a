"""What quizzes bring to the authoring site."""

from typing import Any

from django.urls import include, path
from wagtail import hooks

from quizzes.exchange import screens as exchange


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(exchange.urls))]


for item in exchange.menu_items:
    hooks.register("register_admin_menu_item", lambda item=item: item)


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in exchange.log_actions:
        actions.register_action(action, label, message)
