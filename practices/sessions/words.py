"""Why a session's host cannot do what she asked for, in words that say what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.sessions.holding import DayHasPassed, NobodyInvited, ReplyDayHasPassed, TooEarly
from practices.sessions.inviting import Attended, InvitationsClosed
from practices.sessions.planning import NotChangeable
from practices.sessions.replying import NotInvited, RepliesClosed

SENTENCES: dict[type[Exception], Promise] = {
    NobodyInvited: _("Nobody is invited yet. Invite somebody first."),
    DayHasPassed: _("The session's day has passed. Change the day first."),
    ReplyDayHasPassed: _("The day by which to answer has passed. Change it first."),
    TooEarly: _("The session cannot begin before its day."),
    InvitationsClosed: _("The session has begun or is cancelled: the list of those invited stays as it is."),
    Attended: _("This comrade was there and stays in the list."),
    NotChangeable: _(
        "The session has come further meanwhile. Look at it again, then change what still can be."
    ),
    NotInvited: _("The invitation was taken back meanwhile."),
    RepliesClosed: _("Answers are no longer taken for this session."),
}


def refusal_in_words(refusal: Exception) -> str:
    otherwise = _("The session has come further meanwhile. Look at it again.")
    return str(SENTENCES.get(type(refusal), otherwise))
