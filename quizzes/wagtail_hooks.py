"""What quizzes bring to the authoring site: the bank, its menu, bulk actions, the words of the audit log."""

from functools import partial
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
from quizzes.analysis import screens as analysis
from quizzes.authoring.bulk import ACTIONS
from quizzes.authoring.deleting import keep_what_was_asked
from quizzes.authoring.exceptions import screens as exceptions
from quizzes.authoring.menu import checked_actions
from quizzes.authoring.viewsets import MENU_HOOK, QuizzesGroup
from quizzes.dashboard import QuizzesPanel
from quizzes.exchange import screens as exchange
from quizzes.marking import screens as marking
from quizzes.printing import screens as printing

register_snippet(QuizzesGroup)

for action in ACTIONS:
    hooks.register("register_bulk_action", action)


# Each slice of screens has `urls` and puts its items into the menu in `menu_items`.
SCREENS: tuple[Any, ...] = (exceptions, exchange, marking, printing, analysis)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(urls)) for urls in ("quizzes.authoring.urls", *(s.urls for s in SCREENS))]


def all_items() -> list[Any]:
    return [item for screens in SCREENS for item in screens.menu_items]


for item in all_items():
    hooks.register(MENU_HOOK, partial(lambda shown: shown, item))


@hooks.register("construct_homepage_panels")
def ways_on(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(QuizzesPanel(request, [item for item in all_items() if isinstance(item, RoleMenuItem)]))


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
    for action, label, message in (
        ("give_exception", _("Give an exception"), _("Exception given")),
        ("end_exception", _("End an exception"), _("Exception ended")),
        ("mark_essay", _("Mark an essay"), _("Essay marked")),
        ("override_mark", _("Change a mark by hand"), _("Mark changed by hand")),
        ("regrade", _("Mark anew by a corrected key"), _("Marked anew by a corrected key")),
        ("undo_regrade", _("Take a regrading back"), _("Regrading taken back")),
        ("type_paper", _("Type in a result from paper"), _("Result typed in from paper")),
        ("correct_paper", _("Put a typed result right"), _("Typed result put right")),
        *exchange.log_actions,
    ):
        actions.register_action(f"quizzes.{action}", label, message)
