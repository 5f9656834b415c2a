"""Counters of obligations, rolled up over the tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePage
from organisations.appointments.models import Appointment
from organisations.tree.models import CellType, Organisation

COUNTS = ("owed", "started", "finished", "finished_late", "not_passed", "certified", "marked", "marks")


class Tally(models.Model):
    """So many obligations of what stands **beneath** an organisation, by what they can be asked for.

    What is owed in the organisation itself is never in its tally: those are few, and read row by row.
    A change is a row more, with what it adds or takes away; what stands is the sum. So nobody waits for
    another's row, however many finish in one evening, and the night folds the rows into one again
    (`actions.fold`). `due` is part of what they can be asked for: who is late follows from the clock alone.
    Of what was due before, the quarter is kept (`rules.due_as_told`).
    `marks` is the sum of marks in hundredths.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    course = models.ForeignKey(CoursePage, models.CASCADE, related_name="+")
    post = models.CharField(max_length=20, choices=Appointment.Post)
    cell_type = models.ForeignKey(CellType, models.PROTECT, null=True, related_name="+")
    is_mandatory = models.BooleanField()
    due = models.DateField(null=True)
    owed = models.IntegerField(default=0)
    started = models.IntegerField(default=0)
    finished = models.IntegerField(default=0)
    finished_late = models.IntegerField(default=0)
    not_passed = models.IntegerField(default=0)
    certified = models.IntegerField(default=0)
    marked = models.IntegerField(default=0)
    marks = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        indexes = [models.Index(fields=["organisation", "course"], name="tallies_of_an_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.course_id}: {self.owed}"
