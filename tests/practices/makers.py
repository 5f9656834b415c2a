"""Typed makers: a published practice, a demonstration session and those invited to it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from common.digests import digest_of
from common.vietnamese import fold
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.exemplars.models import Practice
from practices.exemplars.vocabulary import PracticeKind, Provenance, Recognition
from practices.sessions.models import DemonstrationSession, Participant

NUMBERS = count(1)


def make_practice(title: str = "Gửi tài liệu trước ba ngày", **fields: Any) -> Practice:
    """A practice as it stands in the library, without a page behind it."""
    content: dict[str, Any] = {"steps": [{"text": "Gửi dự thảo nghị quyết", "who": "Phó bí thư"}]}
    return Practice.objects.create(
        **{
            "slug": f"dien-hinh-{next(NUMBERS)}",
            "title": title,
            "kind": PracticeKind.EXPERIENCE,
            "provenance": Provenance.SOURCED,
            "recognition": Recognition.NONE,
            "held_by": "Chi bộ thôn 1",
            "summary": "Đảng viên đọc trước, đến họp là bàn.",
            "content": content,
            "search_key": fold(title),
            "digest": digest_of([title, content]),
            "published_at": datetime.now(UTC),
            **fields,
        }
    )


def make_session(
    host: Organisation, *, starts_at: datetime | None = None, **fields: Any
) -> DemonstrationSession:
    """An announced session of two hours, tomorrow at this time unless said otherwise."""
    begins = starts_at or datetime.now(UTC) + timedelta(days=1)
    return DemonstrationSession.objects.create(
        **{
            "title": "Sinh hoạt điểm: kết luận rõ việc",
            "state": DemonstrationSession.State.ANNOUNCED,
            "host": host,
            "starts_at": begins,
            "ends_at": begins + timedelta(hours=2),
            "place": "Nhà văn hóa thôn 1",
            "made_at": begins - timedelta(days=10),
            "announced_at": begins - timedelta(days=9),
            **fields,
        }
    )


def invite(session: DemonstrationSession, person: Person, **fields: Any) -> Participant:
    """Somebody invited to it by name."""
    return Participant.objects.create(
        **{
            "session": session,
            "person": person,
            "origin": Participant.Origin.NAME,
            "invited_at": session.made_at,
            **fields,
        }
    )
