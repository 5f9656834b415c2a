"""What the authoring site asks of the courses before it does something."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from courses.catalogue.queries import has_been_taught


@hooks.register("before_delete_page")
def keep_what_was_taught(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refusal(request, [page])


@hooks.register("before_bulk_action")
def keep_what_was_taught_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> HttpResponse | None:
    return _refusal(request, objects) if action_type == "delete" else None


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
