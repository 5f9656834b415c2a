"""Files of packages under signed addresses: each kind finds its own."""

from dataclasses import replace

from media.delivery.registry import Delivered, deliver
from media.packages.players import player_of
from media.packages.queries import revision_of

KIND = "goi"
HEADERS = {
    "Content-Security-Policy": "sandbox",
    "X-Content-Type-Options": "nosniff",
    # A frame of an opaque origin is every other origin to us; no credentials go along.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def connect() -> None:
    deliver(KIND, _find)


def _find(key: str, path: str) -> Delivered | None:
    revision = revision_of(key)
    player = player_of(revision.package.kind) if revision else None
    found = player.file(revision, path) if revision and player else None
    return replace(found, headers={**HEADERS, **found.headers}) if found else None
