"""What roles and the log of readings bring to the authoring site."""

from django.utils.translation import gettext_lazy as _

from organisations.granting.queries import ADMINISTRATORS
from organisations.granting.readings.queries import READERS_OF_THE_LOG
from organisations.menu import RoleMenuItem
from organisations.oversight.models import Grant

urls = "organisations.granting.urls"
menu_items = [
    RoleMenuItem(_("Roles"), "granting:roles", roles=ADMINISTRATORS, icon="key", order=60),
    RoleMenuItem(
        _("Log of readings"), "granting:readings", roles=READERS_OF_THE_LOG, icon="glasses", order=70
    ),
    RoleMenuItem(_("My roles"), "granting:mine", roles=tuple(Grant.Role), icon="user", order=90),
]
