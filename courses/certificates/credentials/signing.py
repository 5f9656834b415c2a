"""A certificate as an Open Badges 3.0 credential in VC-JWT form.

https://www.imsglobal.org/spec/ob/v3p0/, section 8.2: the credential is the payload, with the registered
claims beside it, signed with RS256. Contexts are named by their address; nobody fetches them.
"""

import json
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from courses.certificates.credentials.keys import ALGORITHM, base64url, public_jwk, signature_over
from courses.certificates.models import Certificate

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def signed_credential(certificate: Certificate) -> str:
    """The compact JWS; the same certificate and key give the same text again."""
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": site_address("certificates:key", public_jwk()["kid"])}
    signed = f"{_part(header)}.{_part(_claims(certificate))}"
    return f"{signed}.{base64url(signature_over(signed.encode()))}"


def credential_of(certificate: Certificate) -> dict[str, Any]:
    """What is claimed, before it is signed."""
    printed = certificate.printed
    credential = {
        "@context": CONTEXTS,
        "id": f"urn:uuid:{certificate.public_id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{printed['title']}: {certificate.course_title}",
        "issuer": issuer_profile(printed["issuer"]),
        "validFrom": _moment(certificate.issued_on),
        "credentialSubject": _subject(certificate),
        "credentialStatus": {
            "id": site_address("certificates:revoked"),
            "type": "1EdTechRevocationList",
        },
    }
    if certificate.expires_on:
        credential["validUntil"] = _moment(certificate.expires_on, at=time(23, 59, 59))
    return credential


def issuer_profile(name: str) -> dict[str, Any]:
    return {
        "id": site_address("certificates:issuer"),
        "type": ["Profile"],
        "name": name,
        "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/",
    }


def site_address(name: str, *arguments: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=arguments)


def _subject(certificate: Certificate) -> dict[str, Any]:
    """Whom it is about, by the name on the paper: no address, no number of hers is given away."""
    printed = certificate.printed
    achievement = uuid5(NAMESPACE_URL, f"{settings.WAGTAILADMIN_BASE_URL} edition {certificate.edition_id}")
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "identityType": "name",
                "identityHash": certificate.holder,
                "hashed": False,
            }
        ],
        "achievement": {
            "id": f"urn:uuid:{achievement}",
            "type": ["Achievement"],
            "achievementType": "Course",
            "name": certificate.course_title,
            "description": printed["wording"],
            "criteria": {"narrative": printed["wording"]},
        },
        **_result(certificate),
    }


def _result(certificate: Certificate) -> dict[str, Any]:
    if certificate.mark is None:
        return {}
    said = f"{certificate.mark_in_words}/10" + (f" ({certificate.grade})" if certificate.grade else "")
    return {"result": [{"type": ["Result"], "value": said}]}


def _claims(certificate: Certificate) -> dict[str, Any]:
    credential = credential_of(certificate)
    claims = {
        **credential,
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    return claims


def _moment(day: date, *, at: time = time(0)) -> str:
    """A day begins and ends here, and is told as everybody tells time."""
    local = datetime.combine(day, at, timezone.get_default_timezone())
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def _part(value: dict[str, Any]) -> str:
    return base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
