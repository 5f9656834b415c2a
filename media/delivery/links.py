"""Signed addresses of private files, good for some hours.

A frame of an opaque origin sends no session, and a film is asked for again at every seek: what such requests
may have is written into the address itself. A link covers a folder, so that addresses relative to a file
of it work; who may have a link is decided by whoever makes it.
"""

from base64 import urlsafe_b64encode
from datetime import datetime

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from media.delivery.rules import good_until

_SALT = "media.delivery.links"
_BYTES = 18


def link_to(kind: str, key: str, path: str, *, now: datetime) -> str:
    """The address of `path` in the folder `key` of a kind of file; see `media.delivery.registry`."""
    until = int(good_until(now).timestamp())
    return reverse("delivery:file", args=[kind, key, f"{until:x}-{_signature(kind, key, until)}", path])


def link_to_folder(kind: str, key: str, *, now: datetime) -> str:
    """The address, with a slash at its end, below which every file of a folder has its own."""
    return link_to(kind, key, "-", now=now).removesuffix("-")


def is_good(kind: str, key: str, token: str, *, now: datetime) -> bool:
    """Whether the address was made here for this folder and has not run out."""
    until, _, signature = token.partition("-")
    try:
        moment = int(until, 16)
    except ValueError:
        return False
    is_ours = constant_time_compare(signature, _signature(kind, key, moment))
    return is_ours and now.timestamp() < moment <= good_until(now).timestamp()


def _signature(kind: str, key: str, until: int) -> str:
    digest = salted_hmac(_SALT, f"{kind}\x1f{key}\x1f{until}", algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:_BYTES]).decode()
