"""What tests on paper bring to the authoring site."""

from django.utils.translation import gettext_lazy as _

from organisations.menu import RoleMenuItem
from quizzes.printing.queries import PRINTERS

urls = "quizzes.printing.urls"
menu_items = [
    RoleMenuItem(
        _("Tests on paper"),
        "printing:index",
        roles=PRINTERS,
        icon="doc-full",
        order=160,
        about=_("Print a quiz for a hall without a network, and type in what was written there."),
    )
]
