"""What Lan's player says she has watched: kept once, within bounds, hers alone, and only where she learns."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.videos import views
from media.videos.actions import Watched, record_watching
from media.videos.models import Recording, WatchReport, WatchStanding
from media.videos.signals import asking_for_recording
from organisations.people.models import Person
from tests.film_makers import make_recording
from tests.makers import make_person
from tests.media.videos.conftest import browser_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def lan() -> Person:
    return make_person("Vũ Thị Lan", username="lan")


@pytest.fixture
def recording() -> Recording:
    return make_recording(duration=100.0)


@pytest.fixture
def she_follows(lan: Person) -> Iterator[None]:
    """A lesson that Lan follows holds it."""

    def answer(sender: type, person: Person, **_: Any) -> bool:
        return person.pk == lan.pk

    asking_for_recording.connect(answer)
    yield
    asking_for_recording.disconnect(answer)


def watched(*spans: tuple[float, float], place: float = 0, at: datetime = NOW) -> Watched:
    return Watched(id=uuid4(), spans=[list(span) for span in spans], place=place, happened_at=at)


def tell(browser: Client, recording: Recording, *reports: dict[str, Any]) -> Any:
    address = reverse("films:watched", args=[recording.public_id])
    return browser.post(address, list(reports), content_type="application/json")


def report(*spans: list[float], place: float = 0) -> dict[str, Any]:
    return {"id": str(uuid4()), "spans": list(spans), "place": place, "at": NOW.isoformat()}


def test_stretches_add_up_and_overlap_once(lan: Person, recording: Recording) -> None:
    for spans in ((0, 30), (20, 50), (90, 100)):
        standing = record_watching(learner=lan, recording=recording, watched=watched(spans), now=NOW)
    assert standing.spans == [[0, 50], [90, 100]]
    assert standing.share == 0.6


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(1, 100)).filter(lambda x: x[0] < x[1]), max_size=6),
    st.randoms(use_true_random=False),
)
def test_late_doubled_or_shuffled_reports_make_no_difference(
    lan: Person, recording: Recording, pairs: list[tuple[int, int]], chance: Any
) -> None:
    WatchReport.objects.all().delete()
    WatchStanding.objects.all().delete()
    reports = [watched(pair, at=NOW + timedelta(minutes=n)) for n, pair in enumerate(pairs)]
    shuffled = [*reports, *reports[:2]]
    chance.shuffle(shuffled)
    for one in shuffled:
        record_watching(learner=lan, recording=recording, watched=one, now=NOW + timedelta(days=1))
    seconds = {second for begin, end in pairs for second in range(begin, end)}
    standing = WatchStanding.objects.filter(learner=lan).first()
    assert round((standing.share if standing else 0) * 100) == len(seconds)
    assert WatchReport.objects.count() == len(pairs)


def test_she_goes_on_where_she_was_last_whatever_arrives_late(lan: Person, recording: Recording) -> None:
    late = watched((0, 10), place=10, at=NOW)
    record_watching(
        learner=lan,
        recording=recording,
        watched=watched((40, 50), place=50, at=NOW + timedelta(hours=1)),
        now=NOW + timedelta(hours=1),
    )
    standing = record_watching(learner=lan, recording=recording, watched=late, now=NOW + timedelta(hours=2))
    assert standing.place == 50


def test_a_clock_that_runs_ahead_settles_nothing_for_ever(lan: Person, recording: Recording) -> None:
    ahead = watched((0, 10), place=10, at=NOW + timedelta(days=400))
    record_watching(learner=lan, recording=recording, watched=ahead, now=NOW)
    later = NOW + timedelta(minutes=1)
    standing = record_watching(
        learner=lan, recording=recording, watched=watched((10, 20), place=20, at=later), now=later
    )
    assert standing.place == 20


def test_her_player_tells_and_hears_where_she_stands(
    lan: Person, recording: Recording, she_follows: None
) -> None:
    one, other = report([0, 30], place=30), report([30, 64], place=64)
    answer = tell(browser_of(lan), recording, one, other)
    assert answer.json() == {
        "receipts": {one["id"]: "saved", other["id"]: "saved"},
        "percent": 64,
        "place": 64,
    }
    again = tell(browser_of(lan), recording, one)
    assert again.json()["percent"] == 64
    assert WatchReport.objects.count() == 2


def test_who_follows_no_lesson_with_it_leaves_nothing(recording: Recording, she_follows: None) -> None:
    son = browser_of(make_person("Đinh Văn Sơn"))
    assert tell(son, recording, report([0, 30])).status_code == 404
    unknown = reverse("films:watched", args=[uuid4()])
    assert son.post(unknown, [], content_type="application/json").status_code == 404
    assert tell(Client(), recording, report([0, 30])).status_code == 401
    assert not WatchReport.objects.exists()


def told(**fields: Any) -> str:
    return json.dumps([{"id": str(uuid4()), "spans": [[0, 1]], "at": "2026-11-23", **fields}])


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "5",
        "[[]]",
        '[{"id": "x"}]',
        told(spans=5),
        told(spans=[5]),
        told(place=float("inf")),
        told(at="hôm nay"),
        "[" * 5000,
        told(spans="x" * 300_000),
    ],
    ids=range(11),
)
def test_what_no_player_says_is_refused(
    lan: Person, recording: Recording, she_follows: None, body: str
) -> None:
    address = reverse("films:watched", args=[recording.public_id])
    answer = browser_of(lan).post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert not WatchReport.objects.exists()


def test_more_than_a_player_ever_says_is_told_to_wait(
    lan: Person, recording: Recording, she_follows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_A_MINUTE", 2)
    browser = browser_of(lan)
    statuses = [tell(browser, recording, report([0, 1])).status_code for _ in range(3)]
    assert 429 in statuses
    assert WatchReport.objects.count() < 3
