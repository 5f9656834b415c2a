"""What a package wants to find again, where it lay on a telephone while another device went on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from media.packages.actions import save_state
from media.packages.models import PackageRevision, PackageState
from media.packages.rules import LONGEST_WAIT, waited
from organisations.people.models import Person
from tests.package_makers import make_package

NOW = timezone.now()


@pytest.fixture
def revision(db: None) -> PackageRevision:
    current = make_package().current
    assert current is not None
    return current


def keep(lan: Person, revision: PackageRevision, data: str | None, *, after: int = 0, lay: int = 0) -> None:
    """`after` is when it arrives, `lay` how long it lay on the device, both in seconds."""
    save_state(
        learner=lan,
        revision=revision,
        part="",
        data_type="state",
        data=data,
        waited=timedelta(seconds=lay),
        now=NOW + timedelta(seconds=after),
    )


def kept() -> list[str]:
    return list(PackageState.objects.values_list("data", flat=True))


def test_what_another_device_kept_later_stands(lan: Person, revision: PackageRevision) -> None:
    keep(lan, revision, "of the desktop", after=600)
    keep(lan, revision, "of the telephone, an hour old", after=610, lay=3600)
    assert kept() == ["of the desktop"]
    keep(lan, revision, None, after=620, lay=3600)
    assert kept() == ["of the desktop"]


def test_what_lay_but_is_the_newest_counts(lan: Person, revision: PackageRevision) -> None:
    keep(lan, revision, "of the desktop")
    keep(lan, revision, "of the telephone", after=7200, lay=3600)
    assert kept() == ["of the telephone"]


def test_a_slow_line_never_makes_a_newer_state_older(lan: Person, revision: PackageRevision) -> None:
    """The first was long on its way; the second waited for it."""
    keep(lan, revision, "first", after=20)
    keep(lan, revision, "second", after=22, lay=19)
    assert kept() == ["second"]


@given(st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(), st.lists(st.integers())))
def test_a_wait_is_a_time_that_can_be(told: object) -> None:
    assert timedelta() <= waited(told) <= timedelta(seconds=LONGEST_WAIT)
