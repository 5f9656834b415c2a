"""When two entries become one person, she follows what either of them followed."""

from typing import Any

from courses.enrolment.models import Enrolment
from courses.enrolment.signals import enrolments_joining
from organisations.people.models import Person
from organisations.people.signals import people_merging


def connect() -> None:
    people_merging.connect(_bring_over_enrolments)


def _bring_over_enrolments(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    """Of two in one course the kept entry's stays, since the earlier day."""
    own = {enrolment.course_id: enrolment for enrolment in Enrolment.objects.filter(learner=kept)}
    for enrolment in Enrolment.objects.filter(learner=gone):
        if enrolment.course_id in own:
            _join(own[enrolment.course_id], enrolment)
        else:
            enrolment.learner = kept
            enrolment.save(update_fields=["learner"])


def _join(kept: Enrolment, gone: Enrolment) -> None:
    enrolments_joining.send(sender=Enrolment, kept=kept, gone=gone)
    kept.enrolled_at = min(kept.enrolled_at, gone.enrolled_at)
    kept.save(update_fields=["enrolled_at"])
    gone.delete()
