"""Which Content-Security-Policy a page gets: strict for learners, Wagtail's needs for authors."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property


class ContentPolicyMiddleware(CSPMiddleware):
    """Gives pages of the authoring site the policy its editor needs; all others stay strict.

    A page of ours that lies among them keeps the strict one by `keeps_strict_policy`.
    """

    @cached_property
    def authoring_root(self) -> str:
        return reverse("wagtailadmin_home")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        strict = getattr(response, "keeps_strict_policy", False)
        if request.path.startswith(self.authoring_root) and not strict:
            response._csp_replace = settings.AUTHORING_POLICY  # type: ignore[attr-defined]
        policed: HttpResponseBase = super().process_response(request, response)
        return policed
