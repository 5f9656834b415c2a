"""What recognition tells the rooms above, and its own receivers."""

from django.dispatch import Signal

recognition_handed_in = Signal()
"""Sent in the transaction in which a paper was handed in; arguments: `recognition`, `now`."""

recognition_answered = Signal()
"""Sent in the transaction in which it was recognised, sent back or taken back; arguments: `recognition`,
`now`."""
