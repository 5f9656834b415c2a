"""The sample where nobody demonstrates anything: courses and questions, but no accounts and no learners."""

from django.core.management import call_command

from accounts.models import User
from courses.catalogue.queries import current_editions
from quizzes.attempts.models import Attempt
from quizzes.bank.models import QuestionVersion


def test_no_account_is_opened_and_nobody_has_taken_anything(db: None) -> None:
    call_command("load_samples", verbosity=0)
    assert current_editions().count() == 4
    assert not User.objects.exists()
    assert not Attempt.objects.exists()
    assert QuestionVersion.objects.filter(written_by=None, checked_by=None).count() == 41
