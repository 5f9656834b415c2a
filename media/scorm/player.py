"""SCORM packages as they are played: what the page gets, what it brings back, which files the frame gets."""

import mimetypes
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.templatetags.static import static
from django.utils.translation import gettext as _

from media.delivery.registry import Delivered
from media.packages.actions import NothingToPlay
from media.packages.models import Package, PackageRevision
from media.packages.players import REFUSED, SAVED, NotUnderstood, Playing
from media.scorm.actions import NoSuchPart, begin_anew, commit_part
from media.scorm.core.package import Version
from media.scorm.core.settling import bounded
from media.scorm.pages import page_of, script_for
from media.scorm.queries import mark_of_states, part_states
from media.scorm.rules import DATA_TYPE, Facts, PartFacts, PartState, told_at, whole
from media.scorm.storing import file_of
from organisations.people.models import Person

RUNTIMES = {Version.SCORM_12: "scorm-again/scorm12.js", Version.SCORM_2004: "scorm-again/scorm2004.js"}
BRIDGE = "scorm-again/cross-frame-lms.js"
SCRIPT = "media/scorm/player.js"

_FROM_ITSELF = "{origin}/tep/ data: blob:"
FRAME = {
    # The sandbox is the wall: content of these tools is full of inline script. The rest keeps it from telling
    # other hosts anything, and from asking this one for more than files.
    "Content-Security-Policy": (
        f"sandbox allow-scripts allow-forms; default-src {_FROM_ITSELF} 'unsafe-inline' 'unsafe-eval'; "
        "worker-src blob:; object-src 'none'; form-action 'none'; base-uri {origin}/tep/"
    )
}
_PAGES = (".html", ".htm", ".xhtml")
_KINDS = {
    ".css": "text/css",
    ".htm": "text/html",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
    ".xml": "text/xml",
}


class ScormPlayer:
    """SCORM 1.2 and 2004."""

    kinds: tuple[str, ...] = (Package.Kind.SCORM_12.value, Package.Kind.SCORM_2004.value)

    def boot(self, playing: Playing) -> dict[str, Any]:
        facts = Facts.read(playing.revision.facts)
        states = part_states(playing.learner, playing.package) if playing.learner else {}
        return {
            "player": static(SCRIPT),
            "runtime": static(RUNTIMES[facts.version]),
            "bridge": static(BRIDGE),
            "version": facts.version.value,
            "learner": _alias(playing.learner, playing.package),
            "parts": [_part(part, states.get(part.identifier, PartState()), facts) for part in facts.parts],
            "is_complete": whole(states, facts).is_complete,
            "words": _words(),
        }

    def mark_of(self, playing: Playing) -> str:
        states = mark_of_states(playing.learner, playing.package) if playing.learner else []
        return " ".join([static(SCRIPT), *states])

    def save(self, playing: Playing, sent: dict[str, Any]) -> None:
        """Nothing is saved by itself here, only forgotten: places come with reports."""
        part = sent.get("part")
        if not isinstance(part, str) or sent.get("data_type") != DATA_TYPE or sent.get("data") is not None:
            raise NotUnderstood(_("This is not in the form that is expected."))
        if playing.learner is not None:
            begin_anew(learner=playing.learner, revision=playing.revision, part=part, now=playing.now)

    def report(self, playing: Playing, sent: dict[str, Any]) -> str:
        """`part`, its `values`, whether it is `finished`, and for how many seconds that has `waited`."""
        part, values = sent.get("part"), bounded(sent.get("values"))
        if playing.learner is None:
            return REFUSED
        if not isinstance(part, str) or values is None:
            raise NotUnderstood(_("This is not in the form that is expected."))
        try:
            commit_part(
                learner=playing.learner,
                package=playing.package,
                revision=playing.revision,
                part=part,
                values=values,
                is_finished=sent.get("finished") is True,
                told_at=_told_at(playing.now, sent),
                now=playing.now,
            )
        except NoSuchPart:
            raise NotUnderstood(_("The content has no such part any more.")) from None
        except NothingToPlay:
            return REFUSED
        return SAVED

    def file(self, revision: PackageRevision, path: str) -> Delivered | None:
        content = file_of(revision, path)
        if content is None:
            return None
        ending = f".{path.rpartition('.')[2].lower()}"
        etag = revision.sha256[:32]
        if ending in _PAGES:
            version = Version(revision.facts["version"])
            content = page_of(content, version)
            etag = f"{etag}-{script_for(version).mark}"
        return Delivered(
            content=content,
            content_type=_KINDS.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream",
            etag=f'"{etag}"',
            headers=FRAME,
            may_be_framed=True,
        )

    def code(self, name: str, encodings: frozenset[str]) -> Delivered | None:
        """Packages of SCORM share no code."""
        return None


def _told_at(now: datetime, sent: dict[str, Any]) -> datetime:
    return told_at(now, sent.get("waited"))


def _alias(learner: Person | None, package: Package) -> dict[str, str]:
    """Whom the content is told to teach: foreign code learns nobody's name."""
    number = str(uuid5(package.public_id, str(learner.public_id))) if learner else ""
    return {"id": number, "name": "đồng chí"}


def _part(part: PartFacts, state: PartState, facts: Facts) -> dict[str, Any]:
    settled = state.settled(part, facts.version)
    return {
        "id": part.identifier,
        "title": part.title,
        "address": part.address,
        "reports": part.reports,
        "listed": part.is_listed,
        "after": list(part.after),
        "mastery": part.aim.mastery,
        "threshold": part.aim.completion_threshold,
        "data": part.launch_data,
        "time": part.most_time,
        "timeout": part.when_time_is_up,
        "values": state.resumed(facts.version),
        "begun": bool(state.values),
        "done": settled.is_complete,
        "percent": None if settled.share is None else round(settled.share * 100),
    }


def _words() -> dict[str, str]:
    """What the page says around the frame."""
    return {
        "parts": _("Parts"),
        "previous": _("Previous part"),
        "next": _("Next part"),
        "done": _("done"),
        "begun": _("begun"),
        "locked": _("opens after: {parts}"),
        "anew": _("Begin again"),
        "sure": _("Begin this part again? What was reached counts on."),
        "whole": _("Whole screen"),
        "leave": _("Leave the whole screen"),
        "finished": _("This part is finished."),
        "says": _("The content says: {text}"),
        "agreed": _("The content asked “{text}”; “yes” was answered."),
    }
