"""Everything a player needs for one content: the `H5PIntegration` object and the files to load.

The object is read by code that came with the package, so it names nobody: the server knows who is
signed in and writes the actor of every statement itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from media.h5p.core.codes import Code
from media.h5p.core.dependencies import Resolution, libraries_of_content, resolve
from media.h5p.core.findings import Finding, H5PError, error
from media.h5p.core.format.json_values import Json, JsonObject, canonical
from media.h5p.core.format.limits import DEFAULT_LIMITS, Limits
from media.h5p.core.format.manifests import DependencyKind, LibraryManifest
from media.h5p.core.installed.contents import StoredContent
from media.h5p.core.playing.assets import Asset, Assets, assets_of
from media.h5p.core.playing.player_texts import player_texts
from media.h5p.core.semantics.cleaning import clean
from media.h5p.core.semantics.completing import complete
from media.h5p.core.sentences import Language
from media.h5p.core.shelf import Shelf

# Core saves nothing without a user, and puts this one into the statements it makes.
_NOBODY: JsonObject = {"name": "", "mail": "", "id": ""}
_METADATA = (
    "title a11yTitle contentType license licenseVersion licenseExtras authors source yearFrom yearTo changes "
    "authorComments"
)


class LibrariesMissing(H5PError):
    """The content cannot be played before these libraries are installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the player finds things. `libraries` and `content` have no slash at the end.

    In `user_data` the player fills in `:contentId`, `:dataType` and `:subContentId` itself.
    """

    site: str
    libraries: str
    content: str
    user_data: str = ""
    finished: str = ""
    core_scripts: tuple[str, ...] = ()
    core_styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`save_every` is in seconds; 0 saves no state, and then the player takes no earlier state either."""

    language: Language = "vi"
    save_every: int = 10
    fullscreen: bool = True
    library_config: Mapping[str, Json] = field(default_factory=dict)
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Boot:
    """`integration` goes to the player as JSON; `assets` are loaded before it starts, in order."""

    integration: JsonObject
    assets: Assets
    findings: tuple[Finding, ...]


def boot(
    content: StoredContent,
    shelf: Shelf,
    addresses: Addresses,
    *,
    user_data: JsonObject | None = None,
    options: Options | None = None,
) -> Boot:
    """Complete and clean the parameters, resolve the libraries, and describe both to the player.

    `user_data` comes from `user_data.preloaded`. Raises `LibrariesMissing`.
    """
    options = options or Options()
    main = shelf.manifest(content.main_library)
    # Add-ons and nested libraries are looked for in what will be shown, not in what was stored.
    completed = complete(content.params, content.main_library, shelf, options.limits)
    cleaned = clean(completed, content.main_library, shelf, options.limits)
    resolution = resolve(libraries_of_content(cleaned.params, content.main_library, shelf), shelf)
    _refuse_missing(resolution)
    assets = assets_of(resolution.of_kind(DependencyKind.PRELOADED), shelf)
    described = _content(content, cleaned.params, main, assets, addresses)
    described["contentUserData"] = user_data or {}
    integration = _site(addresses, options) | {
        "contents": {f"cid-{content.id}": described},
        "libraryDirectories": _directories(resolution, shelf),
    }
    return Boot(integration, assets, cleaned.findings)


def _refuse_missing(resolution: Resolution) -> None:
    missing = sorted(
        {str(each.need.name) for each in resolution.missing if each.need.kind is not DependencyKind.EDITOR}
    )
    if missing:
        raise LibrariesMissing(error(Code.INSTALL_MISSING_LIBRARIES, libraries=", ".join(missing)))


def _site(addresses: Addresses, options: Options) -> JsonObject:
    return {
        "baseUrl": addresses.site,
        "url": addresses.site,
        "siteUrl": addresses.site,
        "urlLibraries": addresses.libraries,
        "postUserStatistics": bool(addresses.finished),
        "ajax": {"contentUserData": addresses.user_data, "setFinished": addresses.finished},
        # The player passes an earlier state to the content only where saving is on.
        "saveFreq": options.save_every or False,
        "user": _NOBODY,
        "hubIsEnabled": False,
        "reportingIsEnabled": False,
        "fullscreenDisabled": 0 if options.fullscreen else 1,
        "crossorigin": "anonymous",
        "libraryConfig": dict(options.library_config),
        "l10n": {"H5P": dict(player_texts(options.language))},
        "core": {"scripts": list(addresses.core_scripts), "styles": list(addresses.core_styles)},
    }


def _content(
    content: StoredContent,
    params: JsonObject,
    main: LibraryManifest | None,
    assets: Assets,
    addresses: Addresses,
) -> JsonObject:
    raw = content.manifest.raw
    metadata: JsonObject = {key: raw[key] for key in _METADATA.split() if key in raw}
    return {
        "library": str(content.main_library),
        "jsonContent": canonical(params).decode(),
        "fullScreen": "1" if main is not None and main.fullscreen else "0",
        "contentUrl": addresses.content,
        "url": f"{addresses.site}/{content.id}",
        "title": content.manifest.title,
        "metadata": metadata | {"defaultLanguage": content.manifest.language, "license": _licence(raw)},
        "displayOptions": dict.fromkeys(("frame", "export", "embed", "copyright", "icon", "copy"), False),
        "scripts": [_address(asset, addresses) for asset in assets.scripts],
        "styles": [_address(asset, addresses) for asset in assets.styles],
    }


def _licence(raw: JsonObject) -> str:
    return str(raw.get("license") or "U")


def _address(asset: Asset, addresses: Addresses) -> str:
    return f"{addresses.libraries}/{asset.address}"


def _directories(resolution: Resolution, shelf: Shelf) -> JsonObject:
    """The folder of each library by the name its own code asks for: addresses that never change meaning."""
    return {
        need.name.folder: manifest.version.folder
        for need in resolution.ordered
        if need.kind is not DependencyKind.EDITOR and (manifest := shelf.manifest(need.name)) is not None
    }
