"""Statements and the finish form: a browser's claims, brought inside their bounds."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.format.json_values import Json, JsonObject, canonical
from media.h5p.core.playing.finished import Finished, parse_finished
from media.h5p.core.playing.xapi import (
    MAX_DURATION,
    MAX_STATEMENT,
    VERBS,
    Score,
    Statement,
    StatementRefused,
    parse_statement,
)
from tests.media.h5p.makers import codes
from tests.media.h5p.test_json import json_values

PART = "http://h5p.org/x-api/h5p-subContentId"


def statement(verb: str = "completed", part: Json = None, **result: Json) -> JsonObject:
    extensions: JsonObject = {PART: part} if part is not None else {}
    return {
        "actor": {"name": "Sơn", "mbox": "mailto:son@example.vn"},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": "https://x/1", "definition": {"extensions": extensions}},
        "result": result,
    }


def parsed(raw: Json) -> Statement:
    return parse_statement(canonical(raw))


def refusal(raw: Json) -> list[str]:
    with pytest.raises(StatementRefused) as refused:
        parsed(raw)
    return codes([refused.value.finding])


def test_a_completed_statement_is_read_whole() -> None:
    score: Json = {"min": 0, "raw": 8, "max": 10, "scaled": 0.8}
    raw = statement(score=score, success=True, completion=True, duration="PT1M2.5S", response="0[,]1")
    read = parsed(raw)
    assert read.verb == "completed"
    assert read.score == Score(8, 10)
    assert read.score.share == 0.8
    assert (read.success, read.completion, read.duration, read.response) == (True, True, 62.5, "0[,]1")
    assert read.about_whole_content
    assert read.raw == raw


def test_a_statement_about_a_part_says_which() -> None:
    part = "0a1b2c3d-0000-4000-8000-000000000000"
    assert parsed(statement(part=part)).sub_content_id == part
    assert not parsed(statement(part=part)).about_whole_content
    assert refusal(statement(part="<script>")) == ["statement-malformed"]


@given(
    raw=st.floats(-1e9, 1e9) | st.integers(-(10**9), 10**9),
    most=st.floats(-10, 1e6) | st.integers(-10, 10**6),
)
def test_a_score_never_leaves_its_bounds(raw: float, most: float) -> None:
    score = parsed(statement(score={"raw": raw, "max": most})).score
    if most <= 0:
        assert score is None
    else:
        assert score is not None
        assert 0 <= score.raw <= score.maximum
        assert 0 <= score.share <= 1


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ({"scaled": 0.5}, Score(0.5, 1.0)),
        ({"scaled": -1}, Score(0.0, 1.0)),
        ({"raw": 5}, None),
        ({"raw": 0, "max": 0}, None),
        ({}, None),
    ],
)
def test_scores_that_are_only_half_told(score: Json, expected: Score | None) -> None:
    assert parsed(statement(score=score)).score == expected


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_of_the_player_is_known(verb: str) -> None:
    assert parsed(statement(verb)).verb == verb


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [("PT0S", 0), ("PT12.34S", 12.34), ("P1DT1H1M1S", 90061), ("PT99999999M", MAX_DURATION)],
)
def test_durations_are_read_in_seconds_and_bounded(duration: str, seconds: float) -> None:
    assert parsed(statement(duration=duration)).duration == seconds


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ([], "statement-malformed"),
        ({}, "statement-malformed"),
        ({"verb": "completed"}, "statement-malformed"),
        ({"verb": {"id": 5}}, "statement-malformed"),
        (statement("hacked"), "statement-verb-unknown"),
        ({"verb": {"id": "javascript:completed"}}, "statement-verb-unknown"),
        (statement(score={"raw": "9"}), "statement-malformed"),
        (statement(score={"raw": True, "max": 1}), "statement-malformed"),
        (statement(score={"raw": 1, "max": 1e7}), "statement-malformed"),
        (statement(score=[1]), "statement-malformed"),
        (statement(success="yes"), "statement-malformed"),
        (statement(completion=1), "statement-malformed"),
        (statement(duration="P"), "statement-malformed"),
        (statement(duration="1 hour"), "statement-malformed"),
        (statement(duration=5), "statement-malformed"),
        (statement(response=["a"]), "statement-malformed"),
        (statement(response="x" * 70_000), "statement-malformed"),
        (statement(response="x" * MAX_STATEMENT), "statement-too-large"),
    ],
)
def test_what_is_no_statement_is_refused(raw: Json, code: str) -> None:
    assert refusal(raw) == [code]


def test_numbers_that_are_none_and_json_that_is_none_are_refused() -> None:
    for text in (b'{"result":{"score":{"raw":NaN}}}', b"{", b"\xff", b"[" * 100 + b"]" * 100):
        with pytest.raises(StatementRefused):
            parse_statement(text)


@given(json_values, json_values, json_values)
def test_any_json_is_a_statement_or_a_refusal(verb: Json, about: Json, result: Json) -> None:
    text = json.dumps({"verb": verb, "object": about, "result": result}).encode()
    with suppress(StatementRefused):
        assert parse_statement(text).verb in VERBS


def test_the_finish_form_is_read() -> None:
    form = {"score": "3", "maxScore": "4", "opened": "1000", "finished": "1060", "time": ""}
    assert parse_finished(form) == Finished(Score(3, 4), opened=1000, finished=1060, spent=60)
    assert parse_finished({}) == Finished(None, 0, 0, 0)
    assert parse_finished({"score": "9", "maxScore": "4", "time": "5.7"}).score == Score(4, 4)


@pytest.mark.parametrize("value", ["-1", "x", "1e9", "9" * 20, "²", "1,5"])
@pytest.mark.parametrize("name", ["score", "maxScore", "opened", "finished", "time"])
def test_a_finish_form_with_no_numbers_is_refused(name: str, value: str) -> None:
    with pytest.raises(StatementRefused):
        parse_finished({name: value})
