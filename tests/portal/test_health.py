"""Is the site alive, and is it fit to serve?"""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from portal import health


def test_alive_answers_without_asking_any_part(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_every_part_answers(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "cache": "ok", "storage": "ok", "migrations": "ok"}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_asking_leaves_nothing_behind(client: Client) -> None:
    client.get("/readyz")
    assert default_storage.listdir("ready")[1] == []


def broken(*args: Any, **kwargs: Any) -> Any:
    raise OperationalError("could not connect to server at db.secret.example")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "owner", "name", "reason"),
    [
        ("database", connection, "cursor", "OperationalError"),
        ("cache", cache, "set", "OperationalError"),
        ("storage", default_storage, "save", "OperationalError"),
    ],
)
def test_a_part_that_fails_is_named_and_its_address_is_not(
    client: Client, monkeypatch: pytest.MonkeyPatch, part: str, owner: Any, name: str, reason: str
) -> None:
    monkeypatch.setattr(owner, name, broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()[part] == reason
    assert b"secret" not in response.content


@pytest.mark.django_db
def test_a_cache_that_forgets_is_not_fit(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "set", lambda *args, **kwargs: None)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["cache"] == "does not keep what it is given"


@pytest.mark.django_db
def test_pending_migrations_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class TwoPending(MigrationExecutor):
        def migration_plan(self, *args: Any, **kwargs: Any) -> Any:
            return ["0001", "0002"]

    monkeypatch.setattr(health, "MigrationExecutor", TwoPending)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "2 pending"
