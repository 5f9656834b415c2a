"""Opening an account for a person, closing it, opening it again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS
from organisations.people.models import Person
from organisations.people.queries import usernames_taken
from organisations.people.rules import proposed_username
from organisations.personnel.actions import close_account, open_account_for, reopen_account
from organisations.personnel.forms import AccountForm
from organisations.personnel.refusals import REFUSALS, field_and_sentence
from organisations.personnel.views.frame import OfficeRequest, managed_person, page_of, show


@for_roles(*MANAGERS)
def open_one(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """A user name is proposed; a card to sign in with follows."""
    person = managed_person(request, public_id)
    if person.account_id is not None:
        raise Http404
    form = AccountForm(request.POST or None, viewer=request.user, initial={"username": _proposal(person)})
    if form.is_bound and form.is_valid():
        username = form.cleaned_data["username"]
        try:
            open_account_for(person=person, username=username, by=request.user)
        except REFUSALS as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("The account has been opened. Its user name is %(name)s.") % {"name": username}
            )
            return redirect(page_of(person))
    status = 422 if form.is_bound else 200
    return show(request, "open_account", _("Open an account"), person=person, form=form, status=status)


def _proposal(person: Person) -> str:
    return proposed_username(person.full_name, usernames_taken([person.full_name]))


@for_roles(*MANAGERS)
def close(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    return _change(request, public_id, close_account, is_open=True, said=_("The account has been closed."))


@for_roles(*MANAGERS)
def reopen(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    return _change(request, public_id, reopen_account, is_open=False, said=_("The account is open again."))


def _change(
    request: OfficeRequest,
    public_id: UUID,
    action: Callable[..., None],
    *,
    is_open: bool,
    said: str,
) -> HttpResponse:
    """Asks first, what this means said; only an open account is closed, only a closed one reopened."""
    person = managed_person(request, public_id)
    if person.account is None or person.account.is_active != is_open:
        raise Http404
    refusal_said = ""
    if request.method == "POST":
        try:
            action(person=person, by=request.user)
        except REFUSALS as refusal:
            refusal_said = field_and_sentence(refusal, viewer=request.user)[1]
        else:
            messages.success(request, said)
            return redirect(page_of(person))
    return show(
        request,
        "close_account",
        _("Close the account") if is_open else _("Reopen the account"),
        person=person,
        is_open=is_open,
        refusal=refusal_said,
        status=422 if refusal_said else 200,
        icon="lock" if is_open else "lock-open",
    )
