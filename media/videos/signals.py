"""How film and sound speak upward."""

from django.dispatch import Signal

asking_for_recording = Signal()
"""Sent with `person` and `recording` before a learner may play it: a receiver answers True where a lesson
that she follows holds it."""

recording_watched = Signal()
"""Sent in the transaction that changes a WatchStanding, with `standing` and `now`."""
