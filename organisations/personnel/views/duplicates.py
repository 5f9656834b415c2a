"""Entries that are likely one person: the list of them, and the merging of two."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS
from organisations.people.models import Person
from organisations.personnel.actions import MergeOutcome, merge_entries, preview_merge
from organisations.personnel.duplicates import Group, groups_by_name, groups_by_phone
from organisations.personnel.forms import MergeForm
from organisations.personnel.portraits import portraits_of
from organisations.personnel.refusals import REFUSALS
from organisations.personnel.views.frame import OfficeRequest, managed_person, page_of, show

BY = {"dien-thoai": groups_by_phone, "ho-ten": groups_by_name}


@for_roles(*MANAGERS)
def overview(request: OfficeRequest) -> HttpResponse:
    """Those who share a telephone number, or a name."""
    by = request.GET.get("theo", "dien-thoai")
    if by not in BY:
        raise Http404
    page = _number(request.GET.get("trang", "1"))
    groups, more = BY[by](request.user, page=page)
    people = [one for group in groups for one in group.people]
    record_readings(
        reader=request.user, people=[one.pk for one in people], screen="duplicates", now=timezone.now()
    )
    return show(
        request,
        "duplicates",
        _("Likely duplicates"),
        by=by,
        groups=_with_portraits(request, groups),
        page=page,
        previous=page - 1,
        next=page + 1 if more else None,
        icon="copy",
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < int(text) < 10_000 else 1


def _with_portraits(request: OfficeRequest, groups: list[Group]) -> list[list[object]]:
    people = [one for group in groups for one in group.people]
    portraits = portraits_of(people, request.user)
    return [[portraits[one.pk] for one in group.people] for group in groups]


@for_roles(*MANAGERS)
def merge(request: OfficeRequest, one: UUID, other: UUID) -> HttpResponse:
    """Which of the two stays; then what would come over; then it is done."""
    if one == other:
        raise Http404
    entries = [managed_person(request, one), managed_person(request, other)]
    form = MergeForm(request.POST or None, viewer=request.user, entries=entries)
    outcome = None
    if form.is_bound and form.is_valid():
        kept, gone = _chosen(form, entries)
        is_sure = request.POST.get("step") == "do"
        outcome = _merged(request, form, kept, gone, is_sure=is_sure)
        if outcome and is_sure:
            messages.success(request, _("The two entries are one now."))
            return redirect(page_of(kept))
    return show(
        request,
        "merge",
        _("Merge two entries"),
        form=form,
        portraits=list(portraits_of(entries, request.user).values()),
        outcome=outcome,
        status=422 if form.errors else 200,
        icon="copy",
    )


def _chosen(form: MergeForm, entries: list[Person]) -> tuple[Person, Person]:
    first, second = entries
    return (first, second) if form.cleaned_data["kept"] == str(first.public_id) else (second, first)


def _merged(
    request: OfficeRequest, form: MergeForm, kept: Person, gone: Person, *, is_sure: bool
) -> MergeOutcome | None:
    """What merging did, or would do; the rows in hand are as they were where it was only tried."""
    act = merge_entries if is_sure else preview_merge
    try:
        return act(kept=kept, gone=gone, by=request.user, now=timezone.now())
    except REFUSALS as refusal:
        form.refuse(refusal)
        return None
