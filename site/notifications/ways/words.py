"""How channels and kinds are called on the screen."""

from django.utils.translation import gettext_lazy as _

from notifications.ways.rules import Channel, Kind

CHANNELS = {
    Channel.LETTER: _("E-mail"),
    Channel.PUSH: _("On the telephone or computer (push)"),
    Channel.TEXT: _("Text message"),
}
KINDS = {
    Kind.NEWS: _("Invitations, changes, answers"),
    Kind.REMINDER: _("Reminders of what is due"),
    Kind.OVERDUE: _("What is overdue in the units below"),
    Kind.DIGEST: _("Weekly digest"),
    Kind.TEST: _("Test message"),
}
