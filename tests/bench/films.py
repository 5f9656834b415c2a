"""A film in a lesson: what its page costs before anybody taps it, and how soon a place in it is there."""

import os
import random
import re
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from io import BytesIO
from urllib.parse import urlsplit
from uuid import uuid4

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser

from courses.enrolment.actions import enrol
from media.delivery.links import link_to
from media.videos.delivered import KIND, name_of
from media.videos.models import Recording, RecordingCopy
from tests.bench.browsed import a_phone
from tests.bench.figures import is_wanted, percentile, progress, report
from tests.bench.line import Line
from tests.bench.visits import Measured, Visit, open_session
from tests.film_makers import make_recording
from tests.makers import account_of, edition_of, make_course, make_person, paragraph
from tests.site_server import Site

SIZE = 96 * 1024 * 1024
"""An hour of the small picture."""
PIECE = 256 * 1024
SEEKS = 200
WARM_UP = 10


OF_A_FILM = re.compile(r"\.(mp4|webm|m4a|vtt)(\?|$)")


class Filmed:
    """A lesson that holds a film with a poster, and a learner who opens it again and again."""

    def kinds(self) -> list[Measured]:
        return [Measured("film.page", self._opens())]

    def _opens(self) -> Iterator[Visit]:
        recording = make_recording(transcript="Chào các đồng chí.", chapters="00:00 Mở đầu")
        recording.thumbnail.save("anh-bia.jpg", _poster())
        block = {"type": "recording", "value": {"recording": recording.pk}, "id": str(uuid4())}
        body = [paragraph(), block]
        course = make_course("Bài có phim", body=body, completion="watched", least_percent=80)
        edition = edition_of(course)
        person = make_person("Giàng Thị Pủa", username=f"pua-{uuid4().hex[:8]}")
        enrol(learner=person, edition=edition, now=timezone.now())
        place = edition.lessons.get()
        path = reverse("courses:lesson", args=[edition.slug, place.module_slug, place.slug])
        visit = Visit(path, open_session(account_of(person)))
        while True:
            yield visit


def measure_before_the_tap(visit: Visit, line: Line, browser: Browser) -> None:
    """How much of a film comes with its lesson, unasked."""
    phone = a_phone(browser, visit, line)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url) if OF_A_FILM.search(request.url) else None)
    phone.new_page().goto(line.address + visit.path, wait_until="networkidle")
    line.wait_until_quiet()
    report("film.before_the_tap.requests", len(asked), "requests")
    phone.close()


def _poster() -> "ContentFile[bytes]":
    """As heavy as posters are: some ten kilobytes."""
    written = BytesIO()
    Image.effect_noise((426, 240), 20).convert("RGB").save(written, "JPEG", quality=20)
    return ContentFile(written.getvalue())


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
