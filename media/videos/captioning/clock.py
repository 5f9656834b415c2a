"""Points of time in a recording, as people and as caption files write them."""

import re

_TOLD = re.compile(r"^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?$")


def seconds_told(text: str) -> float | None:
    """`3:20`, `00:03:20`, `03:20.500`, in seconds; None for what is no point of time."""
    found = _TOLD.match(text.strip())
    if not found:
        return None
    hours, minutes, seconds, part = found.groups()
    if hours is not None and int(minutes) > 59:
        return None
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return (whole * 1000 + int((part or "0").ljust(3, "0"))) / 1000


def stamp(seconds: float) -> str:
    """As WebVTT writes it: 00:03:20.500."""
    whole = max(0, round(seconds * 1000))
    minutes, rest = divmod(whole // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}.{whole % 1000:03}"


def spoken(seconds: float) -> str:
    """As people read it: 3:20, or 1:02:03."""
    whole = int(max(0.0, seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
