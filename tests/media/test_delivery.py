"""Private files under signed addresses: what a link opens, until when, and which bytes come."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile, File
from django.http import HttpRequest, HttpResponseBase
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from media.delivery import links, registry
from media.delivery.registry import Delivered, deliver
from media.delivery.rules import GOOD_FOR, RangeNotSatisfiable, good_until, range_asked
from media.delivery.views import CHUNK, handed_out

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BYTES = bytes(range(256)) * 1024
TAG = '"v1"'


class Watched(File):  # type: ignore[type-arg]
    """A file that remembers whether it was closed."""

    def __init__(self, data: bytes = BYTES) -> None:
        super().__init__(BytesIO(data), name="tep")
        self.size = len(data)
        self.was_closed = False

    def close(self) -> None:
        self.was_closed = True
        super().close()


def asked(method: str = "get", **headers: str) -> HttpRequest:
    return getattr(RequestFactory(), method)("/", headers=headers)  # type: ignore[no-any-return]


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


# --- Which bytes ---------------------------------------------------------------------------------


@given(size=st.integers(0, 60), first=st.integers(0, 70), last=st.none() | st.integers(0, 70))
def test_a_range_is_what_slicing_gives(size: int, first: int, last: int | None) -> None:
    data = bytes(range(size))
    header = f"bytes={first}-{'' if last is None else last}"
    if last is not None and last < first:
        assert range_asked(header, size) is None
        return
    expected = data[first:] if last is None else data[first : last + 1]
    if first >= size:
        with pytest.raises(RangeNotSatisfiable):
            range_asked(header, size)
        return
    part = range_asked(header, size)
    assert part is not None
    assert data[part.first : part.last + 1] == expected
    assert part.length == len(expected)
    assert part.header == f"bytes {part.first}-{part.last}/{size}"


@given(size=st.integers(0, 60), length=st.integers(0, 70))
def test_the_last_bytes_are_what_slicing_from_the_end_gives(size: int, length: int) -> None:
    data = bytes(range(size))
    if size == 0 or length == 0:
        with pytest.raises(RangeNotSatisfiable):
            range_asked(f"bytes=-{length}", size)
        return
    part = range_asked(f"bytes=-{length}", size)
    assert part is not None
    assert data[part.first : part.last + 1] == data[-length:]


@given(st.text(max_size=30))
def test_whatever_is_asked_for_nothing_breaks(header: str) -> None:
    try:
        part = range_asked(header, 100)
    except RangeNotSatisfiable:
        return
    assert part is None or 0 <= part.first <= part.last < 100


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "pages=1-2", "bytes=-", "bytes=a-b", "bytes=5-2"])
def test_what_is_no_single_range_means_the_whole(header: str) -> None:
    assert range_asked(header, 100) is None


# --- The answer ----------------------------------------------------------------------------------


@pytest.mark.django_db  # an answer that is closed asks for the connections
def test_a_file_comes_whole_and_says_that_it_can_be_sought_in() -> None:
    file = Watched()
    answer = handed_out(asked(), Delivered(file, "video/mp4", TAG))
    assert answer.status_code == 200
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == str(len(BYTES))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("private")
    assert body(answer) == BYTES
    answer.close()
    assert file.was_closed


@given(first=st.integers(0, len(BYTES) - 1), length=st.integers(1, 3 * CHUNK))
def test_any_part_of_it_comes_byte_by_byte(first: int, length: int) -> None:
    header = f"bytes={first}-{first + length - 1}"
    answer = handed_out(asked(range=header), Delivered(Watched(), "video/mp4", TAG))
    assert answer.status_code == 206
    expected = BYTES[first : first + length]
    assert body(answer) == expected
    assert answer["Content-Length"] == str(len(expected))
    assert answer["Content-Range"] == f"bytes {first}-{first + len(expected) - 1}/{len(BYTES)}"


def test_beyond_its_end_there_is_nothing() -> None:
    file = Watched()
    answer = handed_out(asked(range=f"bytes={len(BYTES)}-"), Delivered(file, "video/mp4", TAG))
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(BYTES)}")
    assert file.was_closed


def test_head_says_the_same_without_bytes() -> None:
    file = Watched()
    answer = handed_out(asked("head", range="bytes=0-9"), Delivered(file, "video/mp4", TAG))
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (206, "10", b"")
    assert file.was_closed


@pytest.mark.django_db  # an answer that is closed asks for the connections
@pytest.mark.parametrize(
    ("condition", "status"), [(TAG, 206), ('"v0"', 200), ("Mon, 23 Nov 2026 12:00:00 GMT", 200)]
)
def test_a_range_of_other_bytes_gets_the_whole(condition: str, status: int) -> None:
    request = asked(**{"range": "bytes=0-9", "if-range": condition})
    answer = handed_out(request, Delivered(Watched(), "video/mp4", TAG))
    assert answer.status_code == status
    answer.close()


def test_without_a_mark_of_its_bytes_a_condition_is_never_met() -> None:
    request = asked(**{"range": "bytes=0-9", "if-range": ""})
    assert handed_out(request, Delivered(Watched(), "video/mp4")).status_code == 200


@pytest.mark.parametrize("kept", [TAG, f'"v0", {TAG}', f"W/{TAG}"])
def test_what_the_browser_has_is_not_sent_again(kept: str) -> None:
    file = Watched()
    request = asked(**{"if-none-match": kept, "range": f"bytes={len(BYTES)}-"})
    answer = handed_out(request, Delivered(file, "video/mp4", TAG))
    assert (answer.status_code, answer["ETag"]) == (304, TAG)
    assert file.was_closed


@pytest.mark.django_db  # an answer that is closed asks for the connections
def test_who_hangs_up_before_the_first_byte_leaves_no_open_file() -> None:
    file = Watched()
    handed_out(asked(), Delivered(file, "video/mp4", TAG)).close()
    assert file.was_closed


# --- Links ---------------------------------------------------------------------------------------


@pytest.fixture
def a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_finders", {})

    def found(key: str, path: str) -> Delivered | None:
        return Delivered(ContentFile(f"{key}:{path}".encode()), "text/plain") if path != "gone" else None

    deliver("thu", found)


def test_a_link_opens_its_folder_and_nothing_else(a_kind: None, client: Client) -> None:
    from django.utils import timezone

    address = links.link_to("thu", "mot", "a/b.txt", now=timezone.now())
    assert body(client.get(address)) == b"mot:a/b.txt"
    assert body(client.get(address.replace("a/b.txt", "c.txt"))) == b"mot:c.txt"
    for other in (
        address.replace("/mot/", "/hai/"),
        address.replace("/thu/", "/khac/"),
        address.replace("a/b.txt", "gone"),
        address.replace("-", "-x", 1),
    ):
        assert client.get(other).status_code == 404, other
    assert client.post(address).status_code == 405


@given(
    early=st.timedeltas(timedelta(0), timedelta(days=365)).map(lambda past: NOW - past),
    later=st.timedeltas(timedelta(0), timedelta(days=2)),
)
def test_a_link_is_good_for_hours_and_not_for_days(early: datetime, later: timedelta) -> None:
    token = _token(early)
    is_good = links.is_good("thu", "mot", token, now=early + later)
    assert is_good == (early + later < good_until(early))
    assert GOOD_FOR <= good_until(early) - early <= 2 * GOOD_FOR


@pytest.mark.parametrize("token", ["", "-", "zz-abc", "ffffffffffffffff-abc", "0-", "-1-abc"])
def test_a_forged_link_opens_nothing(token: str) -> None:
    assert not links.is_good("thu", "mot", token, now=NOW)


def test_a_link_cannot_be_made_to_last(a_kind: None) -> None:
    until, _, signature = _token(NOW).partition("-")
    longer = f"{int(until, 16) + 3600:x}-{signature}"
    assert not links.is_good("thu", "mot", longer, now=NOW)


def test_links_made_soon_after_each_other_are_one_so_that_it_is_kept() -> None:
    assert _token(NOW) == _token(NOW + timedelta(minutes=1))


def _token(now: datetime) -> str:
    return links.link_to("thu", "mot", "a", now=now).split("/")[4]


def test_a_part_of_a_file_is_never_compressed_on_the_way(a_kind: None, client: Client) -> None:
    from django.utils import timezone

    long = b"x" * 5000
    deliver("dai", lambda key, path: Delivered(ContentFile(long), "text/plain", TAG))
    address = links.link_to("dai", "mot", "a.txt", now=timezone.now())
    headers: dict[str, Any] = {"HTTP_ACCEPT_ENCODING": "gzip"}
    part = client.get(address, HTTP_RANGE="bytes=0-999", **headers)
    assert (part.status_code, part.get("Content-Encoding"), body(part)) == (206, None, long[:1000])
    deliver("dai", lambda key, path: Delivered(ContentFile(long), "video/mp4", TAG))
    film = client.get(address, **headers)
    assert (film.get("Content-Encoding"), film["Content-Length"]) == (None, "5000")
