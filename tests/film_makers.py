"""Typed makers of film and sound: some seconds of moving picture and a tone, drawn by ffmpeg itself."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from media.videos.making import ffmpeg
from media.videos.making.ffmpeg import run
from media.videos.models import Recording, RecordingCopy

ffmpeg.NICENESS = 0  # tests keep every core busy: it would wait for all of them to end

CAPTIONS = "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nChào các đồng chí.\n"


def draw_film(
    path: Path,
    *,
    seconds: float = 4,
    size: str = "640x360",
    sound: bool = True,
    options: tuple[str, ...] = ("-preset", "ultrafast"),
) -> Path:
    """A film of a moving test picture with a clock, and a tone."""
    source = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate=15:duration={seconds}"]
    tone = ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"] if sound else []
    ran = run([*source, *tone, "-shortest", "-pix_fmt", "yuv420p", *options, str(path)], seconds=60)
    assert ran.status == 0, ran.printed
    return path


def draw_sound(path: Path, *, seconds: float = 4) -> Path:
    ran = run(["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}", str(path)], seconds=60)
    assert ran.status == 0, ran.printed
    return path


def make_recording(title: str = "Mở đầu buổi sinh hoạt", **fields: Any) -> Recording:
    """A film with its copies, as the worker leaves it; its bytes are no film."""
    recording = Recording(
        **{
            "title": title,
            "type": "video",
            "duration": 100.0,
            "width": 640,
            "height": 360,
            "captions": CAPTIONS,
            "state": Recording.State.READY,
            **fields,
        }
    )
    recording.file.save("goc.mp4", ContentFile(b"original"), save=False)
    recording.save()
    kinds = [("240p", 426, "video/mp4"), ("480p", 640, "video/mp4")] if recording.is_film else []
    for kind, width, content_type in [*kinds, ("opus", None, "audio/webm"), ("aac", None, "audio/mp4")]:
        make_copy(recording, kind, width=width, content_type=content_type)
    return recording


def make_copy(recording: Recording, kind: str, *, data: bytes = b"", **fields: Any) -> RecordingCopy:
    data = data or bytes(range(256)) * (4 if kind == "240p" else 16 if kind == "480p" else 2)
    copy = RecordingCopy(recording=recording, kind=kind, size=len(data), made_at=timezone.now(), **fields)
    if copy.width:
        copy.height = copy.width * 9 // 16
    copy.file.save(f"{kind}.bin", ContentFile(data), save=False)
    copy.save()
    return copy
