"""What good looks like: exemplary practices, the sessions that show them, and the cells that apply them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Exemplary practices")

    def ready(self) -> None:
        from practices.adoptions import receivers as adoptions
        from practices.checkin import menu as checkin
        from practices.exemplars import receivers as exemplars
        from practices.reviews import receivers as reviews
        from practices.sessions import menu as hosting
        from practices.sessions import receivers as sessions
        from practices.traces import receivers as traces

        exemplars.connect()
        hosting.connect()
        sessions.connect()
        reviews.connect()
        checkin.connect()
        adoptions.connect()
        traces.connect()
