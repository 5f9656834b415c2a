"""Wagtail publishes quizzes; their fixed questions are in use from then on."""

from typing import Any

from wagtail.signals import published

from quizzes.bank.actions import put_in_use
from quizzes.papers.models import Quiz


def connect() -> None:
    published.connect(_published, sender=Quiz)


def _published(sender: type[Quiz], instance: Quiz, **_: Any) -> None:
    put_in_use(question_ids=[item.question_id for item in instance.fixed_items.all()])
