"""What every test stands on: texts in Vietnamese, an empty cache of its own, no other host."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from portal.catalogues import compile_changed

# Before the first text is translated: Django reads a catalogue once.
compile_changed()

# Two shared cores decide how long an example takes, not the code under test.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Counts of failed sign-ins and cached pages of one test never reach the next."""
    cache.clear()
    yield
    cache.clear()


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
