"""The site's own key for credentials: from the environment, or made once and kept among the site's files.

RS256, because Open Badges 3.0 names it as the one that every reader must know.
"""

import base64
import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ALGORITHM = "RS256"
SMALLEST_KEY = 2048


def signature_over(data: bytes) -> bytes:
    return _private_key().sign(data, padding.PKCS1v15(), hashes.SHA256())


def public_jwk() -> dict[str, str]:
    """The public key as a JWK (RFC 7517), named by its thumbprint (RFC 7638)."""
    numbers = _private_key().public_key().public_numbers()
    members = {"e": _number(numbers.e), "kty": "RSA", "n": _number(numbers.n)}
    thumbprint = hashlib.sha256(json.dumps(members, separators=(",", ":"), sort_keys=True).encode())
    return {**members, "kid": base64url(thumbprint.digest()), "alg": ALGORITHM, "use": "sig"}


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _number(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _private_key() -> rsa.RSAPrivateKey:
    return _loaded(settings.CREDENTIAL_KEY or _kept(settings.CREDENTIAL_KEY_PATH))


@lru_cache(maxsize=2)
def _loaded(pem: str) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(pem.encode(), password=None)
    except ValueError as reason:
        raise ImproperlyConfigured(
            "CREDENTIAL_KEY must be a private key in PEM, without a password."
        ) from reason
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < SMALLEST_KEY:
        raise ImproperlyConfigured(f"CREDENTIAL_KEY must be an RSA key of at least {SMALLEST_KEY} bits.")
    return key


def _kept(path: Path) -> str:
    if not path.exists():
        _make(path)
    return path.read_text()


def _make(path: Path) -> None:
    """Written beside its place and linked there whole: of two processes that make one, the first wins."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=SMALLEST_KEY)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-") as made:  # readable by its owner alone
        made.write(pem)
        made.flush()
        try:
            os.link(made.name, path)
        except FileExistsError:
            return
