"""Reads about what is installed of H5P."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from media.h5p.models import H5PContent, H5PLibrary, H5PLibraryUse
from media.packages.models import Package, PackageRevision, PackageState
from organisations.people.models import Person


def mark_of_libraries() -> str:
    """Another text whenever a release came or went."""
    found = H5PLibrary.objects.aggregate(last=Max("pk"), count=Count("pk"))
    return f"{found['last']}.{found['count']}"


def content_of(revision: PackageRevision) -> H5PContent | None:
    return H5PContent.objects.filter(pk=revision.pk).first()


def states_for(learner: Person, revision: PackageRevision) -> list[PackageState]:
    """What a learner left in a package, where what played it then plays it now: another kind of content
    could not read it."""
    kept = PackageState.objects.filter(
        learner=learner, package=revision.package_id, revision__played_by=revision.played_by
    )
    return list(kept.order_by("part", "data_type"))


def mark_of_states(learner: Person, package: Package) -> str:
    found = PackageState.objects.filter(learner=learner, package=package).order_by("pk")
    return " ".join(f"{pk}.{at.isoformat()}" for pk, at in found.values_list("pk", "saved_at"))


def _is_replaced() -> Exists:
    return Exists(H5PLibrary.objects.filter(name=OuterRef("name"), patch__gt=OuterRef("patch")))


def _is_needed() -> Exists:
    return Exists(H5PLibraryUse.objects.filter(name=OuterRef("name")))


def library_list() -> QuerySet[H5PLibrary]:
    """Every release, with what the list says of it: how many revisions need the library (`uses`), whether a
    newer patch replaces it, and whether it can be taken away (`is_unused`)."""
    needed = H5PLibraryUse.objects.filter(name=OuterRef("name"))
    counted = needed.order_by().values("name").annotate(count=Count("pk")).values("count")
    return H5PLibrary.objects.annotate(
        uses=Coalesce(Subquery(counted), Value(0)),
        is_replaced=_is_replaced(),
        is_unused=_is_replaced() | ~_is_needed(),
    )


def unused_libraries() -> QuerySet[H5PLibrary]:
    """Releases that nothing would miss: nothing needs them, or a newer patch is served in their place."""
    return library_list().filter(_is_replaced() | ~_is_needed())


@dataclass(frozen=True, slots=True)
class LibraryUser:
    """A package that needs a library, in its current revision or in an older one."""

    package: Package
    is_current: bool


def users_of(library: H5PLibrary) -> list[LibraryUser]:
    """Packages that need some patch of this library."""
    found: dict[int, LibraryUser] = {}
    uses = H5PLibraryUse.objects.filter(name=library.name).select_related("revision__package")
    for use in uses.order_by("revision__package__title", "revision__package", "-revision__number"):
        package = use.revision.package
        is_current = package.current_id == use.revision_id
        if package.pk not in found or is_current:
            found[package.pk] = LibraryUser(package, is_current)
    return list(found.values())


def named(names: set[str]) -> QuerySet[H5PLibraryUse]:
    return H5PLibraryUse.objects.filter(name__in=names)
