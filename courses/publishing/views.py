"""Screens of the authoring site around publishing: the question about those under way."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.publishing.actions import publish_draft
from courses.publishing.forms import OnwardForm
from courses.publishing.queries import effect_of
from courses.publishing.refusing import why_not_publish


def publish(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask whoever publishes alone what becomes of those under way, then publish what stands in the draft."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    effect = effect_of(page)
    refusals = why_not_publish(page.get_latest_revision_as_object(), effect)
    for refusal in refusals:
        messages.error(request, refusal)
    if refusals or effect is None:
        return redirect("wagtailadmin_pages:edit", page.pk)
    form = OnwardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        publish_draft(page=page, onward=form.cleaned_data["onward"], by=request.user)
        messages.success(request, _("“%(title)s” is published.") % {"title": page.title})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    context = {
        "page_title": _("Publish “%(title)s”") % {"title": page.get_latest_revision_as_object().title},
        "header_icon": "doc-full",
        "page": page,
        "effect": effect,
        "form": form,
        "breadcrumbs_items": [{"url": "", "label": page.title}],
    }
    return render(request, "courses/publishing/publish.html", context)
