"""What a person owes and has finished, told to her, and what of it stays once she is erased."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from courses.assignments.models import Completion, Exemption, Obligation
from organisations.appointments.models import Appointment
from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Choice, Column, Rows, Section


def sections_about_owing(person: Person) -> list[Section]:
    return [_obligations(person), _completions(person), _exemptions(person)]


def forget_owing(person: Person) -> list[Trace]:
    """Why she was exempt may say of her health: it goes. What was owed and finished stays, and is counted."""
    exemptions = Exemption.objects.filter(person=person)
    return [
        Trace(_("reasons for exemptions"), exemptions.exclude(reason="").update(reason="")),
        Trace(_("courses assigned"), Obligation.objects.filter(person=person).count(), stays=True),
        Trace(_("days on which courses were finished"), _finished(person).count(), stays=True),
    ]


def _obligations(person: Person) -> Section:
    return Section(
        key="obligations",
        icon="todo",
        title=_("Courses assigned to you"),
        why=_("So that you, and the units above you, see what is to be learnt by when."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("course", _("Course")),
            Column("assigned_by", _("Assigned by")),
            Column("post", _("As")),
            Column("began", _("From")),
            Column("ended", _("No longer from")),
            Column("due", _("Due on")),
            Column("finished_on", _("Finished")),
        ),
        rows=Rows(
            Obligation.objects.filter(person=person)
            .order_by("-began", "-pk")
            .values_list(
                "course__title",
                "assignment__organisation__name",
                "post",
                "began",
                "ended",
                "due",
                "finished_on",
            ),
            lambda row: (*row[:2], Choice(row[2], str(Appointment.Post(row[2]).label)), *row[3:]),
        ),
    )


def _completions(person: Person) -> Section:
    return Section(
        key="completions",
        icon="done",
        title=_("Courses you have finished"),
        why=_("So that what you have learnt stays yours, whatever post you hold."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("course", _("Course")),
            Column("source", _("How it was finished")),
            Column("on", _("Finished on")),
        ),
        rows=Rows(
            _finished(person).order_by("-on", "-pk").values_list("course__title", "source", "on"),
            lambda row: (row[0], Choice(row[1], str(Completion.Source(row[1]).label)), row[2]),
        ),
    )


def _exemptions(person: Person) -> Section:
    return Section(
        key="exemptions",
        icon="note",
        title=_("What you were exempted from"),
        why=_("So that nobody reminds you of what you need not learn."),
        how_long=_("Kept for good, for statistics; the reason goes once you are erased."),
        columns=(
            Column("assigned_by", _("Assigned by")),
            Column("began", _("From")),
            Column("ended", _("No longer from")),
            Column("reason", _("Reason")),
        ),
        rows=Rows(
            Exemption.objects.filter(person=person)
            .order_by("-began", "-pk")
            .values_list("assignment__organisation__name", "began", "ended", "reason"),
            tuple,
        ),
    )


def _finished(person: Person) -> QuerySet[Completion]:
    return Completion.objects.filter(person=person)
