"""What is asked: the bank of questions, quizzes, attempts and their marks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        from quizzes.attempts import receivers as attempts
        from quizzes.bank import receivers as bank
        from quizzes.marking import receivers as marking
        from quizzes.papers import receivers as papers
        from quizzes.printing import receivers as printing
        from quizzes.reviewing import receivers as reviewing

        bank.connect()
        papers.connect()
        printing.connect()  # erasing removes attempts, and with them what tells whose results were typed
        attempts.connect()
        marking.connect()
        reviewing.connect()
