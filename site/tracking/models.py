"""Re-exports the slices' models, so that this package has one history of migrations."""

from tracking.counting.models import Tally
from tracking.following.models import Call, Ranking
from tracking.freezing.models import Freeze
from tracking.layouts.models import ReportLayout
from tracking.reports.models import ReportFile
from tracking.scheduling.models import ReportSchedule

__all__ = ["Call", "Freeze", "Ranking", "ReportFile", "ReportLayout", "ReportSchedule", "Tally"]
