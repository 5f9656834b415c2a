"""Who has to learn what, who has, and who has not yet: the pages and figures of organisers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackingConfig(AppConfig):
    name = "tracking"
    verbose_name = _("Following up")

    def ready(self) -> None:
        from tracking.counting import receivers as counting
        from tracking.following import receivers as following
        from tracking.recognising import receivers as recognising
        from tracking.reports import receivers as reports

        counting.connect()
        following.connect()
        recognising.connect()
        reports.connect()
