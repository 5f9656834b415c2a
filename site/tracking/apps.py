"""Who has to learn what, who has, and who has not yet: the pages and figures of organisers."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

MAKERS = ("tracking.layouts.making", "tracking.freezing.kinds", "tracking.freezing.comparing")
"""They say at import which reports they make; a worker imports no address."""


class TrackingConfig(AppConfig):
    name = "tracking"
    verbose_name = _("Following up")

    def ready(self) -> None:
        from tracking.building import receivers as building
        from tracking.counting import receivers as counting
        from tracking.following import receivers as following
        from tracking.recognising import receivers as recognising
        from tracking.reports import receivers as reports
        from tracking.scheduling import receivers as scheduling

        building.connect()
        counting.connect()
        following.connect()
        recognising.connect()
        reports.connect()
        scheduling.connect()
        for maker in MAKERS:
            import_module(maker)
