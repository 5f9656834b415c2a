"""Which Content-Security-Policy a page gets: strict for learners, Wagtail's needs for authors."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property


class ContentPolicyMiddleware(CSPMiddleware):  # type: ignore[misc]
    """Gives pages of the authoring site the policy its editor needs; all others stay strict."""

    @cached_property
    def authoring_root(self) -> str:
        return reverse("wagtailadmin_home")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(self.authoring_root):
            response._csp_replace = settings.AUTHORING_POLICY  # type: ignore[attr-defined]
        policed: HttpResponseBase = super().process_response(request, response)
        return policed
