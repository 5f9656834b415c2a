"""Slows down who guesses codes: so many that nobody knows from one address, then a pause.

allauth's limits count what is sent by forms alone; a code is asked for by opening an address.
"""

from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MOST = 20
"""Unknown codes or files; a hall behind one address may err now and then."""
SECONDS = 5 * 60
NEIGHBOURS = 64
"""Leading bits of an IPv6 address that one household or office has."""


def may_ask(request: HttpRequest) -> bool:
    return bool(cache.get(_key(request), 0) < MOST)


def note_unknown(request: HttpRequest) -> None:
    key = _key(request)
    if not cache.add(key, 1, SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # the pause has ended at this very moment
            cache.set(key, 1, SECONDS)


def _key(request: HttpRequest) -> str:
    return f"certificates-unknown:{_address(str(get_adapter().get_client_ip(request)))}"


def _address(client: str) -> str:
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        return str(ip_network((address, NEIGHBOURS), strict=False).network_address)
    return client
