"""What lists in and out bring to the authoring site: addresses and one item of the menu."""

from django.utils.translation import gettext_lazy as _

from organisations.exchange.store import IMPORTERS
from organisations.menu import RoleMenuItem

urls = "organisations.exchange.urls"
menu_items = [
    RoleMenuItem(
        _("Excel in and out"),
        "exchange:index",
        roles=IMPORTERS,
        icon="upload",
        order=50,
        about=_("Bring lists of organisations and of people in from Excel, and take them out."),
    ),
]
