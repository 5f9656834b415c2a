"""The words by which a practice is filed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PracticeKind(TextChoices):
    """What sort of practice it is."""

    MODEL = "model", _("model")
    DEMONSTRATION = "demonstration", _("demonstration meeting")
    ONLINE = "online", _("online meeting")
    EXPERIENCE = "experience", _("a cell's experience")
    CONTEST = "contest", _("contest")
    TEMPLATE = "template", _("template to fill in")


class Provenance(TextChoices):
    """How far what is told rests on a source; shown as it is."""

    SOURCED = "sourced", _("From a source")
    AWAITED = "awaited", _("Awaiting the School")
    TEMPLATE = "template", _("Template")


class Recognition(TextChoices):
    """On whose word a practice counts as exemplary, the weakest first."""

    NONE = "none", _("Not yet looked at")
    REPORTED = "reported", _("Reported")
    OBSERVED = "observed", _("Observed by a committee")
    RECOGNISED = "recognised", _("Recognised by the province")


RECOGNISED_BY_DECISION = (Recognition.OBSERVED, Recognition.RECOGNISED)
"""Levels that rest on a decision, whose number is told."""
