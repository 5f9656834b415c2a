"""What assignments tell the rooms above."""

from django.dispatch import Signal

obligations_changed = Signal()
"""Sent in the transaction that changed who owes what or how far that is; arguments: `before` and `after`, the
rows of `Obligation` as they stood and as they stand, without those that stayed as they were."""
