"""The site's own key, by which a push service knows who sends (RFC 8292, "VAPID")."""

import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from notifications.pushing.encoding import decoded, encoded
from notifications.pushing.encryption import CURVE, octets_of

GOOD_FOR = timedelta(hours=12)
"""A service takes no more than 24 hours."""


def has_push() -> bool:
    """Whether this installation pushes at all: it does so once it has been given a key."""
    return bool(settings.PUSH_KEY)


def new_key() -> str:
    """A private key to put into the environment."""
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return encoded(number.to_bytes(32))


def public_key() -> str:
    """What a browser is told at subscribing."""
    return encoded(octets_of(_private_key().public_key()))


def authorization(endpoint: str, *, now: datetime) -> str:
    """The header by which one request to the service at `endpoint` is ours."""
    where = urlsplit(endpoint)
    claims = {
        "aud": f"{where.scheme}://{where.netloc}",
        "exp": int((now + GOOD_FOR).timestamp()),
        "sub": settings.WAGTAILADMIN_BASE_URL,
    }
    said = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
    r, s = decode_dss_signature(_private_key().sign(said.encode(), ec.ECDSA(SHA256())))
    return f"vapid t={said}.{encoded(r.to_bytes(32) + s.to_bytes(32))}, k={public_key()}"


def _part(claims: dict[str, object]) -> str:
    return encoded(json.dumps(claims, separators=(",", ":")).encode())


def _private_key() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(settings.PUSH_KEY)), CURVE)
