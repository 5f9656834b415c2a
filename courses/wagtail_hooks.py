"""What the authoring site asks of the courses before it does something."""

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
from wagtail.snippets.models import register_snippet

from courses.catalogue.models import LessonPage
from courses.catalogue.queries import has_been_taught, is_asked_in_lessons
from courses.catalogue.rules import recordings_in
from courses.certificates.desk import screens as certificates
from media.videos.making.sentences import lacking_in_short
from media.videos.queries import not_to_be_shown
from quizzes.papers.models import Quiz

register_snippet(certificates.CertificateTemplateViewSet)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(certificates.urls))]


@hooks.register("register_admin_menu_item")
def place_in_the_menu() -> Any:
    return certificates.menu()


for item in certificates.menu_items:
    hooks.register(certificates.MENU_HOOK, partial(lambda shown: shown, item))

hooks.register("register_snippet_listing_buttons", certificates.listing_buttons)


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in certificates.log_actions:
        actions.register_action(f"courses.{action}", label, message)


@hooks.register("before_delete_page")
def keep_what_was_taught(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refusal(request, [page])


@hooks.register("before_bulk_action")
def keep_what_was_taught_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    return _refusal(request, objects) if action_type == "delete" else None


@hooks.register("before_delete_snippet")
def keep_what_lessons_ask(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """A lesson that waits for a quiz to be passed would never be done."""
    asked = [one for one in instances if isinstance(one, Quiz) and is_asked_in_lessons(one.pk)]
    if not asked:
        return None
    messages.error(
        request,
        _("“%(title)s” stands in a lesson that has been published. Unpublish it instead of deleting it.")
        % {"title": asked[0].title},
    )
    return redirect(request.META.get("HTTP_REFERER") or "wagtailadmin_home")


@hooks.register("before_publish_page")
def keep_back_what_cannot_be_followed(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A film without captions is not published; what was written stays as a draft."""
    if not isinstance(page, LessonPage):
        return None
    lacking = not_to_be_shown(recordings_in(page.body.get_prep_value()))
    for recording in lacking:
        messages.error(
            request,
            _("Not published: “%(title)s” still lacks %(lacks)s. The lesson is kept as a draft.")
            % {"title": recording.title, "lacks": ", ".join(lacking_in_short(recording))},
        )
    return redirect("wagtailadmin_pages:edit", page.pk) if lacking else None


def _refusal(request: HttpRequest, pages: Iterable[Any]) -> HttpResponse | None:
    """Progress points at what was published once, so that is withdrawn, never deleted."""
    kept = [page for page in pages if isinstance(page, Page) and has_been_taught(page)]
    if not kept:
        return None
    messages.error(
        request,
        _("“%(title)s” has been published and may have been learnt. Unpublish it instead of deleting it.")
        % {"title": kept[0].title},
    )
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk)


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in (
        ("assign", gettext_lazy("Assign"), gettext_lazy("Assigned")),
        ("change_assignment", gettext_lazy("Change an assignment"), gettext_lazy("Assignment changed")),
        ("withdraw_assignment", gettext_lazy("Withdraw an assignment"), gettext_lazy("Assignment withdrawn")),
        ("exempt", gettext_lazy("Exempt somebody"), gettext_lazy("Exempted")),
        ("end_exemption", gettext_lazy("End an exemption"), gettext_lazy("Exemption ended")),
    ):
        actions.register_action(f"courses.{action}", label, message)
