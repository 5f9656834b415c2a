"""`make bench-data`: the people, the tree and the learning that the bench measures, made beforehand.

`SIZE=province` (5,000 organisations, 15,000 people, 8 courses) or `SIZE=nation` (250,000, 600,000, 20; it
needs PostgreSQL in DATABASE_URL, and some gigabytes). `make bench` makes the province by itself.
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench.database import make_ready
from tests.databases import ROOT, is_postgresql
from tests.site_server import manage

FOLDER = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "bench"
NATION, PROVINCE = "nation", "province"
FILLED_BY = {
    PROVINCE: (
        "from tests.bench.population import populate; populate()",
        "from tests.bench.quiz_population import populate_quiz; populate_quiz()",
        "from tests.bench.practice_library import populate_practices; populate_practices()",
        "from tests.bench import territory; territory.populate_territory(territory.PROVINCE)",
        "from tests.bench import learning; learning.populate_learning(learning.PROVINCE)",
    ),
    NATION: (
        "from tests.bench import territory; territory.populate_territory(territory.NATION)",
        "from tests.bench import learning; learning.populate_learning(learning.NATION)",
    ),
}


def environment(database: str) -> dict[str, str]:
    """The site as `make run` serves it, on a database of the bench's."""
    return {
        **os.environ,
        "DATABASE_URL": database,
        "DEBUG": "0",
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "EMAIL_URL": "console:",
        "LOG_LEVEL": "WARNING",
        "VAR_DIR": str(FOLDER),
    }


def fill(size: str, database: str) -> None:
    """In processes of their own, because this one is yet to learn which database it works on."""
    manage(environment(database), "serve", "--only-prepare")
    for statement in FILLED_BY[size]:
        manage(environment(database), "shell", "--verbosity", "0", "--command", statement)


def filled_with(size: str) -> Callable[[str], None]:
    """What makes a database of this size. Ends with a sentence where it cannot be made here."""
    if size not in FILLED_BY:
        sys.exit(f"SIZE is {PROVINCE} or {NATION}, not {size}.")
    if size == NATION and not is_postgresql():
        sys.exit("A nation needs PostgreSQL: DATABASE_URL=postgres://… make bench-data SIZE=nation")
    return partial(fill, size)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    print(make_ready(FOLDER, filled_with(sys.argv[1]), sys.argv[1]).base)
