"""What the exceptions bring to the authoring site: addresses and one item of the menu."""

from django.utils.translation import gettext_lazy as _

from organisations.menu import RoleMenuItem
from organisations.oversight.queries import MANAGERS

urls = "quizzes.authoring.exceptions.urls"
menu_items = [
    RoleMenuItem(
        _("Exceptions"),
        "exceptions:quizzes",
        roles=MANAGERS,
        icon="time",
        order=50,
        about=_("More time or another attempt for somebody, and why."),
    ),
]
