"""What Lan's browser claims of a package: kept, bounded, and the best of it stands."""

import math
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.packages.actions import (
    MOST_STATE,
    MOST_STATES,
    NothingToPlay,
    StateTooLarge,
    begin_attempt,
    record_claim,
    save_state,
)
from media.packages.models import Package, PackageAttempt, PackageStanding, PackageState
from media.packages.rules import LONGEST, Claim
from media.packages.signals import package_settled
from organisations.people.models import Person
from tests.package_makers import NOON, make_package

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def package() -> Package:
    return make_package()


@pytest.fixture
def told() -> Iterator[list[PackageStanding]]:
    """What was said upward."""
    heard: list[PackageStanding] = []

    def listen(sender: type, standing: PackageStanding, **_: Any) -> None:
        heard.append(standing)

    package_settled.connect(listen)
    yield heard
    package_settled.disconnect(listen)


def claim(lan: Person, package: Package, *, at: Any = NOON, **said: Any) -> PackageStanding:
    return record_claim(learner=lan, package=package, claim=Claim(**said), now=at)


def test_the_best_way_through_counts_and_all_are_kept(lan: Person, package: Package) -> None:
    claim(lan, package, raw=3, most=4, is_complete=True, ends=True)
    claim(lan, package, at=NOON + MINUTE, raw=4, most=4, is_complete=True, ends=True)
    standing = claim(lan, package, at=NOON + 2 * MINUTE, raw=1, most=4, is_complete=True, ends=True)
    assert (standing.share, standing.attempts) == (1.0, 3)
    assert (standing.completed_at, standing.reached_at) == (NOON, NOON + MINUTE)
    rows = PackageAttempt.objects.order_by("number").values_list("number", "share", "is_complete")
    assert list(rows) == [(1, 0.75, True), (2, 1.0, True), (3, 0.25, True)]


def test_a_later_claim_of_the_same_way_lowers_nothing(lan: Person, package: Package) -> None:
    claim(lan, package, raw=4, most=4, is_complete=True, seconds=90)
    claim(lan, package, at=NOON + MINUTE, raw=0, most=4, seconds=10)
    attempt = PackageAttempt.objects.get()
    assert (attempt.share, attempt.raw, attempt.most) == (1.0, 4, 4)
    assert (attempt.is_complete, attempt.seconds, attempt.ended_at) == (True, 90, None)


def test_what_comes_after_the_end_begins_another(lan: Person, package: Package) -> None:
    claim(lan, package, share=0.5, is_complete=True, ends=True)
    claim(lan, package, at=NOON + MINUTE, share=0.1)
    first, second = PackageAttempt.objects.order_by("number")
    assert (first.ended_at, second.ended_at) == (NOON, None)
    assert second.began_at == NOON + MINUTE


def test_a_way_belongs_to_the_revision_that_was_current_when_it_began(lan: Person) -> None:
    package = make_package(revisions=2)
    newest = package.current
    attempt = begin_attempt(learner=lan, package=package, now=NOON)
    package.current = package.revisions.get(number=1)
    package.save()
    assert begin_attempt(learner=lan, package=package, now=NOON + MINUTE) == attempt
    assert attempt.revision == newest


def test_two_devices_are_on_one_way(lan: Person, package: Package) -> None:
    phone = begin_attempt(learner=lan, package=package, now=NOON)
    desktop = begin_attempt(learner=lan, package=package, now=NOON + MINUTE)
    assert phone == desktop
    claim(lan, package, at=NOON + MINUTE, share=0.2)
    claim(lan, package, at=NOON + MINUTE, share=0.6)
    assert PackageAttempt.objects.get().share == 0.6


def test_each_stands_for_herself(lan: Person, son: Person, package: Package) -> None:
    claim(lan, package, share=1.0, is_complete=True, ends=True)
    claim(son, package, share=0.0)
    shares = dict(PackageStanding.objects.values_list("learner", "share"))
    assert shares == {lan.pk: 1.0, son.pk: 0.0}


@pytest.mark.parametrize("raw", [math.nan, math.inf, -math.inf, 1e308, -3])
def test_what_is_no_number_of_points_breaks_nothing(lan: Person, package: Package, raw: float) -> None:
    standing = claim(lan, package, raw=raw, most=4, seconds=math.inf)
    assert standing.share is None or 0 <= standing.share <= 1
    attempt = PackageAttempt.objects.get()
    assert attempt.share == standing.share
    assert 0 <= attempt.seconds <= LONGEST


def test_standing_is_told_once_for_each_change(
    lan: Person, package: Package, told: list[PackageStanding]
) -> None:
    claim(lan, package, share=0.4)
    claim(lan, package, share=0.4)
    assert [one.share for one in told] == [0.4]
    claim(lan, package, share=0.4, is_complete=True, ends=True)
    claim(lan, package, share=0.3, is_complete=True, ends=True)
    assert len(told) == 2
    claim(lan, package, share=0.9, is_complete=True, ends=True)
    assert len(told) == 3


def test_a_package_without_a_revision_cannot_be_played(lan: Person) -> None:
    empty = Package.objects.create(kind="h5p", title="Trống", made_at=NOON)
    with pytest.raises(NothingToPlay):
        claim(lan, empty, share=1.0)
    assert not PackageStanding.objects.exists()


claims = st.lists(
    st.builds(
        Claim,
        raw=st.none() | st.floats(-5, 20),
        most=st.none() | st.floats(0, 10),
        share=st.none() | st.floats(-1, 2),
        success=st.none() | st.booleans(),
        is_complete=st.booleans(),
        seconds=st.floats(-10, 1e9),
        ends=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@given(said=claims)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_claimed_the_standing_is_the_best_of_all_ways(
    lan: Person, package: Package, said: list[Claim]
) -> None:
    with transaction.atomic():
        best: float | None = None
        for number, one in enumerate(said):
            standing = record_claim(learner=lan, package=package, claim=one, now=NOON + number * MINUTE)
            assert best is None or (standing.share is not None and standing.share >= best)
            best = standing.share
        attempts = list(PackageAttempt.objects.order_by("number"))
        shares = [one.share for one in attempts if one.share is not None]
        assert best == max(shares, default=None)
        assert [one.number for one in attempts] == list(range(1, len(attempts) + 1))
        assert sum(one.ended_at is None for one in attempts) <= 1
        assert (standing.completed_at is not None) == any(one.is_complete for one in attempts)
        transaction.set_rollback(True)


# --- What a player wants to find again ----------------------------------------------------------


def keep(lan: Person, package: Package, data: str | None, *, part: str = "", **more: Any) -> None:
    assert package.current is not None
    save_state(
        learner=lan,
        revision=package.current,
        part=part,
        data_type=more.pop("data_type", "state"),
        data=data,
        now=NOON,
        **more,
    )


def test_a_state_is_found_again_until_it_is_let_go(lan: Person, package: Package) -> None:
    keep(lan, package, '{"answers":[1]}')
    keep(lan, package, '{"answers":[2]}')
    assert PackageState.objects.get().data == '{"answers":[2]}'
    keep(lan, package, None)
    assert not PackageState.objects.exists()


def test_parts_and_kinds_of_data_are_kept_apart(lan: Person, son: Person, package: Package) -> None:
    keep(lan, package, "a", part="một")
    keep(lan, package, "b", part="hai")
    keep(lan, package, "c", part="hai", data_type="answers")
    keep(son, package, "d", part="hai")
    keep(lan, package, None, part="hai")
    assert sorted(PackageState.objects.values_list("data", flat=True)) == ["a", "c", "d"]


def test_a_state_larger_than_it_may_be_is_refused_and_the_last_one_stays(
    lan: Person, package: Package
) -> None:
    keep(lan, package, "x" * MOST_STATE)
    with pytest.raises(StateTooLarge):
        keep(lan, package, "x" * (MOST_STATE + 1))
    with pytest.raises(StateTooLarge):
        keep(lan, package, "ạ" * (MOST_STATE // 2))
    assert len(PackageState.objects.get().data) == MOST_STATE


def test_nobody_keeps_more_parts_than_there_may_be(lan: Person, package: Package) -> None:
    for number in range(MOST_STATES):
        keep(lan, package, "x", part=f"{number}")
    keep(lan, package, "y", part="0")
    with pytest.raises(StateTooLarge):
        keep(lan, package, "x", part="một phần nữa")
