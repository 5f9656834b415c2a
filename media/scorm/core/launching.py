"""From what a manifest writes of an address to a file of the package."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from media.h5p.core.format.paths import same_on_any_disk
from media.scorm.core.codes import Code
from media.scorm.core.findings import Findings
from media.scorm.core.package import Launch

MOST_ADDRESS = 2_000
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml", ".svg", ".xml")
_SAFE = re.compile(r"[^\x21-\x7e]|[\"'<>\\^`{|}]")


@dataclass(frozen=True, slots=True)
class Files:
    """The files below the folder of the manifest, as a launch address finds them."""

    names: frozenset[str]
    by_any_case: Mapping[str, str]

    @classmethod
    def of(cls, names: "frozenset[str]") -> "Files":
        return cls(names, {same_on_any_disk(name): name for name in sorted(names)})


def launch_of(
    base: str, href: str, parameters: str, *, title: str, files: Files, findings: Findings
) -> Launch | None:
    """What opens a part; None where nothing in the package does, and `findings` say why."""
    href = href.strip()
    if _SCHEME.match(href) or _SCHEME.match(base):
        findings.error(Code.LAUNCH_EXTERNAL, href, title=title)
        return None
    try:
        said = urlsplit(href[:MOST_ADDRESS].replace("\\", "/"))
    except ValueError:
        findings.error(Code.LAUNCH_UNSAFE, href, title=title)
        return None
    path = resolved(base, said.path)
    if path is None:
        findings.error(Code.LAUNCH_UNSAFE, href, title=title)
        return None
    name = _found(path, title, files, findings)
    if name is None:
        return None
    if not name.lower().endswith(_PAGES):
        findings.error(Code.LAUNCH_NOT_A_PAGE, name, title=title)
        return None
    query, fragment = _with_parameters(said.query, said.fragment, parameters)
    return Launch(name, query, fragment)


def resolved(base: str, path: str) -> str | None:
    """A relative path joined to its base; None where it leaves the package."""
    joined = unquote(f"{base.replace(chr(92), '/')}{path}")
    parts: list[str] = []
    for part in joined.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return None if joined.startswith("/") or "\0" in joined else "/".join(parts)


def _found(path: str, title: str, files: Files, findings: Findings) -> str | None:
    if path in files.names:
        return path
    other = files.by_any_case.get(same_on_any_disk(path))
    if other is None:
        findings.error(Code.LAUNCH_MISSING, path, title=title)
        return None
    findings.warning(Code.LAUNCH_CASE, path, title=title, found=other)
    return other


def _with_parameters(query: str, fragment: str, parameters: str) -> tuple[str, str]:
    """SCORM 2004 4th edition, content aggregation model, section 3.4.1.5.1: how parameters are added."""
    added = parameters.strip()[:MOST_ADDRESS]
    while added[:1] in ("?", "&"):
        added = added[1:]
    if added.startswith("#"):
        return _escaped(query), _escaped(fragment or added[1:])
    added, _, behind = added.partition("#")
    return _escaped("&".join(one for one in (query, added) if one)), _escaped(fragment or behind)


def _escaped(text: str) -> str:
    return _SAFE.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), text
    )
