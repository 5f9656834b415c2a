"""Reads for the screens of libraries."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from accounts.models import User
from media.h5p.models import H5PLibrary
from media.h5p.queries import library_list, unused_libraries
from media.packages.models import PackageUpload


@dataclass(frozen=True, slots=True)
class Whole:
    """How many releases there are, how many nothing needs, and bytes of each."""

    count: int
    size: int
    unused: int
    unused_size: int


def libraries_wished(words: str, *, unused: bool) -> QuerySet[H5PLibrary]:
    """The list, by a part of the name or of the title."""
    found = unused_libraries() if unused else library_list()
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(title__icontains=word))
    return found


def library_uploads_of(account: User) -> QuerySet[PackageUpload]:
    """The files of libraries that somebody sent herself; an administrator sees all."""
    found = PackageUpload.objects.filter(brings_libraries_only=True)
    return found if account.is_superuser else found.filter(sent_by=account)


def waiting_uploads(account: User) -> QuerySet[PackageUpload]:
    """Her own files that wait for a yes."""
    return library_uploads_of(account).filter(state=PackageUpload.State.CHECKED, sent_by=account)


def whole() -> Whole:
    everything = H5PLibrary.objects.aggregate(size=Sum("size"))
    unused = unused_libraries().aggregate(size=Sum("size"))
    return Whole(
        H5PLibrary.objects.count(), everything["size"] or 0, unused_libraries().count(), unused["size"] or 0
    )
