"""Saved states: what a player posts is bounded, and what it gets back is what it saved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.format.json_values import Json, canonical
from media.h5p.core.playing.user_data import (
    MAX_STATE,
    RESET,
    UserDataKey,
    UserDataRefused,
    UserState,
    after_change,
    answer,
    parse_save,
    preloaded,
)
from tests.media.h5p.makers import codes
from tests.media.h5p.test_json import json_values

WHOLE = UserDataKey("0", "state")
PART = UserDataKey("0a1b2c3d-0000-4000-8000-000000000000", "answers")


def refusal(key: UserDataKey, form: dict[str, str]) -> list[str]:
    with pytest.raises(UserDataRefused) as refused:
        parse_save(key, form)
    return codes([refused.value.finding])


@given(json_values)
def test_every_state_that_is_json_is_kept_as_it_is(value: Json) -> None:
    text = canonical(value).decode()
    state = parse_save(WHOLE, {"data": text, "preload": "1", "invalidate": "0"})
    if text == "0":
        assert state is None
    else:
        assert state == UserState(WHOLE, text, preload=True, invalidate=False)
        assert preloaded([state]) == {"0": {"state": text}}
        assert answer(state) == {"success": True, "data": text}


def test_zero_deletes_the_state() -> None:
    assert parse_save(WHOLE, {"data": "0"}) is None
    assert answer(None) == {"success": True, "data": False}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, "user-data-malformed"),
        ({"data": "{"}, "user-data-malformed"),
        ({"data": "[" * 200 + "]" * 200}, "user-data-malformed"),
        ({"data": '"\ud800"'}, "user-data-malformed"),
        ({"data": '"' + "x" * MAX_STATE + '"'}, "user-data-too-large"),
    ],
)
def test_what_is_no_state_is_refused(form: dict[str, str], code: str) -> None:
    assert refusal(WHOLE, form) == [code]


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("", "state"),
        ("../x", "state"),
        ("x" * 65, "state"),
        ("0", ""),
        ("0", "a/b"),
        ("0", "x" * 128),
        ("0", "trạng-thái"),
    ],
)
def test_keys_are_checked(part: str, kind: str) -> None:
    with pytest.raises(UserDataRefused):
        UserDataKey.parse(part, kind)


def test_states_of_parts_travel_beside_the_whole_and_only_when_they_ask() -> None:
    states = [
        UserState(WHOLE, "1", preload=True, invalidate=True),
        UserState(PART, "2", preload=True, invalidate=False),
        UserState(UserDataKey("0", "notes"), "3", preload=False, invalidate=False),
    ]
    assert preloaded(states) == {"0": {"state": "1"}, PART.sub_content_id: {"answers": "2"}}


def test_changed_content_resets_the_states_that_depend_on_it() -> None:
    states = [
        UserState(WHOLE, "1", preload=True, invalidate=True),
        UserState(PART, "2", preload=True, invalidate=False),
    ]
    changed = after_change(states)
    assert preloaded(changed) == {"0": {"state": RESET}, PART.sub_content_id: {"answers": "2"}}
    assert answer(changed[0]) == {"success": True, "data": False}


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_key_is_read_or_refused(part: str, kind: str) -> None:
    try:
        key = UserDataKey.parse(part, kind)
    except UserDataRefused:
        return
    assert (key.sub_content_id, key.data_type) == (part, kind)
