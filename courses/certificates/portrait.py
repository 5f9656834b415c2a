"""What stands of somebody's certificates on her page, for who oversees her."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.certificates.queries import certificates_of
from courses.certificates.rules import State
from organisations.people.models import Person
from organisations.personnel.signals import Section


def certificates_in_words(person: Person) -> Section:
    today = timezone.localdate()
    words = {State.VALID: _("Valid"), State.EXPIRED: _("Run out"), State.REVOKED: _("Revoked")}
    return Section(
        title=_("Certificates"),
        columns=(_("Number of the certificate"), _("Course"), _("Grade"), _("Issued on"), _("State")),
        rows=[
            (
                one.number,
                one.course_title,
                one.grade or "–",
                date_format(one.issued_on, "SHORT_DATE_FORMAT"),
                words[one.state_on(today)],
            )
            for one in certificates_of(person).defer("printed")
        ],
        empty=_("This person has been given no certificate yet."),
    )
