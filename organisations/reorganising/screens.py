"""What reorganisations bring to the authoring site."""

from django.utils.translation import gettext_lazy as _

from organisations.menu import RoleMenuItem
from organisations.oversight.queries import OVERSEERS

urls = "organisations.reorganising.urls"
menu_items = [
    RoleMenuItem(
        _("Reorganisations"),
        "reorganising:successions",
        roles=OVERSEERS,
        icon="history",
        order=30,
        about=_("What was renamed, moved, merged, split or closed, and by which decision."),
    )
]
