"""A message that only one browser can read: RFC 8291, in one record of RFC 8188's aes128gcm."""

import os
import struct

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD = 4096
LONGEST = RECORD - 16 - 1 - 21 - 65
"""Octets of a message: what services take at least, without tag, delimiter and header."""
SECRET = 16
"""Octets of the secret that a browser shares with us at subscribing."""


class BadKey(ValueError):
    """A browser's key or secret is not one."""


def browser_key(raw: bytes) -> ec.EllipticCurvePublicKey:
    """A browser's public key: a point on the curve. Raises BadKey."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)
    except (ValueError, InvalidKey) as error:
        raise BadKey("not a point on P-256") from error


def octets_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encrypt(
    message: bytes,
    *,
    to: bytes,
    secret: bytes,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body of a push. A key of our own and a salt are made anew for each message; tests know theirs."""
    if len(secret) != SECRET:
        raise BadKey("a secret of another length")
    if len(message) > LONGEST:
        raise ValueError("a message that is too long to push")
    theirs = browser_key(to)
    own = own or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    own_octets = octets_of(own.public_key())
    shared = own.exchange(ec.ECDH(), theirs)
    joined = _derived(shared, salt=secret, info=b"WebPush: info\x00" + to + own_octets, length=32)
    key = _derived(joined, salt=salt, info=b"Content-Encoding: aes128gcm\x00", length=16)
    nonce = _derived(joined, salt=salt, info=b"Content-Encoding: nonce\x00", length=12)
    header = salt + struct.pack("!LB", RECORD, len(own_octets)) + own_octets
    return header + AESGCM(key).encrypt(nonce, message + b"\x02", None)


def _derived(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)
