"""Findings, versions and figures of interactive content in words, ready for their templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.charts import share_bar
from common.vietnamese import fold
from media.desk.contents.queries import TENTHS, Played
from media.packages.models import Package, PackageRevision, PackageUpload

SEVERITIES: dict[str, tuple[Promise, str]] = {
    "error": (gettext_lazy("Cannot be used"), "cross"),
    "warning": (gettext_lazy("Please look"), "warning"),
    "note": (gettext_lazy("Note"), "info-circle"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as a row: how grave, where, what is the matter and what to do."""

    severity: str
    word: str
    icon: str
    place: str
    sentence: str


def findings_in_words(found: Sequence[Sequence[str]]) -> list[Finding]:
    """As they were kept with the file; what is gravest first."""
    order = list(SEVERITIES)
    rows = [_finding(*one) for one in found]
    return sorted(rows, key=lambda row: order.index(row.severity))


def _finding(severity: str, code: str, place: str, sentence: str) -> Finding:
    severity = severity if severity in SEVERITIES else "warning"
    word, icon = SEVERITIES[severity]
    return Finding(severity, str(word), icon, place, sentence or code)


def facts_of_upload(upload: PackageUpload) -> list[tuple[str, str]]:
    told = upload.told
    facts = [
        (_("File"), f"{upload.name} · {filesizeformat(upload.size)}"),
        (_("Kind"), upload.get_kind_display() or "–"),
    ]
    if told.get("title"):
        facts.append((_("Title"), told["title"]))
    if told.get("played_by"):
        facts.append((_("Played by"), told["played_by"]))
    if told.get("weight"):
        facts.append((_("A first visit loads at most"), filesizeformat(told["weight"])))
    return [*facts, *((label, text) for label, text in told.get("told", []))]


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table of shares: from … to …, how many people, what part of those with points."""

    label: str
    count: int
    share: str
    bar: SafeString


def steps_of(played: Played) -> list[Step]:
    return [_step(number, count, played.with_points) for number, count in enumerate(played.tenths)]


def _step(number: int, count: int, whole: int) -> Step:
    share = count / whole if whole else 0.0
    width = 100 // TENTHS
    return Step(
        f"{number * width}–{(number + 1) * width}%",
        count,
        f"{round(share * 100)}%",
        mark_safe(share_bar(share)),  # noqa: S308 - numbers alone, drawn by ourselves
    )


def play_address(package: Package) -> str:
    """Where a package is played alone; nothing where no player stands."""
    try:
        return reverse("packages:play", args=[package.public_id])
    except NoReverseMatch:
        return ""


def file_name(revision: PackageRevision) -> str:
    """What a package is called as a file: plain letters, for every system."""
    ending = "h5p" if revision.package.kind == Package.Kind.H5P else "zip"
    return f"{slugify(fold(revision.package.title))[:60] or 'noi-dung'}-{revision.number}.{ending}"


def with_page(query: Any) -> str:
    """The search in an address, without the page."""
    kept = query.copy()
    kept.pop("p", None)
    return str(kept.urlencode())
