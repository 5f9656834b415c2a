"""What practices bring to the authoring site: screens of the School, their menu, what is asked first."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import Page

from media.videos.making.sentences import lacking_in_short
from media.videos.queries import not_to_be_shown
from practices.exemplars.models import PracticePage
from practices.exemplars.queries import has_been_published, recordings_of
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
        (
            "ask_proposal",
            gettext_lazy("Ask a cell about its proposal"),
            gettext_lazy("Cell asked about its proposal"),
        ),
        ("accept_proposal", gettext_lazy("Take a proposal up"), gettext_lazy("Proposal taken up")),
        (
            "decline_proposal",
            gettext_lazy("Do not take a proposal up"),
            gettext_lazy("Proposal not taken up"),
        ),
        (
            "answer_inquiry",
            gettext_lazy("Answer a question to a source"),
            gettext_lazy("Question to a source answered"),
        ),
        ("review_inquiry", gettext_lazy("Review an answer"), gettext_lazy("Answer reviewed")),
        ("decline_inquiry", gettext_lazy("Do not answer a question"), gettext_lazy("Question not answered")),
    ):
        actions.register_action(f"practices.{action}", label, message)


@hooks.register("before_delete_page")
def keep_what_was_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refusal(request, [page])


@hooks.register("before_bulk_action")
def keep_what_was_published_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    return _refusal(request, objects) if action_type == "delete" else None


@hooks.register("before_publish_page")
def keep_back_what_cannot_be_watched(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A film without captions is not published; what was written stays as a draft."""
    if not isinstance(page, PracticePage):
        return None
    lacking = not_to_be_shown(recordings_of(page))
    for recording in lacking:
        messages.error(
            request,
            _("Not published: “%(title)s” still lacks %(lacks)s. The practice is kept as a draft.")
            % {"title": recording.title, "lacks": ", ".join(lacking_in_short(recording))},
        )
    return redirect("wagtailadmin_pages:edit", page.pk) if lacking else None


def _refusal(request: HttpRequest, pages: Iterable[Any]) -> HttpResponse | None:
    """Adoptions and sessions point at what was published once, so that is withdrawn, never deleted."""
    kept = [page for page in pages if isinstance(page, Page) and has_been_published(page)]
    if not kept:
        return None
    messages.error(
        request,
        _("“%(title)s” has been published and may have been applied. Unpublish it instead of deleting it.")
        % {"title": kept[0].title},
    )
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk)
