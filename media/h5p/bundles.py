"""All code of a content as one file, all its styles as another, compressed when they are made; fonts apart.

Contents that need the same releases share their bundles. A bundle's name is the digest of what is in it, so
that a browser asks for it once, and finds it again in the next lesson.
"""

import gzip
import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

import brotli
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from media.delivery.registry import Delivered
from media.h5p.core.installed.install import Site
from media.h5p.core.installed.libraries import LibraryMissing
from media.h5p.core.playing.assets import Asset
from media.h5p.core.storage.protocol import FileAbsent
from media.h5p.models import H5PBundle
from media.h5p.storage import h5p_storage
from media.h5p.styles import Allowance, Face, flattened

_FOLDER = "bundles"
_MADE_LIKE = "4"
"""Goes into every name: another number where bundles are put together in another way."""
_BROTLI_QUALITY = 9
_NOTED_EVERY = timedelta(days=7)
_KEPT_FOR = timedelta(days=90)
_FONTS = {"woff2": "font/woff2", "woff": "font/woff", "ttf": "font/ttf", "otf": "font/otf"}
_KINDS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", **_FONTS}
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


@dataclass(frozen=True, slots=True)
class Bundles:
    """The names of what a content loads, none where it loads nothing; `fonts` come after it can be used.

    `weight` is in bytes, compressed. `new` are bundles that were not there before.
    """

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    fonts: tuple[dict[str, Any], ...]
    weight: int
    new: tuple[str, ...] = ()


def bundles_for(scripts: Sequence[Asset], styles: Sequence[Asset], site: Site, *, now: datetime) -> Bundles:
    """The bundles of these files, made where they are not there yet."""
    made = [
        _bundle(assets, ending, site, now) for ending, assets in (("js", scripts), ("css", styles)) if assets
    ]
    names = [bundle.name for bundle, _is_new in made]
    fonts = [font for bundle, _is_new in made for font in bundle.fonts]
    return Bundles(
        scripts=tuple(name for name in names if name.endswith(".js")),
        styles=tuple(name for name in names if name.endswith(".css")),
        fonts=tuple(fonts),
        weight=sum(bundle.gzip for bundle, _is_new in made) + sum(font["size"] for font in fonts),
        new=tuple(bundle.name for bundle, is_new in made if is_new),
    )


def _bundle(assets: Sequence[Asset], ending: str, site: Site, now: datetime) -> tuple[H5PBundle, bool]:
    name = f"{_digest(assets, site)}.{ending}"
    found = H5PBundle.objects.filter(name=name).first()
    if found is not None:
        if found.used_at < now - _NOTED_EVERY:
            H5PBundle.objects.filter(pk=found.pk).update(used_at=now)
        return found, False
    content, faces = (_script(assets, site), []) if ending == "js" else _sheet(assets, site)
    packed = {
        "": content,
        ".gz": gzip.compress(content, 9, mtime=0),
        ".br": brotli.compress(content, quality=_BROTLI_QUALITY),
    }
    for suffix, data in packed.items():
        _write(f"{name}{suffix}", data, site)
    return H5PBundle.objects.get_or_create(
        name=name,
        defaults={
            "size": len(content),
            "gzip": len(packed[".gz"]),
            "brotli": len(packed[".br"]),
            "used_at": now,
            "fonts": [_font(face, site) for face in faces],
        },
    )


def _font(face: Face, site: Site) -> dict[str, Any]:
    name = f"{hashlib.sha256(face.content).hexdigest()[:40]}.{face.kind}"
    _write(name, face.content, site)
    return {"family": face.family, "how": face.how, "name": name, "size": len(face.content)}


def _write(name: str, data: bytes, site: Site) -> None:
    with suppress(FileExistsError):  # somebody else made the same bytes a moment ago
        site.storage.write(f"{_FOLDER}/{name}", [data])


def _digest(assets: Iterable[Asset], site: Site) -> str:
    whole = hashlib.sha256(_MADE_LIKE.encode())
    for asset in assets:
        record = site.libraries.record(asset.library)
        sha256 = record.files[asset.path].sha256 if asset.path in record.files else ""
        whole.update(f"{record.digest} {sha256} {asset.address}\n".encode())
    return whole.hexdigest()[:40]


def _script(assets: Iterable[Asset], site: Site) -> bytes:
    """Each file ends its own last statement; a first `"use strict"` must not bind the others."""
    parts = (_read(site, asset, asset.path) or b"" for asset in assets)
    return b"".join(b";" + part.removeprefix(b"\xef\xbb\xbf") + b"\n" for part in parts)


def _sheet(assets: Iterable[Asset], site: Site) -> tuple[bytes, list[Face]]:
    sheets, faces = [], []
    for asset in assets:
        content = _read(site, asset, asset.path)
        if content is not None:
            left = Allowance()
            text = content.decode("utf-8", "replace")
            sheets.append(flattened(asset.path, text, partial(_read_small, site, asset), left))
            faces += left.faces
    return "\n".join(sheets).encode(), faces


def _read_small(site: Site, asset: Asset, path: str, most: int) -> bytes | None:
    file = site.libraries.record(asset.library).files.get(path)
    return _read(site, asset, path) if file is not None and file.size <= most else None


def _read(site: Site, asset: Asset, path: str) -> bytes | None:
    with suppress(LibraryMissing, FileAbsent), site.libraries.open(asset.library, path) as file:
        return file.read()
    return None


def bundle_file(name: str, encodings: frozenset[str]) -> Delivered | None:
    """A bundle, compressed in the best way that the browser understands."""
    digest, _, ending = name.partition(".")
    if ending not in _KINDS or not digest.isalnum() or not digest.isascii():
        return None
    known = () if ending in _FONTS else _ENCODINGS
    encoding, suffix = next(((one, end) for one, end in known if one in encodings), ("", ""))
    try:
        file = h5p_storage().open(f"{_FOLDER}/{name}{suffix}")
    except FileAbsent:
        return None
    headers = {"Content-Encoding": encoding} if encoding else {}
    content = file if isinstance(file, File) else File(BytesIO(file.read()))
    return Delivered(content, _KINDS[ending], f'"{digest}{suffix}"', headers)


def remove_outdated(site: Site, *, now: datetime) -> int:
    """Let go of bundles that nothing has loaded for long; what needs one again makes it again."""
    names, fonts = _without_rows(H5PBundle.objects.filter(used_at__lt=now - _KEPT_FOR))
    transaction.on_commit(partial(_delete_files, names, fonts, site))
    return len(names)


def take_back(names: Sequence[str], site: Site) -> None:
    """Let go of bundles that were made for something that did not come to be."""
    # At once: the transaction around it may be lost, and nothing that hangs on its end would happen.
    _delete_files(*_without_rows(H5PBundle.objects.filter(name__in=names)), site)


def _without_rows(bundles: QuerySet[H5PBundle]) -> tuple[list[str], list[str]]:
    """Take the rows away; answer the names of the bundles, and of the fonts that they named."""
    gone = list(bundles)
    bundles.delete()
    return [bundle.name for bundle in gone], [font["name"] for bundle in gone for font in bundle.fonts]


def _delete_files(names: Iterable[str], fonts: Iterable[str], site: Site) -> None:
    kept = {font["name"] for of_one in H5PBundle.objects.values_list("fonts", flat=True) for font in of_one}
    gone = [f"{name}{suffix}" for name in names for suffix in ("", ".gz", ".br")]
    for name in (*gone, *(set(fonts) - kept)):
        site.storage.delete(f"{_FOLDER}/{name}")
