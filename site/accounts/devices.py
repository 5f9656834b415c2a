"""What a person would call the device behind a `User-Agent` header. Roughly, and without storing more."""

from dataclasses import dataclass

# Tried in order: most browsers also carry the names of those they descend from.
_BROWSERS = (
    ("Zalo", "Zalo"),
    ("FBAN/", "Facebook"),
    ("FBAV/", "Facebook"),
    ("coc_coc_browser/", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
_HANDHELD = {"Android", "iPhone", "iPad"}


@dataclass(frozen=True, slots=True)
class Device:
    """Names of products; empty where the header does not tell."""

    browser: str
    system: str

    @property
    def is_handheld(self) -> bool:
        return self.system in _HANDHELD


def device_behind(user_agent: str) -> Device:
    """Read a browser's own account of itself.

    >>> device_behind("Mozilla/5.0 (Linux; Android 10; K) Chrome/126.0 Mobile Safari/537.36")
    Device(browser='Chrome', system='Android')
    """
    return Device(_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in names if sign in text), "")
