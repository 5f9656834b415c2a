"""What is shown: pictures, papers, and the shared vocabularies that lessons carry."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Media and sources")

    def ready(self) -> None:
        from media.regulations import stamp

        stamp.connect()
