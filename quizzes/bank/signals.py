"""What the bank tells the rooms above it."""

from django.dispatch import Signal

version_frozen = Signal()
"""Sent in the transaction that froze a new version; arguments: `version`, `before` (or None)."""
