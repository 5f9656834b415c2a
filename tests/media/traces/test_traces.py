"""What media keep of Lan: joined when two entries were hers, told to her, emptied when she asks for it."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from accounts.models import User
from media.packages.actions import begin_attempt, record_claim, save_state
from media.packages.models import Package, PackageAttempt, PackageStanding, PackageState
from media.packages.rules import Claim
from media.statements.actions import Result, record_statement, void_statement
from media.statements.exporting import as_told
from media.statements.models import Statement
from media.traces.personal_data import sections_about_media
from media.videos.actions import Watched, record_watching
from media.videos.models import Recording, WatchReport, WatchStanding
from organisations.people.actions import merge_people
from organisations.people.models import Person
from organisations.personnel.signals import sections_about
from organisations.privacy.erasing.actions import erase_person
from organisations.privacy.requests.actions import ask_erasure
from portal.templatetags.drawings import DRAWINGS
from tests.makers import make_person
from tests.package_makers import NOON, make_package

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
OWN_WORDS = "Chi bộ thôn tôi có bà Nông Thị Vân"


def make_recording() -> Recording:
    recording: Recording = Recording.objects.create(
        title="Mở đầu buổi họp", type="video", duration=100, file="recordings/x.mp4"
    )
    return recording


def watch(learner: Person, recording: Recording, begin: float, end: float, at: Any = NOON) -> None:
    watched = Watched(uuid4(), [[begin, end]], end, at)
    record_watching(learner=learner, recording=recording, watched=watched, now=at)


def state(learner: Person, package: Package, data: str, *, part: str = "", at: Any = NOON) -> None:
    assert package.current is not None
    save_state(learner=learner, revision=package.current, part=part, data_type="state", data=data, now=at)


def say(learner: Person, package: Package) -> Statement:
    return record_statement(
        id=uuid4(),
        learner=learner,
        verb="http://adlnet.gov/expapi/verbs/answered",
        activity=f"{package.activity}#cau-1",
        result=Result(scaled=0.5, success=False, response=OWN_WORDS),
        timestamp=NOON,
        now=NOON,
        more={"context": {"note": OWN_WORDS}},
    )


@pytest.fixture
def kept(db: None) -> Person:
    return make_person("Vũ Thị Lan")


@pytest.fixture
def gone(db: None) -> Person:
    return make_person("Vũ Thị Lan")


# --- Joined -------------------------------------------------------------------------------------

# Of one claim: whose entry, how many hours after noon, the share, gone through, ended.
Took = tuple[bool, int, float | None, bool, bool]
took_strategy = st.lists(
    st.tuples(st.booleans(), st.integers(0, 40), st.none() | st.floats(0, 1), st.booleans(), st.booleans()),
    min_size=1,
    max_size=7,
)


@given(took=took_strategy)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_mixture_of_ways_becomes_one_row_and_the_best_counts(db: None, took: list[Took]) -> None:
    with transaction.atomic():
        _check_merger(took)
        transaction.set_rollback(True)


def _check_merger(took: list[Took]) -> None:
    package, kept, gone = make_package(), make_person("Vũ Thị Lan"), make_person("Vũ Thị Lan")
    for is_kept, hours, share, is_complete, ends in sorted(took, key=lambda one: one[1]):
        claim = Claim(share=share, is_complete=is_complete, ends=ends)
        record_claim(learner=kept if is_kept else gone, package=package, claim=claim, now=NOON + hours * HOUR)
    before = set(PackageAttempt.objects.values_list("pk", flat=True))
    standings = list(PackageStanding.objects.all())
    merge_people(kept=kept, gone=gone, by=None, now=NOON + 50 * HOUR)
    rows = list(PackageAttempt.objects.filter(learner=kept).order_by("number"))
    assert {row.pk for row in rows} == before
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [row.began_at for row in rows] == sorted(row.began_at for row in rows)
    assert sum(row.ended_at is None for row in rows) <= 1
    standing = PackageStanding.objects.get()
    shares = [one.share for one in standings if one.share is not None]
    finished = [one.completed_at for one in standings if one.completed_at]
    assert standing.learner == kept
    assert standing.share == max(shares, default=None)
    assert standing.completed_at == min(finished, default=None)
    assert standing.attempts == len(rows)


def test_of_two_ways_that_are_open_the_earlier_ends(kept: Person, gone: Person) -> None:
    package = make_package()
    begin_attempt(learner=gone, package=package, now=NOON)
    begin_attempt(learner=kept, package=package, now=NOON + HOUR)
    merge_people(kept=kept, gone=gone, by=None, now=NOON + 2 * HOUR)
    ended = list(PackageAttempt.objects.order_by("number").values_list("learner", "ended_at"))
    assert ended == [(kept.pk, NOON), (kept.pk, None)]


def test_of_two_states_of_a_part_the_last_one_stays(kept: Person, gone: Person) -> None:
    package = make_package()
    state(kept, package, "cũ", part="một")
    state(gone, package, "mới", part="một", at=NOON + HOUR)
    state(gone, package, "riêng", part="hai")
    merge_people(kept=kept, gone=gone, by=None, now=NOON + 2 * HOUR)
    assert sorted(PackageState.objects.values_list("learner", "part", "data")) == [
        (kept.pk, "hai", "riêng"),
        (kept.pk, "một", "mới"),
    ]


def test_what_either_watched_is_watched_and_statements_come_along(kept: Person, gone: Person) -> None:
    recording, package = make_recording(), make_package()
    watch(kept, recording, 0, 30)
    watch(gone, recording, 20, 60, NOON + HOUR)
    said = say(gone, package)
    merge_people(kept=kept, gone=gone, by=None, now=NOON + 2 * HOUR)
    standing = WatchStanding.objects.get()
    assert (standing.learner, standing.spans, standing.share, standing.place) == (
        kept,
        [[0, 60]],
        0.6,
        60,
    )
    assert WatchReport.objects.filter(learner=kept).count() == 2
    said.refresh_from_db()
    assert said.learner == kept
    assert as_told(said, is_named=True)["actor"]["account"]["name"] == str(kept.public_id)


def test_an_entry_with_nothing_of_media_is_joined_all_the_same(kept: Person, gone: Person) -> None:
    record_claim(learner=kept, package=make_package(), claim=Claim(share=0.5), now=NOON)
    merge_people(kept=kept, gone=gone, by=None, now=NOON)
    assert PackageStanding.objects.get().share == 0.5


# --- Told ---------------------------------------------------------------------------------------


def all_of_it(lan: Person) -> tuple[Package, Recording]:
    package, recording = make_package(), make_recording()
    record_claim(
        learner=lan, package=package, claim=Claim(raw=3, most=4, is_complete=True, ends=True), now=NOON
    )
    state(lan, package, OWN_WORDS)
    say(lan, package)
    watch(lan, recording, 0, 50)
    return package, recording


def rows_of(person: Person) -> dict[str, list[Any]]:
    return {section.key: list(section.rows) for section in sections_about_media(person)}


def test_lan_reads_what_media_keep_of_her(lan: Person) -> None:
    all_of_it(lan)
    told = rows_of(lan)
    assert [row[5] for row in told["package_attempts"]] == ["75"]
    assert [row[3] for row in told["package_states"]] == [OWN_WORDS]
    assert [(row[1], row[3], row[5]) for row in told["statements"]] == [("answered", "50", OWN_WORDS)]
    assert [row[1] for row in told["watched"]] == ["50"]
    assert all(len(row) == len(s.columns) for s in sections_about_media(lan) for row in s.rows)


def test_each_section_has_a_drawing_of_the_sites(lan: Person) -> None:
    assert {section.icon for section in sections_about_media(lan)} <= set(DRAWINGS)


def test_the_stranger_is_told_nothing_of_hers(lan: Person, son: Person) -> None:
    all_of_it(lan)
    assert not any(rows_of(son).values())


def test_who_oversees_her_reads_how_far_she_has_got(lan: Person) -> None:
    all_of_it(lan)
    [section] = [one for one in sections_about(lan) if "phim" in str(one.title)]
    assert section.rows == [
        ("Ai chủ trì?", "75%", "23/11/2026", "23/11/2026"),
        ("Mở đầu buổi họp", "50%", "–", "23/11/2026"),
    ]


# --- Let go of ----------------------------------------------------------------------------------


def test_erasing_takes_her_words_and_leaves_every_result(lan: Person) -> None:
    package, _recording = all_of_it(lan)
    nghia = User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa")
    void_statement(statement=Statement.objects.get(), reason="Bà Vân nhờ", by=nghia, now=NOON)
    public_id = str(lan.public_id)
    request = ask_erasure(person=lan, text="", now=NOON)
    erasure = erase_person(person=lan, request=request, by=nghia, now=NOON)
    assert not PackageState.objects.exists()
    assert not WatchReport.objects.exists()
    assert (PackageStanding.objects.get().share, WatchStanding.objects.get().share) == (0.75, 0.5)
    assert (WatchStanding.objects.get().spans, PackageAttempt.objects.get().raw) == ([], 3)
    bodies = json.dumps([one.body for one in Statement.objects.all()], ensure_ascii=False)
    for word in (OWN_WORDS, public_id, "Vân"):
        assert word not in bodies
    assert Statement.objects.get(voids__isnull=True).scaled == 0.5
    assert ModelLogEntry.objects.get(action="media.void_statement").data == {"reason": ""}
    gone = " ".join(str(trace.label) for trace in erasure.gone)
    assert "làm dở" in gone
    assert package.standings.count() == 1
