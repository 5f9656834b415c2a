"""What may be handed in for recognition: pure decisions. No Django."""

from datetime import date

EARLIEST_YEAR = 1975


def fault_of(learnt_on: date, today: date) -> str:
    """What is wrong with the day on which a course was learnt elsewhere; empty where nothing is."""
    if learnt_on > today:
        return "future"
    return "year" if learnt_on.year < EARLIEST_YEAR else ""
