"""Migrations: named for what they do, each with a way back. (`make check` finds missing ones.)"""

import re

import pytest
from django.apps import apps
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from tests.house.tree import PACKAGES, SITE_PACKAGES

NAME = re.compile(r"\d{4}_[a-z][a-z0-9_]*")
OURS = {*PACKAGES, *SITE_PACKAGES}


def our_migrations() -> list[Migration]:
    migrations = MigrationLoader(None).disk_migrations
    return [migration for (label, _), migration in sorted(migrations.items()) if label in OURS]


def test_there_are_migrations_to_look_at() -> None:
    assert {"accounts", "courses", "media", "organisations", "portal", "practices", "quizzes"} <= {
        m.app_label for m in our_migrations()
    }


@pytest.mark.parametrize("migration", our_migrations(), ids=str)
def test_a_migration_is_named_for_what_it_does(migration: Migration) -> None:
    assert NAME.fullmatch(migration.name)
    assert "_auto_" not in migration.name


@pytest.mark.parametrize("migration", our_migrations(), ids=str)
def test_a_migration_can_be_taken_back(migration: Migration) -> None:
    assert [str(step) for step in migration.operations if not step.reversible] == []


def test_each_app_of_ours_is_installed() -> None:
    assert {config.label for config in apps.get_app_configs()} >= OURS
