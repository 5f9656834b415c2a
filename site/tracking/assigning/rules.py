"""Where an assignment stands on a day. Pure: no Django."""

from datetime import date
from enum import StrEnum


class Stand(StrEnum):
    """Where it stands; the value is part of addresses."""

    TO_COME = "sap-toi"
    IN_FORCE = "dang-giao"
    WITHDRAWN = "da-thoi"


def stand_of(*, began: date, ended: date | None, today: date) -> Stand:
    """
    >>> stand_of(began=date(2026, 3, 1), ended=date(2026, 5, 1), today=date(2026, 5, 1))
    <Stand.WITHDRAWN: 'da-thoi'>
    """
    if ended is not None and ended <= today:
        return Stand.WITHDRAWN
    return Stand.TO_COME if began > today else Stand.IN_FORCE
