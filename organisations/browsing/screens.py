"""What the tree brings to the authoring site."""

from django.utils.translation import gettext_lazy as _

from organisations.menu import RoleMenuItem
from organisations.oversight.queries import OVERSEERS

urls = "organisations.browsing.urls"
menu_items = [
    RoleMenuItem(
        _("Tree of organisations"),
        "browsing:tree",
        roles=OVERSEERS,
        icon="list-ul",
        order=10,
        about=_("The organisations of your part, as they stand today or stood on any day."),
    )
]
