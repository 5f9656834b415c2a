"""Fingerprints of plain data."""

import hashlib
import json
from typing import Any


def digest_of(content: Any) -> str:
    """A fingerprint of plain data (SHA-256 of its canonical JSON, 64 hex digits)."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
