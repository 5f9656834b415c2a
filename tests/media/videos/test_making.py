"""Film and sound made small by the real ffmpeg: what comes out, how large, and what is refused."""

import os
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from media.videos.making import actions, ffmpeg, looking
from media.videos.making.actions import begin_making, make_small, wait_again
from media.videos.making.facts import Facts, facts_in, refusal_of
from media.videos.making.queries import ABANDONED
from media.videos.making.recipes import MOST_A_MINUTE, SPARE, fitted, recipes_for
from media.videos.making.tasks import look_again, make
from media.videos.models import Recording
from tests.film_makers import draw_film, draw_sound

pytestmark = pytest.mark.xdist_group("film")  # drawn once

SIZES = st.integers(2, 4096)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_film(tmp_path_factory.mktemp("film") / "film.mp4", seconds=2, size="1280x720")


@pytest.fixture(scope="module")
def small_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_film(tmp_path_factory.mktemp("film") / "small.mp4", seconds=1, size="320x240")


def recording_of(path: Path, **fields: Any) -> Recording:
    recording = Recording(title="Phim", type="video", duration=2, **fields)
    recording.file.save(path.name, ContentFile(path.read_bytes()), save=False)
    recording.save()
    return recording


# --- What a file holds ---------------------------------------------------------------------------


def test_a_film_is_seen_for_what_it_is(film: Path) -> None:
    facts = looking.facts_of(film)
    assert (facts.is_film, facts.has_sound, facts.width, facts.height) == (True, True, 1280, 720)
    assert abs(facts.duration - 2) < 0.2


def test_a_film_from_a_telephone_held_upright_is_upright(tmp_path: Path) -> None:
    flat = draw_film(tmp_path / "nam.mp4", size="320x240", seconds=1)
    upright = tmp_path / "dung.mp4"
    turned = ["-display_rotation", "90"]
    ran = ffmpeg.run([*turned, "-i", str(flat), "-c", "copy", str(upright)], seconds=30)
    if ran.status:  # an ffmpeg before 6 says it otherwise
        ran = ffmpeg.run(
            ["-i", str(flat), "-c", "copy", "-metadata:s:v:0", "rotate=90", str(upright)], seconds=30
        )
    facts = looking.facts_of(upright)
    assert (facts.width, facts.height) == (240, 320)


def test_sound_is_no_film_though_it_has_a_cover(tmp_path: Path) -> None:
    sound = draw_sound(tmp_path / "tieng.mp3")
    facts = looking.facts_of(sound)
    assert (facts.is_film, facts.has_sound) == (False, True)


def test_a_film_that_does_not_say_its_length_is_measured(tmp_path: Path) -> None:
    told = draw_film(tmp_path / "film.webm", seconds=2, options=("-c:v", "libvpx", "-deadline", "realtime"))
    live = tmp_path / "live.webm"
    ffmpeg.run(["-i", str(told), "-c", "copy", "-live", "1", "-f", "webm", str(live)], seconds=30)
    assert abs(looking.facts_of(live).duration - 2) < 0.3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("chu.mp4", "Đây không phải là phim.".encode()),
        ("rong.mp4", b"\x00" * 5000),
        ("anh.mp4", b"\x89PNG\r\n\x1a\n" + bytes(500)),
        ("zip.mp4", b"PK\x03\x04" + bytes(500)),
        ("list.mp4", b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"),
        ("concat.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n"),
        ("half.mp4", b""),
    ],
)
def test_a_film_that_is_no_film_is_refused(tmp_path: Path, film: Path, name: str, data: bytes) -> None:
    sent = tmp_path / name
    sent.write_bytes(data or film.read_bytes()[: film.stat().st_size // 2])
    with pytest.raises(looking.NoRecording, match="no_recording"):
        looking.facts_of(sent)


def test_a_picture_under_the_name_of_a_film_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "anh.png"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc2=size=64x64", "-frames:v", "1", str(picture)], seconds=30)
    sent = tmp_path / "anh.mp4"
    sent.write_bytes(picture.read_bytes())
    with pytest.raises(looking.NoRecording):
        looking.facts_of(sent)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Facts(10, True, True, 640, 360), ""),
        (Facts(10, False, True), ""),
        (None, "no_recording"),
        (Facts(10, False, False), "no_recording"),
        (Facts(3601, True, True, 640, 360), "too_long"),
        (Facts(0.2, True, True, 640, 360), "too_short"),
        (Facts(10, True, True, 9000, 360), "too_wide"),
    ],
)
def test_lessons_have_bounds(facts: Facts | None, code: str) -> None:
    assert refusal_of(facts) == code


@given(st.text(max_size=500))
def test_whatever_ffmpeg_prints_is_read_in_peace(text: str) -> None:
    facts_in(f"Input #0, mov,mp4, from 'x':\n{text}")


def test_a_run_that_takes_too_long_is_stopped() -> None:
    endless = ["-f", "lavfi", "-re", "-i", "testsrc2=size=64x64:duration=60", "-f", "null", "-"]
    began = time.monotonic()
    ran = ffmpeg.run(endless, seconds=1)
    assert ran.is_stopped
    assert time.monotonic() - began < 10


def test_a_machine_without_ffmpeg_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ffmpeg, "program", lambda: None)
    with pytest.raises(ffmpeg.NoFfmpeg):
        ffmpeg.run([], seconds=1)


# --- Which copies --------------------------------------------------------------------------------


@given(SIZES, SIZES, st.sampled_from([240, 480]))
def test_a_picture_is_never_made_larger_and_keeps_its_shape(width: int, height: int, side: int) -> None:
    made = fitted(width, height, side)
    assert all(length % 2 == 0 and length >= 2 for length in made)
    assert made[0] <= max(2, width + 1)
    assert made[1] <= max(2, height + 1)
    assert min(made) <= side + 1


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        (Facts(10, True, True, 1280, 720), ["240p", "480p", "opus", "aac"]),
        (Facts(10, True, True, 320, 240), ["240p", "opus", "aac"]),
        (Facts(10, True, False, 1280, 720), ["240p", "480p"]),
        (Facts(10, False, True), ["opus", "aac"]),
    ],
)
def test_there_are_as_many_copies_as_make_sense(facts: Facts, kinds: list[str]) -> None:
    assert [recipe.kind for recipe in recipes_for(facts)] == kinds


@pytest.mark.django_db
def test_a_film_gets_small_copies_and_a_poster(film: Path) -> None:
    recording = recording_of(film)
    make.enqueue(recording.pk)
    recording.refresh_from_db()
    assert (recording.state, recording.percent_made, recording.failure) == ("ready", 100, "")
    copies = {copy.kind: copy for copy in recording.copies.all()}
    assert {kind: (copy.width, copy.height) for kind, copy in copies.items()} == {
        "240p": (426, 240),
        "480p": (852, 480),
        "opus": (None, None),
        "aac": (None, None),
    }
    for kind, most in MOST_A_MINUTE.items():
        assert copies[kind].size <= most * 2 / 60 + SPARE
    data = copies["240p"].file.read()
    assert data.index(b"moov") < data.index(b"mdat")  # it plays before all of it is here
    with recording.thumbnail.open("rb") as poster:
        picture = poster.read()
    assert picture.startswith(b"\xff\xd8")
    assert len(picture) < 30_000


@pytest.mark.django_db
def test_busy_pictures_stay_within_what_a_minute_may_cost(tmp_path: Path) -> None:
    """Noise is the hardest there is to make small."""
    noise = tmp_path / "nhieu.mp4"
    source = ["-f", "lavfi", "-i", "nullsrc=size=320x240:rate=15:duration=8,geq=random(1)*255:128:128"]
    ffmpeg.run([*source, "-c:v", "libx264", "-preset", "ultrafast", str(noise)], seconds=60)
    recording = recording_of(noise)
    make.enqueue(recording.pk)
    recording.refresh_from_db()
    assert recording.state == "ready", recording.failure
    for copy in recording.copies.all():
        assert copy.size <= MOST_A_MINUTE[copy.kind] * 8 / 60 + SPARE


@pytest.mark.django_db
def test_a_file_that_breaks_is_told_to_its_author_and_can_be_tried_again(small_film: Path) -> None:
    recording = recording_of(small_film)
    name = str(recording.file.name)
    recording.file.storage.delete(name)
    recording.file.storage.save(name, ContentFile(b"nothing"))
    make.enqueue(recording.pk)
    recording.refresh_from_db()
    assert (recording.state, recording.failure) == ("failed", "no_recording")
    wait_again(recording=recording)
    recording.refresh_from_db()
    assert (recording.state, recording.failure) == ("waiting", "")


@pytest.mark.django_db
def test_a_poster_that_was_given_stays(small_film: Path) -> None:
    recording = recording_of(small_film)
    recording.thumbnail.save("cua-toi.jpg", ContentFile(b"mine"))
    make.enqueue(recording.pk)
    recording.refresh_from_db()
    assert recording.thumbnail.read() == b"mine"


# --- One at a time, and though a worker is killed -----------------------------------------------


@pytest.mark.django_db
def test_one_recording_is_made_at_a_time(small_film: Path) -> None:
    one, other = recording_of(small_film), recording_of(small_film)
    now = timezone.now()
    assert begin_making(recording_id=one.pk, now=now) == one
    assert begin_making(recording_id=other.pk, now=now) is None
    assert begin_making(recording_id=one.pk, now=now) is None
    make.enqueue(other.pk)
    assert DBTaskResult.objects.get().run_after is not None  # it asks again when it is its turn


@pytest.mark.django_db
def test_what_a_killed_worker_left_is_begun_again(small_film: Path) -> None:
    recording = recording_of(small_film)
    then = timezone.now() - ABANDONED - timedelta(seconds=1)
    begin_making(recording_id=recording.pk, now=then)
    look_again.enqueue(recording.pk)
    recording.refresh_from_db()
    assert recording.state == "ready"


@pytest.mark.django_db
def test_a_worker_at_work_is_left_alone_and_looked_at_again(small_film: Path) -> None:
    recording = recording_of(small_film)
    begin_making(recording_id=recording.pk, now=timezone.now())
    look_again.enqueue(recording.pk)
    recording.refresh_from_db()
    assert recording.state == "making"
    assert DBTaskResult.objects.filter(task_path__endswith="look_again").exists()


@pytest.mark.django_db
def test_a_recording_deleted_while_it_is_made_stops_the_work(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = recording_of(film)
    begin_making(recording_id=recording.pk, now=timezone.now())
    taken = Recording.objects.get(pk=recording.pk)
    monkeypatch.setattr(actions, "BEAT", 0.0)
    Recording.objects.filter(pk=recording.pk).delete()
    make_small(recording=taken)
    assert not Recording.objects.exists()


def test_a_killed_ffmpeg_leaves_nobody_waiting(tmp_path: Path) -> None:
    """As the kernel does where memory runs out."""
    endless = [
        "-f",
        "lavfi",
        "-re",
        "-i",
        "testsrc2=size=64x64:duration=60",
        "-progress",
        "pipe:1",
        "-f",
        "null",
        "-",
    ]
    killed = threading.Event()

    def kill_it(line: str) -> None:
        if not killed.is_set():
            killed.set()
            children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
            for pid in " ".join(path.read_text() for path in children).split():
                if "ffmpeg" in Path(f"/proc/{pid}/cmdline").read_text():
                    os.kill(int(pid), signal.SIGKILL)

    ran = ffmpeg.run(endless, seconds=20, hear=kill_it)
    assert ran.status == -signal.SIGKILL
    assert not ran.is_stopped
