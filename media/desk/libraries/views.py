"""Screens of the libraries that contents share: found by name, who needs them, removed where nobody does."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from media.desk.contents.presenting import with_page
from media.desk.frame import OfficeRequest, for_whom_may, frame_of
from media.desk.libraries.forms import LookForm
from media.desk.libraries.queries import libraries_wished, whole
from media.h5p.actions import LibraryNeeded, remove_library, remove_unused_libraries
from media.h5p.queries import library_list, users_of

FOLDER = "media/desk/libraries"
ICON = "code"
PAGE = 50
VIEW, REMOVE = "media.view_package", "media.install_library_code"


@for_whom_may(VIEW)
@require_safe
def index(request: OfficeRequest) -> HttpResponse:
    """Every release, with what needs it and what it weighs."""
    form = LookForm(request.GET)
    wish = form.cleaned_data if form.is_valid() else {}
    found = libraries_wished(wish.get("q", ""), unused=wish.get("unused", False))
    context = {
        "form": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("p")),
        "whole": whole(),
        "query": with_page(request.GET),
        "may_remove": request.user.has_perm(REMOVE),
        **frame_of(_("H5P libraries"), ICON),
    }
    return render(request, f"{FOLDER}/index.html", context)


@for_whom_may(VIEW)
@require_safe
def library(request: OfficeRequest, number: int) -> HttpResponse:
    """One release and the contents that need the library."""
    found = get_object_or_404(library_list().select_related("installed_by"), pk=number)
    context = {
        "library": found,
        "page": Paginator(users_of(found), PAGE).get_page(request.GET.get("p")),
        "may_remove": request.user.has_perm(REMOVE),
        **frame_of(str(found), ICON, _crumb()),
    }
    return render(request, f"{FOLDER}/library.html", context)


@for_whom_may(REMOVE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: OfficeRequest, number: int) -> HttpResponse:
    """Take one release away, after a second yes."""
    found = get_object_or_404(library_list(), pk=number)
    if request.method != "POST":
        title = _("Remove %(library)s") % {"library": found}
        context = {"library": found, **frame_of(title, "bin", _crumb())}
        return render(request, f"{FOLDER}/remove.html", context)
    try:
        remove_library(library=found, by=request.user)
    except LibraryNeeded:
        messages.error(request, _("Something needs this library. Nothing was removed."))
        return redirect("library_desk:library", number)
    messages.success(request, _("%(library)s has been removed.") % {"library": found})
    return redirect("library_desk:index")


@for_whom_may(REMOVE)
@require_http_methods(["GET", "HEAD", "POST"])
def tidy(request: OfficeRequest) -> HttpResponse:
    """Take everything away that nothing needs."""
    if request.method != "POST":
        title = _("Remove what nothing needs")
        context = {"whole": whole(), **frame_of(title, "bin", _crumb())}
        return render(request, f"{FOLDER}/tidy.html", context)
    count = remove_unused_libraries(by=request.user)
    gone = ngettext("%(count)d release has been removed.", "%(count)d releases have been removed.", count)
    messages.success(request, gone % {"count": count})
    return redirect("library_desk:index")


def _crumb() -> tuple[str, str]:
    return reverse("library_desk:index"), _("H5P libraries")
