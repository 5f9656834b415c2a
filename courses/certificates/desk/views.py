"""Screens of those who issue: what was issued, a new batch, one batch, one certificate, how it will look."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.catalogue.models import CoursePage
from courses.certificates import actions
from courses.certificates.actions import Decision
from courses.certificates.desk import presenting
from courses.certificates.desk.forms import BatchForm, CourseForm, FindForm, ReasonForm
from courses.certificates.desk.lists import batch_as_xlsx
from courses.certificates.models import Certificate, CertificateBatch, CertificateTemplate, private_storage
from courses.certificates.printing import certificates_pdf, preview_pdf
from courses.certificates.queries import (
    ISSUERS,
    MOST_AT_ONCE,
    Candidate,
    all_templates,
    batches_seen_by,
    candidates_for,
    certificates_found,
    certificates_in,
    certificates_seen_by,
    courses_with_finishers,
    example_progress,
    replacement_of,
    rests_on_packages,
    sees_all_of,
    template_for,
    to_print,
)
from courses.certificates.tasks import print_batch
from courses.certificates.views import pdf_of
from media.desk.frame import OfficeRequest, for_whom_may, frame_of
from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles

FOLDER = "courses/certificates/desk"
ICON = "clipboard-list"
SCREEN = "certificates"
PAGE = 50
PRINTED_AT_ONCE = 20
"""Certificates that are set in type while somebody waits; more are the worker's."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

for_issuers = for_roles(*ISSUERS)


@for_issuers
@require_safe
def index(request: OfficeRequest) -> HttpResponse:
    """What was issued, the latest first; the batches beside it."""
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    today = timezone.localdate()
    found = certificates_found(request.user, text=asked["q"], state=asked["state"], today=today)
    page = Paginator(found.defer("printed"), PAGE).get_page(request.GET.get("p"))
    _note_readings(request, page.object_list)
    context = {
        "form": form,
        "page": page,
        "rows": [(one, one.state_on(today)) for one in page],
        "query": presenting.query_of(asked),
        "is_asked": any(asked.values()),
        "batches": batches_seen_by(request.user)[:10],
        "has_settings": all_templates().exists(),
        **frame_of(_("Certificates"), ICON),
    }
    return render(request, f"{FOLDER}/index.html", context)


@for_issuers
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: OfficeRequest) -> HttpResponse:
    """Choose a course, tick who has finished it, say by which decision; look at it once more; issue."""
    choice = CourseForm(request.GET if "course" in request.GET else None, viewer=request.user)
    if choice.is_bound and not choice.is_valid() and choice.leads_out_of_sight:
        raise Http404
    if not choice.is_bound or not choice.is_valid():
        return _choose(request, choice)
    course = choice.cleaned_data["course"]
    template = template_for(course.pk)
    if template is None:
        return _choose(request, choice, lacking=course)
    candidates = candidates_for(
        request.user,
        template=template,
        course=course,
        within_unit=choice.cleaned_data["organisation"],
        today=timezone.localdate(),
    )
    record_readings(
        reader=request.user,
        people=[one.learner.pk for one in candidates],
        screen=SCREEN,
        now=timezone.now(),
    )
    form = BatchForm(
        request.POST if request.method == "POST" else None,
        among=[one.progress.pk for one in candidates],
        initial={"decided_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        return _issue_or_look(request, course, candidates, form)
    context = _list(request, course, template, candidates, form)
    return render(request, f"{FOLDER}/issue.html", context, status=422 if form.is_bound else 200)


def _choose(request: OfficeRequest, choice: CourseForm, *, lacking: CoursePage | None = None) -> HttpResponse:
    """Of which course; `lacking` has no settings, so that none of it can be issued."""
    context = {
        "choice": choice,
        "has_finishers": courses_with_finishers().exists(),
        "lacking": lacking,
        **_frame(_("Issue a batch")),
    }
    return render(request, f"{FOLDER}/choose.html", context, status=422 if choice.errors else 200)


def _issue_or_look(
    request: OfficeRequest, course: CoursePage, candidates: list[Candidate], form: BatchForm
) -> HttpResponse:
    """First what it would be, done and taken back; with the button there, for good."""
    data = form.cleaned_data
    decision = Decision(data["decision_number"], data["decided_on"], request.user)
    do = {"course": course, "progresses": data["who"], "decision": decision, "now": timezone.now()}
    try:
        if "issue" in request.POST:
            batch = actions.issue_batch(**do)
            messages.success(request, _("Issued. The certificates are with those they are for."))
            return redirect("certificate_desk:batch", batch.public_id)
        preview = actions.preview_batch(**do)
    except actions.CannotIssue as refusal:
        messages.error(request, presenting.sentence_for(refusal))
        return redirect(request.get_full_path())
    context = {
        "course": course,
        "form": form,
        "preview": preview,
        "counts": presenting.counted_by_grade(preview.certificates),
        "left": len(candidates) - len(preview.certificates),
        **_frame(_("Look at the batch before it is issued"), (request.get_full_path(), _("Issue a batch"))),
    }
    return render(request, f"{FOLDER}/look.html", context)


def _list(
    request: OfficeRequest,
    course: CoursePage,
    template: CertificateTemplate,
    candidates: list[Candidate],
    form: BatchForm,
) -> dict[str, Any]:
    ticked = set(request.POST.getlist("who")) if form.is_bound else None
    return {
        "course": course,
        "template": template,
        "form": form,
        "candidates": [(one, ticked is None or str(one.progress.pk) in ticked) for one in candidates],
        "is_full": len(candidates) == MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
        "comes_by_itself": template.issuing == CertificateTemplate.Issuing.BY_ITSELF,
        "rests_on_packages": any(rests_on_packages(one.progress.edition) for one in candidates[:1]),
        **_frame(course.title, (reverse("certificate_desk:issue"), _("Issue a batch"))),
    }


@for_issuers
@require_safe
def batch(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _batch(request, public_id)
    certificates = list(certificates_in(found, request.user).defer("printed"))
    _note_readings(request, certificates)
    today = timezone.localdate()
    sees_all = sees_all_of(found, request.user)
    context = {
        "batch": found,
        "rows": [(one, one.state_on(today)) for one in certificates],
        "sees_all": sees_all,
        "is_small": found.count <= PRINTED_AT_ONCE,
        "is_making": found.is_being_printed(timezone.now()),
        "is_ready": found.printing == CertificateBatch.Printing.READY,
        "has_failed": found.printing == CertificateBatch.Printing.FAILED,
        **_frame(_("Batch by decision %(number)s") % {"number": found.decision_number}),
    }
    return render(request, f"{FOLDER}/batch.html", context)


@for_issuers
@require_safe
def batch_list(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The list as offices hand it in."""
    found = _batch(request, public_id)
    certificates = list(certificates_in(found, request.user))
    _note_readings(request, certificates)
    return _download(batch_as_xlsx(found, certificates), XLSX, f"danh-sach-giay-xac-nhan-{found.pk}.xlsx")


@for_issuers
@require_safe
def batch_print(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """All of it for the printer: a small one at once, a large one once the worker has made it."""
    found = _batch_seen_whole(request, public_id)
    printed = to_print(found)
    _note_readings(request, printed)
    name = f"giay-xac-nhan-{found.pk}.pdf"
    if found.printing == CertificateBatch.Printing.READY and found.file:
        answer = FileResponse(private_storage().open(found.file), as_attachment=True, filename=name)
        answer["Cache-Control"] = "private, no-store"
        return answer
    if not printed or len(printed) > PRINTED_AT_ONCE:
        raise Http404
    return _download(certificates_pdf(printed), "application/pdf", name)


@for_issuers
@require_POST
def make_print(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _batch_seen_whole(request, public_id)
    if actions.ask_for_print(batch=found, now=timezone.now()):
        print_batch.enqueue(str(found.public_id))
    messages.success(request, _("The file is being made. Open this page again in a minute."))
    return redirect("certificate_desk:batch", public_id)


@for_issuers
@require_safe
def certificate(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _certificate(request, public_id)
    return render(request, f"{FOLDER}/certificate.html", _one(found))


@for_issuers
@require_safe
def certificate_file(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    return pdf_of(_certificate(request, public_id))


@for_issuers
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _certificate(request, public_id)
    return _deed(request, found, _("Revoke"), is_reissue=False)


@for_issuers
@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _certificate(request, public_id)
    return _deed(request, found, _("Revoke and issue anew"), is_reissue=True)


def _deed(request: OfficeRequest, found: Certificate, title: str, *, is_reissue: bool) -> HttpResponse:
    here = reverse("certificate_desk:certificate", args=[found.public_id])
    if request.method != "POST" and found.revoked_at:
        return redirect(here)
    form = ReasonForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        do = {"certificate": found, "reason": form.cleaned_data["reason"], "by": request.user}
        try:
            if is_reissue:
                new = actions.reissue_certificate(**do, now=timezone.now())
                messages.success(request, _("Issued anew as %(number)s.") % {"number": new.number})
                return redirect("certificate_desk:certificate", new.public_id)
            actions.revoke_certificate(**do, now=timezone.now())
            messages.success(request, _("Revoked. The public check says so from now on."))
            return redirect(here)
        except actions.CannotIssue as refusal:
            form.add_error(None, presenting.sentence_for(refusal))
            status = 409
    context = {
        "certificate": found,
        "form": form,
        "label": title,
        "back": here,
        "is_reissue": is_reissue,
        **_frame(title, (here, found.number)),
    }
    return render(request, f"{FOLDER}/deed.html", context, status=status)


@for_whom_may("courses.view_certificatetemplate")
@require_safe
def preview(request: OfficeRequest, pk: int) -> HttpResponse:
    """How certificates by these settings look, with a made-up name."""
    template = get_object_or_404(all_templates(), pk=pk)
    today = timezone.localdate()
    progress = example_progress(template, timezone.now())
    made = preview_pdf(template, today=today, progress=progress)
    headers = {"Content-Disposition": 'inline; filename="xem-thu.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _one(found: Certificate) -> dict[str, Any]:
    return {
        "certificate": found,
        "state": found.state_on(timezone.localdate()),
        "replacement": replacement_of(found),
        **_frame(_("Certificate %(number)s") % {"number": found.number}),
    }


def _certificate(request: OfficeRequest, public_id: UUID) -> Certificate:
    seen = certificates_seen_by(request.user).select_related("batch", "revoked_by", "issued_by", "replaces")
    found: Certificate = get_object_or_404(seen, public_id=public_id)
    _note_readings(request, [found])
    return found


def _batch(request: OfficeRequest, public_id: UUID) -> Any:
    return get_object_or_404(batches_seen_by(request.user), public_id=public_id)


def _batch_seen_whole(request: OfficeRequest, public_id: UUID) -> Any:
    found = _batch(request, public_id)
    if not sees_all_of(found, request.user):
        raise Http404
    return found


def _note_readings(request: OfficeRequest, certificates: Any) -> None:
    people = {one.learner_id for one in certificates}
    record_readings(reader=request.user, people=sorted(people), screen=SCREEN, now=timezone.now())


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


def _frame(title: str, *crumbs: tuple[str, str]) -> dict[str, Any]:
    return frame_of(title, ICON, (reverse("certificate_desk:index"), _("Certificates")), *crumbs)
