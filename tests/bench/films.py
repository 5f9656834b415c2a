"""A film is sought in: how long until the bytes at another place are there, from the embedded server."""

import os
import random
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.utils import timezone

from media.delivery.links import link_to
from media.videos.delivered import KIND, name_of
from media.videos.models import Recording, RecordingCopy
from tests.bench.figures import is_wanted, percentile, progress, report
from tests.site_server import Site

SIZE = 96 * 1024 * 1024
"""An hour of the small picture."""
PIECE = 256 * 1024
SEEKS = 200
WARM_UP = 10


def measure_films(site: Site, only: str) -> None:
    if not is_wanted("film.seek", only):
        return
    progress("film.seek: ranges of an hour of film under gunicorn …")
    recording, address = _an_hour()
    connection = HTTPConnection(urlsplit(site.address).netloc, timeout=30)
    chance = random.Random(5)
    took = [_seek(connection, address, chance.randrange(SIZE - PIECE)) for _ in range(WARM_UP + SEEKS)][
        WARM_UP:
    ]
    connection.close()
    report("film.seek.first.p50", percentile([first for first, _ in took], 50), "ms")
    report("film.seek.first.p95", percentile([first for first, _ in took], 95), "ms")
    report("film.seek.piece.p95", percentile([whole for _, whole in took], 95), "ms")
    recording.delete()


def _seek(connection: HTTPConnection, address: str, first: int) -> tuple[float, float]:
    """Until the first byte, and until a quarter of a megabyte is there."""
    began = time.perf_counter()
    connection.request("GET", address, headers={"Range": f"bytes={first}-{first + PIECE - 1}"})
    answer = connection.getresponse()
    answer.read(1)
    to_first = time.perf_counter() - began
    left = len(answer.read())
    if answer.status != 206 or left != PIECE - 1:
        raise AssertionError(f"{address} answered {answer.status} with {left} bytes")
    return to_first * 1000, (time.perf_counter() - began) * 1000


def _an_hour() -> tuple[Recording, str]:
    recording = Recording(title="Một giờ phim", type="video", duration=3600, state=Recording.State.READY)
    recording.file.save("goc.mp4", ContentFile(b"goc"), save=False)
    recording.save()
    copy = RecordingCopy(
        recording=recording,
        kind=RecordingCopy.Kind.LOW,
        size=SIZE,
        width=426,
        height=240,
        content_type="video/mp4",
        made_at=timezone.now(),
    )
    copy.file.save("240p.mp4", ContentFile(os.urandom(SIZE)), save=False)
    copy.save()
    return recording, link_to(KIND, str(recording.public_id), name_of(copy), now=timezone.now())
