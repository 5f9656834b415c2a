"""Reads for the screens of interactive content."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from common.vietnamese import fold
from media.packages.models import Package, PackageRevision, PackageStanding, PackageUpload

TENTHS = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for in the list."""

    words: str = ""
    kind: str = ""


def packages_wished(wish: Wish) -> QuerySet[Package]:
    """The list: by words with or without their marks, by kind; how many people each was played by."""
    found = Package.objects.select_related("current", "made_by").annotate(people=Count("standings"))
    if wish.kind:
        found = found.filter(kind=wish.kind)
    if words := fold(wish.words).split():
        titles = Package.objects.order_by().values_list("pk", "title")
        found = found.filter(pk__in=[pk for pk, title in titles if _answers(title, words)])
    return found.order_by("title", "pk")


def _answers(title: str, words: list[str]) -> bool:
    folded = fold(title)
    return all(word in folded for word in words)


def all_packages() -> QuerySet[Package]:
    return Package.objects.select_related("current", "made_by")


def revisions_of(package: Package) -> QuerySet[PackageRevision]:
    """Every version, the newest first."""
    return package.revisions.select_related("added_by", "package").order_by("-number")


def uploads_of(account: User) -> QuerySet[PackageUpload]:
    """The files that somebody sent herself; an administrator sees all."""
    found = PackageUpload.objects.filter(brings_libraries_only=False)
    found = found.select_related("replaces", "made__package", "sent_by")
    return found if account.is_superuser else found.filter(sent_by=account)


def waiting_uploads(account: User) -> QuerySet[PackageUpload]:
    """Her own files that wait for a yes."""
    return uploads_of(account).filter(state=PackageUpload.State.CHECKED, sent_by=account)


@dataclass(frozen=True, slots=True)
class Played:
    """How people stand in a package, nobody by name: in tenths of its points, where it gives any."""

    people: int
    completed: int
    with_points: int
    tenths: tuple[int, ...]
    last_at: datetime | None


def played(package: Package) -> Played:
    """One query, however many people there are; full marks belong to the last tenth."""
    steps = {
        f"tenth_{step}": Count(
            "pk",
            filter=Q(share__gte=step / TENTHS)
            & (Q(share__lt=(step + 1) / TENTHS) if step < TENTHS - 1 else Q()),
        )
        for step in range(TENTHS)
    }
    found = PackageStanding.objects.filter(package=package).aggregate(
        people=Count("pk"), completed=Count("completed_at"), with_points=Count("share"), **steps
    )
    last = PackageStanding.objects.filter(package=package).order_by("-updated_at").first()
    return Played(
        people=found["people"],
        completed=found["completed"],
        with_points=found["with_points"],
        tenths=tuple(found[name] for name in steps),
        last_at=last.updated_at if last else None,
    )
