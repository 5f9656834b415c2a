"""Letting go of what people wrote: at their own wish, and once it has been kept long enough.

Marks and counts stay as they are: what a marked answer earned is kept beside it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from organisations.people.models import Person
from organisations.privacy.erasing.mentions import blank_in_log
from organisations.privacy.erasing.traces import Trace
from quizzes.attempts.models import AnswerFile, AnswerSave, Attempt, AttemptQuestion
from quizzes.attempts.own_words import is_typed, without_own_words
from quizzes.attempts.settling import settle_standing
from quizzes.bank.queries import contents_of
from quizzes.papers.models import Quiz, QuizException


def forget_answers(*, person: Person, now: datetime) -> list[Trace]:
    """Empty what is a person's own in her attempts; say what went, and what stays without her name."""
    files = _remove_files(AnswerFile.objects.filter(asked__attempt__learner=person))
    unmarked = _remove_unmarked(person, now)
    written = _empty_typed(AttemptQuestion.objects.filter(attempt__learner=person))
    reasons = QuizException.objects.filter(person=person).exclude(reason="")
    excused = reasons.count()
    attempts = Attempt.objects.filter(learner=person)
    _forget_devices(person)
    logged = _blank_exceptions_in_log(person)
    reasons.update(reason="")
    QuizException.objects.filter(person=person, ended_at__isnull=True).update(ended_at=now)
    return [
        Trace(_("files handed in with essays"), files),
        Trace(_("attempts at quizzes that have no mark yet"), unmarked),
        Trace(_("answers in her own words"), written),
        Trace(_("reasons of exceptions"), excused),
        Trace(_("notes of changes of her data"), logged),
        Trace(_("attempts at quizzes, with marks"), attempts.count(), stays=True),
    ]


def _blank_exceptions_in_log(person: Person) -> int:
    """The log says for whom and why as the exceptions themselves did; their title there holds the reason."""
    keys = list(QuizException.objects.filter(person=person).values_list("pk", flat=True))
    return blank_in_log(
        model=QuizException, keys=keys, person=person, data={"person": "", "reason": ""}, label=""
    )


def _forget_devices(person: Person) -> None:
    """Saves of one device in one attempt stay together, as they are numbered; what joins attempts goes."""
    saves = AnswerSave.objects.filter(attempt__learner=person).order_by()
    for attempt_id, device in list(saves.values_list("attempt", "device").distinct()):
        saves.filter(attempt=attempt_id, device=device).update(device=uuid4())


def forget_old_files(*, now: datetime, dry_run: bool) -> int:
    """Files of essays go some time after the mark; the text and the mark stay."""
    limit = now - timedelta(days=settings.ANSWER_FILES_KEPT_DAYS)
    outdated = AnswerFile.objects.filter(asked__attempt__graded_at__lt=limit)
    if dry_run:
        return outdated.count()
    with transaction.atomic():
        return _remove_files(outdated)


def _remove_files(files: QuerySet[AnswerFile]) -> int:
    """The bytes go once it is certain that the rows have gone."""
    found = list(files)
    for one in found:
        transaction.on_commit(partial(one.file.storage.delete, str(one.file.name)))
    AnswerFile.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


def _remove_unmarked(person: Person, now: datetime) -> int:
    """Without its words an attempt under way leads nowhere, and nobody could mark one that waits."""
    unmarked = Attempt.objects.filter(learner=person).exclude(state=Attempt.State.GRADED)
    quizzes = list(Quiz.objects.filter(pk__in=unmarked.order_by().values("quiz")))
    count = unmarked.count()
    unmarked.delete()
    for quiz in quizzes:
        settle_standing(quiz=quiz, learner=person, now=now)
    return count


def _empty_typed(rows: QuerySet[AttemptQuestion]) -> int:
    answered = list(rows)
    contents = contents_of(row.version_id for row in answered)
    typed = [row for row in answered if is_typed(contents[row.version_id])]
    emptied = []
    for row in typed:
        kept = without_own_words(contents[row.version_id], row.response)
        if kept != row.response or row.tries:
            row.response, row.tries = kept, []
            emptied.append(row)
    AttemptQuestion.objects.bulk_update(emptied, ["response", "tries"], batch_size=500)
    _empty_log(typed)
    return len(emptied)


def _empty_log(rows: Iterable[AttemptQuestion]) -> None:
    """Every earlier spelling went through the log of saves."""
    for row in rows:
        AnswerSave.objects.filter(attempt=row.attempt_id, slot=row.slot).update(response=None)
