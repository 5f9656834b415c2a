"""The pages on which somebody's data is read, by the names that people know them by."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REQUEST = "data-request"
REQUESTS = "data-requests"

SCREENS: dict[str, Promise] = {
    REQUEST: gettext_lazy("A request about personal data"),
    REQUESTS: gettext_lazy("List of requests about personal data"),
}


def screen_name(code: str) -> str:
    """What the log of readings calls `screen`, in words; one without words of its own is a page of work."""
    return str(SCREENS[code]) if code in SCREENS else _("A page for organisers")
