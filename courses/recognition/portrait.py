"""What was recognised of somebody's training elsewhere, on her page."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.recognition.models import Recognition
from organisations.people.models import Person
from organisations.personnel.signals import Section


def recognised_of(person: Person) -> Section:
    found = Recognition.objects.filter(person=person, state=Recognition.State.ACCEPTED)
    return Section(
        title=_("Recognised: training elsewhere"),
        columns=(_("Course"), _("Where"), _("Finished on"), _("Paper"), _("Recognised on")),
        rows=[
            (
                one.course.title,
                one.place,
                date_format(one.learnt_on, "SHORT_DATE_FORMAT"),
                one.paper,
                date_format(one.judged_at, "SHORT_DATE_FORMAT") if one.judged_at else "–",
            )
            for one in found.select_related("course").order_by("-learnt_on", "-pk")
        ],
        empty=_("Nothing that was learnt elsewhere is recognised."),
    )
