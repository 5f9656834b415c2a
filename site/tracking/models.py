"""Re-exports the slices' models, so that this package has one history of migrations."""

from tracking.counting.models import Tally
from tracking.following.models import Call, Ranking
from tracking.reports.models import ReportFile

__all__ = ["Call", "Ranking", "ReportFile", "Tally"]
