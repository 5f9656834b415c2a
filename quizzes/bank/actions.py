"""Writes of the bank: a question is drafted, checked by a second person, frozen, used, retired."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from wagtail.models import Page

from accounts.models import User
from common.digests import digest_of
from media.regulations.models import Regulation
from media.topics.models import Topic
from quizzes.bank.converting import body_of, question_of
from quizzes.bank.models import Category, Question, QuestionCitation, QuestionVersion
from quizzes.bank.rules import label_of
from quizzes.bank.signals import version_frozen
from quizzes.grading.checking import problems_of
from quizzes.grading.codec import data_of
from quizzes.grading.questions import AnyQuestion, Cloze


class Unsound(Exception):
    """A question that something has to be mended in first; `problems` says what."""

    def __init__(self, problems: Sequence[Any]) -> None:
        super().__init__(problems)
        self.problems = problems


@transaction.atomic
def draft_question(
    *,
    question: AnyQuestion,
    category: Category,
    by: User | None,
    name: str = "",
    difficulty: int = 2,
    topics: Iterable[Topic] = (),
    citations: Sequence[tuple[Regulation, str]] = (),
    read_again: Page | None = None,
    is_sample: bool = False,
) -> Question:
    """Put a new question on a shelf as a draft, with a revision that can be sent for checking."""
    draft = Question(
        name=name,
        category=category,
        body=body_of(question),
        difficulty=difficulty,
        author=by,
        read_again=read_again,
        is_sample=is_sample,
        live=False,
    )
    describe(draft)
    draft.citations = [
        QuestionCitation(regulation=regulation, article=article) for regulation, article in citations
    ]
    draft.save()
    draft.topics.set(topics)
    draft.save()
    draft.save_revision(user=by)
    return draft


def describe(question: Question) -> None:
    """Bring what lists show of a question (its type and first words) up to its body; nothing is saved."""
    content = question_of(question.body)
    if content is None:
        return
    question.kind = content.kind
    question.label = label_of(content.prompt, content.text if isinstance(content, Cloze) else "")


@transaction.atomic
def freeze_version(
    *, question: Question, written_by: User | None, checked_by: User | None, now: datetime
) -> QuestionVersion:
    """Freeze a question as it stands now; where nothing changed the old version stays. Raises Unsound."""
    content = question_of(question.body)
    problems = problems_of(content) if content else []
    if content is None or problems:
        raise Unsound(problems)
    citations = [[one.regulation_id, one.article] for one in question.citations.all()]
    digest = digest_of([data_of(content), citations, question.read_again_id])
    locked = Question.objects.select_for_update().get(pk=question.pk)
    before: QuestionVersion | None = locked.current
    if before and before.digest == digest:
        version = before
        _check_late(version, checked_by)
    else:
        newest = QuestionVersion.objects.filter(question=question).aggregate(Max("number"))["number__max"]
        version = QuestionVersion.objects.create(
            question=question,
            number=(newest or 0) + 1,
            kind=content.kind,
            label=question.name or question.label,
            content=data_of(content),
            citations=citations,
            read_again_id=question.read_again_id,
            digest=digest,
            written_by=written_by,
            checked_by=checked_by,
            frozen_at=now,
        )
        version_frozen.send(sender=QuestionVersion, version=version, before=before)
    state = Question.State.IN_USE if locked.state == Question.State.IN_USE else Question.State.CHECKED
    _keep(question, current=version, state=state)
    return version


def _check_late(version: QuestionVersion, checked_by: User | None) -> None:
    """A version that was published by one person alone finds its second; its words stay as they are."""
    if checked_by and version.checked_by_id is None and checked_by.pk != version.written_by_id:
        version.checked_by = checked_by
        version.save(update_fields=["checked_by"])


def put_in_use(*, question_ids: Iterable[int]) -> None:
    """Questions that stand in a published quiz, or that somebody has met in one."""
    Question.objects.filter(pk__in=list(question_ids), state=Question.State.CHECKED).update(
        state=Question.State.IN_USE
    )


def retire(*, question: Question) -> None:
    """Ask a question no more; what was answered stays."""
    _keep(question, current=question.current, state=Question.State.RETIRED)


def _keep(question: Question, **values: Any) -> None:
    """Set what a save of the author's form never touches."""
    Question.objects.filter(pk=question.pk).update(**values)
    for name, value in values.items():
        setattr(question, name, value)
