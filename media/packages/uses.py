"""What holds a package: pages by Wagtail's index of references, and what the rooms above know besides."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex

from media.packages.models import Package
from media.packages.signals import asking_where_package_is_used


@dataclass(frozen=True, slots=True)
class Use:
    """Something that holds a package: how, and where it is edited."""

    title: str
    address: str
    how: str


def uses_of(package: Package) -> list[Use]:
    """Each thing once; what the rooms above say of it comes first, for they know who is taught it."""
    found: dict[tuple[str, str], Use] = {}
    answers: Any = asking_where_package_is_used.send(sender=Package, package=package)
    for use in (one for _receiver, told in answers for one in told):
        found.setdefault((use.title, use.address), use)
    finder = AdminURLFinder()
    for thing, _references in ReferenceIndex.get_grouped_references_to(package):
        use = Use(str(thing), finder.get_edit_url(thing) or "", _("chosen there"))
        found.setdefault((use.title, use.address), use)
    return list(found.values())
