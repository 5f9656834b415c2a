"""All code of a content as one file, and all its styles as another, compressed when they are made.

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

import brotli
from django.core.files.base import File
from django.db import transaction

from media.delivery.registry import Delivered
from media.h5p.core.installed.install import Site
from media.h5p.core.installed.libraries import LibraryMissing
from media.h5p.core.playing.assets import Asset
from media.h5p.core.storage.protocol import FileAbsent
from media.h5p.models import H5PBundle
from media.h5p.storage import h5p_storage
from media.h5p.styles import flattened

_FOLDER = "bundles"
_MADE_LIKE = "2"
"""Goes into every name: another number where bundles are put together in another way."""
_BROTLI_QUALITY = 9
_NOTED_EVERY = timedelta(days=7)
_KEPT_FOR = timedelta(days=90)
_KINDS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


@dataclass(frozen=True, slots=True)
class Bundles:
    """The names of what a content loads, none where it loads nothing; `weight` is in bytes, compressed. `new`
    are those that were not there before."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    weight: int
    new: tuple[str, ...] = ()


def bundles_for(scripts: Sequence[Asset], styles: Sequence[Asset], site: Site, *, now: datetime) -> Bundles:
    """The bundles of these files, made where they are not there yet."""
    made = [
        _bundle(assets, ending, site, now) for ending, assets in (("js", scripts), ("css", styles)) if assets
    ]
    names = [bundle.name for bundle, _is_new in made]
    return Bundles(
        scripts=tuple(name for name in names if name.endswith(".js")),
        styles=tuple(name for name in names if name.endswith(".css")),
        weight=sum(bundle.gzip for bundle, _is_new in made),
        new=tuple(bundle.name for bundle, is_new in made if is_new),
    )


def _bundle(assets: Sequence[Asset], ending: str, site: Site, now: datetime) -> tuple[H5PBundle, bool]:
    name = f"{_digest(assets, site)}.{ending}"
    found = H5PBundle.objects.filter(name=name).first()
    if found is not None:
        if found.used_at < now - _NOTED_EVERY:
            H5PBundle.objects.filter(pk=found.pk).update(used_at=now)
        return found, False
    content = (_script if ending == "js" else _sheet)(assets, site)
    packed = {
        "": content,
        ".gz": gzip.compress(content, 9, mtime=0),
        ".br": brotli.compress(content, quality=_BROTLI_QUALITY),
    }
    for suffix, data in packed.items():
        with suppress(FileExistsError):  # somebody else made the same bytes a moment ago
            site.storage.write(f"{_FOLDER}/{name}{suffix}", [data])
    sizes = {"size": len(content), "gzip": len(packed[".gz"]), "brotli": len(packed[".br"]), "used_at": now}
    return H5PBundle.objects.get_or_create(name=name, defaults=sizes)


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


def _sheet(assets: Iterable[Asset], site: Site) -> bytes:
    sheets = [
        flattened(asset.path, content.decode("utf-8", "replace"), partial(_read_small, site, asset))
        for asset in assets
        if (content := _read(site, asset, asset.path)) is not None
    ]
    return "\n".join(sheets).encode()


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
    encoding, suffix = next(((one, end) for one, end in _ENCODINGS if one in encodings), ("", ""))
    try:
        file = h5p_storage().open(f"{_FOLDER}/{name}{suffix}")
    except FileAbsent:
        return None
    headers = {"Content-Encoding": encoding} if encoding else {}
    content = file if isinstance(file, File) else File(BytesIO(file.read()))
    return Delivered(content, _KINDS[ending], f'"{digest}{suffix}"', headers)


def remove_outdated(site: Site, *, now: datetime) -> int:
    """Let go of bundles that nothing has loaded for long; what needs one again makes it again."""
    gone = list(H5PBundle.objects.filter(used_at__lt=now - _KEPT_FOR).values_list("name", flat=True))
    H5PBundle.objects.filter(name__in=gone).delete()
    transaction.on_commit(partial(_delete_files, gone, site))
    return len(gone)


def take_back(names: Sequence[str], site: Site) -> None:
    """Let go of bundles that were made for something that did not come to be."""
    H5PBundle.objects.filter(name__in=names).delete()
    _delete_files(names, site)


def _delete_files(names: Iterable[str], site: Site) -> None:
    for name in names:
        for suffix in ("", ".gz", ".br"):
            site.storage.delete(f"{_FOLDER}/{name}{suffix}")
