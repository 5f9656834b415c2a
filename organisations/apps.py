"""Who: the tree of Party organisations, people, their posts, and who may see whom."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "organisations"
    verbose_name = _("Organisations and people")

    def ready(self) -> None:
        from organisations.appointments import receivers as appointments
        from organisations.exchange import receivers as exchange
        from organisations.oversight import receivers as oversight
        from organisations.privacy import receivers as privacy

        appointments.connect()
        oversight.connect()
        privacy.connect()
        exchange.connect()
