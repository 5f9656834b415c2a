"""The library of practices at two thousand: its pages, and a search without marks."""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from common.digests import digest_of
from media.topics.models import Topic
from organisations.people.models import Person
from practices.exemplars.models import Practice
from practices.exemplars.queries import current_practices
from practices.exemplars.rules import search_key_of
from practices.exemplars.vocabulary import PracticeKind, Provenance, Recognition
from practices.library.queries import numbers_said, practices_numbered
from practices.library.rules import Wish
from samples.curriculum import curriculum
from tests.bench.figures import is_wanted, percentile, progress, report
from tests.bench.visits import Measured, Visit, open_session

PRACTICES = 2000
TITLE = "Cách làm thứ"
SEARCHES = ("chuyên đề", "nể nang", "nghi quyet xanh", "zzz", "bien ban cong an", "gui tai lieu truoc", "t")
"""What most say, some say, none says; long and short."""


def populate_practices() -> None:
    """Two thousand practices of the length that real ones have, out of the sentences of the sample."""
    if Practice.objects.filter(title__startswith=TITLE).exists():
        return
    chance, sentences = random.Random(2026), list(_sentences(curriculum()["courses"]))
    began = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [_practice(number, chance, sentences, began) for number in range(PRACTICES)]
    made = Practice.objects.bulk_create(rows, batch_size=200)
    topics = list(Topic.objects.filter(kind=Topic.Kind.WEAKNESS))
    Practice.topics.through.objects.bulk_create(
        [Practice.topics.through(practice=one, topic=chance.choice(topics)) for one in made], batch_size=1000
    )


def _practice(number: int, chance: random.Random, sentences: list[str], began: datetime) -> Practice:
    steps = [{"text": chance.choice(sentences), "who": "Phó bí thư"} for _ in range(chance.randrange(8, 16))]
    content: dict[str, Any] = {
        "steps": steps,
        "problem": " ".join(chance.sample(sentences, 4)),
        "context": " ".join(chance.sample(sentences, 4)),
        "lessons_learned": chance.sample(sentences, 4),
        "limits": chance.sample(sentences, 3),
    }
    title = f"{TITLE} {number}: {chance.choice(sentences)[:80]}"
    said = [title, content["problem"], content["context"], *content["lessons_learned"], *content["limits"]]
    return Practice(
        slug=f"cach-lam-thu-{number}",
        title=title,
        kind=chance.choice(PracticeKind.values),
        provenance=Provenance.SOURCED,
        recognition=chance.choice(Recognition.values),
        held_by=f"Chi bộ thôn {number % 300}",
        summary=chance.choice(sentences),
        content=content,
        search_key=search_key_of([*said, *(step["text"] for step in steps)]),
        digest=digest_of([title, content]),
        published_at=began + timedelta(hours=number),
        is_sample=True,
    )


def _sentences(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        if len(part) > 40:
            yield part
    elif isinstance(part, list | dict):
        for one in part if isinstance(part, list) else part.values():
            yield from _sentences(one)


class Library:
    """Hands out visits to the list, a practice, and two side by side."""

    def kinds(self) -> list[Measured]:
        practices = Practice.objects.filter(title__startswith=TITLE).order_by("pk")[:2]
        if len(practices) < 2:
            return []
        first, second = practices
        asked = urlencode({"a": first.slug, "b": second.slug})
        return [
            Measured("library.page", _again(reverse("practices:library"))),
            Measured("practice.page", _again(reverse("practices:practice", args=[first.slug]))),
            Measured("practices-compared.page", _again(reverse("practices:compare"), asked)),
        ]


def _again(path: str, asked: str = "") -> Iterator[Visit]:
    reader = Person.objects.filter(account__isnull=False, appointments__isnull=False).order_by("pk").first()
    account = reader.account if reader else None
    assert account is not None
    visit = Visit(path, open_session(account), query=asked)
    while True:
        yield visit


def measure_search(only: str) -> None:
    """Finding the numbers and reading one page of them, the database's time included; the slowest search."""
    if not is_wanted("library-search", only) or not Practice.objects.filter(title__startswith=TITLE).exists():
        return
    progress("library-search …")
    walls, cpus = zip(*(_search(text) for text in SEARCHES), strict=True)
    report("library-search.wall", max(walls), "ms")
    report("library-search.cpu", max(cpus), "ms")


def _search(text: str) -> tuple[float, float]:
    walls, cpus = [], []
    for _ in range(30):
        wall, cpu = time.perf_counter(), time.process_time()
        practices_numbered(numbers_said(current_practices(), Wish(text=text).words)[:20])
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return percentile(walls, 50), statistics.median(cpus)
