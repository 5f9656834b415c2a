"""Completions by an old text: what was learnt rests on a regulation that has been replaced since.

The completion stays. It is by an old text until an update that rests on today's text has been taken.
"""

from django.db.models import Q, QuerySet

from courses.catalogue.models import CourseEdition
from courses.catalogue.queries import regulations_behind
from courses.progress.models import CourseProgress
from media.regulations.queries import Replaced, replaced_among


def old_texts_behind(progress: CourseProgress) -> list[Replaced]:
    """The regulations by which a completion is out of date; none while the course is not finished."""
    if progress.finished_at is None:
        return []
    updated = progress.update_edition_id if progress.update_done_at else None
    return replaced_among(regulations_behind(updated or progress.edition_id))


def completions_by_old_texts() -> QuerySet[CourseProgress]:
    """Everything that has been finished by a text which is out of date today."""
    outdated = editions_by_old_texts()
    return CourseProgress.objects.filter(
        Q(update_done_at__isnull=True, edition__in=outdated)
        | Q(update_done_at__isnull=False, update_edition__in=outdated),
        finished_at__isnull=False,
    )


def editions_by_old_texts() -> list[int]:
    editions = CourseEdition.objects.order_by().values_list("pk", flat=True)
    return [pk for pk in editions if replaced_among(regulations_behind(pk))]
