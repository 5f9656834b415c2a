"""Pure facts about assignments: until when what was finished holds, and where an assignment stands."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.rules import Renewal
from tracking.assigning.rules import Stand, stand_of

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(day=DAYS, months=st.integers(1, 60), window=st.integers(0, 400))
def test_the_first_day_that_holds_is_the_first(day: date, months: int, window: int) -> None:
    renewal = Renewal(months, window)
    first = renewal.holds_on(day)
    assert renewal.opens_after(first) > day
    assert renewal.opens_after(first - timedelta(days=1)) <= day


@given(began=DAYS, days=st.integers(0, 100) | st.none(), today=DAYS)
def test_an_assignment_stands_in_one_way_on_each_day(began: date, days: int | None, today: date) -> None:
    ended = None if days is None else began + timedelta(days=days)
    stand = stand_of(began=began, ended=ended, today=today)
    assert (stand == Stand.WITHDRAWN) == (ended is not None and ended <= today)
    assert (stand == Stand.IN_FORCE) == (began <= today and (ended is None or today < ended))
