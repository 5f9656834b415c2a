"""What marking brings to the authoring site: addresses and one item of the menu."""

from django.utils.translation import gettext_lazy as _

from organisations.menu import RoleMenuItem
from quizzes.marking.queries import MARKERS

urls = "quizzes.marking.urls"
menu_items = [
    RoleMenuItem(
        _("Marking"),
        "marking:queue",
        roles=MARKERS,
        icon="edit",
        order=60,
        about=_("Essays that wait for a marker, marks given, corrected keys."),
    ),
]
