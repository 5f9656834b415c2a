"""How H5P is played: what the frame is given, its files, and what it says of its learner."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from json import dumps
from mimetypes import guess_type
from typing import Any, cast
from uuid import UUID
from zlib import crc32

from django.core.cache import cache
from django.core.files.base import File
from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from media.delivery.links import link_to_folder
from media.delivery.registry import Delivered
from media.h5p.actions import Report, prepare, take_report
from media.h5p.bundles import bundle_file
from media.h5p.core.codes import Code
from media.h5p.core.format.json_values import JsonObject
from media.h5p.core.format.limits import DEFAULT_LIMITS
from media.h5p.core.format.names import LibraryName, NotALibraryName
from media.h5p.core.format.paths import extension, why_unsafe
from media.h5p.core.playing.user_data import (
    UserDataKey,
    UserDataRefused,
    UserState,
    after_change,
    parse_save,
    preloaded,
)
from media.h5p.core.playing.xapi import StatementRefused, parse_statement
from media.h5p.core.sentences import Language
from media.h5p.core.storage.protocol import FileAbsent
from media.h5p.models import H5PContent
from media.h5p.pictures import KIND as PICTURE_KIND
from media.h5p.queries import content_of, mark_of_libraries, mark_of_states, states_for
from media.h5p.shelf import h5p_site
from media.h5p.storage import SiteStorage, h5p_storage
from media.packages.actions import StateTooLarge, save_state
from media.packages.files import KIND
from media.packages.front_end import H5P_FONTS, H5P_SCRIPTS, H5P_STYLES
from media.packages.models import Package, PackageRevision
from media.packages.players import KNOWN, SAVED, NotUnderstood, Playing
from media.packages.rules import waited
from organisations.people.models import Person

LIBRARIES = "_lib"
"""The folder, among the files of a content, where its libraries lie; a package's own names never begin so."""
SAVE_EVERY = 10
PREPARED_FOR = 24 * 60 * 60
MOST_DATA_TYPE = 100
_WHOLE = _DELETE = "0"


def language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "vi"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the player of a revision is told, the same for everybody."""

    integration: JsonObject
    library: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    fonts: tuple[dict[str, Any], ...]


class H5PPlayer:
    """See `media.packages.players.Player`."""

    kinds: tuple[str, ...] = (str(Package.Kind.H5P),)

    def boot(self, playing: Playing) -> dict[str, Any]:
        prepared = _prepared(playing.revision, playing.now)
        media = link_to_folder(KIND, playing.revision.storage_key, now=playing.now)
        return {
            "shell": reverse("packages:shell"),
            "core": {
                "scripts": [static(path) for path in H5P_SCRIPTS],
                "styles": [static(path) for path in H5P_STYLES],
                "fonts": [
                    {"family": family, "how": {}, "address": static(path)} for family, path in H5P_FONTS
                ],
            },
            "scripts": [reverse("packages:bundle", args=[name]) for name in prepared.scripts],
            "styles": [reverse("packages:bundle", args=[name]) for name in prepared.styles],
            "fonts": [_font(font) for font in prepared.fonts],
            "integration": _integration(prepared, playing, media),
            "content": {"library": prepared.library, "id": str(playing.package.public_id)},
        }

    def mark_of(self, playing: Playing) -> str:
        states = mark_of_states(playing.learner, playing.package) if playing.learner else ""
        return f"{mark_of_libraries()} {states}"

    def save(self, playing: Playing, sent: dict[str, Any]) -> None:
        data = sent.get("data")
        stored = None if data in (None, _DELETE) else data
        if stored is not None and not isinstance(stored, str):
            raise NotUnderstood(_("This is not in the form that is expected."))
        part = str(sent.get("part") or _WHOLE)
        try:
            key = UserDataKey.parse(part, str(sent.get("data_type") or "state")[:MOST_DATA_TYPE])
            parse_save(key, {"data": stored or _DELETE})
        except UserDataRefused as refused:
            if refused.finding.code is Code.USER_DATA_TOO_LARGE:
                raise StateTooLarge from refused
            raise NotUnderstood(refused.finding.sentence(language())) from refused
        save_state(
            learner=cast(Person, playing.learner),
            revision=playing.revision,
            part="" if part == _WHOLE else part,
            data_type=key.data_type,
            data=stored,
            is_preloaded=sent.get("preload") is not False,
            drops_on_change=sent.get("invalidate") is True,
            waited=waited(sent.get("waited")),
            now=playing.now,
        )

    def report(self, playing: Playing, sent: dict[str, Any]) -> str:
        is_new = take_report(
            learner=cast(Person, playing.learner),
            package=playing.package,
            report=_report(sent, playing.now),
            now=playing.now,
        )
        return SAVED if is_new else KNOWN

    def file(self, revision: PackageRevision, path: str) -> Delivered | None:
        if why_unsafe(path, DEFAULT_LIMITS) is not None:
            return None
        folder, _slash, rest = path.partition("/")
        storage = h5p_storage()
        if folder == LIBRARIES:
            return _library_file(storage, revision, rest)
        content = content_of(revision)
        return _content_file(storage, content, path) if content else None

    def code(self, name: str, encodings: frozenset[str]) -> Delivered | None:
        return bundle_file(name, encodings)


# --- What the frame is given -------------------------------------------------------------------


def _prepared(revision: PackageRevision, now: datetime) -> Prepared:
    key = f"h5p4:{revision.pk}:{revision.sha256[:12]}:{mark_of_libraries()}:{language()}"
    found = cache.get(key)
    if isinstance(found, Prepared):
        return found
    row = content_of(revision)
    if row is None:  # taken away a moment ago
        raise Http404
    site = h5p_site(now=now)
    content = site.contents.load(row.folder, row.number)
    started, bundles = prepare(content, site, now=now, language=language())
    [described] = cast("dict[str, JsonObject]", started.integration["contents"]).values()
    # They come in bundles; the frame's core asks for this list only where it loads files itself.
    described["scripts"] = described["styles"] = []
    prepared = Prepared(
        started.integration, str(content.main_library), bundles.scripts, bundles.styles, bundles.fonts
    )
    cache.set(key, prepared, timeout=PREPARED_FOR)
    return prepared


def _font(font: dict[str, Any]) -> dict[str, Any]:
    address = reverse("packages:bundle", args=[font["name"]])
    return {"family": font["family"], "how": font["how"], "address": address}


def _integration(prepared: Prepared, playing: Playing, media: str) -> JsonObject:
    """The object that core reads, with what is this learner's own; it names nobody."""
    [described] = cast("dict[str, JsonObject]", prepared.integration["contents"]).values()
    content_id = f"cid-{playing.package.pk}"
    return {
        **prepared.integration,
        "urlLibraries": f"{media}{LIBRARIES}",
        "saveFreq": SAVE_EVERY if playing.learner else False,
        "contents": {
            content_id: {
                **described,
                "url": f"urn:lop-chi-bo:package:{playing.package.public_id}",
                "title": playing.package.title,
                "contentUrl": media.removesuffix("/"),
                "contentUserData": _earlier(playing),
            }
        },
    }


def _earlier(playing: Playing) -> JsonObject:
    if playing.learner is None:
        return preloaded(())
    kept: list[UserState] = []
    for row in states_for(playing.learner, playing.revision):
        key = UserDataKey(row.part or _WHOLE, row.data_type)
        state = UserState(key, row.data, preload=row.is_preloaded, invalidate=row.drops_on_change)
        kept += [state] if row.revision_id == playing.revision.pk else after_change([state])
    return preloaded(kept)


# --- What it says ------------------------------------------------------------------------------


def _report(sent: dict[str, Any], now: datetime) -> Report:
    try:
        said = parse_statement(dumps(sent.get("statement")).encode())
        return Report(UUID(str(sent.get("id"))), said, _moment(sent.get("happened_at"), now))
    except StatementRefused as refused:
        raise NotUnderstood(refused.finding.sentence(language())) from refused
    except (ValueError, RecursionError) as wrong:
        raise NotUnderstood(_("This is not in the form that is expected.")) from wrong


def _moment(text: object, now: datetime) -> datetime:
    """The time by her device; now where it tells none that can be."""
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        moment = None
    return moment if moment is not None and moment.tzinfo is not None else now


# --- Files -------------------------------------------------------------------------------------


def _content_file(storage: SiteStorage, content: H5PContent, path: str) -> Delivered | None:
    small = content.pictures.get(path)
    if small is not None:
        found = _opened(storage, f"renditions/{content}/{small}", PICTURE_KIND)
        if found is not None:
            return found
    return _opened(storage, f"contents/{content}/media/{path}", _kind_of(path))


def _library_file(storage: SiteStorage, revision: PackageRevision, path: str) -> Delivered | None:
    """A file of a library that the revision needs: some load pictures and scripts while they run."""
    folder, _slash, rest = path.partition("/")
    try:
        name = LibraryName.parse(folder.rpartition(".")[0])
    except NotALibraryName:
        return None
    if not rest or not revision.h5p_libraries.filter(name=str(name)).exists():
        return None
    return _opened(storage, f"libraries/{path}", _kind_of(path))


def _opened(storage: SiteStorage, path: str, kind: str) -> Delivered | None:
    try:
        opened = storage.open(path)
    except FileAbsent:
        return None
    file = opened if isinstance(opened, File) else File(BytesIO(opened.read()))
    return Delivered(file, kind, f'"{file.size:x}-{crc32(path.encode()):x}"')


_KINDS = {
    "js": "text/javascript",
    "vtt": "text/vtt",
    "webvtt": "text/vtt",
    "m4a": "audio/mp4",
    "woff2": "font/woff2",
    "webp": PICTURE_KIND,
    "glb": "model/gltf-binary",
    "gltf": "model/gltf+json",
}


def _kind_of(path: str) -> str:
    return _KINDS.get(extension(path)) or guess_type(path)[0] or "application/octet-stream"
