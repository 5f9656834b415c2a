"""Wagtail saves and publishes quizzes; their address and the state of their fixed questions follow."""

from typing import Any

from django.db.models.signals import pre_save
from wagtail.signals import published

from quizzes.bank.actions import put_in_use
from quizzes.papers.actions import name_address
from quizzes.papers.models import Quiz


def connect() -> None:
    pre_save.connect(_saving, sender=Quiz)
    published.connect(_published, sender=Quiz)


def _saving(sender: type[Quiz], instance: Quiz, raw: bool = False, **_: Any) -> None:
    if not raw:
        name_address(quiz=instance)


def _published(sender: type[Quiz], instance: Quiz, **_: Any) -> None:
    put_in_use(question_ids=[item.question_id for item in instance.fixed_items.all()])
