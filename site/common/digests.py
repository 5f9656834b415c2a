"""Fingerprints of plain data."""

import hashlib
import json
from typing import Any


def digest_of(content: Any) -> str:
    """A fingerprint of plain data (SHA-256 of its canonical JSON, 64 hex digits)."""
    return digest_of_text(canonical(content))


def canonical(content: Any) -> str:
    """Plain data as a text that is the same wherever and whenever it is written."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
