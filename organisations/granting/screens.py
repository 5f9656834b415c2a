"""What roles and the log of readings bring to the authoring site."""

from django.utils.translation import gettext_lazy as _

from organisations.granting.queries import ADMINISTRATORS
from organisations.granting.readings.queries import READERS_OF_THE_LOG
from organisations.menu import RoleMenuItem
from organisations.oversight.models import Grant

urls = "organisations.granting.urls"
menu_items = [
    RoleMenuItem(
        _("Roles"),
        "granting:roles",
        roles=ADMINISTRATORS,
        icon="key",
        order=70,
        about=_("Who may do what, over which part, until when."),
    ),
    RoleMenuItem(
        _("Log of readings"),
        "granting:readings",
        roles=READERS_OF_THE_LOG,
        icon="glasses",
        order=80,
        about=_("Who looked at whose personal data, on which screen, when."),
    ),
    RoleMenuItem(
        _("My roles"),
        "granting:mine",
        roles=tuple(Grant.Role),
        icon="user",
        order=100,
        about=_("What you have been given to do, over what, until when."),
    ),
]
