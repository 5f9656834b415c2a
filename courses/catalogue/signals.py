"""What the catalogue tells the rooms above it."""

from django.dispatch import Signal

edition_frozen = Signal()
"""Sent in the transaction that froze an edition; arguments: `edition`, `now`."""
