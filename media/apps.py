"""What is shown: pictures, papers, and the shared vocabularies that lessons carry."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Media and sources")

    def ready(self) -> None:
        from media.h5p import receivers as h5p
        from media.packages import files
        from media.regulations import stamp
        from media.scorm import receivers as scorm
        from media.traces import receivers as traces
        from media.videos import delivered
        from media.videos import receivers as videos

        stamp.connect()
        files.connect()
        delivered.connect()
        h5p.connect()
        scorm.connect()
        videos.connect()
        traces.connect()
