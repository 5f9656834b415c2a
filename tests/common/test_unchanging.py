"""What never changes is remembered by a process alone: never beyond the database it was read from."""

import pytest
from django.core.cache import cache

from common.unchanging import unchanging
from quizzes.bank.queries import contents_of
from quizzes.models import QuestionVersion
from tests.quiz_makers import make_question


@pytest.mark.django_db
def test_a_question_is_remembered_and_never_in_what_outlives_the_process() -> None:
    version = QuestionVersion.objects.get(question=make_question())
    key = f"question-version:{version.pk}"
    contents_of([version.pk])
    assert unchanging.get(key) == contents_of([version.pk])[version.pk]
    assert cache.get(key) is None
