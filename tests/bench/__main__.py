"""`make bench`: measures the site against its budgets; one line of JSON a figure on standard output.

The first argument keeps what begins with it: `lesson`, `lesson.page`. The second is the size: `nation`
measures roll-ups and searches at the size of the nation instead; it needs PostgreSQL (DATABASE_URL), and
makes its people once.
"""

import os
import sys
from typing import Any

import django
from playwright.sync_api import sync_playwright

from tests.bench.data import FOLDER, NATION, PROVINCE, environment, filled_with
from tests.bench.database import database_for_a_run, make_ready
from tests.bench.figures import is_wanted, progress
from tests.browser import launch
from tests.site_server import Site, running_site


def measure(only: str, site: Site) -> None:
    from tests.bench.browsed import measure_browsed
    from tests.bench.cards import measure_cards
    from tests.bench.checkin import measure_checkin
    from tests.bench.demonstration_sessions import Demonstrated
    from tests.bench.films import Filmed, measure_before_the_tap, measure_films
    from tests.bench.first_play import measure_first_play
    from tests.bench.followed import measure_followed
    from tests.bench.imported import measure_imported
    from tests.bench.inside import measure_inside, measure_machine
    from tests.bench.line import counted_line
    from tests.bench.organisers import Organised, measure_exports
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
    measure_followed(PROVINCE, only)
    measure_exports(only)
    measure_cards(only)
    measure_checkin(only)
    measure_quiz_statistics(only)
    measure_search(only)
    played = Played()
    offering: list[Any] = [Learners(), Quizzed(), played, Filmed(), Library()]
    if is_wanted("session", only):
        offering.append(Demonstrated())
    if is_wanted("following", only):
        offering.append(Organised())
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
            room, _, what = kind.name.partition(".")
            if what == "page":
                progress(f"{room}: in a browser …")
                measure_browsed(room, next(kind.visits), line, browser)
            if kind.name == "film.page":
                measure_before_the_tap(next(kind.visits), line, browser)
        measure_first_play(played, line, browser, only)
        browser.close()
    measure_installed(site.environment, FOLDER, only)
    measure_imported(site.environment, FOLDER, only)


def measure_nation(only: str) -> None:
    """On the very database: a copy of it takes longer than what is measured, and nothing is left changed."""
    os.environ.update(environment(make_ready(FOLDER, filled_with(NATION), NATION).base))
    django.setup()
    from tests.bench.followed import measure_followed, taken_back
    from tests.bench.inside import measure_inside
    from tests.bench.organisers import Organised
    from tests.bench.overseen import measure_overseen

    measure_overseen(NATION, only)
    measure_followed(NATION, only)
    with taken_back():
        for kind in Organised(NATION).kinds():
            if is_wanted(kind.name, only):
                progress(f"{kind.name}: in this process …")
                measure_inside(kind, warm_up=2, samples=20)


def main(only: str, size: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    if size == NATION:
        measure_nation(only)
        return
    with database_for_a_run(FOLDER, filled_with(PROVINCE), PROVINCE) as database:
        os.environ.update(environment(database))
        django.setup()
        with running_site(os.environ, FOLDER / "server.log") as site:
            try:
                measure(only, site)
            finally:
                django.db.connections.close_all()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] or PROVINCE)
