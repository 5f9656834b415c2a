"""`make bench`: measures the site against its budgets; one line of JSON a figure on standard output.

The first argument keeps what begins with it: `lesson`, `lesson.page`. `nation` measures at the size of
the nation instead; it needs PostgreSQL (DATABASE_URL) and some minutes to make its people once.
"""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import sync_playwright

from tests.bench.database import database_for_a_run
from tests.bench.figures import is_wanted, progress
from tests.browser import launch
from tests.databases import ROOT
from tests.site_server import Site, manage, running_site

FOLDER = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "bench"


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


NATION, PROVINCE = "nation", "province"
FILLED_BY = {
    PROVINCE: (
        "from tests.bench.population import populate; populate();"
        "from tests.bench.quiz_population import populate_quiz; populate_quiz();"
        "from tests.bench.practice_library import populate_practices; populate_practices();"
        "from tests.bench.territory import PROVINCE, populate_territory; populate_territory(PROVINCE)"
    ),
    NATION: "from tests.bench.territory import NATION, populate_territory; populate_territory(NATION)",
}


def fill(size: str, database: str) -> None:
    """In a process of its own, because this one is yet to learn which database it works on."""
    manage(environment(database), "serve", "--only-prepare")
    manage(environment(database), "shell", "--command", FILLED_BY[size])


def measure(only: str, site: Site) -> None:
    from tests.bench.browsed import measure_browsed
    from tests.bench.cards import measure_cards
    from tests.bench.checkin import measure_checkin
    from tests.bench.demonstration_sessions import Demonstrated
    from tests.bench.films import Filmed, measure_before_the_tap, measure_films
    from tests.bench.first_play import measure_first_play
    from tests.bench.imported import measure_imported
    from tests.bench.inside import measure_inside, measure_machine
    from tests.bench.line import counted_line
    from tests.bench.overseen import measure_overseen
    from tests.bench.played import Played, measure_installed, measure_reports
    from tests.bench.practice_library import Library, measure_search
    from tests.bench.quiz_load import measure_quiz_load
    from tests.bench.quiz_visits import Quizzed
    from tests.bench.served import measure_served
    from tests.bench.statistics_of_quizzes import measure_quiz_statistics
    from tests.bench.visits import Learners

    measure_machine()
    measure_overseen(PROVINCE, only)
    measure_cards(only)
    measure_checkin(only)
    measure_quiz_statistics(only)
    measure_search(only)
    played = Played()
    offering: list[Any] = [Learners(), Quizzed(), played, Filmed(), Library()]
    if is_wanted("session", only):
        offering.append(Demonstrated())
    offered = [kind for room in offering for kind in room.kinds()]
    kinds = [kind for kind in offered if is_wanted(kind.name, only)]
    for kind in kinds:
        progress(f"{kind.name}: in this process …")
        measure_inside(kind)
        progress(f"{kind.name}: under gunicorn …")
        measure_served(kind, site)
    measure_quiz_load(site, only)
    measure_reports(played, site, only)
    measure_films(site, only)
    # Playwright's loop in this thread must not keep Django from its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright, counted_line(site.address) as line:
        browser = launch(playwright)
        for kind in kinds:
            room, what = kind.name.split(".")
            if what == "page":
                progress(f"{room}: in a browser …")
                measure_browsed(room, next(kind.visits), line, browser)
            if kind.name == "film.page":
                measure_before_the_tap(next(kind.visits), line, browser)
        measure_first_play(played, line, browser, only)
        browser.close()
    measure_installed(site.environment, FOLDER, only)
    measure_imported(site.environment, FOLDER, only)


def main(only: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    size = NATION if only.startswith(NATION) else PROVINCE
    with database_for_a_run(FOLDER, partial(fill, size), size) as database:
        os.environ.update(environment(database))
        django.setup()
        if size == NATION:
            from tests.bench.overseen import measure_overseen

            measure_overseen(NATION, only)
            django.db.connections.close_all()
            return
        with running_site(os.environ, FOLDER / "server.log") as site:
            try:
                measure(only, site)
            finally:
                django.db.connections.close_all()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
