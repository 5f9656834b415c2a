"""A learner's own certificates: listed, printed, checked, shown as she likes, taken along as a credential."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from courses.certificates.actions import choose_name_shown, note_file
from courses.certificates.credentials.signing import signed_credential
from courses.certificates.forms import NameShownForm
from courses.certificates.models import Certificate
from courses.certificates.printing import certificate_pdf, check_address
from courses.certificates.queries import certificates_of, own_certificate
from organisations.people.middleware import PersonRequest


@login_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    listed = [(one, one.state_on(today)) for one in certificates_of(request.person).defer("printed")]
    context = {"place": "me", "certificates": listed}
    return render(request, "courses/certificates/mine.html", context)


@sign_in_and_hold
def show(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One of hers, and the choice of how the public check names her."""
    found = _own(request, public_id)
    form = NameShownForm(
        request.POST if request.method == "POST" else held_form(request),
        initial={"name_shown": "full" if found.shows_full_name else "initials"},
    )
    if request.method == "POST" and form.is_valid():
        choose_name_shown(certificate=found, shows_full_name=form.shows_full_name)
        let_go(request)
        messages.success(request, _("Saved. The public check now shows it so."))
        return redirect("courses:certificate", public_id)
    context = {
        "place": "me",
        "certificate": found,
        "state": found.state_on(timezone.localdate()),
        "address": check_address(found),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/certificates/certificate.html", context, status=status)


@login_required
@require_safe
def pdf(request: PersonRequest, public_id: UUID) -> HttpResponse:
    return pdf_of(_own(request, public_id))


@login_required
@require_safe
def credential(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The same facts for machines, signed. What was revoked is not signed again."""
    found = _own(request, public_id)
    if found.revoked_at:
        raise Http404
    return _file(
        signed_credential(found).encode(), "application/jwt", f"{_file_name(found)}.jwt", "attachment"
    )


def pdf_of(certificate: Certificate) -> HttpResponse:
    """The paper, its fingerprint kept before it leaves. Nothing is printed of who was erased."""
    if certificate.is_erased:
        raise Http404
    content = certificate_pdf(certificate)
    note_file(certificate=certificate, content=content, now=timezone.now())
    return _file(content, "application/pdf", f"{_file_name(certificate)}.pdf", "inline")


def _own(request: PersonRequest, public_id: UUID) -> Certificate:
    found = own_certificate(request.person, public_id)
    if found is None:
        raise Http404
    return found


def _file(content: bytes, kind: str, name: str, disposition: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'{disposition}; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


def _file_name(certificate: Certificate) -> str:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in certificate.number)
    return f"giay-xac-nhan-{plain}"
