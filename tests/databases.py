"""A database as migrations and `prepare_site` leave it: made once, copied for every worker and every site.

Migrating takes longer than a hundred tests. What has been made is known by what it was made of, and is used
again until a migration or a package changes. `python -m tests.databases` makes it before it is asked for.
"""

import fcntl
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from subprocess import run
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
KEPT_IN = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "prepared-databases"
MADE_BY = (
    "requirements/run.lock",
    "organisations/tree/vocabulary.py",
    "site/accounts/roles.py",
    "site/portal/actions.py",
    "site/portal/roles.py",
)
PREFIX = "lop_chi_bo_prepared_"


def is_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def prepared_file() -> Path:
    """An SQLite file, to be copied."""
    file = KEPT_IN / f"{_digest()}.sqlite3"
    if file.exists():  # so that nobody waits here while one is made on a server
        return file
    with _alone():
        if not file.exists():
            making = file.with_suffix(".making")
            making.unlink(missing_ok=True)
            _prepare(f"sqlite:///{making}")
            with closing(sqlite3.connect(making)) as database:
                database.execute("PRAGMA journal_mode = DELETE")  # so that all of it is in one file
            making.rename(file)
    return file


def prepared_database() -> str:
    """The name of a database on the PostgreSQL server, to be used as a template; earlier ones are dropped."""
    name = PREFIX + _digest()
    with _alone(), administrator() as server:
        kept = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        found = {one for (one,) in kept}
        if name not in found:
            for one in found:
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(one)))
            making = f"{PREFIX}making"
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
            _prepare(address_of(making))
            names = sql.Identifier(making), sql.Identifier(name)
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
    return name


def copy_into_memory(name: str) -> sqlite3.Connection:
    """Fill an SQLite database in memory, which lives as long as the connection that comes back is open."""
    memory = sqlite3.connect(name, uri=True, check_same_thread=False)
    with closing(sqlite3.connect(prepared_file())) as prepared:
        prepared.backup(memory)
    return memory


@contextmanager
def administrator() -> Iterator[psycopg.Connection]:
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        yield server


def address_of(database: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def _digest() -> str:
    migrations = sorted({*ROOT.glob("*/migrations/*.py"), *ROOT.glob("site/*/migrations/*.py")})
    made_of = [*migrations, *(ROOT / name for name in MADE_BY)]
    return sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()[:16]


def _prepare(address: str) -> None:
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    for command in ("migrate", "prepare_site"):
        run([sys.executable, "manage.py", command, "--verbosity=0"], cwd=ROOT, env=environment, check=True)


@contextmanager
def _alone() -> Iterator[None]:
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    with (KEPT_IN / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    print(prepared_database() if is_postgresql() else prepared_file())
