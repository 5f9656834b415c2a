"""Tests of a group stay together: two sites of journeys share no cache, and two cores no four browsers."""

import os

import pytest


@pytest.mark.xdist_group("together")
def test_a_group_goes_to_one_worker(request: pytest.FixtureRequest) -> None:
    grouped = request.node.nodeid.endswith("@together")
    assert grouped or "PYTEST_XDIST_WORKER" not in os.environ
