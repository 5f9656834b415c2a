"""How long files of reports are kept, and when a worker is taken for gone: standard library only."""

from datetime import datetime, timedelta

KEPT_FOR = timedelta(days=7)
STALLED_AFTER = timedelta(minutes=15)
MOST_FILES = 30
"""So many files somebody may have at once: each holds people's data."""


def has_stalled(since: datetime, now: datetime) -> bool:
    """A worker tells how far it is every few seconds; one that has been silent for long is gone."""
    return now - since > STALLED_AFTER
