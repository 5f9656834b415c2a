"""Screens of the libraries that contents share: found by name, who needs them, removed where nobody does."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from media.desk.contents.presenting import findings_in_words, with_page
from media.desk.frame import OfficeRequest, for_whom_may, frame_of
from media.desk.libraries.forms import LookForm, SendLibrariesForm
from media.desk.libraries.queries import libraries_wished, library_uploads_of, waiting_uploads, whole
from media.h5p.actions import LibraryNeeded, remove_library, remove_unused_libraries
from media.h5p.core.installed.install import Verdict
from media.h5p.libraries_alone import carried_by, check_libraries, install_carried
from media.h5p.queries import library_list, users_of
from media.packages.kinds import CannotInstall
from media.packages.models import PackageUpload
from media.packages.purging import discard_upload

FOLDER = "media/desk/libraries"
ICON = "code"
PAGE = 50
VIEW, MANAGE = "media.view_package", "media.install_library_code"
VERDICTS = {
    Verdict.NEW: gettext_lazy("new here"),
    Verdict.NEWER: gettext_lazy("newer than what is here"),
    Verdict.SAME: gettext_lazy("is here already"),
    Verdict.OLDER: gettext_lazy("older than what is here"),
    Verdict.CONFLICTING: gettext_lazy("differs from the same version here"),
}


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
        "may_manage": request.user.has_perm(MANAGE),
        "waiting": waiting_uploads(request.user),
        **frame_of(_("H5P libraries"), ICON),
    }
    return render(request, f"{FOLDER}/index.html", context)


@for_whom_may(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: OfficeRequest) -> HttpResponse:
    """Send a file of libraries; it is read, and nothing of it is installed."""
    form = SendLibrariesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        sent = check_libraries(file=file, name=file.name, by=request.user, now=timezone.now())
        return redirect("library_desk:file", sent.public_id)
    context = {"form": form, **frame_of(_("Install libraries"), "upload", _crumb())}
    return render(request, f"{FOLDER}/upload.html", context, status=422 if request.method == "POST" else 200)


@for_whom_may(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """What is in a file of libraries and what of it is new here; then a yes, or a no."""
    sent = get_object_or_404(library_uploads_of(request.user), public_id=public_id)
    if sent.state == PackageUpload.State.INSTALLED:
        return redirect("library_desk:index")
    return _decide(request, sent) if request.method == "POST" else _look(request, sent)


def _decide(request: OfficeRequest, sent: PackageUpload) -> HttpResponse:
    if request.POST.get("do") == "discard":
        discard_upload(upload=sent)
        messages.info(request, _("The file has been let go. Nothing was installed."))
        return redirect("library_desk:index")
    if request.POST.get("do") != "install":
        return _look(request, sent, status=422)
    try:
        brought = install_carried(upload=sent, by=request.user, now=timezone.now())
    except CannotInstall as refusal:
        for found in refusal.findings:
            messages.error(request, found.sentence)
        return _look(request, sent, status=409)
    told = ngettext(
        "%(count)d library has been installed.", "%(count)d libraries have been installed.", len(brought)
    )
    messages.success(request, told % {"count": len(brought)})
    return redirect("library_desk:index")


def _look(request: OfficeRequest, sent: PackageUpload, status: int = 200) -> HttpResponse:
    carried = carried_by(sent)
    context = {
        "file": sent,
        "findings": findings_in_words(sent.found),
        "carried": [(one, VERDICTS[Verdict(one.verdict)]) for one in carried],
        "can_be_used": sent.state == PackageUpload.State.CHECKED,
        "is_code": any(one.is_code for one in carried),
        "is_newer": any(one.verdict == Verdict.NEWER for one in carried),
        **frame_of(sent.name, "doc-full", _crumb()),
    }
    return render(request, f"{FOLDER}/file.html", context, status=status)


@for_whom_may(VIEW)
@require_safe
def library(request: OfficeRequest, number: int) -> HttpResponse:
    """One release and the contents that need the library."""
    found = get_object_or_404(library_list().select_related("installed_by"), pk=number)
    context = {
        "library": found,
        "page": Paginator(users_of(found), PAGE).get_page(request.GET.get("p")),
        "may_remove": request.user.has_perm(MANAGE),
        **frame_of(str(found), ICON, _crumb()),
    }
    return render(request, f"{FOLDER}/library.html", context)


@for_whom_may(MANAGE)
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


@for_whom_may(MANAGE)
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
