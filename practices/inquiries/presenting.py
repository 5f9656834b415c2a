"""Why something cannot be done with a question, as a sentence that says what to do."""

from django.utils.translation import gettext as _

from practices.inquiries.actions import CannotDo, MovedOn, NamesTheAsker, OwnAnswer, TooManyOpen
from practices.inquiries.models import Inquiry
from practices.inquiries.rules import MOST_OPEN

State = Inquiry.State


def sentence_for(refusal: CannotDo) -> str:
    match refusal:
        case TooManyOpen():
            said = _(
                "%(count)s questions of yours wait for an answer already. Ask again once one of them is"
                " answered."
            )
            return said % {"count": MOST_OPEN}
        case OwnAnswer():
            return _("You answered this question yourself; a second person reviews the answer.")
        case NamesTheAsker():
            return _("The text still names who asked. Take the name out before it goes on the page.")
        case MovedOn(inquiry=inquiry):
            return _moved_on(inquiry)
        case _:
            return _("This cannot be done now. Open the question again.")


def _moved_on(inquiry: Inquiry) -> str:
    by = inquiry.reviewed_by or inquiry.answered_by
    said = {
        State.ANSWERED: _("%(who)s has answered this question meanwhile; nothing of yours was sent."),
        State.SHOWN: _("%(who)s has put this question on the page meanwhile; nothing of yours was sent."),
        State.PRIVATE: _("%(who)s has let the answer go to the asker alone; nothing of yours was sent."),
        State.DECLINED: _("%(who)s has declined this question meanwhile; nothing of yours was sent."),
    }.get(State(inquiry.state), _("This question has changed meanwhile; nothing of yours was sent."))
    return said % {"who": by or _("A colleague")}
