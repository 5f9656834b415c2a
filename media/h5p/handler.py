"""How H5P files come in, go out, and are told apart."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import IO, Any, BinaryIO, cast
from zlib import compress

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from media.h5p.actions import remove_content
from media.h5p.core.codes import Code
from media.h5p.core.dependencies import libraries_of_content, resolve
from media.h5p.core.findings import Finding, PackageRefused
from media.h5p.core.format.json_values import canonical
from media.h5p.core.format.limits import in_mib
from media.h5p.core.format.manifests import DependencyKind
from media.h5p.core.installed.contents import StoredContent
from media.h5p.core.installed.install import InstallPlan, Policy, plan_install
from media.h5p.core.playing.assets import assets_of
from media.h5p.core.reading.inspection import Inspection, Reading, inspect_package, read_package
from media.h5p.core.reading.package import Package as OpenPackage
from media.h5p.core.reading.package import PackagedContent
from media.h5p.core.shelf import Shelves
from media.h5p.core.writing.export import export_package
from media.h5p.installing import libraries_read_by, settle_content, take_back_content, unpack_content
from media.h5p.pictures import is_picture
from media.h5p.player import language
from media.h5p.queries import content_of
from media.h5p.rules import without_nul
from media.h5p.shelf import SiteLibraries, h5p_site
from media.h5p.tasks import make_pictures_small
from media.packages.kinds import CannotInstall, Found, Inspected, Stored, Text
from media.packages.models import Package, PackageRevision

CORE_WEIGHT = 82_000
"""Bytes of H5P's own player, compressed: every content loads it, once for all of them."""
_PACKED_SHARE = 0.3
"""What code and styles come to when they are compressed, more or less; told before they are made."""
_SMALL_PICTURE = 60_000
_ZIP = b"PK\x03\x04"


class H5PHandler:
    """See `media.packages.kinds.Handler`."""

    kinds: tuple[str, ...] = (str(Package.Kind.H5P),)

    def recognises(self, content: IO[bytes], name: str) -> bool:
        start = content.read(64)
        return name.lower().endswith(".h5p") or (start.startswith(_ZIP) and b"h5p.json" in start)

    def inspect(
        self, content: IO[bytes], name: str, *, replaces: Package | None, may_bring_code: bool
    ) -> Inspected:
        site = h5p_site()
        inspection = inspect_package(lent(content), name, Reading(installed=site.libraries))
        if inspection.package is None:
            findings = found_in(inspection.findings)
            if _is_without_content(inspection) and _brings_libraries(content, name):
                findings = iter((_only_libraries(),))
            return Inspected(self.kinds[0], "", "", tuple(findings))
        with inspection.package as package:
            plan = plan_install(package, site.libraries, Policy(bring_code=may_bring_code))
            made = cast(PackagedContent, package.content)
            main = str(made.main_library)
            return Inspected(
                kind=self.kinds[0],
                title=_title(made.manifest.title),
                played_by=main,
                findings=(
                    *found_in([*plan.findings, *inspection.findings]),
                    *_code_left_aside(plan),
                    *_another_player(main, replaces),
                ),
                brings=tuple(str(library.version) for library in plan.brings_code),
                weight=_weight(package, made, cast(SiteLibraries, site.libraries)),
                told=tuple(_told(made, plan)),
            )

    def install(
        self, content: IO[bytes], revision: PackageRevision, *, by: User | None, may_bring_code: bool
    ) -> Stored:
        now = revision.added_at
        site = h5p_site(by=by, now=now)
        try:
            with read_package(lent(content), "", Reading(installed=site.libraries)) as package:
                done = unpack_content(
                    package=package, revision=revision, site=site, may_bring_code=may_bring_code, now=now
                )
        except PackageRefused as refused:
            raise CannotInstall(tuple(found_in(refused.findings))) from refused
        stored = done.content

        def settle() -> None:
            settle_content(unpacked=done, revision=revision, now=now)
            if done.pictures_wait:
                # Written down in the same transaction, so that neither is there without the other.
                make_pictures_small.enqueue(revision.pk)

        return Stored(
            title=_title(stored.manifest.title),
            played_by=str(stored.main_library),
            weight=CORE_WEIGHT + len(compress(canonical(stored.params))) + done.weight,
            settle=settle,
            take_back=partial(take_back_content, unpacked=done),
            facts={"language": stored.manifest.language, "digest": stored.digest},
            brings=tuple(str(library.version) for library in done.done.plan.brings_code),
        )

    def remove(self, revision: PackageRevision) -> None:
        remove_content(revision=revision)

    def export(self, revision: PackageRevision, out: IO[bytes]) -> None:
        row = content_of(revision)
        if row is None:
            raise LookupError(revision.storage_key)
        site = h5p_site()
        content: StoredContent = site.contents.load(row.folder, row.number)
        export_package(content, site, cast(BinaryIO, out))


class _Lent:
    """A file that the core reads and may close, and that stays open for whoever lent it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def close(self) -> None:
        """It is not ours to close."""


def lent(file: IO[bytes]) -> BinaryIO:
    file.seek(0)
    return cast(BinaryIO, _Lent(file))


def found_in(findings: Iterable[Finding]) -> Iterator[Found]:
    for finding in dict.fromkeys((f.code, f.place, f.severity, _sentence(f)) for f in findings):
        code, place, severity, sentence = finding
        yield Found(severity.value, code.value, place, sentence)


def _sentence(finding: Finding) -> str:
    """The core's, except where a screen of ours is what helps."""
    if finding.code is not Code.INSTALL_MISSING_LIBRARIES:
        return finding.sentence(language())
    return _(
        "To be played, the content needs program code that is not installed here: %(code)s. Please ask a "
        "reviewer or an administrator to upload this file on the screen “H5P libraries”; then upload it here "
        "again."
    ) % {"code": finding.details["libraries"]}


def _is_without_content(inspection: Inspection) -> bool:
    return {Code.INVALID_H5P_JSON_FILE, Code.INVALID_CONTENT_FOLDER} <= {f.code for f in inspection.findings}


def _brings_libraries(content: IO[bytes], name: str) -> bool:
    package = inspect_package(lent(content), name, libraries_read_by(h5p_site())).package
    if package is not None:
        package.close()
    return package is not None


def _only_libraries() -> Found:
    sentence = _(
        "There is no content in this file, only program code. A reviewer or an administrator can install it "
        "on the screen “H5P libraries”."
    )
    return Found("error", "h5p.only_libraries", "", str(sentence))


def _code_left_aside(plan: InstallPlan) -> Iterator[Found]:
    if not plan.lacks and not plan.policy.bring_code and plan.code:
        sentence = _(
            "The file also carries program code that is not installed here: %(code)s. It stays out, because "
            "you may upload content only; the content is played by the code that is installed."
        ) % {"code": ", ".join(str(library.version) for library in plan.code)}
        yield Found("note", "package.code_left_aside", "", sentence)


def _another_player(main: str, replaces: Package | None) -> Iterator[Found]:
    before = replaces.current.played_by if replaces and replaces.current else main
    if before != main:
        sentence = _(
            "So far %(before)s has played this content, now %(now)s does: where somebody has stopped in the "
            "middle, she begins anew. Results stay."
        ) % {"before": before, "now": main}
        yield Found("warning", "h5p.another-player", "h5p.json", sentence)


def _title(text: str) -> str:
    return without_nul(text).strip()[:255]


def _told(content: PackagedContent, plan: InstallPlan) -> Iterator[tuple[Text, str]]:
    size = sum(file.size for file in content.files)
    yield _("Content type"), str(content.main_library)
    yield _("Language"), content.manifest.language
    yield _("Pictures, sound and other files"), f"{len(content.files)} ({in_mib(size)} MiB)"
    newer = [f"{one.version} ({one.installed.patch})" for one in plan.brings_code if one.installed]
    if newer:
        yield _("Newer library code, and the patch that is here"), ", ".join(newer)
    authors = content.manifest.raw.get("authors")
    names = (
        [str(one["name"]) for one in authors if isinstance(one, dict) and one.get("name")]
        if isinstance(authors, list)
        else []
    )
    if names:
        yield _("Made by"), without_nul(", ".join(names))[:255]
    licence = content.manifest.raw.get("license")
    if licence and licence != "U":
        yield _("Licence"), str(licence)[:60]


def _weight(package: OpenPackage, content: PackagedContent, installed: SiteLibraries) -> int:
    """What a first visit will load, as far as it can be told before anything is made."""
    shelf = Shelves(package.shelf, installed)
    roots = libraries_of_content(content.params, content.main_library, shelf)
    assets = assets_of(resolve(roots, shelf).of_kind(DependencyKind.PRELOADED), shelf)
    packaged = {
        (library.manifest.version, file.path): file.size
        for library in package.libraries.values()
        for file in library.files
    }
    code = 0
    for asset in (*assets.scripts, *assets.styles):
        size = packaged.get((asset.library, asset.path))
        if size is None:
            file = installed.record(asset.library).files.get(asset.path)
            size = file.size if file else 0
        code += size
    pictures = sum(min(file.size, _SMALL_PICTURE) for file in content.files if is_picture(file.path))
    return CORE_WEIGHT + int(code * _PACKED_SHARE) + len(compress(canonical(content.params))) + pictures
