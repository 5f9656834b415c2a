"""What quizzes bring to the authoring site: the bank, its menu, bulk actions, the words of the audit log."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from organisations.menu import RoleMenuItem
from organisations.oversight.queries import MANAGERS
from quizzes.authoring.bulk import ACTIONS
from quizzes.authoring.deleting import keep_what_was_asked
from quizzes.authoring.menu import checked_actions
from quizzes.authoring.viewsets import MENU_HOOK, QuizzesGroup

register_snippet(QuizzesGroup)

for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [
        path("", include("quizzes.authoring.exceptions.urls")),
        path("", include("quizzes.authoring.urls")),
    ]


@hooks.register(MENU_HOOK)
def exceptions() -> RoleMenuItem:
    return RoleMenuItem(
        _("Exceptions"),
        "exceptions:quizzes",
        roles=MANAGERS,
        icon="time",
        order=50,
        about=_("More time or another attempt for somebody, and why."),
    )


@hooks.register("insert_global_admin_css")
def how_it_looks() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("quizzes/css/authoring.css"))


@hooks.register("insert_editor_js")
def what_editors_do_besides() -> SafeString:
    scripts = [(static("quizzes/js/draws.js"),), (static("quizzes/js/names.js"),)]
    return format_html_join("", '<script type="module" src="{}"></script>', scripts)


@hooks.register("construct_snippet_action_menu")
def check_on_a_screen_of_its_own(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    checked_actions(items, context)


@hooks.register("before_delete_snippet")
def keep(request: HttpRequest, objects: list[Any]) -> HttpResponse | None:
    return keep_what_was_asked(request, objects)


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    actions.register_action("quizzes.give_exception", _("Give an exception"), _("Exception given"))
    actions.register_action("quizzes.end_exception", _("End an exception"), _("Exception ended"))
