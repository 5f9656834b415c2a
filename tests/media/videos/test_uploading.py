"""Hoa sends a film over a bad line: piece by piece, each once, nothing left of what is no film."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from media.videos.models import Recording, RecordingUpload, private_storage
from media.videos.uploading.actions import forget_forsaken
from media.videos.uploading.rules import KEPT_FOR, MOST_BYTES, MOST_UNFINISHED, PIECE, fits, refusal_of
from tests.film_makers import draw_film

pytestmark = pytest.mark.django_db

NAME = "Mở đầu buổi sinh hoạt.mp4"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Larger than two pieces, so that the line can break within."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    draw_film(
        path, seconds=3, size="1280x720", options=("-c:v", "libx264", "-preset", "ultrafast", "-qp", "1")
    )
    data = path.read_bytes()
    assert len(data) > 2 * PIECE
    return data


@pytest.fixture(autouse=True)
def worker_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making it small has tests of its own."""
    monkeypatch.setattr("media.videos.uploading.actions.make_later", lambda recording: None)


def announce(browser: Client, size: int, name: str = NAME) -> Any:
    told = {"name": name, "size": size}
    return browser.post(reverse("recordings:announce"), told, content_type="application/json")


def send(browser: Client, told: dict[str, Any], offset: int, piece: bytes) -> Any:
    return browser.patch(
        told["address"],
        piece,
        content_type="application/offset+octet-stream",
        headers={"Upload-Offset": str(offset)},
    )


def send_all(browser: Client, told: dict[str, Any], data: bytes) -> None:
    for offset in range(told["offset"], len(data), PIECE):
        assert send(browser, told, offset, data[offset : offset + PIECE]).status_code == 204


def pieces_kept(told: dict[str, Any]) -> list[str]:
    """Of this file."""
    folder = told["address"].rstrip("/").rpartition("/")[2]
    try:
        return private_storage().listdir(f"recordings/uploads/{folder}")[1]
    except FileNotFoundError:
        return []


def test_a_film_arrives_in_pieces_and_is_the_same(hoas_browser: Client, film: bytes) -> None:
    told = announce(hoas_browser, len(film)).json()
    send_all(hoas_browser, told, film)
    done = hoas_browser.post(told["finish"])
    recording = Recording.objects.get()
    assert done.json() == {"address": reverse("wagtailmedia:edit", args=[recording.pk])}
    assert recording.file.read() == film
    assert (recording.title, recording.type, recording.state) == ("Mở đầu buổi sinh hoạt", "video", "waiting")
    assert (recording.width, recording.height) == (1280, 720)
    assert not RecordingUpload.objects.exists()
    assert pieces_kept(told) == []


def test_after_a_break_it_goes_on_where_it_stopped(hoas_browser: Client, film: bytes) -> None:
    told = announce(hoas_browser, len(film)).json()
    send(hoas_browser, told, 0, film[:PIECE])
    assert hoas_browser.head(told["address"])["Upload-Offset"] == str(PIECE)
    again = announce(hoas_browser, len(film)).json()  # the page was reloaded, the same file chosen
    assert (again["address"], again["offset"]) == (told["address"], PIECE)
    send_all(hoas_browser, again, film)
    hoas_browser.post(again["finish"])
    assert Recording.objects.get().file.read() == film


def test_a_piece_sent_twice_or_out_of_step_is_not_kept(hoas_browser: Client, film: bytes) -> None:
    told = announce(hoas_browser, len(film)).json()
    send(hoas_browser, told, 0, film[:PIECE])
    for offset, piece in ((0, film[:PIECE]), (2 * PIECE, film[:PIECE]), (PIECE, film[:10])):
        answer = send(hoas_browser, told, offset, piece)
        assert (answer.status_code, answer["Upload-Offset"]) == (409, str(PIECE))


@given(
    st.integers(0, 5 * PIECE), st.integers(1, 5 * PIECE), st.integers(0, 5 * PIECE), st.integers(0, 2 * PIECE)
)
def test_only_the_next_piece_fits(received: int, size: int, offset: int, length: int) -> None:
    received = min(received, size)
    if fits(received=received, size=size, offset=offset, length=length):
        assert offset == received
        assert length == PIECE or offset + length == size


@pytest.mark.parametrize(
    ("size", "code"), [(0, "empty"), (-5, "empty"), (1, ""), (MOST_BYTES, ""), (MOST_BYTES + 1, "too_large")]
)
def test_a_file_has_bounds(size: int, code: str) -> None:
    assert refusal_of(size) == code


def test_a_file_too_large_is_refused_before_a_byte_is_sent(hoas_browser: Client) -> None:
    answer = announce(hoas_browser, MOST_BYTES + 1)
    assert answer.status_code == 422
    assert "1 GB" in answer.json()["error"]


def test_three_files_on_their_way_are_enough(hoas_browser: Client) -> None:
    for number in range(MOST_UNFINISHED):
        assert announce(hoas_browser, 1000, f"{number}.mp4").status_code == 201
    assert announce(hoas_browser, 1000, "them.mp4").status_code == 422
    page = hoas_browser.get(reverse("wagtailmedia:add", args=["video"])).content.decode()
    assert "0.mp4" in page
    hoas_browser.post(reverse("recordings:forsake", args=[RecordingUpload.objects.all()[0].public_id]))
    assert announce(hoas_browser, 1000, "them.mp4").status_code == 201


def test_a_file_that_is_no_film_leaves_nothing(hoas_browser: Client) -> None:
    data = b"day khong phai la phim" * 100
    told = announce(hoas_browser, len(data), "bao-cao.mp4").json()
    send_all(hoas_browser, told, data)
    answer = hoas_browser.post(told["finish"])
    assert answer.status_code == 422
    assert "không phải phim" in answer.json()["error"]
    assert not Recording.objects.exists()
    assert not RecordingUpload.objects.exists()
    assert pieces_kept(told) == []


def test_half_a_file_is_not_finished(hoas_browser: Client, film: bytes) -> None:
    told = announce(hoas_browser, len(film)).json()
    assert hoas_browser.post(told["finish"]).status_code == 409


def test_a_server_without_ffmpeg_says_so_in_plain_words(
    hoas_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.videos.making.ffmpeg.program", lambda: None)
    monkeypatch.setattr("media.videos.authoring.views.program", lambda: None)
    page = hoas_browser.get(reverse("wagtailmedia:add", args=["video"]))
    assert "chưa có ffmpeg" in page.content.decode()
    file = SimpleUploadedFile("phim.mp4", b"x" * 100)
    sent = hoas_browser.post(reverse("wagtailmedia:add", args=["video"]), {"file": file})
    assert sent.status_code == 422
    assert not Recording.objects.exists()


def test_without_script_the_form_sends_it_whole(hoas_browser: Client, film: bytes) -> None:
    file = SimpleUploadedFile(NAME, film)
    answer = hoas_browser.post(reverse("wagtailmedia:add", args=["video"]), {"file": file})
    recording = Recording.objects.get()
    assert answer["Location"] == reverse("wagtailmedia:edit", args=[recording.pk])
    assert recording.file.read() == film


@pytest.mark.parametrize("data", [b"", b"chu"])
def test_without_script_what_is_no_film_is_told_at_the_field(hoas_browser: Client, data: bytes) -> None:
    add = reverse("wagtailmedia:add", args=["audio"])
    for sent in ({"file": SimpleUploadedFile("chu.mp3", data)}, {}):
        answer = hoas_browser.post(add, sent)
        assert answer.status_code == 422
        assert not Recording.objects.exists()


def test_what_nobody_goes_on_with_is_forgotten_after_a_day(hoas_browser: Client, film: bytes) -> None:
    told = announce(hoas_browser, len(film)).json()
    send(hoas_browser, told, 0, film[:PIECE])
    now = timezone.now()
    assert forget_forsaken(now=now + KEPT_FOR - timedelta(minutes=1)) == 0
    assert forget_forsaken(now=now + KEPT_FOR + timedelta(minutes=1)) == 1
    assert pieces_kept(told) == []
    assert hoas_browser.head(told["address"]).status_code == 404


def test_nobody_sends_on_what_another_began(
    hoas_browser: Client, another_lecturers_browser: Client, sons_browser: Client, film: bytes
) -> None:
    told = announce(hoas_browser, len(film)).json()
    for browser in (another_lecturers_browser, sons_browser, Client()):
        assert send(browser, told, 0, film[:PIECE]).status_code in {302, 404}
        assert browser.head(told["address"]).status_code in {302, 404}
        assert browser.post(told["finish"]).status_code in {302, 404}
    assert RecordingUpload.objects.get().received == 0


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"name": "a"}', '{"name": "a", "size": "x"}', "5"])
def test_what_announces_nothing_is_refused(hoas_browser: Client, body: str) -> None:
    answer = hoas_browser.post(reverse("recordings:announce"), body, content_type="application/json")
    assert answer.status_code == 400


def test_a_name_is_taken_as_it_is_and_leads_nowhere(
    hoas_browser: Client, film: bytes, tmp_path: Path
) -> None:
    told = announce(hoas_browser, len(film), "../../../etc/passwd.mp4").json()
    send_all(hoas_browser, told, film)
    hoas_browser.post(told["finish"])
    name = Recording.objects.get().file.name
    assert name.startswith("recordings/")
    assert ".." not in name
