"""Re-exports the slices' models, so that this package has one history of migrations."""

from tracking.counting.models import Tally

__all__ = ["Tally"]
