"""Three hundred people who save at once, as fast as they are answered, for a minute: none may be lost."""

import asyncio
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from urllib.parse import urlsplit

from django.db import connection

from quizzes.attempts.models import AnswerSave
from tests.bench.figures import is_wanted, percentile, progress, report
from tests.bench.quiz_visits import PHONE, Quizzed, address, answer_of, session_of
from tests.bench.visits import CSRF_TOKEN, Visit
from tests.site_server import Site

NAME = "quiz-load"
PEOPLE = 300
SECONDS = float(os.environ.get("QUIZ_LOAD_SECONDS", "60"))
PATIENCE = 60.0
"""Seconds that anybody waits for an answer."""


@dataclass
class Told:
    """What came back: how long each answer took, and which saves were acknowledged."""

    walls: list[float] = field(default_factory=list)
    acknowledged: set[tuple[str, int]] = field(default_factory=set)
    refused: int = 0


def measure_quiz_load(site: Site, only: str) -> None:
    if not is_wanted(NAME, only) or only == "quiz":
        return
    progress(f"{NAME}: {PEOPLE} people for {SECONDS:g} seconds …")
    people = list(islice(_people(), PEOPLE))
    connection.close()
    told = Told()
    began = time.perf_counter()
    asyncio.run(_all(site, people, told))
    took = time.perf_counter() - began
    kept = AnswerSave.objects.filter(device=PHONE).values_list("attempt_id", "sequence")
    lost = told.acknowledged - {(str(attempt), sequence) for attempt, sequence in kept}
    report(f"{NAME}.throughput", len(told.acknowledged) / took, "saves/s")
    report(f"{NAME}.p50", percentile(told.walls, 50), "ms")
    report(f"{NAME}.p95", percentile(told.walls, 95), "ms")
    report(f"{NAME}.refused", told.refused, "saves")
    report(f"{NAME}.lost", len(lost), "saves")


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person under way: where she saves, her session, the options of each question."""

    attempt: str
    where: str
    session: str
    options: list[list[str]]


def _people() -> Iterator[Somebody]:
    for attempt in Quizzed().under_way:
        options = list(attempt.questions.order_by("slot").values_list("order", flat=True))
        yield Somebody(str(attempt.pk), address("answers", attempt), session_of(attempt), options)


async def _all(site: Site, people: list[Somebody], told: Told) -> None:
    parts = urlsplit(site.address)
    host, port = str(parts.hostname), int(parts.port or 80)
    ends = time.monotonic() + SECONDS
    await asyncio.gather(*(_save_on_and_on(host, port, one, ends, told) for one in people))


async def _save_on_and_on(host: str, port: int, one: Somebody, ends: float, told: Told) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    for number in count(1):
        if time.monotonic() >= ends:
            break
        slot = number % len(one.options)
        options = one.options[slot]
        visit = Visit(one.where, one.session, answer_of(slot + 1, options[number % len(options)], number))
        began = time.perf_counter()
        writer.write(_request(host, port, visit))
        status, answer, stays = await asyncio.wait_for(_answer(reader), PATIENCE)
        told.walls.append((time.perf_counter() - began) * 1000)
        if status == 200 and json.loads(answer)["receipts"].get(str(number)) == "saved":
            told.acknowledged.add((one.attempt, number))
        else:
            told.refused += 1
        if not stays:
            writer.close()
            reader, writer = await asyncio.open_connection(host, port)
    writer.close()


def _request(host: str, port: int, visit: Visit) -> bytes:
    body = visit.body.encode()
    return (
        f"POST {visit.path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {visit.cookie}\r\n"
        f"X-CSRFToken: {CSRF_TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(
        (int(line.partition(":")[2]) for line in head.splitlines() if line.startswith("content-length")), 0
    )
    body = await reader.readexactly(length)
    return int(head.split()[1]), body, "connection: close" not in head
