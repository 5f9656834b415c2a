"""Typed makers: a rubric, a session under way with those who are there, an observation that was sent."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from media.rubrics.models import Rubric, RubricBand, RubricCriterion
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.reviews.actions import Filled, Promise, send_observation
from practices.reviews.models import Observation
from practices.sessions.models import DemonstrationSession, Participant
from tests.practices.makers import invite, make_session

NUMBERS = count(1)
HOUR = timedelta(hours=1)


def make_rubric(**fields: Any) -> Rubric:
    """Preparing (25 points) and chairing (4 points); good from 80 per cent, fair from 50."""
    rubric: Rubric = Rubric.objects.create(
        **{"code": f"thang-{next(NUMBERS)}", "title": "Buổi sinh hoạt thường kỳ", **fields}
    )
    RubricCriterion.objects.create(
        rubric=rubric,
        code="C1",
        title="Công tác chuẩn bị",
        most_points=25,
        indicators="Chi ủy họp trước\nCó dự thảo nghị quyết",
        sort_order=0,
    )
    RubricCriterion.objects.create(
        rubric=rubric, code="C2", title="Điều hành", most_points=4, indicators="Nhiều ý kiến", sort_order=1
    )
    for least, title in ((80, "Tốt"), (50, "Khá"), (0, "Yếu")):
        RubricBand.objects.create(rubric=rubric, least_percent=least, title=title)
    return rubric


def make_held_session(host: Organisation, **fields: Any) -> DemonstrationSession:
    """A session that began two hours ago and is being reviewed."""
    began = datetime.now(UTC) - 2 * HOUR
    state = DemonstrationSession.State.REVIEWING
    return make_session(host, starts_at=began, **{"state": state, "rubric": make_rubric(), **fields})


def attend(session: DemonstrationSession, person: Person, **fields: Any) -> Participant:
    """Somebody invited who was checked in at the beginning."""
    return invite(session, person, **{"attended_at": session.starts_at, "attended_how": "ticked", **fields})


def observe(
    participant: Participant,
    *,
    points: dict[str, int | None] | None = None,
    saw: str = "Bí thư nêu rõ ba việc cần bàn.",
    said: str = "Phải gửi tài liệu trước.",
    promise: str = "Gửi dự thảo nghị quyết trước ba ngày",
    days: int = 20,
    now: datetime | None = None,
) -> Observation:
    """Hers, sent."""
    now = now or datetime.now(UTC)
    filled = Filled(
        points=points or {"C1": 20, "C2": 3},
        saw=saw,
        said=said,
        promises=[Promise(1, promise, now.date() + timedelta(days=days))],
    )
    return send_observation(participant=participant, filled=filled, now=now)
