"""The bench's own database: made once, made again when schema, samples or people change.

Every run works on a copy, because it marks lessons as done and must find them undone next time.
DATABASE_URL may name a PostgreSQL server; the bench's databases there end in `_bench`.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

from tests.bench.figures import progress
from tests.databases import ROOT

SHAPED_BY = (
    "*/migrations/*.py",
    "site/*/migrations/*.py",
    "site/samples/**/*",
    "tests/bench/population.py",
    "tests/bench/practice_library.py",
    "tests/bench/territory.py",
    "tests/bench/doubling.py",
    "tests/bench/learning.py",
    "tests/bench/quiz_population.py",
)


@contextmanager
def database_for_a_run(folder: Path, fill: Callable[[str], None], size: str) -> Iterator[str]:
    """The address of a filled database that may be changed at will; `fill` fills an empty one."""
    store = make_ready(folder, fill, size)
    yield store.copy()
    store.drop_copy()


def make_ready(folder: Path, fill: Callable[[str], None], size: str) -> "_InFiles | _OnPostgres":
    """The database of which runs get copies, filled unless it is there as it would be filled now."""
    server = os.environ.get("DATABASE_URL", "")
    store = _OnPostgres(server, size) if server.startswith("postgres") else _InFiles(folder, size)
    mark = folder / f"{store.kind}.fingerprint"
    now = _fingerprint()
    if not (mark.exists() and mark.read_text() == now and store.is_there()):
        progress(f"Making the bench's database, a {size} …")
        mark.unlink(missing_ok=True)
        store.make_empty()
        fill(store.base)
        store.settle()
        mark.write_text(now)
    return store


def _fingerprint() -> str:
    found = hashlib.sha256()
    for pattern in SHAPED_BY:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.read_bytes())
    return found.hexdigest()


class _InFiles:
    def __init__(self, folder: Path, size: str) -> None:
        self.kind = f"sqlite-{size}"
        self.path = folder / f"{size}.sqlite3"
        self.run = folder / "run.sqlite3"
        self.base = f"sqlite:///{quote(str(self.path))}"

    def is_there(self) -> bool:
        return self.path.exists()

    def make_empty(self) -> None:
        _remove(self.path)

    def settle(self) -> None:
        """Nothing: what a fresh file does without is part of what is measured."""

    def copy(self) -> str:
        _remove(self.run)
        for end in ("", "-wal"):  # what was written last may still lie in the log beside the file
            if (source := self.path.with_name(self.path.name + end)).exists():
                shutil.copy(source, self.run.with_name(self.run.name + end))
        return f"sqlite:///{quote(str(self.run))}"

    def drop_copy(self) -> None:
        _remove(self.run)


class _OnPostgres:
    def __init__(self, server: str, size: str) -> None:
        self.kind = f"postgres-{size}"
        self.server = urlsplit(server)
        self.name = f"{self.server.path.lstrip('/')}_{size}_bench"
        self.base = self._address(self.name)

    def is_there(self) -> bool:
        with self._admin() as admin:
            found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return found.fetchone() is not None

    def make_empty(self) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)
        self._run("CREATE DATABASE {}", self.name)

    def settle(self) -> None:
        """What the server would do by itself within a minute of so many rows."""
        with psycopg.connect(self._address(self.name), autocommit=True) as filled:
            filled.execute("VACUUM ANALYZE")

    def copy(self) -> str:
        self.drop_copy()
        self._run("CREATE DATABASE {} TEMPLATE {}", f"{self.name}_run", self.name)
        return self._address(f"{self.name}_run")

    def drop_copy(self) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", f"{self.name}_run")

    def _address(self, name: str) -> str:
        return self.server._replace(path=f"/{name}").geturl()

    def _admin(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self._address("postgres"), autocommit=True)

    def _run(self, command: str, *names: str) -> None:
        with self._admin() as admin:
            admin.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
