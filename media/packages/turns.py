"""Packages are brought in and taken out one after the other, wherever on the site that is done.

Unpacking takes seconds, and SQLite knows one writer for everybody: so whoever installs waits for a turn
before any transaction begins, and the learners' saves go on meanwhile. On PostgreSQL, where nobody waits for
another's transaction, the turn is one.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local

from django.db import connection, transaction

_LOCK = 0x4835_5000
_mine = local()


@contextmanager
def own_turn() -> Iterator[None]:
    """Hold off everybody else who installs or removes; a turn within a turn is the same one."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            yield
        return
    database = Path(connection.settings_dict["NAME"])
    if getattr(_mine, "is_held", False) or not database.is_file():  # in memory it has no neighbours
        yield
        return
    # Closing the file lets the next one in, also when the process is killed.
    with database.with_name(f"{database.name}-installing").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _mine.is_held = True
        try:
            yield
        finally:
            _mine.is_held = False
