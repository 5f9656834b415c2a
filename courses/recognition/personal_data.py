"""Papers of training elsewhere: told to whom they are about, brought over, let go of."""

from django.utils.translation import gettext as _

from courses.recognition.actions import remove_scan
from courses.recognition.models import Recognition
from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Choice, Column, Rows, Section

State = Recognition.State


def section_about_recognition(person: Person) -> Section:
    return Section(
        key="recognitions",
        icon="legal",
        title=_("Training elsewhere that was handed in for you"),
        why=_("So that what you learnt elsewhere counts, once the unit above you has seen the paper."),
        how_long=_("Kept as long as what was recognised counts; paper and words go once you are erased."),
        columns=(
            Column("course", _("Course")),
            Column("learnt_on", _("Finished on")),
            Column("place", _("Where")),
            Column("paper", _("Paper")),
            Column("note", _("Note")),
            Column("state", _("State")),
            Column("reason", _("Reason")),
            Column("handed_in_at", _("Handed in")),
            Column("judged_at", _("Answered")),
        ),
        rows=Rows(
            Recognition.objects.filter(person=person).values_list(
                "course__title",
                "learnt_on",
                "place",
                "paper",
                "note",
                "state",
                "reason",
                "handed_in_at",
                "judged_at",
            ),
            lambda row: (*row[:5], Choice(row[5], str(State(row[5]).label)), *row[6:]),
        ),
    )


def forget_recognitions(person: Person) -> list[Trace]:
    """Paper and words go; that a course was recognised on a day stays, and is counted."""
    handed_in = list(Recognition.objects.filter(person=person))
    scans = sum(bool(one.scan) for one in handed_in)
    for one in handed_in:
        remove_scan(one)
    emptied = Recognition.objects.filter(person=person)
    emptied.filter(state=State.WAITING).update(state=State.WITHDRAWN)
    count = emptied.update(place="", paper="", note="", reason="")
    return [
        Trace(_("papers of training elsewhere"), scans),
        Trace(_("what was said of training elsewhere"), count),
    ]


def bring_over_recognitions(*, kept: Person, gone: Person) -> None:
    """Two entries were one person: a course waits for one answer, the one asked for first."""
    waiting = Recognition.objects.filter(person__in=(kept, gone), state=State.WAITING)
    seen: set[int] = set()
    for one in waiting.order_by("handed_in_at", "pk"):
        if one.course_id in seen:
            one.state = State.WITHDRAWN
            one.save(update_fields=["state"])
        seen.add(one.course_id)
    Recognition.objects.filter(person=gone).update(person=kept)
