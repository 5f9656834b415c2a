"""Words of the screens: what the chair asks in the discussion, and when a form cannot be filled in."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROMPTS: Mapping[str, Promise] = {
    "well": _("What went well, and why?"),
    "hard": _("What was hard or did not work?"),
    "otherwise": _("What would we do differently next time?"),
    "home": _("What do we take home to our own cells?"),
    "committee": _("What should the committee decide or help with?"),
}
"""Asked in this order; notes are kept by these codes."""
