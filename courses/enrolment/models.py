"""Enrolment: a person follows a course."""

from django.db import models

from courses.catalogue.models import CoursePage


class Enrolment(models.Model):
    """A person follows a course; an obligation to do so comes with assignments."""

    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="enrolments")
    enrolled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "course"], name="person_enrols_in_a_course_once"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} → {self.course_id}"
