"""The signed file: read and verified by hand as RFC 7515 says, against the keys that the site serves."""

import base64
import json
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from courses.certificates.actions import revoke_certificate
from courses.certificates.credentials.keys import public_jwk
from courses.certificates.credentials.signing import signed_credential
from courses.certificates.models import Certificate
from organisations.people.models import Person
from tests.makers import account_of

pytestmark = pytest.mark.django_db


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def public_key(jwk: dict[str, str]) -> rsa.RSAPublicKey:
    e, n = (int.from_bytes(decoded(jwk[name]), "big") for name in ("e", "n"))
    return rsa.RSAPublicNumbers(e, n).public_key()


def verified(token: str, jwk: dict[str, str]) -> dict[str, Any]:
    """The payload, if the signature is over these very bytes."""
    signed, _, signature = token.rpartition(".")
    public_key(jwk).verify(decoded(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    payload: dict[str, Any] = json.loads(decoded(signed.split(".")[1]))
    return payload


def header_of(token: str) -> dict[str, str]:
    header: dict[str, str] = json.loads(decoded(token.split(".")[0]))
    return header


@pytest.fixture
def token(lans_browser: Client, lans_certificate: Certificate) -> str:
    answer = lans_browser.get(f"/toi/giay-xac-nhan/{lans_certificate.public_id}/chung-thuc.jwt")
    assert answer["Content-Type"] == "application/jwt"
    text: str = answer.content.decode()
    return text


def test_lans_credential_is_verified_by_the_key_that_its_head_names(token: str) -> None:
    header = header_of(token)
    assert (header["alg"], header["typ"]) == ("RS256", "JWT")
    jwk = Client().get(header["kid"].removeprefix("http://127.0.0.1:8000")).json()
    payload = verified(token, jwk)
    assert payload["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert payload["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert payload["credentialSubject"]["identifier"][0]["identityHash"] == "Vũ Thị Lan"
    assert payload["credentialSubject"]["achievement"]["name"] == "Điều hành buổi sinh hoạt"
    assert (payload["iss"], payload["jti"]) == (payload["issuer"]["id"], payload["id"])
    assert "vc" not in payload
    assert "exp" not in payload


def test_the_key_stands_in_the_set_and_says_nothing_that_is_secret(token: str) -> None:
    [jwk] = Client().get("/xac-minh/khoa/").json()["keys"]
    assert verified(token, jwk)["name"]
    assert set(jwk) == {"kty", "n", "e", "kid", "alg", "use"}
    assert Client().get("/xac-minh/khoa/khong-co/").status_code == 404


def test_one_letter_changed_and_it_is_refused(token: str) -> None:
    head, payload, signature = token.split(".")
    changed = json.loads(decoded(payload)) | {"name": "Khác"}
    forged = base64.urlsafe_b64encode(json.dumps(changed).encode()).rstrip(b"=").decode()
    with pytest.raises(InvalidSignature):
        verified(f"{head}.{forged}.{signature}", public_jwk())


def test_days_are_told_as_moments_of_this_place(lans_certificate: Certificate) -> None:
    lans_certificate.issued_on, lans_certificate.expires_on = date(2026, 11, 27), date(2029, 11, 27)
    payload = verified(signed_credential(lans_certificate), public_jwk())
    assert payload["validFrom"] == "2026-11-26T17:00:00Z"
    assert payload["validUntil"] == "2029-11-27T16:59:59Z"
    assert payload["exp"] - payload["nbf"] == 3 * 366 * 86400 - 2 * 86400 + 86399


def test_the_same_certificate_is_signed_alike(lans_certificate: Certificate) -> None:
    assert signed_credential(lans_certificate) == signed_credential(lans_certificate)


def test_the_issuer_says_who_it_is_under_the_address_that_credentials_name(token: str) -> None:
    issuer = verified(token, public_jwk())["issuer"]
    profile = Client().get(issuer["id"].removeprefix("http://127.0.0.1:8000")).json()
    assert (profile["id"], profile["name"]) == (issuer["id"], "Trường Chính trị tỉnh")


def test_what_was_revoked_is_listed_by_its_id_alone_and_not_signed_again(
    token: str, hoa: Person, lans_browser: Client, lans_certificate: Certificate
) -> None:
    payload = verified(token, public_jwk())
    where = payload["credentialStatus"]["id"].removeprefix("http://127.0.0.1:8000")
    assert Client().get(where).json()["revokedCredential"] == []
    revoke_certificate(
        certificate=lans_certificate, reason="Sai tên Lan", by=account_of(hoa), now=timezone.now()
    )
    answer = Client().get(where)
    assert answer.json()["revokedCredential"] == [{"id": payload["id"], "revoked": True}]
    for hidden in (lans_certificate.code, "Lan"):
        assert hidden not in answer.content.decode()
    again = lans_browser.get(f"/toi/giay-xac-nhan/{lans_certificate.public_id}/chung-thuc.jwt")
    assert again.status_code == 404


def test_a_stranger_gets_no_credential_of_hers(sons_browser: Client, lans_certificate: Certificate) -> None:
    where = f"/toi/giay-xac-nhan/{lans_certificate.public_id}/chung-thuc.jwt"
    assert sons_browser.get(where).status_code == 404


# --- The key ---------------------------------------------------------------------------------------


def test_the_key_is_made_once_and_is_its_owners_alone(settings: Any) -> None:
    first = public_jwk()
    path: Path = settings.CREDENTIAL_KEY_PATH
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert public_jwk() == first
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_key_from_the_environment_comes_before_it(settings: Any) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.CREDENTIAL_KEY = pem_of(key)
    assert public_key(public_jwk()).public_numbers() == key.public_key().public_numbers()
    assert not settings.CREDENTIAL_KEY_PATH.exists()


@pytest.mark.parametrize("pem", ["nonsense", "small", "elliptic"])
def test_a_key_that_is_none_is_refused_aloud(settings: Any, pem: str) -> None:
    keys = {
        "small": lambda: pem_of(rsa.generate_private_key(public_exponent=65537, key_size=1024)),  # noqa: S505  (refused)
        "elliptic": lambda: pem_of(ec.generate_private_key(ec.SECP256R1())),
    }
    settings.CREDENTIAL_KEY = keys.get(pem, lambda: pem)()
    with pytest.raises(ImproperlyConfigured, match="CREDENTIAL_KEY"):
        public_jwk()


def pem_of(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    encoded = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return encoded.decode()
