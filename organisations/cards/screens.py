"""What sign-in cards bring to the authoring site."""

from django.utils.translation import gettext_lazy as _

from organisations.menu import RoleMenuItem
from organisations.oversight.queries import MANAGERS

urls = "organisations.cards.urls"
menu_items = [
    RoleMenuItem(
        _("Sign-in cards"),
        "cards:print",
        roles=MANAGERS,
        icon="mobile-alt",
        order=60,
        about=_("Print the first way in for people without e-mail, eight cards a page."),
    )
]
