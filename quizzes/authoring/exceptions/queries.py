"""Exceptions within the viewer's sight: of people and organisations that she oversees."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from organisations.oversight.queries import (
    MANAGERS,
    organisations_overseen_by,
    oversees_everything,
    people_overseen_by,
)
from quizzes.papers.models import Quiz, QuizException
from quizzes.papers.queries import open_quizzes


def exceptions_seen_by(viewer: User, *, today: date | None = None) -> QuerySet[QuizException]:
    found = QuizException.objects.select_related("quiz", "person", "organisation__parent", "given_by")
    if oversees_everything(viewer):
        return found
    people = people_overseen_by(viewer, roles=MANAGERS, today=today).values("pk")
    organisations = organisations_overseen_by(viewer, roles=MANAGERS, today=today).values("pk")
    return found.filter(Q(person__in=people) | Q(organisation__in=organisations))


def exceptions_of(quiz: Quiz, viewer: User, *, today: date | None = None) -> QuerySet[QuizException]:
    return exceptions_seen_by(viewer, today=today).filter(quiz=quiz)


def quizzes_with_exceptions(viewer: User, *, today: date | None = None) -> QuerySet[Quiz]:
    """The open quizzes, each with how many exceptions hold within the viewer's sight."""
    holding: Any = (
        exceptions_seen_by(viewer, today=today)
        .filter(quiz=OuterRef("pk"), ended_at__isnull=True)
        .select_related(None)
    )
    counted = holding.order_by().values("quiz").annotate(n=Count("pk")).values("n")
    found: QuerySet[Quiz] = open_quizzes().annotate(holding=Coalesce(Subquery(counted), 0))
    return found
