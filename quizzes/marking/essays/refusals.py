"""Why an essay cannot be marked so, as a sentence that says what to do."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quizzes.marking.essays.actions import (
    AnswerChanged,
    CannotMark,
    MarkedAlready,
    NotForHer,
    OnAnotherDesk,
)


def sentence_for(refusal: CannotMark) -> str:
    match refusal:
        case OnAnotherDesk(marking=marking):
            until = marking.claimed_until
            time = date_format(timezone.localtime(until), "H:i") if until else ""
            said = _("%(marker)s is marking this essay until %(time)s. Choose another or come back.")
            return said % {"marker": marking.claimed_by, "time": time}
        case MarkedAlready():
            return _("This essay waits for you no more: it is marked. Choose another one.")
        case NotForHer():
            return _("Two markers differ on this essay: a reviewer decides.")
        case AnswerChanged():
            return _(
                "The learner’s phone has sent a later text meanwhile; it stands below. What you wrote is"
                " kept: read it once more, then give your mark."
            )
        case _:
            return _("The essay cannot be marked now. Open it again.")
