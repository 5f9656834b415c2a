"""What whoever checks a credential asks this site for: who issues, by which key, what was revoked."""

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.certificates.credentials.keys import public_jwk
from courses.certificates.credentials.signing import CONTEXTS, issuer_profile, site_address
from courses.certificates.queries import issuer_name, revoked_credentials


@require_safe
@cache_control(public=True, max_age=3600)
def issuer(request: HttpRequest) -> JsonResponse:
    """The profile that credentials name as their issuer."""
    profile = issuer_profile(issuer_name() or settings.WAGTAIL_SITE_NAME)
    return _json({"@context": CONTEXTS, **profile}, "application/ld+json")


@require_safe
@cache_control(public=True, max_age=3600)
def keys(request: HttpRequest) -> JsonResponse:
    return _json({"keys": [public_jwk()]}, "application/jwk-set+json")


@require_safe
@cache_control(public=True, max_age=3600)
def key(request: HttpRequest, kid: str) -> JsonResponse:
    """The one that a credential names in its head."""
    known = public_jwk()
    if kid != known["kid"]:
        raise Http404
    return _json(known, "application/jwk+json")


@require_safe
@cache_control(public=True, max_age=300)
def revoked(request: HttpRequest) -> JsonResponse:
    """By the ids that stand in credentials alone, which open nothing here: neither codes nor names."""
    listed = [{"id": f"urn:uuid:{one}", "revoked": True} for one in revoked_credentials()]
    address = site_address("certificates:revoked")
    content = {"id": address, "issuer": site_address("certificates:issuer"), "revokedCredential": listed}
    return _json(content, "application/json")


def _json(content: Mapping[str, object], kind: str) -> JsonResponse:
    """Readable from any page, as a checker in a browser is one of somebody else's."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(
        content, content_type=kind, headers=headers, json_dumps_params={"ensure_ascii": False}
    )
