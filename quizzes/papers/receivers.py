"""Wagtail publishes quizzes; their fixed questions are in use from then on."""

from typing import Any

from django.db.models.signals import pre_save
from wagtail.signals import published

from quizzes.bank.actions import put_in_use
from quizzes.papers.models import Quiz
from quizzes.papers.queries import free_slug


def connect() -> None:
    pre_save.connect(_saving, sender=Quiz)
    published.connect(_published, sender=Quiz)


def _saving(sender: type[Quiz], instance: Quiz, raw: bool = False, **_: Any) -> None:
    if not raw and not instance.slug:
        instance.slug = free_slug(instance.title)


def _published(sender: type[Quiz], instance: Quiz, **_: Any) -> None:
    put_in_use(question_ids=[item.question_id for item in instance.fixed_items.all()])
