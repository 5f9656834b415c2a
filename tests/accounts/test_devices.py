"""Names of devices, as people here say them."""

import pytest

from accounts.devices import Device, device_behind
from accounts.templatetags.account_tags import callable_phones, device_icon

ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36"


@pytest.mark.parametrize(
    ("header", "device"),
    [
        (f"{ANDROID} Chrome/126.0 Mobile Safari/537.36", Device("Chrome", "Android")),
        (f"{ANDROID} SamsungBrowser/25.0 Chrome/121.0 Safari/537.36", Device("Samsung Internet", "Android")),
        (f"{ANDROID} Chrome/126.0 Mobile Safari/537.36 Zalo android/2406", Device("Zalo", "Android")),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
            Device("Safari", "iPhone"),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) coc_coc_browser/125.0 Chrome/119.0 Safari/537.36",
            Device("Cốc Cốc", "Windows"),
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", Device("Edge", "Windows")),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:127.0) Firefox/127.0",
            Device("Firefox", "Mac"),
        ),
        ("curl/8.5.0", Device("", "")),
        ("", Device("", "")),
    ],
)
def test_a_browser_is_named_by_what_it_says_of_itself(header: str, device: Device) -> None:
    assert device_behind(header) == device


def test_a_telephone_looks_like_one() -> None:
    assert device_icon(ANDROID) == "phone"
    assert device_icon("Mozilla/5.0 (Windows NT 10.0)") == "desktop"


def test_telephone_numbers_can_be_tapped_and_the_rest_stays_text() -> None:
    assert callable_phones("Minh <0912 345 678>, phòng 12") == (
        'Minh &lt;<a href="tel:+84912345678">0912 345 678</a>&gt;, phòng 12'
    )
    assert callable_phones("Minh & Hoa") == "Minh &amp; Hoa"
