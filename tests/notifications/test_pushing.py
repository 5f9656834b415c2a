"""Pushes: only her browser reads them, the service knows who sends, and the site calls nobody else."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from notifications.pushing.actions import MOST_DEVICES, NotASubscription, subscribe
from notifications.pushing.encoding import decoded, encoded
from notifications.pushing.encryption import LONGEST, BadKey, encrypt
from notifications.pushing.keys import new_key, public_key
from notifications.pushing.models import PushSubscription
from notifications.pushing.queries import subscriptions_of
from notifications.pushing.rules import is_push_service
from notifications.pushing.sending import Gone, NoAnswer, NotTaken, Refused, push
from portal.environment import KNOWN_PUSH_SERVICES
from tests.notifications.browsers import Browser, PushService, claims_of, push_service
from tests.notifications.people import browser_of, make_lan, make_son, subscribed

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)


@pytest.fixture
def service(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    with push_service(tmp_path) as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "service.pem"))
        settings.PUSH_KEY, settings.PUSH_SERVICES = new_key(), [running.host]
        yield running


def test_it_is_encrypted_as_the_example_of_the_standard() -> None:
    """RFC 8291, appendix A."""
    number = int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    made = encrypt(
        b"When I grow up, I want to be a watermelon",
        to=decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        secret=decoded("BTBZMqHH6r4Tts7J_aSIgg"),
        own=ec.derive_private_key(number, ec.SECP256R1()),
        salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert encoded(made) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8"
        "wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@given(st.binary(max_size=LONGEST))
def test_whatever_is_pushed_her_browser_reads_it_and_no_other(message: bytes) -> None:
    hers, other = Browser(), Browser()
    body = encrypt(message, to=hers.point, secret=hers.secret)
    assert len(body) <= 4096
    assert hers.read(body) == message
    with pytest.raises(InvalidTag):
        other.read(body)


@pytest.mark.parametrize(
    ("point", "secret"),
    [(b"\x04" + bytes(64), bytes(16)), (b"", bytes(16)), (Browser().point, bytes(15))],
    ids=["no point of the curve", "nothing", "a short secret"],
)
def test_a_key_that_is_none_is_not_used(point: bytes, secret: bytes) -> None:
    with pytest.raises(BadKey):
        encrypt(b"Sinh ho\xe1\xba\xa1t", to=point, secret=secret)


def test_the_service_gets_it_with_the_sites_signature(service: PushService) -> None:
    browser = Browser(endpoint=f"{service.address}/send/1?x=2")
    push(browser.endpoint, browser.p256dh, browser.auth, message="Mời dự".encode())

    [sent] = service.sent
    assert sent.path == "/send/1?x=2"
    assert browser.read(sent.body).decode() == "Mời dự"
    assert (sent.headers["Content-Encoding"], sent.headers["TTL"]) == ("aes128gcm", "86400")
    said, signature, key = claims_of(sent.headers["Authorization"])
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    known = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(public_key()))
    known.verify(encode_dss_signature(r, s), said, ec.ECDSA(SHA256()))
    assert encoded(key) == public_key()
    claims = json.loads(decoded(said.split(b".")[1].decode()))
    assert claims["aud"] == service.address
    assert 0 < claims["exp"] - datetime.now(UTC).timestamp() <= 24 * 60 * 60


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (410, Gone),
        (404, Gone),
        (429, NotTaken),
        (503, NotTaken),
        (403, Refused),
        (302, Refused),
        (0, NoAnswer),
    ],
)
def test_each_answer_has_its_meaning_and_no_redirect_is_followed(
    service: PushService, answer: int, failure: type[Exception]
) -> None:
    service.answer = answer
    browser = Browser(endpoint=f"{service.address}/1")
    with pytest.raises(failure):
        push(browser.endpoint, browser.p256dh, browser.auth, message=b"x")
    assert len(service.sent) == 1


def test_a_service_that_does_not_answer_the_call_can_be_tried_later(settings: Any) -> None:
    settings.PUSH_KEY, settings.PUSH_SERVICES = new_key(), ["127.0.0.1:9"]
    browser = Browser(endpoint="https://127.0.0.1:9/")
    with pytest.raises(NotTaken):
        push(browser.endpoint, browser.p256dh, browser.auth, message=b"x")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:443/x",
        "https://updates.push.services.mozilla.com/wpush/v2/x",
        "https://web.push.apple.com/x",
        "https://wns2-pn1p.notify.windows.com/w/?token=x",
    ],
)
def test_the_services_of_the_browsers_are_known(endpoint: str) -> None:
    assert is_push_service(endpoint, services=KNOWN_PUSH_SERVICES)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.5/",
        "https://localhost/",
        "https://fcm.googleapis.com.elsewhere.example/",
        "https://elsewhere.example/fcm.googleapis.com",
        "https://fcm.googleapis.com@elsewhere.example/",
        "https://elsewhere.example#.notify.windows.com",
        "https://fcm.googleapis.com:8443/",
        "https://fcm.googleapis.com:x/",
        "https://notify.windows.com.evil/",
        "https://evilnotify.windows.com/",
        "https://fcm.googleapis.com/\r\nHost: x",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "https://[",
        "",
    ],
)
def test_any_other_address_is_not_called(endpoint: str, settings: Any) -> None:
    assert not is_push_service(endpoint, services=KNOWN_PUSH_SERVICES)
    settings.PUSH_KEY, browser = new_key(), Browser()
    with pytest.raises(Refused):
        push(endpoint, browser.p256dh, browser.auth, message=b"x")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"endpoint": "https://10.0.0.5/"}, {"p256dh": "AAAA"}, {"p256dh": "ờ"}, {"auth": "AAAA"}, {"auth": "!"}],
)
def test_what_is_no_subscription_is_not_kept(wrong: dict[str, str]) -> None:
    browser = Browser()
    sent = {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth, **wrong}
    with pytest.raises(NotASubscription):
        subscribe(account=make_lan(), **sent, device="", session_key="x", now=NOW)
    assert not PushSubscription.objects.exists()


@pytest.mark.django_db
def test_a_device_belongs_to_whoever_asked_last() -> None:
    lan, son, shared = make_lan(), make_son(), Browser()
    subscribed(lan, shared, now=NOW)
    subscribed(son, shared, now=NOW)
    assert not subscriptions_of(lan).exists()
    assert subscriptions_of(son).count() == 1


@pytest.mark.django_db
def test_a_device_she_has_signed_out_of_tells_her_nothing() -> None:
    lan, browser = make_lan(), Browser()
    phone = browser_of(lan)
    subscribe(
        account=lan,
        endpoint=browser.endpoint,
        p256dh=browser.p256dh,
        auth=browser.auth,
        device="",
        session_key=phone.session.session_key or "",
        now=NOW,
    )
    assert subscriptions_of(lan).exists()
    phone.post("/tai-khoan/dang-xuat/")
    assert not subscriptions_of(lan).exists()


@pytest.mark.django_db
def test_she_has_a_bounded_number_of_devices() -> None:
    lan = make_lan()
    for turn in range(MOST_DEVICES + 2):
        subscribed(lan, Browser(endpoint=f"https://fcm.googleapis.com/{turn}"), now=NOW)
    assert PushSubscription.objects.filter(account=lan).count() == MOST_DEVICES


def test_a_key_is_made_that_the_environment_takes(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    call_command("make_push_key")
    settings.PUSH_KEY = capsys.readouterr().out.strip()
    assert len(settings.PUSH_KEY) == 43
    assert len(decoded(public_key())) == 65
