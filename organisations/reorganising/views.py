"""Reorganisations on the screen: what is asked, what it would do, then the deed and what came of it."""

from collections.abc import Sequence
from copy import copy
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.models import User
from organisations.oversight.actions import record_readings
from organisations.oversight.crumbs import address_of, crumbs_to
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS, OVERSEERS
from organisations.reorganising.actions import do_as_shown
from organisations.reorganising.forms.changing import (
    ClosingForm,
    MovingForm,
    RenamingForm,
    ReorganisingForm,
)
from organisations.reorganising.forms.merging import MergerForm, PartnersForm
from organisations.reorganising.forms.splitting import SplittingForm, parts_in
from organisations.reorganising.outcome import Outcome, mark_of
from organisations.reorganising.queries import may_undo, reorganisable_by, successions_seen_by
from organisations.reorganising.refusals import REFUSALS, said
from organisations.reorganising.retelling import Retelling, retold
from organisations.reorganising.telling import told
from organisations.reorganising.undoing import (
    CannotUndo,
    people_named_against,
    reasons_against_undoing,
    undo_succession,
)
from organisations.tree.models import Organisation, Succession

OURS = ("csrfmiddlewaretoken", "step", "shown")
"""Fields of a dry run that are not of the form it keeps."""


class ReorganisingView(View):
    """One kind of reorganisation: asks, shows what it would do, and does what was shown."""

    form_class: ClassVar[type[ReorganisingForm]]
    title: ClassVar[Promise]
    lead: ClassVar[Promise]
    template = "organisations/reorganising/ask.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.viewer: Any = request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = reorganisable_by(self.viewer).filter(is_open=True)
        self.organisation: Organisation = get_object_or_404(
            allowed.select_related("kind", "cell_type", "parent__kind"), public_id=kwargs["public_id"]
        )
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[assignment]
        return answer

    def form(self, data: Any = None) -> ReorganisingForm:
        """Over a copy: what a dry run tries with it must not show in what stands around it."""
        organisation = copy(self.organisation)
        return self.form_class(data, viewer=self.viewer, organisation=organisation, **self.concerned())

    def concerned(self) -> dict[str, Any]:
        """What else the form is about."""
        return {}

    def before(self) -> Sequence[Organisation]:
        """Which organisations the decision is about, as they stand."""
        return [self.organisation]

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.ask(self.form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        step = request.POST.get("step")
        if step == "edit":
            return self.ask(form)
        return self.carry_out(form, is_shown=step == "do") if form.is_valid() else self.ask(form, status=422)

    def carry_out(self, form: ReorganisingForm, *, is_shown: bool) -> HttpResponse:
        mark = self.request.POST.get("shown", "") if is_shown else ""
        try:
            outcome, is_done = do_as_shown(lambda: form.reorganise(timezone.now()), mark)
        except REFUSALS as refusal:
            field, sentence = said(refusal)
            form.add_error(field if field in form.fields else None, sentence)
            return self.ask(form, status=422)
        if not is_done:
            return self.show(outcome, has_changed=is_shown)
        messages.success(self.request, _("Done. Everything stands as it was shown."))
        return redirect("reorganising:succession", outcome.succession.public_id)

    def ask(self, form: ReorganisingForm, *, status: int = 200) -> HttpResponse:
        _note_readings(self.viewer, form.people())
        context = self.context(form=form, lead=self.lead)
        return render(self.request, self.template, context, status=status)

    def show(self, outcome: Outcome, *, has_changed: bool) -> HttpResponse:
        """The dry run, with everything typed and the mark of what it shows."""
        _note_readings(self.viewer, {post.person_id for post in (*outcome.ended, *outcome.carried)})
        context = self.context(
            telling=told(outcome, self.before()),
            mark=mark_of(outcome),
            typed=[
                (name, value)
                for name, values in self.request.POST.lists()
                for value in values
                if name not in OURS
            ],
            has_changed=has_changed,
            decision=outcome.succession,
        )
        return render(self.request, "organisations/reorganising/dry_run.html", context)

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "page_title": f"{self.title}: {self.organisation}",
            "breadcrumbs_items": crumbs_to(self.organisation, self.viewer, str(self.title)),
            "header_icon": "group",
            "organisation": self.organisation,
            "back": address_of(self.organisation),
            **more,
        }


def _note_readings(viewer: User, people: set[int]) -> None:
    """Forms and dry runs name who holds the posts concerned."""
    record_readings(reader=viewer, people=people, screen="reorganisation", now=timezone.now())


class RenamingView(ReorganisingView):
    form_class = RenamingForm
    title = gettext_lazy("Rename or change kind")
    lead = gettext_lazy("For the days before it keeps its old name and kind. Its code stays the same.")


class MovingView(ReorganisingView):
    form_class = MovingForm
    title = gettext_lazy("Move it")
    lead = gettext_lazy("It stands under another organisation, with all that stands within it.")


class ClosingView(ReorganisingView):
    form_class = ClosingForm
    title = gettext_lazy("Close it")
    lead = gettext_lazy("Its posts and the roles over it end on the same day. Its past is kept.")


class SplittingView(ReorganisingView):
    form_class = SplittingForm
    title = gettext_lazy("Split it")
    lead = gettext_lazy("Each part becomes an organisation of its own, with what and whom it takes along.")
    template = "organisations/reorganising/split.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._ask_more() if request.POST.get("step") == "more" else super().post(request, **kwargs)

    def _ask_more(self) -> HttpResponse:
        """The same form with room for one part more; nothing is found fault with yet."""
        data = self.request.POST.copy()
        data["count"] = str(parts_in(data) + 1)
        form = SplittingForm(data, viewer=self.viewer, organisation=copy(self.organisation))
        for asked in (form, *form.parts):
            asked.errors.clear()
        return self.ask(form)


class MergerView(ReorganisingView):
    """First who takes part, which then stands in the address; then what comes of it."""

    form_class = MergerForm
    title = gettext_lazy("Merge it")
    lead = gettext_lazy("What stands under them comes along. Their own posts end, and those you say go on.")
    template = "organisations/reorganising/merge.html"

    def partners_form(self) -> PartnersForm:
        data = (
            self.request.GET
            if "partners" in self.request.GET or "partners_text" in self.request.GET
            else None
        )
        return PartnersForm(data, viewer=self.viewer, organisation=self.organisation)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.partners: list[Organisation] = []
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._choose() or super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._choose() or super().post(request, **kwargs)

    def _choose(self) -> HttpResponse | None:
        """The first step, until it names others that may be merged."""
        form = self.partners_form()
        if form.is_bound and form.is_valid():
            self.partners = form.cleaned_data["partners"]
            return None
        context = self.context(form=form, lead=_("First choose with which others it becomes one."))
        status = 422 if form.is_bound else 200
        return render(self.request, "organisations/reorganising/partners.html", context, status=status)

    def concerned(self) -> dict[str, Any]:
        return {"partners": [copy(one) for one in self.partners]}

    def before(self) -> Sequence[Organisation]:
        return [self.organisation, *self.partners]


@for_roles(*OVERSEERS)
def successions(request: HttpRequest) -> HttpResponse:
    """Every reorganisation in the viewer's part of the tree, the latest first."""
    viewer: Any = request.user
    seen = successions_seen_by(viewer)
    page = Paginator(seen, 50).get_page(request.GET.get("p"))
    context = {
        "page_title": _("Reorganisations"),
        "breadcrumbs_items": [{"url": None, "label": _("Reorganisations")}],
        "header_icon": "history",
        "page": page,
        "elided_page_range": page.paginator.get_elided_page_range(page.number),
        "retellings": Retelling.of_all(list(page), viewer),
    }
    return render(request, "organisations/reorganising/successions.html", context)


@for_roles(*OVERSEERS)
def succession(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What one reorganisation did, and whether it can be taken back."""
    viewer: Any = request.user
    found = _seen(viewer, public_id)
    retelling, posts = retold(found, viewer, now=timezone.now())
    context = {
        **_context(found, retelling, viewer),
        "retelling": retelling,
        "sections": posts,
        "may_undo": may_undo(viewer, found),
    }
    return render(request, "organisations/reorganising/succession.html", context)


@for_roles(*MANAGERS)
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask whether a reorganisation is to be taken back, or say what builds on it; POST does it."""
    viewer: Any = request.user
    found = _seen(viewer, public_id)
    if not may_undo(viewer, found):
        raise Http404
    retelling = Retelling.of(found, viewer)
    reasons: list[str] = []
    if request.method == "POST":
        try:
            undo_succession(succession=found, by=viewer, now=timezone.now())
        except CannotUndo as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _("Taken back. Everything stands as it did before."))
            return redirect("browsing:tree")
    else:
        reasons = reasons_against_undoing(found)
    _note_readings(viewer, people_named_against(found) if reasons else set())
    context = {**_context(found, retelling, viewer), "retelling": retelling, "reasons": reasons}
    return render(
        request, "organisations/reorganising/undo.html", context, status=422 if request.POST else 200
    )


def _seen(viewer: User, public_id: UUID) -> Succession:
    return get_object_or_404(successions_seen_by(viewer), public_id=public_id)


def _context(found: Succession, retelling: "Retelling", viewer: User) -> dict[str, Any]:
    return {
        "page_title": str(found),
        "breadcrumbs_items": retelling.crumbs(viewer),
        "header_icon": "history",
        "succession": found,
    }
