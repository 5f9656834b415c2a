"""Roles in words: what each one allows, in a sentence that whoever gives it understands."""

from django.utils.translation import gettext_lazy as _

from organisations.granting.rules import ENDED, IN_FORCE, TO_COME
from organisations.oversight.models import Grant

Role = Grant.Role

ALLOWS = {
    Role.ORGANISER: _(
        "Sees the organisations and people of this part of the tree, keeps their posts, prints sign-in cards,"
        " assigns and follows learning there."
    ),
    Role.HOST: _("Invites to demonstration sessions in this part of the tree and notes who came."),
    Role.LECTURER: _("Writes courses for everybody; nothing is taught before somebody else has approved it."),
    Role.REVIEWER: _("Approves what others have written, for everybody, and may write too."),
    Role.MARKER: _("Marks what people of this part of the tree hand in."),
    Role.AUDITOR: _(
        "Sees the people of this part of the tree and the log of who has read whose data; changes nothing."
    ),
    Role.ADMINISTRATOR: _(
        "All that an organiser may in this part of the tree, and gives and ends roles there. Over the whole"
        " tree: everything on this site."
    ),
}

STATES = {IN_FORCE: _("held now"), TO_COME: _("has not begun"), ENDED: _("ended")}
