"""What stands of a person's interactive content, film and sound on her page, for who oversees her."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from media.packages.models import PackageStanding
from media.videos.models import WatchStanding
from organisations.people.models import Person
from organisations.personnel.signals import Section


def media_of(person: Person) -> Section:
    """Where she stands in each, the latest first: interactive content, then film and sound."""
    return Section(
        title=_("Interactive content, film and sound"),
        columns=(_("Title"), _("Best share"), _("Gone through on"), _("Last")),
        rows=[*_packages(person), *_recordings(person)],
        empty=_("This person has opened none yet."),
    )


def _packages(person: Person) -> list[tuple[str, ...]]:
    found = PackageStanding.objects.filter(learner=person).select_related("package").order_by("-updated_at")
    return [
        (one.package.title, _percent(one.share), _day(one.completed_at), _day(one.updated_at))
        for one in found
    ]


def _recordings(person: Person) -> list[tuple[str, ...]]:
    found = WatchStanding.objects.filter(learner=person).select_related("recording").order_by("-updated_at")
    return [(one.recording.title, _percent(one.share), "–", _day(one.updated_at)) for one in found]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{round(share * 100)}%"


def _day(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATE_FORMAT") if at else "–"
