"""Where the site may push to: a browser names the address, and it is believed only of known services."""

from collections.abc import Iterable
from urllib.parse import urlsplit

LONGEST_ADDRESS = 1000


def is_push_service(endpoint: str, *, services: Iterable[str]) -> bool:
    """Whether an address is https and belongs to one of `services`.

    A service is a host, or begins with a dot and means all hosts beneath; a port is named only where it
    is not 443. Names of services are not in the hands of whoever subscribes, so nothing inside the
    office's network can be reached in this way.
    """
    if len(endpoint) > LONGEST_ADDRESS or not endpoint.isascii() or not endpoint.isprintable():
        return False
    try:
        where = urlsplit(endpoint)
        port = where.port
    except ValueError:
        return False
    if where.scheme != "https" or not where.hostname or "@" in where.netloc or " " in endpoint:
        return False
    host = where.hostname if port in {None, 443} else f"{where.hostname}:{port}"
    return any(host.endswith(one) if one.startswith(".") else host == one for one in services)
