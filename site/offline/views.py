"""The page for when there is no network, and the script that shows it."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Kept on the device, so it is the same for everybody: nothing of the request goes into it."""
    return HttpResponse(render_to_string("offline/offline.html"), headers={"Cache-Control": "no-cache"})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, so that it answers for the whole site; new whenever what it keeps is new."""
    style = static("portal/css/site.css")
    kept = render_to_string("offline/offline.html") + style
    script = render_to_string(
        "offline/sw.js",
        {
            "version": sha256(kept.encode()).hexdigest()[:12],
            "offline": reverse("offline"),
            "style": style,
            "icon": static("portal/img/mark.svg"),
        },
    )
    return HttpResponse(
        script,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"},
    )
