"""Screens of the authoring site around publishing: the question about those under way, and the courses that
rest on a text which has been replaced."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from courses.publishing.actions import publish_draft
from courses.publishing.forms import OnwardForm, UpdateForm
from courses.publishing.queries import effect_of
from courses.publishing.refusing import why_not_publish
from courses.publishing.updating import NowhereToStand, courses_by_old_texts, open_update
from media.desk.frame import OfficeRequest, for_whom_may, frame_of

WRITES = "media.change_regulation"


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
        **frame_of(_("Publish “%(title)s”") % {"title": page.title}, "doc-full"),
        "page": page,
        "effect": effect,
        "form": form,
    }
    return render(request, "courses/publishing/publish.html", context)


@for_whom_may(WRITES)
@require_safe
def old_texts(request: OfficeRequest) -> HttpResponse:
    """Courses that rest on a regulation which has been replaced, and who finished them so."""
    context = {
        **frame_of(_("Courses by an old text"), "history"),
        "courses": courses_by_old_texts(),
    }
    return render(request, "courses/publishing/old_texts.html", context)


@for_whom_may(WRITES)
@require_POST
def open_lesson(request: OfficeRequest) -> HttpResponse:
    """Open a draft of an update lesson in the editor."""
    form = UpdateForm(request.POST, courses=courses_by_old_texts())
    if not form.is_valid():
        messages.error(request, _("This has changed in the meantime. Please choose from the list again."))
        return redirect("course_publishing:old_texts")
    try:
        lesson = open_update(course=form.cleaned_data["course"], text=form.text, by=request.user)
    except NowhereToStand:
        messages.error(request, _("The course has no published module. Please publish one first."))
        return redirect("course_publishing:old_texts")
    messages.success(request, _("A draft of the update lesson is open. Write it and send it for approval."))
    return redirect("wagtailadmin_pages:edit", lesson.pk)
