"""QTI written as a package: a manifest, an item for each question, and the pictures they show."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace

from quizzes.exchange.formats import carrying, codes
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.drafts import Draft, Written
from quizzes.exchange.formats.embedding import embedding
from quizzes.exchange.formats.losses import list_losses
from quizzes.exchange.formats.pictures import Pictures
from quizzes.exchange.formats.qti.manifest import manifest
from quizzes.exchange.formats.qti.names import Dialect, as_in_two
from quizzes.exchange.formats.qti.reading import read_item
from quizzes.exchange.formats.qti.writing_item import ItemWriter
from quizzes.exchange.formats.qti.xhtml import Xhtml, media_path
from quizzes.exchange.formats.safe_xml import parse

# An archive says nothing about when it was made, so that the same questions make the same file.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write(drafts: Iterable[Draft], files: Mapping[str, bytes], *, version: str = "2.1") -> Written:
    """A package of QTI 2.1 or 3.0; what it cannot carry is listed."""
    dialect = Dialect(version)
    losses = Findings()
    items: dict[str, str] = {}
    used: dict[str, tuple[str, ...]] = {}
    for draft in drafts:
        if draft.question is None:
            losses.error(codes.CANNOT_CARRY, "", str(draft.number))
            continue
        xhtml = Xhtml(files, losses, draft.number)
        identifier = f"q{len(items) + 1:05}"
        items[identifier] = _item(draft, identifier, ItemWriter(draft, dialect, xhtml), files, losses)
        used[identifier] = tuple(xhtml.used)
    data = _packed(items, used, files, version)
    return Written(data, "zip", "application/zip", losses.all())


def _item(
    draft: Draft, identifier: str, writer: ItemWriter, files: Mapping[str, bytes], losses: Findings
) -> str:
    writer.parts()
    native = writer.item(identifier)
    back = _read_back(native, draft, files)
    extras = carrying.extras_of(draft, back, embedding(files, losses, draft.number))
    list_losses(extras, draft, back, losses)
    return writer.item(identifier, extras.dump()) if extras else native


def _read_back(native: str, draft: Draft, files: Mapping[str, bytes]) -> Draft:
    document = parse(native.encode(), Findings())
    if document.root is None:
        return replace(draft, question=None)
    as_in_two(document.root)
    pictures = Pictures()
    return read_item(document, item_path("x"), pictures, lambda path: files.get(path.removeprefix("media/")))


def item_path(identifier: str) -> str:
    return f"items/{identifier}.xml"


def _packed(
    items: Mapping[str, str], used: Mapping[str, tuple[str, ...]], files: Mapping[str, bytes], version: str
) -> bytes:
    shown = sorted({name for names in used.values() for name in names})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(path: str, data: bytes) -> None:
            archive.writestr(zipfile.ZipInfo(path, _LONG_AGO), data, zipfile.ZIP_DEFLATED)

        paths = {identifier: item_path(identifier) for identifier in items}
        media = {identifier: tuple(map(media_path, names)) for identifier, names in used.items()}
        put("imsmanifest.xml", manifest(paths, media, version).encode())
        for identifier, item in items.items():
            put(paths[identifier], item.encode())
        for name in shown:
            put(media_path(name), files[name])
    return buffer.getvalue()
