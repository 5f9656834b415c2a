"""Cells of the sample tree apply sample practices: all states are there, and all of it is marked."""

from datetime import UTC, datetime

import pytest

from practices.adoptions.models import Adoption
from practices.exemplars.models import Practice
from samples.adoptions import STORIES, load_adoptions
from samples.bank import address_of
from samples.curriculum import curriculum
from samples.organisations import load_organisations
from tests.practices.makers import make_practice

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tree(db: None) -> None:
    load_organisations()


def test_without_the_practices_there_is_nothing_to_tell() -> None:
    Practice.objects.all().delete()
    assert load_adoptions(now=NOW) == 0


def test_every_state_is_shown_once_however_often_it_is_loaded() -> None:
    wanted = {story.practice for story in STORIES}
    for entry in curriculum()["practices"]:
        slug = address_of(entry["title"])
        if entry["id"] in wanted and not Practice.objects.filter(slug=slug).exists():
            make_practice(slug=slug, is_sample=True)
    assert load_adoptions(now=NOW) == len(STORIES)
    assert load_adoptions(now=NOW) == 0
    adoptions = Adoption.objects.all()
    assert all(one.is_sample for one in adoptions)
    assert {one.state for one in adoptions} == set(Adoption.State.values)
    stopped = adoptions.get(state="stopped")
    assert stopped.reports.exclude(why="").exists()
    assert stopped.practice.stopped_count == 1
