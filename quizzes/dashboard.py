"""The way on from the authoring site's first page to what somebody does with quizzes."""

from organisations.dashboard import OfficePanel


class QuizzesPanel(OfficePanel):
    """The screens of quizzes that are open to whoever looks; none, and it says nothing."""

    name = "quizzes"
    template_name = "quizzes/dashboard.html"
    order = 60
