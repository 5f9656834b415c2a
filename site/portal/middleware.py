"""Which Content-Security-Policy a page gets: strict for learners, Wagtail's needs for authors. And what is
sent compressed."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.functional import cached_property

POLICY = "Content-Security-Policy"
COMPRESSED_ALREADY = ("audio/", "image/", "video/")
PARTIAL_CONTENT = 206


class TextGZipMiddleware(GZipMiddleware):
    """Compresses text. A part of a file is what was asked for byte by byte, and films are small already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if response.status_code == PARTIAL_CONTENT or kind.startswith(COMPRESSED_ALREADY):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


class ContentPolicyMiddleware(CSPMiddleware):
    """Gives pages of the authoring site the policy its editor needs; all others stay strict.

    A page of ours that lies among them keeps the strict one by `keeps_strict_policy`.
    """

    @cached_property
    def authoring_root(self) -> str:
        return reverse("wagtailadmin_home")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(self.authoring_root):
            if POLICY in response.headers:
                _let_the_editor_frame(response)
            elif not getattr(response, "keeps_strict_policy", False):
                response._csp_replace = settings.AUTHORING_POLICY  # type: ignore[attr-defined]
        policed: HttpResponseBase = super().process_response(request, response)
        return policed


def _let_the_editor_frame(response: HttpResponseBase) -> None:
    """A previewed page has passed through here before, as a learner's: it stays as strict."""
    policy = response.headers[POLICY].replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response.headers[POLICY] = policy
