"""Pages of SCORM content as its frame gets them: with our script in front of theirs.

Content looks for its run-time in its own window first, then in the windows around it. Its frame has an opaque
origin, so the windows around it are closed to it, and nobody can put a run-time into its own from outside:
the script that does so must come with the page.
"""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile, File

from media.scorm.core.package import Version

BRIDGE = "scorm-again/cross-frame-api.js"
"""The frame's half of scorm-again's bridge, among the static files."""
MOST_OF_A_PAGE = 16 * 1024 * 1024
_OURS = Path(__file__).parent / "frame" / "client.js"
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_HEAD = re.compile(rb"<head(?:\s[^<>]*)?>", re.IGNORECASE)
_HTML = re.compile(rb"<html(?:\s[^<>]*)?>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!doctype[^<>]*>", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^<>]*\?>")
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Script:
    """What goes into every page, and a name that changes with it."""

    text: str
    mark: str


@cache
def script_for(version: Version) -> Script:
    text = f"{_bridge()}\n{_OURS.read_text(encoding='utf-8')}".replace("SCORM_VERSION", version.value)
    # In a page of XML the text is taken as it stands; in HTML both lines are comments.
    element = f"<script>//<![CDATA[\n{text}\n//]]></script>"
    return Script(element, sha256(element.encode()).hexdigest()[:12])


def with_script(page: bytes, version: Version) -> bytes:
    """The page with our script before any other."""
    script = script_for(version).text
    for mark, encoding in _MARKS:
        if page.startswith(mark):
            plain = page.decode(encoding, "replace").encode()
            return mark + _placed(plain, script.encode()).decode().removeprefix("\ufeff").encode(encoding)
    return _placed(page, script.encode())


def page_of(content: File[Any], version: Version) -> File[Any]:
    """A page opened by its frame; one that is too large to be a page is left as it is."""
    if content.size > MOST_OF_A_PAGE:
        return content
    with content:
        return ContentFile(with_script(content.read(), version))


def _placed(page: bytes, script: bytes) -> bytes:
    # Comments keep their length, so that what is found stands at the same place in the page.
    looked_at = _COMMENT.sub(lambda found: b" " * len(found[0]), page[: 256 * 1024])
    for place in (_HEAD, _HTML, _DOCTYPE, _XML):
        if found := place.search(looked_at):
            return page[: found.end()] + script + page[found.end() :]
    return script + page


def _bridge() -> str:
    path = finders.find(BRIDGE)
    if path:
        return Path(str(path)).read_text(encoding="utf-8")
    with staticfiles_storage.open(BRIDGE) as file:
        text: str = file.read().decode()
    return text
