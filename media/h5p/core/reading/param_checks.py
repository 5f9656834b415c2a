"""The parameters of a package against the semantics of the libraries that will play them."""

from __future__ import annotations

from collections.abc import Iterator

from media.h5p.core.codes import Code
from media.h5p.core.findings import Finding, warning
from media.h5p.core.format.limits import Limits
from media.h5p.core.reading.layout import PARAMETERS
from media.h5p.core.reading.package import PackagedContent
from media.h5p.core.semantics.cleaning import clean
from media.h5p.core.semantics.walking import addresses_in, files_in
from media.h5p.core.shelf import Shelf


def check_params(content: PackagedContent, shelf: Shelf, limits: Limits) -> Iterator[Finding]:
    """What the player will leave out or change, files that are not there, and addresses outside."""
    main, params = content.main_library, content.params
    yield from clean(params, main, shelf, limits).findings
    there = {file.path for file in content.files}
    for pointer, path in files_in(params, main, shelf):
        if path not in there:
            yield warning(Code.CONTENT_FILE_MISSING, f"{PARAMETERS}#{pointer}", file=path)
    for pointer, address in addresses_in(params, main, shelf):
        yield warning(Code.EXTERNAL_ADDRESS, f"{PARAMETERS}#{pointer}", address=address)
