"""The pages on which somebody's data is read, by the names that people know them by."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REQUEST = "request"
REQUESTS = "requests"

SCREENS: dict[str, Promise] = {
    "people": _("list of people"),
    "person": _("a person's page"),
    "chooser": _("choosing a person"),
    "tree": _("the tree of organisations"),
    "organisation": _("an organisation's page"),
    "reorganisation": _("reorganisation"),
    "duplicates": _("entries that may be one person"),
    "merge": _("merging of two entries"),
    "roles": _("roles"),
    "cards": _("sign-in cards"),
    "import": _("import of a file"),
    "export": _("export of a file"),
    REQUESTS: _("requests about personal data"),
    REQUEST: _("a request about personal data"),
}


def screen_name(screen: str) -> str:
    """A screen that nobody named is shown as the log has it."""
    return str(SCREENS.get(screen, screen))
