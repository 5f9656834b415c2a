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

from courses.catalogue.laying_out import course_of
from courses.catalogue.queries import has_been_taught, is_asked_in_lessons
from courses.certificates.desk import screens as certificates
from courses.publishing.queries import effect_of, lacks_without
from courses.publishing.refusing import why_not_publish
from media.desk.screens import PermittedItem
from quizzes.papers.models import Quiz

register_snippet(certificates.CertificateTemplateViewSet)

ASSIGNING = (
    ("assign", gettext_lazy("Assign"), gettext_lazy("Assigned")),
    ("change_assignment", gettext_lazy("Change an assignment"), gettext_lazy("Assignment changed")),
    ("withdraw_assignment", gettext_lazy("Withdraw an assignment"), gettext_lazy("Assignment withdrawn")),
    ("exempt", gettext_lazy("Exempt somebody"), gettext_lazy("Exempted")),
    ("end_exemption", gettext_lazy("End an exemption"), gettext_lazy("Exemption ended")),
    ("make_programme", gettext_lazy("Draw up a programme"), gettext_lazy("Programme drawn up")),
    ("change_programme", gettext_lazy("Change a programme"), gettext_lazy("Programme changed")),
)
RECOGNISING = (
    ("hand_in_recognition", gettext_lazy("Hand in a paper"), gettext_lazy("Paper handed in")),
    ("accept_recognition", gettext_lazy("Recognise it"), gettext_lazy("Recognised")),
    ("send_back_recognition", gettext_lazy("Send it back"), gettext_lazy("Sent back")),
    (
        "take_back_recognition",
        gettext_lazy("Take the recognition back"),
        gettext_lazy("Recognition taken back"),
    ),
    ("withdraw_recognition", gettext_lazy("Withdraw it"), gettext_lazy("Withdrawn")),
)
PUBLISHING = (
    (
        "onward",
        gettext_lazy("Decide on those under way"),
        gettext_lazy("Decided what becomes of those under way"),
    ),
)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(certificates.urls)), path("", include("courses.publishing.urls"))]


@hooks.register("register_admin_menu_item")
def place_in_the_menu() -> Any:
    return certificates.menu()


for item in certificates.menu_items:
    hooks.register(certificates.MENU_HOOK, partial(lambda shown: shown, item))

hooks.register("register_snippet_listing_buttons", certificates.listing_buttons)


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in (*certificates.log_actions, *ASSIGNING, *RECOGNISING, *PUBLISHING):
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
def ask_or_keep_back(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What cannot be followed or finished stays as a draft; what concerns those under way is asked about."""
    effect = effect_of(page)
    refusals = why_not_publish(page, effect)
    for refusal in refusals:
        messages.error(request, refusal)
    if refusals:
        return redirect("wagtailadmin_pages:edit", page.pk)
    return redirect("course_publishing:publish", page.pk) if effect and effect.asks else None


@hooks.register("before_unpublish_page")
def keep_what_finishes_a_course(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _keep_what_is_needed(request, [page])


@hooks.register("before_move_page")
def keep_it_in_its_course(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return _keep_what_is_needed(request, [page]) if course_of(page) != course_of(destination) else None


@hooks.register("before_bulk_action")
def publish_and_withdraw_one_by_one(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    """What needs an answer, or a refusal, is done by itself."""
    pages = [page.specific for page in objects if isinstance(page, Page)]
    if action_type in ("unpublish", "move"):
        return _keep_what_is_needed(request, pages)
    if action_type != "publish":
        return None
    for page in pages:
        effect = effect_of(page)
        if why_not_publish(page.get_latest_revision_as_object(), effect) or (effect and effect.asks):
            message = _(
                "Nothing was published: “%(title)s” needs an answer from you. Please publish it by itself."
            )
            messages.error(request, message % {"title": page.title})
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("register_admin_menu_item")
def way_to_old_texts() -> PermittedItem:
    return PermittedItem(
        gettext_lazy("Old texts"),
        "course_publishing:old_texts",
        permission="media.change_regulation",
        icon_name="history",
        order=250,
    )


def _keep_what_is_needed(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    for page in pages:
        if lacks := lacks_without(page):
            message = _("“%(title)s” stays as it is; without it nobody could finish the course. %(lack)s")
            messages.error(request, message % {"title": page.title, "lack": " ".join(lacks)})
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


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
