"""The way on from the authoring site's first page to what somebody does with quizzes."""

from django.utils.translation import gettext_lazy as _

from organisations.dashboard import OfficePanel


class QuizzesPanel(OfficePanel):
    """The screens of quizzes that are open to whoever looks; none, and it says nothing."""

    name = "quizzes"
    title = _("Quizzes")
    order = 60
