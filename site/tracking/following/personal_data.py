"""What is kept of calls to a person, told to her."""

from django.utils.translation import gettext as _

from organisations.people.models import Person
from organisations.privacy.gathering.sections import Column, Rows, Section
from tracking.following.models import Call


def section_of_calls(person: Person) -> Section:
    return Section(
        key="calls",
        icon="call",
        title=_("Calls about your learning"),
        why=_("So that whoever calls you next knows what was said, and you are not called twice."),
        how_long=_("Kept for a year; removed at once when you are erased."),
        columns=(Column("at", _("When")), Column("note", _("Note of the call"))),
        rows=Rows(Call.objects.filter(person=person).values_list("at", "note"), tuple),
    )
