"""What every test stands on: texts in Vietnamese, an empty cache of its own, no other host."""

import socket
from collections.abc import Iterator
from contextlib import closing
from ipaddress import ip_address
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from hypothesis import HealthCheck, settings

from portal.catalogues import compile_changed
from tests.databases import copy_into_memory, is_postgresql, prepared_database
from tests.tasks import AtOnceButForIndexes

# Before the first text is translated: Django reads a catalogue once.
compile_changed()

# Two shared cores decide how long an example takes, not the code under test. Every run draws other examples.
settings.register_profile(
    "house", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("again", settings.get_profile("house"), max_examples=25)
settings.load_profile("house")


ASKS_A_DATABASE = {"db", "transactional_db", "site"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only tests that ask a database")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database-only"):
        settings.load_profile("again")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    others = [item for item in items if item.get_closest_marker("once") or not _asks_a_database(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in set(others)]


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & ASKS_A_DATABASE) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Every test finds what an installation finds before its first author: front page, roles, vocabulary."""
    if is_postgresql():
        connection.settings_dict["TEST"]["TEMPLATE"] = prepared_database()
        yield
        return
    creation: Any = connection.creation
    with closing(copy_into_memory(creation._get_test_db_name())):
        yield


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved comes into Wagtail's indexes of searches and of references."""
    monkeypatch.setattr(AtOnceButForIndexes, "indexes", True)


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Counts of failed sign-ins and cached pages of one test never reach the next."""
    for each in caches:
        caches[each].clear()
    yield
    for each in caches:
        caches[each].clear()


@pytest.fixture(autouse=True)
def no_other_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing the site does may call a host that is not this machine."""
    connect = socket.socket.connect

    def connect_here(caller: socket.socket, address: Any) -> None:
        if caller.family in {socket.AF_INET, socket.AF_INET6}:
            host = "127.0.0.1" if address[0] == "localhost" else address[0]
            assert ip_address(host).is_loopback, f"a call to {address[0]}"
        connect(caller, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
