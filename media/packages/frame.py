"""The document in which H5P content runs: a frame of an opaque origin, fed by the page around it.

The document is the same for everybody and holds nothing of anybody. Its policy closes what the sandbox leaves
open: nothing is fetched but files of packages under signed addresses, which carry no session.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

FRAMES = "/goi/khung/"
"""Below it lie the documents of frames, and nothing else."""
FILES = "/tep/"
PACKAGES = f"{FILES}goi/"
KEPT_FOR = 60 * 60


@require_safe
def h5p_shell(request: HttpRequest) -> HttpResponse:
    response = render(request, "media/packages/frame/shell.html")
    response["Content-Security-Policy"] = policy_of_frame(_site(request))
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    response["Referrer-Policy"] = "no-referrer"
    response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    return response


def policy_of_frame(site: str) -> str:
    """`sandbox` makes the origin opaque even where the document is opened alone, in a tab.

    Scripts come as text from the page around it, hence 'unsafe-inline'; some content types compile their own,
    hence 'unsafe-eval'. `base-uri` cannot be closed: jQuery sets it in the documents in which it parses.
    """
    files = f"data: blob: {site}{FILES}"
    return "; ".join(
        [
            "sandbox allow-scripts allow-forms",
            "default-src 'none'",
            f"script-src 'unsafe-inline' 'unsafe-eval' blob: {site}{FILES}",
            f"style-src 'unsafe-inline' blob: {site}{FILES}",
            f"img-src {files}",
            f"media-src {files}",
            f"font-src {files}",
            f"connect-src {files}",
            "worker-src blob:",
            "form-action 'none'",
            f"base-uri {site}",
            "frame-ancestors 'self'",
        ]
    )


def let_frames_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let a page of ours show documents of frames, and no other page, in a frame."""
    response._csp_update = {  # type: ignore[attr-defined]
        "frame-src": [f"{_site(request)}{FRAMES}", f"{_site(request)}{PACKAGES}"]
    }
    return response


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").removesuffix("/")
