"""Writing and publishing the privacy notice, in the authoring site."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisations.privacy.desk.access import DeskRequest, for_notice_writers
from organisations.privacy.desk.forms import NoticeForm
from organisations.privacy.notices.actions import NoticeIsFrozen, begin_notice, publish_notice, write_notice
from organisations.privacy.notices.queries import all_notices, notice_in_force


@for_notice_writers
def versions(request: DeskRequest) -> HttpResponse:
    context = {
        "notices": all_notices(),
        "current": notice_in_force(timezone.localdate()),
        **_heading(_("Privacy notice")),
    }
    return render(request, "organisations/privacy/authoring/notices.html", context)


@for_notice_writers
@require_POST
def begin(request: DeskRequest) -> HttpResponse:
    notice = begin_notice(now=timezone.now())
    return redirect("privacy:write_notice", notice.number)


@for_notice_writers
def write(request: DeskRequest, number: int) -> HttpResponse:
    """The form of a draft; a published version is read where everybody reads it."""
    notice = get_object_or_404(all_notices(), number=number)
    if notice.published_at is not None:
        return redirect("privacy:notice_version", number)
    form = NoticeForm(request.POST or None, instance=notice, for_user=request.user)
    if form.is_valid():
        return _keep(request, form)
    context = {
        "form": form,
        "notice": notice,
        **_heading(_("Version %(number)s") % {"number": number}, above=True),
    }
    return render(
        request,
        "organisations/privacy/authoring/write_notice.html",
        context,
        status=422 if form.is_bound else 200,
    )


def _keep(request: DeskRequest, form: NoticeForm) -> HttpResponse:
    notice = form.save(commit=False)
    try:
        write_notice(notice=notice)
        if "publish" in request.POST:
            publish_notice(notice=notice, by=request.user, now=timezone.now())
            messages.success(request, _("Version %(number)s is published.") % {"number": notice.number})
            return redirect("privacy:notices")
        messages.success(request, _("The draft is saved. Nobody sees it yet."))
    except NoticeIsFrozen:
        messages.error(request, _("This version was published meanwhile; write a new one."))
        return redirect("privacy:notices")
    return redirect("privacy:write_notice", notice.number)


def _heading(title: str, *, above: bool = False) -> dict[str, Any]:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if above:
        crumbs.append({"url": reverse("privacy:notices"), "label": _("Privacy notice")})
    crumbs.append({"url": "", "label": title})
    return {"page_title": title, "header_icon": "doc-full", "breadcrumbs_items": crumbs}
