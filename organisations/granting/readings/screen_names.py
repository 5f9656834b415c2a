"""What the log calls a screen, and what an auditor calls it. A new screen that shows people is added here."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCREEN_NAMES: dict[str, Promise] = {
    "people": _("list of people"),
    "person": _("a person's page"),
    "chooser": _("choosing a person"),
    "tree": _("the tree of organisations"),
    "organisation": _("an organisation's page"),
    "organisations": _("list of organisations"),
    "history": _("history of an organisation"),
    "reorganisation": _("reorganisation"),
    "duplicates": _("entries that may be one person"),
    "merge": _("merging of two entries"),
    "roles": _("roles"),
    "cards": _("sign-in cards"),
    "papers": _("results of tests on paper"),
    "import": _("import of a file"),
    "export": _("export of a file"),
    "requests": _("requests about personal data"),
    "request": _("a request about personal data"),
    "marking": _("marking of essays"),
    "marks": _("marks given and changed"),
    "statements": _("statements (xAPI)"),
    "sessions": _("those invited to a demonstration session"),
    "certificates": _("certificates"),
}


def screen_name(screen: str) -> str:
    """A screen that nobody named is shown as the log has it."""
    return str(SCREEN_NAMES.get(screen, screen))
