"""A province's list of 15,000 people, brought in by the command: read, checked, compared and written."""

import random
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from organisations.exchange.columns import PERSON_LIST
from organisations.exchange.writing.workbooks import Cell, workbook_pieces
from organisations.tree.models import Organisation
from tests.bench.figures import is_wanted, progress, report
from tests.bench.population import FAMILY, GIVEN, MIDDLE
from tests.bench.territory import SINCE
from tests.site_server import manage

PEOPLE = 15_000


def measure_imported(environment: Any, folder: Path, only: str) -> None:
    """In a process of its own, as an operator runs it; the second time nothing is left to write."""
    if not is_wanted("import.people", only):
        return
    file = folder / "people.xlsx"
    pieces = workbook_pieces(PERSON_LIST.title, PERSON_LIST.columns, _rows())
    file.write_bytes(b"".join(pieces))
    for name in ("import.people", "import.people.again"):
        progress(f"{name} …")
        began = time.perf_counter()
        told = manage(environment, "import_people", str(file), "--apply")
        took = time.perf_counter() - began
        assert "Written." in told, told[-500:]
        report(f"{name}.wall", took, "s")
        report(f"{name}.rate", PEOPLE / took, "rows/s")
    report("import.people.memory", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, "MB")


def _rows() -> Iterator[Sequence[Cell]]:
    chance = random.Random(15)
    cells = list(
        Organisation.objects.filter(kind__is_cell=True).order_by("pk").values_list("code", flat=True)
    )
    numbers = chance.sample(range(10**7), PEOPLE)
    for place, number in enumerate(numbers):
        name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
        phone, code = f"086 {number:07}", cells[place % len(cells)]
        yield "", name, phone, "", code, "Chi ủy viên", SINCE, None, "12-QĐ/ĐU"
