"""On which day of the week the digest goes out."""

from datetime import date, datetime, time, timedelta

HOUR = time(7)


def digest_day(now: datetime, *, weekday: int) -> date | None:
    """The day of the digest that is due at `now`, in local time; None on other days and early in the morning.

    Monday is 0. It is sent on its day or not at all: news of a week ago is no news on Thursday.
    """
    return now.date() if now.weekday() == weekday and now.time() >= HOUR else None


def week_before(now: datetime) -> datetime:
    return now - timedelta(days=7)
