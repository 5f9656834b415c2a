"""A reorganisation that was done, told from what was written down, to somebody who sees part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.oversight.actions import record_readings
from organisations.oversight.queries import organisations_overseen_by
from organisations.reorganising.queries import Side, posts_begun_by, posts_ended_by
from organisations.reorganising.telling import Section
from organisations.tree.models import Succession, SuccessionPart


@dataclass(frozen=True, slots=True)
class TakingPart:
    """An organisation's part: what it was called then, and where it leads to whom may see it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Retelling:
    """Who went in and who came out; those out of the viewer's sight without their names."""

    succession: Succession
    address: str
    before: Sequence[TakingPart]
    after: Sequence[TakingPart]

    @classmethod
    def of(cls, succession: Succession, viewer: User) -> Self:
        return cls.of_all([succession], viewer)[0]

    @classmethod
    def of_all(cls, successions: Sequence[Succession], viewer: User) -> list[Self]:
        """Several at once; two queries however many."""
        rows = SuccessionPart.objects.filter(succession__in=successions).select_related("organisation")
        parts = list(rows.order_by("pk"))
        seen = set(
            organisations_overseen_by(viewer)
            .filter(pk__in={part.organisation_id for part in parts})
            .values_list("pk", flat=True)
        )
        return [cls._told(one, parts, seen) for one in successions]

    @classmethod
    def _told(cls, succession: Succession, parts: Sequence[SuccessionPart], seen: set[int]) -> Self:
        own = [part for part in parts if part.succession_id == succession.pk]
        return cls(
            succession=succession,
            address=reverse("reorganising:succession", args=[succession.public_id]),
            before=[_part(part, seen) for part in own if part.side == Side.BEFORE],
            after=[_part(part, seen) for part in own if part.side == Side.AFTER],
        )

    def crumbs(self, viewer: User) -> list[dict[str, Any]]:
        return [
            {"url": reverse("browsing:tree"), "label": _("Tree of organisations")},
            {"url": reverse("reorganising:successions"), "label": _("Reorganisations")},
            {"url": None, "label": str(self.succession)},
        ]


def _part(part: SuccessionPart, seen: set[int]) -> TakingPart:
    if part.organisation_id not in seen:
        return TakingPart(_("an organisation beyond your part of the tree"), "")
    return TakingPart(part.name, reverse("browsing:organisation", args=[part.organisation.public_id]))


def retold(succession: Succession, viewer: User, *, now: datetime) -> tuple[Retelling, list[Section]]:
    """One reorganisation with the posts it ended and began, where the viewer oversees them."""
    seen = organisations_overseen_by(viewer).order_by()
    begun = list(posts_begun_by(succession).filter(organisation__in=seen))
    carried = {(post.person_id, post.post) for post in begun}
    ended = [
        post
        for post in posts_ended_by(succession).filter(organisation__in=seen)
        if (post.person_id, post.post) not in carried
    ]
    people = {post.person_id for post in (*begun, *ended)}
    record_readings(reader=viewer, people=people, screen="reorganisation", now=now)
    sections = [Section(_("Posts that go on"), _lines(begun)), Section(_("Posts that end"), _lines(ended))]
    return Retelling.of(succession, viewer), [section for section in sections if section.lines]


def _lines(posts: Sequence[Appointment]) -> list[str]:
    return [f"{post.get_post_display()} {post.person.full_name}: {post.organisation.name}" for post in posts]
