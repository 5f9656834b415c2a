"""Hoa goes over her film: captions beside it, chapters, transcript; what is missing is told."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from media.videos.models import Recording, RecordingCopy, private_storage
from tests.film_makers import CAPTIONS, make_recording

pytestmark = pytest.mark.django_db


def form_of(recording: Recording, **changed: Any) -> dict[str, Any]:
    return {
        "title": recording.title,
        "description": "",
        "captions": recording.captions,
        "chapters": "",
        "transcript": "",
        "language": "vi",
        "tags": "",
        "collection": recording.collection_id,
        **changed,
    }


def save(browser: Client, recording: Recording, **changed: Any) -> Any:
    answer = browser.post(reverse("wagtailmedia:edit", args=[recording.pk]), form_of(recording, **changed))
    recording.refresh_from_db()
    return answer


def screen(browser: Client, recording: Recording) -> str:
    return browser.get(reverse("wagtailmedia:edit", args=[recording.pk])).content.decode()


def test_captions_are_kept_with_their_heading(hoas_browser: Client) -> None:
    recording = make_recording(captions="")
    answer = save(hoas_browser, recording, captions="00:01.000 --> 00:02.000\r\nChào đồng chí.")
    assert answer["Location"] == reverse("wagtailmedia:edit", args=[recording.pk])
    assert recording.captions == "WEBVTT\n\n00:01.000 --> 00:02.000\nChào đồng chí.\n"


def test_wrong_captions_are_told_line_by_line_and_what_was_typed_is_kept(hoas_browser: Client) -> None:
    recording = make_recording()
    wrong = "WEBVTT\n\n00:05.000 --> 00:01.000\nMột câu giữ nguyên"
    answer = save(hoas_browser, recording, captions=wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dòng 3:" in page
    assert "Một câu giữ nguyên" in page
    assert recording.captions == CAPTIONS


def test_an_srt_file_becomes_captions(hoas_browser: Client) -> None:
    recording = make_recording(captions="")
    srt = "1\n00:00:01,000 --> 00:00:02,500\nChào các đồng chí.\n".encode("utf-16")
    save(hoas_browser, recording, captions="", captions_file=SimpleUploadedFile("phu-de.srt", srt))
    assert recording.captions == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nChào các đồng chí.\n"


def test_srt_pasted_into_the_box_becomes_captions(hoas_browser: Client) -> None:
    recording = make_recording(captions="")
    save(hoas_browser, recording, captions="1\n00:00:01,000 --> 00:00:02,500\nChào.")
    assert "00:00:01.000 --> 00:00:02.500\nChào." in recording.captions


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\xff\xfe\x00\x00", "Chỉ là chữ".encode()])
def test_a_file_without_captions_is_refused(hoas_browser: Client, data: bytes) -> None:
    recording = make_recording()
    answer = save(hoas_browser, recording, captions_file=SimpleUploadedFile("a.srt", data))
    assert answer.status_code == 422
    assert recording.captions == CAPTIONS


def test_the_transcript_is_filled_from_the_captions(hoas_browser: Client) -> None:
    recording = make_recording()
    save(hoas_browser, recording, fill="1", transcript="cũ")
    assert recording.transcript == "Chào các đồng chí."


def test_chapters_that_cannot_be_are_told(hoas_browser: Client) -> None:
    recording = make_recording()
    answer = save(hoas_browser, recording, chapters="00:00 Mở đầu\nkhông giờ")
    assert "Dòng 2" in answer.content.decode()
    save(hoas_browser, recording, chapters="00:00 Mở đầu\n00:50 Thảo luận")
    assert recording.chapters == "00:00 Mở đầu\n00:50 Thảo luận"


def test_an_error_names_its_field_for_lines_are_counted_in_each(hoas_browser: Client) -> None:
    answer = save(hoas_browser, make_recording(), captions="Không có giờ", chapters="rác rưởi")
    told = answer.content.decode()
    assert "<li>Phụ đề: Dòng 1: " in told
    assert "<li>Các phần: Dòng 1: " in told


def test_an_empty_list_says_how_to_begin(hoas_browser: Client) -> None:
    listed = hoas_browser.get(reverse("wagtailmedia:index")).content.decode()
    assert "Chưa có phim, âm thanh nào." in listed
    found = hoas_browser.get(reverse("wagtailmedia:index"), {"q": "khong co"}).content.decode()
    assert "Không có phim, âm thanh nào khớp “khong co”." in found
    assert "Chưa có phim" in hoas_browser.get(reverse("wagtailmedia:chooser")).json()["html"]


def test_a_poster_is_made_small_and_the_old_one_goes(hoas_browser: Client) -> None:
    recording = make_recording()
    for _ in range(2):
        large = BytesIO()
        Image.effect_noise((1600, 900), 50).save(large, "PNG")
        save(hoas_browser, recording, thumbnail=SimpleUploadedFile("bia.png", large.getvalue()))
    with Image.open(BytesIO(recording.thumbnail.read())) as poster:
        assert (poster.format, poster.size) == ("JPEG", (640, 360))
    _, kept = private_storage().listdir("recordings/posters")
    assert [name for name in kept if str(recording.public_id) in name] == [
        str(recording.thumbnail.name).rpartition("/")[2]
    ]


def test_a_poster_that_is_no_picture_is_refused(hoas_browser: Client) -> None:
    recording = make_recording()
    answer = save(hoas_browser, recording, thumbnail=SimpleUploadedFile("bia.png", b"<svg onload=alert(1)>"))
    assert answer.status_code == 422
    assert not recording.thumbnail


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Người học thấy"),
        ({"captions": ""}, "Phụ đề"),
        ({"type": "audio", "captions": ""}, "Bản chép lời hoặc phụ đề"),
        ({"state": "waiting"}, "đang chờ"),
        ({"state": "making", "percent_made": 42}, "42%"),
        ({"state": "failed", "failure": "damaged"}, "Thử lại"),
    ],
)
def test_hoa_is_told_what_is_missing(hoas_browser: Client, fields: dict[str, Any], said: str) -> None:
    recording = make_recording(**fields)
    assert said in screen(hoas_browser, recording)
    state = hoas_browser.get(reverse("recordings:state", args=[recording.pk])).content.decode()
    assert said in state
    listed = hoas_browser.get(reverse("wagtailmedia:index")).content.decode()
    assert ("Còn thiếu" in listed) is bool(fields)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, True),
        ({"captions": ""}, False),
        ({"captions": "", "transcript": "Lời"}, False),
        ({"type": "audio", "captions": "", "transcript": "Lời"}, True),
        ({"state": "making"}, False),
    ],
)
def test_learners_see_what_can_be_followed(fields: dict[str, Any], shown: bool) -> None:
    assert make_recording(**fields).may_be_shown is shown


def test_trying_again_after_a_failure(hoas_browser: Client) -> None:
    recording = make_recording(state="failed", failure="damaged")
    hoas_browser.post(reverse("recordings:make_again", args=[recording.pk]))
    recording.refresh_from_db()
    assert recording.state == "waiting"


@pytest.mark.parametrize(
    "address",
    [
        "wagtailmedia:index",
        "wagtailmedia:edit",
        "wagtailmedia:delete",
        "wagtailmedia:media_usage",
        "wagtailmedia:chooser",
    ],
)
def test_no_screen_gives_a_file_a_public_address(hoas_browser: Client, address: str) -> None:
    recording = make_recording()
    recording.thumbnail.save("bia.jpg", SimpleUploadedFile("bia.jpg", b"\xff\xd8"))
    asks = address.endswith(("edit", "delete", "usage"))
    page = hoas_browser.get(reverse(address, args=[recording.pk] if asks else [])).content.decode()
    assert recording.title in page or not asks
    for name in (
        recording.file.name,
        recording.thumbnail.name,
        "/uploads/",
        *map(str, recording.copies.all()),
    ):
        assert str(name) not in page
    assert recording.url == ""


def test_the_chooser_offers_what_is_here_and_takes_no_file(hoas_browser: Client) -> None:
    recording = make_recording()
    chooser = hoas_browser.get(reverse("wagtailmedia:chooser")).json()
    assert recording.title in chooser["html"]
    assert 'type="file"' not in chooser["html"]
    chosen = hoas_browser.get(reverse("wagtailmedia:media_chosen", args=[recording.pk])).json()
    assert chosen["result"]["title"] == recording.title
    upload = reverse("wagtailmedia:chooser_upload", args=["video"])
    assert hoas_browser.post(upload, {"file": SimpleUploadedFile("a.mp4", b"x")}).status_code == 404


def test_the_transcript_is_found_by_searching(hoas_browser: Client) -> None:
    recording = make_recording(title="Phim một")
    make_recording(title="Phim hai")
    save(hoas_browser, recording, transcript="Chuẩn bị nghị quyết chuyên đề")
    page = hoas_browser.get(reverse("wagtailmedia:index"), {"q": "nghị quyết"}).content.decode()
    assert "Phim một" in page
    assert "Phim hai" not in page


def test_what_is_deleted_leaves_no_file(
    admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    recording = make_recording()
    names = [copy.file.name for copy in recording.copies.all()] + [recording.file.name]
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(reverse("wagtailmedia:delete", args=[recording.pk]))
    assert not Recording.objects.exists()
    assert not RecordingCopy.objects.exists()
    assert [name for name in names if private_storage().exists(name)] == []


def test_the_stranger_finds_nothing(sons_browser: Client) -> None:
    recording = make_recording()
    for address in (
        reverse("wagtailmedia:edit", args=[recording.pk]),
        reverse("recordings:state", args=[recording.pk]),
        reverse("wagtailmedia:add", args=["video"]),
        reverse("wagtailmedia:index"),
    ):
        assert sons_browser.get(address).status_code in {302, 404}
        assert Client().get(address).status_code == 302
