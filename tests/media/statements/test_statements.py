"""Statements are recorded once, never changed, voided by another, found by mark, and told as lines."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from accounts.models import User
from media.statements.actions import (
    HOME,
    VOIDED,
    CannotVoid,
    Result,
    forget_old_statements,
    record_statement,
    void_statement,
)
from media.statements.exporting import as_told, code_of, statements_as_lines
from media.statements.models import Statement
from media.statements.queries import PAGE, Mark, Wish, statements_page, statements_streamed
from media.statements.signals import statement_recorded
from organisations.people.models import Person
from tests.package_makers import NOON

pytestmark = pytest.mark.django_db
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
ACTIVITY = "urn:lop-chi-bo:package:5e0c1f6e-0000-4000-8000-000000000001"
MINUTE = timedelta(minutes=1)


def record(learner: Person, **said: Any) -> Statement:
    known: dict[str, Any] = {
        "id": uuid4(),
        "learner": learner,
        "verb": ANSWERED,
        "activity": ACTIVITY,
        "result": Result(),
        "timestamp": NOON,
        "now": NOON,
    }
    return record_statement(**known | said)


def test_a_statement_is_kept_whole_with_its_parts_beside_it(lan: Person) -> None:
    result = Result(scaled=0.5, raw=2, least=0, most=4, success=False, seconds=12.5, response="1[,]3")
    more = {
        "definition": {"type": "http://adlnet.gov/expapi/activities/cmi.interaction"},
        "context": {"a": 1},
    }
    made = record(lan, result=result, more=more)
    made.refresh_from_db()
    assert (made.scaled, made.success, made.completion, made.seconds) == (0.5, False, None, 12.5)
    assert made.body["actor"]["account"] == {"homePage": HOME, "name": str(lan.public_id)}
    assert made.body["result"] == {
        "score": {"scaled": 0.5, "raw": 2, "min": 0, "max": 4},
        "success": False,
        "duration": "PT12.5S",
        "response": "1[,]3",
    }
    assert made.body["object"]["definition"] == more["definition"]
    assert made.body["context"] == {"a": 1}


def test_a_statement_sent_again_changes_nothing_and_is_told_once(lan: Person) -> None:
    heard: list[Statement] = []

    def listen(sender: type, statement: Statement, **_: Any) -> None:
        heard.append(statement)

    statement_recorded.connect(listen)
    first = record(lan)
    again = record(lan, id=first.pk, verb=COMPLETED, result=Result(scaled=1.0))
    statement_recorded.disconnect(listen)
    assert again.pk == first.pk
    assert Statement.objects.get().verb == ANSWERED
    assert heard == [first]


def test_a_telephone_whose_clock_runs_ahead_states_nothing_of_the_future(lan: Person) -> None:
    ahead = record(lan, timestamp=NOON + MINUTE)
    late = record(lan, timestamp=NOON - MINUTE)
    assert (ahead.timestamp, late.timestamp) == (NOON, NOON - MINUTE)
    assert ahead.body["timestamp"] == NOON.isoformat()
    assert late.stored == NOON


# --- Voiding ------------------------------------------------------------------------------------


def test_a_voided_statement_stays_and_another_points_at_it(lan: Person, tam: User) -> None:
    statement = record(lan)
    voiding = void_statement(statement=statement, reason="Thử máy", by=tam, now=NOON)
    statement.refresh_from_db()
    assert statement.voided_by == voiding
    assert voiding.body["object"] == {"objectType": "StatementRef", "id": str(statement.pk)}
    assert str(tam) not in json.dumps(voiding.body, ensure_ascii=False)
    entry = ModelLogEntry.objects.get(action="media.void_statement")
    assert (entry.user, entry.data) == (tam, {"reason": "Thử máy"})


def test_nothing_is_voided_twice_and_no_voiding_is_voided(lan: Person, tam: User) -> None:
    statement = record(lan)
    voiding = void_statement(statement=statement, reason="Thử máy", by=tam, now=NOON)
    for one in (statement, voiding):
        with pytest.raises(CannotVoid):
            void_statement(statement=one, reason="Lại", by=tam, now=NOON)
    assert Statement.objects.count() == 2


# --- Found and told -----------------------------------------------------------------------------


def test_statements_are_found_by_activity_with_its_parts_by_verb_and_by_day(lan: Person) -> None:
    whole = record(lan, verb=COMPLETED)
    part = record(lan, activity=f"{ACTIVITY}#cau-2")
    longer = record(lan, activity=f"{ACTIVITY}2")
    before = record(lan, timestamp=NOON - timedelta(days=2), now=NOON - timedelta(days=2))
    today, earlier = NOON.date(), NOON.date() - timedelta(days=1)

    def found(**wish: Any) -> set[UUID]:
        return {one.pk for one in statements_page(Wish(**wish)).rows}

    assert found(activity=ACTIVITY) == {whole.pk, part.pk, before.pk}
    assert found(verb=COMPLETED) == {whole.pk}
    assert found(since=today) == {whole.pk, part.pk, longer.pk}
    assert found(until=earlier) == {before.pk}


def test_pages_follow_one_another_without_a_gap_in_two_queries(
    lan: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = {record(lan, now=NOON + (number // 3) * MINUTE).pk for number in range(2 * PAGE + 7)}
    seen: list[UUID] = []
    after: Mark | None = None
    for _turn in range(3):
        with django_assert_num_queries(1):
            page = statements_page(Wish(), after=after)
        seen += [one.pk for one in page.rows]
        after = Mark.read(str(page.older)) if page.older else None
    assert after is None
    assert len(seen) == len(set(seen))
    assert set(seen) == made


@given(written=st.text(max_size=60) | st.from_regex(r"\d{1,20}\.[0-9a-f]{30,33}"))
def test_whatever_an_address_carries_is_a_mark_or_none(written: str) -> None:
    mark = Mark.read(written)
    assert mark is None or Mark.read(str(mark)) == mark


def test_lines_are_statements_that_another_store_can_read(lan: Person, son: Person) -> None:
    record(lan, result=Result(scaled=1.0))
    record(son, now=NOON + MINUTE)
    said = StringIO()
    call_command("export_statements", stdout=said)
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert [one["actor"]["account"]["name"] for one in lines] == [str(lan.public_id), str(son.public_id)]
    assert lines[0]["stored"] == NOON.isoformat()
    assert all(one["version"] == "1.0.3" for one in lines)


def test_the_command_narrows_and_writes_a_file(lan: Person, tmp_path: Path) -> None:
    record(lan)
    record(lan, verb=COMPLETED)
    file = tmp_path / "x.jsonl"
    said = StringIO()
    call_command("export_statements", verb=COMPLETED, since=date(2026, 1, 1), output=file, stdout=said)
    assert len(file.read_text().splitlines()) == 1
    assert "1 statements written" in said.getvalue()


def test_to_whom_she_is_not_named_neither_she_nor_her_words_are_told(lan: Person) -> None:
    made = record(lan, result=Result(scaled=1.0, response="Tôi là Lan"), more={"context": {"team": "Lan"}})
    told = as_told(made, is_named=False)
    text = json.dumps(told, ensure_ascii=False)
    assert str(lan.public_id) not in text
    assert "Lan" not in text
    assert told["result"] == {"score": {"scaled": 1.0}}
    assert told["actor"]["account"]["name"] == code_of(lan)
    assert "Lan" in json.dumps(made.body)


def test_a_stream_holds_one_piece_at_a_time(
    lan: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(20):
        record(lan)
    with django_assert_max_num_queries(2):
        assert len(list(statements_as_lines(statements_streamed(Wish())))) == 20


# --- Kept long enough ---------------------------------------------------------------------------


def test_statements_go_once_they_were_kept_long_enough_with_what_voids_them(lan: Person, tam: User) -> None:
    old = NOON - timedelta(days=site_settings.STATEMENTS_KEPT_DAYS + 1)
    outdated, young = record(lan, now=old, timestamp=old), record(lan)
    void_statement(statement=outdated, reason="Thử máy", by=tam, now=NOON)
    assert forget_old_statements(now=NOON, dry_run=True) == 1
    assert forget_old_statements(now=NOON, dry_run=False) == 2
    assert Statement.objects.get() == young
    assert not Statement.objects.filter(verb=VOIDED).exists()
