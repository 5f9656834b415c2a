"""Reads about packages."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from media.packages.content_types import Text, kind_in_words
from media.packages.models import Package, PackageAttempt, PackageRevision, PackageStanding, PackageState
from media.packages.signals import asking_for_package
from organisations.people.models import Person


def playable_packages() -> QuerySet[Package]:
    return Package.objects.filter(current__isnull=False).select_related("current")


def sample_packages() -> QuerySet[Package]:
    return Package.objects.filter(is_sample=True)


def may_play(person: Person | None, package: Package) -> bool:
    """Whether a lesson that this person follows holds it."""
    if person is None:
        return False
    asked = asking_for_package.send(sender=Package, person=person, package=package)
    return any(bool(answer) for _, answer in asked)


def revision_of(key: str) -> PackageRevision | None:
    """The revision whose `storage_key` this is."""
    public_id, _, number = key.rpartition(".")
    if not number.isdecimal() or len(number) > 9 or len(public_id) != 36:
        return None
    found = PackageRevision.objects.filter(number=int(number)).select_related("package")
    return next((one for one in found.filter(package__public_id__in=_uuids(public_id))), None)


def revision_numbered(pk: int) -> PackageRevision | None:
    """A revision by the number of its row; it may have been taken away since somebody noted that."""
    return PackageRevision.objects.filter(pk=pk).select_related("package").first()


def _uuids(text: str) -> list[str]:
    return [text] if all(letter in "0123456789abcdef-" for letter in text) and text.count("-") == 4 else []


def package_known_as(text: str) -> Package | None:
    """A package by its public id, alone or in an address."""
    found = re.search(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text.lower())
    return Package.objects.filter(public_id=found[0]).select_related("current").first() if found else None


def states_of(learner: Person, package: Package) -> QuerySet[PackageState]:
    return PackageState.objects.filter(learner=learner, package=package)


def attempts_at(package: Package) -> QuerySet[PackageAttempt]:
    return PackageAttempt.objects.filter(package=package).select_related("learner", "revision")


def standings_in(package_ids: Collection[int], learner: Person | None) -> dict[int, PackageStanding]:
    if learner is None or not package_ids:
        return {}
    found = PackageStanding.objects.filter(learner=learner, package__in=list(package_ids))
    return {one.package_id: one for one in found}


def standings_played(learners: QuerySet[Person], package_ids: Collection[int]) -> QuerySet[PackageStanding]:
    """Who of these learners has gone through which of these packages."""
    played = PackageStanding.objects.filter(
        package__in=package_ids, completed_at__isnull=False, learner__in=learners
    )
    return played.select_related("learner")


@dataclass(frozen=True, slots=True)
class PackageGlance:
    """A package as a lesson shows it, and where the learner stands; None before she began."""

    package: Package
    standing: PackageStanding | None

    @property
    def kind_in_words(self) -> Text:
        """What it is: a question, cards, a film with questions; its format concerns nobody who learns."""
        return kind_in_words(self.package.current.played_by if self.package.current else "")

    @property
    def percent(self) -> int | None:
        return round(self.standing.share * 100) if self.standing and self.standing.share is not None else None

    @property
    def is_begun(self) -> bool:
        return self.standing is not None

    @property
    def is_complete(self) -> bool:
        return bool(self.standing and self.standing.completed_at)


def package_glances(package_ids: Iterable[int], learner: Person | None) -> dict[int, PackageGlance]:
    """Packages by number; one that cannot be played is left out. Two queries, none for no packages."""
    wanted = set(package_ids)
    if not wanted:
        return {}
    standings = standings_in(wanted, learner)
    return {
        package.pk: PackageGlance(package, standings.get(package.pk))
        for package in playable_packages().filter(pk__in=wanted)
    }
