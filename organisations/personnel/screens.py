"""What the screens of people bring to the authoring site: addresses and items of the menu."""

from django.utils.translation import gettext_lazy as _

from organisations.menu import RoleMenuItem
from organisations.oversight.queries import MANAGERS, OVERSEERS

urls = "organisations.personnel.urls"
menu_items = [
    RoleMenuItem(
        _("People"),
        "personnel:people",
        roles=OVERSEERS,
        icon="user",
        order=20,
        about=_("Who holds which post, who has an account, whom to call."),
    ),
    RoleMenuItem(
        _("Likely duplicates"),
        "personnel:duplicates",
        roles=MANAGERS,
        icon="copy",
        order=40,
        about=_("People who may have been entered twice."),
    ),
]
