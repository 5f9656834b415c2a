"""What a practice shows that is the same for everybody, made once and kept: papers, pictures, sources."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common.pages import read_again_address
from common.unchanging import unchanging
from media.documents.models import Paper
from media.pictures.models import Picture
from media.regulations.queries import cited_regulations
from media.regulations.stamp import register_stamp
from practices.exemplars.content import Material, Told
from practices.exemplars.models import Practice
from practices.exemplars.queries import pages_taught

KEPT_FOR = 60 * 60
"""Seconds. What was published never changes, but its pictures and our templates may."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to use or to look at: finished HTML, or the number of film or sound, in which each stands
    somewhere."""

    html: SafeString
    recording: int | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson to read with it, and the address that leads to where it stands today."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Ready for a page."""

    pieces: tuple[Piece, ...]
    lessons: tuple[Lesson, ...]
    sources: SafeString


def shown_of(practice: Practice, told: Told) -> Shown:
    """From memory once somebody has read it; made anew when a regulation changes."""
    key = f"practice-shown:{practice.pk}:{practice.digest}:{get_language()}:{register_stamp()}"
    shown: Shown | None = unchanging.get(key)
    if shown is None:
        shown = make_shown(told)
        unchanging.set(key, shown, KEPT_FOR)
    return shown


def make_shown(told: Told) -> Shown:
    papers = Paper.objects.in_bulk([one.paper for one in told.materials if one.paper])
    pictures = Picture.objects.in_bulk([one.picture for one in told.materials if one.picture])
    return Shown(
        pieces=tuple(
            _piece(number, one, papers, pictures) for number, one in enumerate(told.materials, start=1)
        ),
        lessons=tuple(_lessons(told)),
        sources=_sources(told),
    )


def _piece(number: int, one: Material, papers: Mapping[int, Paper], pictures: Mapping[int, Picture]) -> Piece:
    """A file that is gone leaves nothing behind."""
    anchor = f"tai-lieu-{number}"
    context = {
        "one": one,
        "anchor": anchor,
        "paper": papers.get(one.paper or 0),
        "picture": pictures.get(one.picture or 0),
    }
    html = "" if one.recording else render_to_string("practices/library/_material.html", context)
    return Piece(SafeString(html), one.recording, anchor)


def _lessons(told: Told) -> list[Lesson]:
    found = ((page.title, read_again_address(page.pk)) for page in pages_taught(told.lessons))
    return [Lesson(title, address) for title, address in found if address]


def _sources(told: Told) -> SafeString:
    """The regulations behind it as they stand today, the replaced ones included."""
    sources = cited_regulations(told.citations) if told.citations else []
    return (
        render_to_string("media/regulations/_sources.html", {"sources": sources}) if sources else SafeString()
    )
