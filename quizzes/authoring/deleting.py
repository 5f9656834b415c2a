"""What was asked once is withdrawn, never deleted: attempts point at it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from quizzes.bank.models import Question, QuestionVersion
from quizzes.papers.models import Quiz


def keep_what_was_asked(request: HttpRequest, objects: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete questions that were checked once and quizzes that were attempted."""
    objects = list(objects)
    questions = [one.pk for one in objects if isinstance(one, Question)]
    quizzes = [one.pk for one in objects if isinstance(one, Quiz)]
    checked = set(
        QuestionVersion.objects.filter(question__in=questions).values_list("question_id", flat=True)
    )
    used = Q(attempts__isnull=False) | Q(standings__isnull=False) | Q(prints__isnull=False)
    attempted = set(Quiz.objects.filter(used, pk__in=quizzes).values_list("pk", flat=True))
    for one in objects:
        if isinstance(one, Question) and one.pk in checked:
            said = _(
                "“%(title)s” has been checked and may have been asked. Retire it instead of deleting it."
            )
        elif isinstance(one, Quiz) and one.pk in attempted:
            said = _("“%(title)s” has been attempted or printed. Unpublish it instead of deleting it.")
        else:
            continue
        messages.error(request, said % {"title": one})
        return redirect(one.snippet_viewset.get_url_name("list"))
    return None
