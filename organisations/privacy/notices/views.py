"""The privacy notice as everybody reads it, signed in or not."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.returning import way_back
from organisations.people.middleware import PersonRequest
from organisations.privacy.notices.actions import acknowledge_notice
from organisations.privacy.notices.middleware import settle
from organisations.privacy.notices.queries import has_read, notice_in_force, published_notices


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: PersonRequest) -> HttpResponse:
    """The version in force. "I have read it" is noted, and she goes on to where she was going."""
    current = notice_in_force(timezone.localdate())
    asked = request.POST.get("next") or request.GET.get("next")
    onward = way_back(request, asked, otherwise=reverse("home"))
    if request.method == "POST" and current is not None:
        if request.person:
            acknowledge_notice(person=request.person, notice=current, now=timezone.now())
            settle(request, current.number)
        return redirect(onward)
    context = {
        "notice": current,
        "onward": onward,
        "is_to_be_read": bool(request.person and current and not has_read(request.person, current)),
        "others": published_notices().exclude(pk=current.pk) if current else [],
    }
    return render(request, "organisations/privacy/notice.html", context)


def notice_version(request: PersonRequest, number: int) -> HttpResponse:
    """A version of before, or one that comes into force later; what is being written is nobody's yet."""
    version = get_object_or_404(published_notices(), number=number)
    return render(request, "organisations/privacy/notice.html", {"notice": version, "is_other": True})
