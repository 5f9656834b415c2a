"""What is kept of what a person owes, told to her, and what of it stays once she is erased."""

from django.utils.translation import gettext as _

from courses.assignments.models import Completion, Exemption, Obligation
from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Choice, Column, Rows, Section


def sections_about_assignments(person: Person) -> list[Section]:
    return [_obligations(person), _completions(person), _exemptions(person)]


def forget_assignments(person: Person) -> list[Trace]:
    """Counts stay; why she was let off is said in words, and goes."""
    exemptions = Exemption.objects.filter(person=person)
    reasons = exemptions.exclude(reason="").update(reason="")
    return [
        Trace(_("courses owed by a post"), Obligation.objects.filter(person=person).count(), stays=True),
        Trace(_("courses finished"), Completion.objects.filter(person=person).count(), stays=True),
        Trace(_("exemptions"), exemptions.count(), stays=True),
        Trace(_("reasons of exemptions"), reasons),
    ]


def _obligations(person: Person) -> Section:
    return Section(
        key="obligations",
        icon="flag",
        title=_("Courses that you are to learn"),
        why=_("So that you know what is asked of your post, and your organisations whom to help."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("course", _("Course")),
            Column("organisation", _("By your post in")),
            Column("began", _("From")),
            Column("ended", _("No longer from")),
            Column("due", _("Due")),
            Column("finished_on", _("Finished")),
        ),
        rows=Rows(
            Obligation.objects.filter(person=person)
            .order_by("-began", "pk")
            .values_list("course__title", "organisation__name", "began", "ended", "due", "finished_on"),
            tuple,
        ),
    )


def _completions(person: Person) -> Section:
    return Section(
        key="completions",
        icon="done",
        title=_("Courses that you have finished"),
        why=_("So that what you have learnt counts, whatever post you hold."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(Column("course", _("Course")), Column("on", _("Finished")), Column("how", _("How"))),
        rows=Rows(
            Completion.objects.filter(person=person)
            .order_by("-on", "pk")
            .values_list("course__title", "on", "source"),
            lambda row: (*row[:2], Choice(row[2], str(Completion.Source(row[2]).label))),
        ),
    )


def _exemptions(person: Person) -> Section:
    return Section(
        key="exemptions",
        icon="note",
        title=_("What you were let off"),
        why=_("So that nobody reminds you of a course that you need not learn."),
        how_long=_("The days are kept for good; the reason goes once you are erased."),
        columns=(
            Column("began", _("From")),
            Column("ended", _("No longer from")),
            Column("reason", _("Reason")),
        ),
        rows=Rows(
            Exemption.objects.filter(person=person)
            .order_by("-began", "pk")
            .values_list("began", "ended", "reason"),
            tuple,
        ),
    )
