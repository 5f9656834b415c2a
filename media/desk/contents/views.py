"""Screens on which interactive content is brought in, kept up to date, and taken out again."""

from tempfile import SpooledTemporaryFile
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from media.desk.contents.forms import LookForm, RenameForm, SendPackageForm
from media.desk.contents.presenting import (
    facts_of_upload,
    file_name,
    findings_in_words,
    play_address,
    steps_of,
    with_page,
)
from media.desk.contents.queries import (
    Wish,
    all_packages,
    packages_wished,
    played,
    revisions_of,
    uploads_of,
    waiting_uploads,
)
from media.desk.frame import OfficeRequest, for_whom_may, frame_of
from media.packages.installing import (
    CannotRemove,
    check_upload,
    install_upload,
    remove_package,
    rename_package,
    restore_revision,
)
from media.packages.kinds import CannotInstall, handler_of
from media.packages.models import Package, PackageRevision, PackageUpload
from media.packages.purging import discard_upload
from media.packages.uses import uses_of

FOLDER = "media/desk/contents"
ICON = "grip"
PAGE = 50
_IN_MEMORY = 4 * 1024 * 1024
VIEW, ADD, CHANGE = "media.view_package", "media.add_package", "media.change_package"


@for_whom_may(VIEW)
@require_safe
def index(request: OfficeRequest) -> HttpResponse:
    """Everything there is, found by title and kind; above it what waits for her yes."""
    form = LookForm(request.GET)
    wish = form.wish() if form.is_valid() else Wish()
    context = {
        "form": form,
        "page": Paginator(packages_wished(wish), PAGE).get_page(request.GET.get("p")),
        "waiting": waiting_uploads(request.user),
        "query": with_page(request.GET),
        "may_add": request.user.has_perm(ADD),
        **frame_of(_("Interactive content"), ICON),
    }
    return render(request, f"{FOLDER}/index.html", context)


@for_whom_may(ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: OfficeRequest) -> HttpResponse:
    """Send a file; it is read, and nothing of it is installed."""
    return _send(request, None)


@for_whom_may(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Send a file that is to stand in the place of what is played now."""
    return _send(request, _package(public_id))


def _send(request: OfficeRequest, replaces: Package | None) -> HttpResponse:
    form = SendPackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        sent = check_upload(file=file, name=file.name, by=request.user, replaces=replaces, now=timezone.now())
        return redirect("package_desk:file", sent.public_id)
    title = _("Upload a new version") if replaces else _("Upload interactive content")
    crumbs = [_package_crumb(replaces)] if replaces else []
    is_wrong = request.method == "POST"
    context = {"form": form, "package": replaces, **frame_of(title, "upload", _index_crumb(), *crumbs)}
    return render(request, f"{FOLDER}/upload.html", context, status=422 if is_wrong else 200)


@for_whom_may(ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """What was found in a file and what it would bring; then a yes, or a no."""
    sent = get_object_or_404(uploads_of(request.user), public_id=public_id)
    if request.method == "POST":
        return _decide(request, sent)
    if sent.state == PackageUpload.State.INSTALLED and sent.made:
        return redirect("package_desk:package", sent.made.package.public_id)
    return _look(request, sent)


def _decide(request: OfficeRequest, sent: PackageUpload) -> HttpResponse:
    if request.POST.get("do") == "discard":
        discard_upload(upload=sent)
        messages.info(request, _("The file has been let go. Nothing was installed."))
        return redirect("package_desk:index")
    if request.POST.get("do") != "install":
        return _look(request, sent, status=422)
    try:
        revision = install_upload(upload=sent, by=request.user, now=timezone.now())
    except CannotInstall as refusal:
        for found in refusal.findings:
            messages.error(request, found.sentence)
        return _look(request, sent, status=409)
    told = (
        _("“%(title)s” can now be chosen in lessons.")
        if revision.number == 1
        else _("The new version of “%(title)s” is what learners play from now on.")
    )
    messages.success(request, told % {"title": revision.package.title})
    return redirect("package_desk:package", revision.package.public_id)


def _look(request: OfficeRequest, sent: PackageUpload, status: int = 200) -> HttpResponse:
    context = {
        "file": sent,
        "facts": facts_of_upload(sent),
        "findings": findings_in_words(sent.found),
        "brings": sent.told.get("brings", []),
        "can_be_used": sent.state == PackageUpload.State.CHECKED,
        **frame_of(sent.name, "doc-full", _index_crumb()),
    }
    return render(request, f"{FOLDER}/file.html", context, status=status)


@for_whom_may(VIEW)
@require_safe
def package(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """What it is, who plays it how, its versions, the lessons that hold it."""
    return _sheet(request, _package(public_id), None)


@for_whom_may(CHANGE)
@require_POST
def rename(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _package(public_id)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _sheet(request, found, form)
    rename_package(package=found, title=form.cleaned_data["title"], by=request.user)
    messages.success(request, _("It is called “%(title)s” now.") % {"title": found.title})
    return redirect("package_desk:package", public_id)


def _sheet(request: OfficeRequest, found: Package, form: RenameForm | None) -> HttpResponse:
    figures = played(found)
    context = {
        "package": found,
        "revisions": revisions_of(found),
        "uses": uses_of(found),
        "figures": figures,
        "steps": steps_of(figures),
        "play_address": play_address(found) if found.current else "",
        "may_change": request.user.has_perm(CHANGE),
        "form": form or RenameForm(initial={"title": found.title}),
        **frame_of(found.title, ICON, _index_crumb()),
    }
    return render(request, f"{FOLDER}/package.html", context, status=422 if form else 200)


@for_whom_may(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponse:
    """Ask first, and say what becomes of what learners have kept; then play the older version again."""
    found = _package(public_id)
    revision = get_object_or_404(revisions_of(found).exclude(pk=found.current_id or 0), number=number)
    if request.method == "POST":
        restore_revision(revision=revision, by=request.user, now=timezone.now())
        messages.success(
            request, _("Version %(number)s is what learners play from now on.") % {"number": number}
        )
        return redirect("package_desk:package", public_id)
    title = _("Play version %(number)s again") % {"number": number}
    context = {
        "package": found,
        "revision": revision,
        **frame_of(title, "undo", _index_crumb(), _package_crumb(found)),
    }
    return render(request, f"{FOLDER}/restore.html", context)


@for_whom_may(VIEW)
@require_safe
def export(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """The same package as a file that other systems take."""
    revision = get_object_or_404(revisions_of(_package(public_id)), number=number)
    try:
        return _as_file(revision)
    except (LookupError, FileNotFoundError):
        raise Http404 from None


def _as_file(revision: PackageRevision) -> FileResponse:
    out = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    handler_of(revision.package.kind).export(revision, cast(Any, out))
    out.seek(0)
    answer = FileResponse(out, as_attachment=True, filename=file_name(revision))
    answer["Content-Type"] = "application/zip"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@for_whom_may(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say who would miss it; where nobody would, ask and take it away."""
    found = _package(public_id)
    against: CannotRemove | None = None
    if request.method == "POST":
        try:
            remove_package(package=found, by=request.user)
        except CannotRemove as refusal:
            against = refusal
        else:
            messages.success(request, _("“%(title)s” is gone.") % {"title": found.title})
            return redirect("package_desk:index")
    uses, people = (against.used_in, against.played_by) if against else (uses_of(found), played(found).people)
    context = {
        "package": found,
        "uses": uses,
        "people": people,
        "is_free": not uses and not people,
        **frame_of(_("Remove interactive content"), "bin", _index_crumb(), _package_crumb(found)),
    }
    return render(request, f"{FOLDER}/remove.html", context, status=409 if against else 200)


def _package(public_id: UUID) -> Package:
    return get_object_or_404(all_packages(), public_id=public_id)


def _index_crumb() -> tuple[str, str]:
    return reverse("package_desk:index"), _("Interactive content")


def _package_crumb(found: Package) -> tuple[str, str]:
    return reverse("package_desk:package", args=[found.public_id]), found.title
