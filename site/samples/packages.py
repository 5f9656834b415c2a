"""The sample's interactive content: installed as an operator installs it, marked as sample."""

from datetime import datetime
from io import BytesIO

from media.h5p.samples import FOLDER, packed
from media.packages.installing import install_file
from media.packages.models import Package
from media.packages.queries import sample_packages

LESSON = "c1l7"
"""The lesson about conclusions, votes and minutes."""


def load_packages(*, now: datetime) -> dict[str, Package]:
    """Load what is missing; what is new, by the codes of the lessons in which it belongs."""
    if sample_packages().exists():
        return {}
    revision = install_file(content=BytesIO(packed()), name=f"{FOLDER.name}.h5p", is_sample=True, now=now)
    return {LESSON: revision.package}
