"""The figures and their budgets (what the site promises; DESIGN: lighter than what people use now)."""

import json
import resource
import sys
from dataclasses import asdict, dataclass

# By the end of a figure's name, the longest fitting one first. A figure without a budget is there to
# be compared with itself from one month to the next.
BUDGETS: dict[str, float] = {
    "page.queries": 8,
    "opening.queries": 8,
    "page.cpu": 6,
    "opening.cpu": 6,
    "done.cpu": 4,
    "save.cpu": 4,
    "save.queries": 8,
    "session_guests.listed.queries": 10,
    "quiz.script.bytes": 22_000,
    "quiz.page.cold.requests": 12,
    "quiz-load.p95": 3000,
    "quiz-load.lost": 0,
    "overseen.cpu": 10,  # a province: 5,000 organisations, 15,000 people
    "overseen.wall": 25,  # a nation: 250,000 and 600,000, the database's time included
    "tracking.province.roll_up.wall.p50": 50,
    "tracking.province.roll_up_of_a_course.wall.p50": 50,
    "tracking.province.drill_down.wall.p50": 50,
    "tracking.nation.roll_up.wall.p50": 300,
    "tracking.nation.roll_up_of_a_course.wall.p50": 300,
    "tracking.nation.province.wall.p50": 50,
    "tracking.nation.drill_down.wall.p50": 50,
    "following.province.top.queries": 15,  # session and account are two of them
    "following.nation.top.wall.p50": 300,
    "export.csv.wall.p50": 500,
    "export.xlsx.wall.p50": 1000,
    "roll_up.queries": 3,
    "drill_down.queries": 3,
    "cold.bytes": 45_000,
    "cold.requests": 8,
    "warm.bytes": 12_000,
    "script.bytes": 15_000,
    "first_paint": 1500,
    "quiz-statistics.worked_out.wall": 500,
    "quiz-statistics.kept.wall": 50,
    "quiz-statistics.question.wall": 500,
    "checkin.batch.queries": 30,  # a hundred at a time; some are cut in pieces for SQLite
    "checkin.hall.wall": 3000,  # five hundred people in five batches
    "library-search.wall": 15,
    "h5p.boot.queries": 14,
    "h5p.boot.cpu": 6,
    "h5p.report.queries": 32,
    "h5p.play.cold.requests": 10,
    "h5p.play.cold.bytes": 190_000,
    "h5p.play.cold.usable": 4000,
    "h5p.play.warm.requests": 3,
    "h5p.play.warm.bytes": 10_000,
    "h5p.play.warm.usable": 1500,
    "h5p.install.memory": 64,  # above a process that stands idle
    "film.seek.first.p95": 50,
    "film.before_the_tap.requests": 0,
    "film.cold.requests": 12,  # a lesson, and its player, the style of it, the poster
    "import.people.wall": 60,
    "import.people.memory": 400,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure."""

    figure: str
    value: float
    unit: str
    budget: float | None


def report(name: str, value: float, unit: str) -> None:
    """Print a figure as one line of JSON; nothing else may be printed on standard output."""
    figure = Figure(name, round(value, 2), unit, budget_of(name))
    print(json.dumps(asdict(figure)), flush=True)
    if figure.budget is not None and figure.value > figure.budget:
        progress(f"over budget: {name} is {figure.value} {unit}, {figure.budget} allowed")


def budget_of(name: str) -> float | None:
    fitting = [end for end in BUDGETS if f".{name}".endswith(f".{end}")]
    return BUDGETS[max(fitting, key=len)] if fitting else None


def is_wanted(name: str, only: str) -> bool:
    """Whether `ONLY=lesson` asks for what begins with `name` (`lesson.page`, or all of `lesson`)."""
    return name.startswith(only) or only.startswith(name)


def progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def percentile(values: list[float], percent: int) -> float:
    """The value that `percent` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def peak_memory() -> float:
    """The most that this process has ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
