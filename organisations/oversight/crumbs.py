"""The way to a screen about an organisation, as far up as the viewer oversees it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.oversight.queries import way_to
from organisations.tree.models import Organisation

Crumb = dict[str, Any]


def crumbs_to(organisation: Organisation, viewer: User, *onward: str) -> list[Crumb]:
    """From the tree down to an organisation, then `onward`; the last crumb leads nowhere."""
    above = [*way_to(organisation, viewer), organisation]
    crumbs = [tree_crumb(), *({"url": address_of(one), "label": str(one)} for one in above)]
    crumbs += [{"url": "", "label": label} for label in onward]
    return [*crumbs[:-1], {"url": None, "label": crumbs[-1]["label"]}]


def tree_crumb() -> Crumb:
    return {"url": reverse("browsing:tree"), "label": _("Tree of organisations")}


def address_of(organisation: Organisation) -> str:
    return reverse("browsing:organisation", args=[organisation.public_id])
