"""How progress tells the rooms above."""

from collections.abc import Collection

from courses.progress.models import CourseProgress
from courses.progress.signals import course_progress_changed


def tell_of_change(course_id: int, learners: Collection[int]) -> None:
    """Let the rooms above know that these learners, by primary keys, stand elsewhere in a course."""
    course_progress_changed.send(sender=CourseProgress, course_id=course_id, learners=learners)
