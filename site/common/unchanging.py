"""What never changes once it is published, remembered by each process for itself.

Never in a cache that outlives the processes: after a restored backup another row may bear the same number.
"""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

KEPT_FOR = 24 * 60 * 60
"""Seconds."""

unchanging = ConnectionProxy(caches, "unchanging")
"""Keys name what is kept and its number: `question-version:17`."""
