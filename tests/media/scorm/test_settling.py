"""What a part reports, and what follows from it."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.scorm.core.package import Version
from media.scorm.core.settling import (
    MOST_CHARACTERS,
    Aim,
    Settled,
    bounded,
    put_together,
    resumed,
    seconds_of,
    settle,
    written,
)
from media.scorm.rules import PartFacts, PartState, told, told_at

OLD, NEW = Version.SCORM_12, Version.SCORM_2004
NOW = datetime(2026, 11, 3, 20, 0, tzinfo=UTC)
NO_AIM = Aim()
PART = PartFacts("muc-1", "Chuẩn bị", "a.html")


def old(status: str = "", raw: str = "", *, finished: bool = False, mastery: float | None = None) -> Settled:
    values = {"cmi.core.lesson_status": status, "cmi.core.score.raw": raw}
    return settle(values, OLD, Aim(mastery), is_finished=finished)


@pytest.mark.parametrize(
    ("status", "is_complete", "success"),
    [
        ("passed", True, True),
        ("completed", True, None),
        ("failed", False, False),
        ("incomplete", False, None),
        ("browsed", False, None),
        ("not attempted", False, None),
        ("gibberish", False, None),
    ],
)
def test_statuses_of_1_2(status: str, is_complete: bool, success: bool | None) -> None:
    settled = old(status)
    assert (settled.is_complete, settled.success) == (is_complete, success)


def test_content_that_only_begins_and_ends_is_gone_through() -> None:
    assert old("not attempted", finished=True).is_complete
    assert old("", finished=True).is_complete
    assert not old("not attempted").is_complete
    assert not old("incomplete", finished=True).is_complete
    assert settle({"cmi.completion_status": "unknown"}, NEW, Aim(), is_finished=True).is_complete
    assert not settle({"cmi.completion_status": "incomplete"}, NEW, Aim(), is_finished=True).is_complete


def test_the_pass_mark_of_the_package_decides_over_what_it_says() -> None:
    assert not old("passed", "60", mastery=80).is_complete
    assert old("failed", "80", mastery=80).is_complete
    assert old("completed", "80", mastery=80).success is True
    assert old("completed", mastery=80).success is None


def test_a_score_is_a_share_of_what_there_is() -> None:
    assert old("passed", "45").share == 0.45
    values = {"cmi.core.score.raw": "15", "cmi.core.score.min": "10", "cmi.core.score.max": "20"}
    assert settle(values, OLD, Aim()).share == 0.5
    assert old("passed", "900").share == 1
    assert old("passed", "-5").share == 0
    assert old("passed", "nan").share is None


def test_2004_tells_completion_and_success_apart() -> None:
    def new(completion: str, success: str = "", scaled: str = "", aim: Aim = NO_AIM) -> Settled:
        values = {
            "cmi.completion_status": completion,
            "cmi.success_status": success,
            "cmi.score.scaled": scaled,
        }
        return settle(values, NEW, aim)

    assert new("completed").is_complete
    assert not new("completed", "failed").is_complete
    assert new("completed", "unknown", "0.9").share == 0.9
    assert new("completed", "passed", "0.5", Aim(0.8)).success is False
    assert new("incomplete", "passed").is_complete is False
    threshold = {"cmi.progress_measure": "0.8", "cmi.completion_status": "incomplete"}
    assert settle(threshold, NEW, Aim(completion_threshold=0.75)).is_complete


def test_a_package_is_done_when_all_its_parts_are() -> None:
    done, left = Settled(is_complete=True, share=0.8), Settled(share=0.4)
    assert not put_together([done, left]).is_complete
    whole = put_together([done, Settled(is_complete=True, share=0.4), Settled(is_complete=True)])
    assert whole.is_complete
    assert whole.share == pytest.approx(0.6)
    assert put_together([]).is_complete is False


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("00:01:30", 90),
        ("0001:00:00.50", 3600.5),
        ("PT1M30S", 90),
        ("P1DT1H", 25 * 3600),
        ("PT", 0),
        ("", 0),
        ("soon", 0),
    ],
)
def test_times_are_read(said: str, seconds: float) -> None:
    assert seconds_of(said) == seconds


@given(st.integers(0, 999 * 3600), st.sampled_from(Version))
def test_a_time_that_is_written_is_read_again(seconds: int, version: Version) -> None:
    assert seconds_of(written(seconds, version)) == seconds


def test_time_is_added_up_from_one_opening_to_the_next() -> None:
    values = {
        "cmi.core.total_time": "0000:10:00",
        "cmi.core.session_time": "00:01:30",
        "cmi.core.exit": "suspend",
        "cmi.core.lesson_location": "3",
        "cmi.core.entry": "ab-initio",
    }
    again = resumed(values, OLD)
    assert again["cmi.core.total_time"] == "0000:11:30"
    assert again["cmi.core.entry"] == "resume"
    assert again["cmi.core.lesson_location"] == "3"
    assert "cmi.core.session_time" not in again
    assert "cmi.core.exit" not in again
    assert resumed(again, OLD)["cmi.core.total_time"] == "0000:11:30"


def test_an_earlier_report_takes_no_place_back_but_what_was_done_is_done() -> None:
    newer = told(
        PartState(), {"cmi.core.lesson_location": "5"}, is_finished=False, at=NOW, part=PART, version=OLD
    )
    waited = NOW - timedelta(hours=2)
    both = told(
        newer,
        {"cmi.core.lesson_location": "2", "cmi.core.lesson_status": "passed"},
        is_finished=False,
        at=waited,
        part=PART,
        version=OLD,
    )
    assert both.values == {"cmi.core.lesson_location": "5"}
    assert both.is_done


def test_what_was_done_once_stays_done() -> None:
    done = told(
        PartState(), {"cmi.core.lesson_status": "passed"}, is_finished=True, at=NOW, part=PART, version=OLD
    )
    later = told(
        done, {"cmi.core.lesson_status": "incomplete"}, is_finished=False, at=NOW, part=PART, version=OLD
    )
    assert later.settled(PART, OLD).is_complete
    assert PartState.read(later.written()) == later


def test_how_long_a_report_waited_is_bounded() -> None:
    assert told_at(NOW, 60) == NOW - timedelta(minutes=1)
    for odd in (-5, "60", None, True, math.nan):
        assert told_at(NOW, odd) == NOW
    assert NOW - told_at(NOW, math.inf) == timedelta(days=60)


def test_a_state_that_cannot_be_read_is_none() -> None:
    for text in ("", "{}", "[]", '{"values": 1, "at": "x", "finished": 0, "done": 0}'):
        assert PartState.read(text) == PartState()


def test_names_of_people_are_not_kept_and_the_log_goes_first() -> None:
    sent = {"cmi.core.student_name": "Lan", "cmi.suspend_data": "a", "other": "x", "cmi.core.score.raw": 5}
    assert bounded(sent) == {"cmi.suspend_data": "a", "cmi.core.score.raw": "5"}
    log = {f"cmi.interactions.{n}.student_response": "x" * 1000 for n in range(300)}
    assert bounded({"cmi.suspend_data": "a", **log}) == {"cmi.suspend_data": "a"}
    assert bounded([]) is None


ODD = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
NAMES = st.sampled_from(
    [
        "cmi.core.lesson_status",
        "cmi.core.score.raw",
        "cmi.core.score.max",
        "cmi.core.total_time",
        "cmi.score.scaled",
        "cmi.completion_status",
        "cmi.progress_measure",
        "cmi.session_time",
    ]
)


@given(st.dictionaries(NAMES | st.text(max_size=30), ODD) | ODD, st.sampled_from(Version), st.booleans())
def test_whatever_is_sent_it_settles_within_bounds(sent: object, version: Version, finished: bool) -> None:
    values = bounded(sent)
    if values is None:
        return
    assert sum(len(name) + len(value) for name, value in values.items()) <= MOST_CHARACTERS
    settled = settle(values, version, Aim(80, 0.5), is_finished=finished)
    assert settled.share is None or 0 <= settled.share <= 1
    assert math.isfinite(settled.seconds)
    assert isinstance(resumed(values, version), dict)
