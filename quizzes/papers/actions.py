"""Writes of quizzes."""

from itertools import count

from django.utils.text import slugify

from common.vietnamese import fold
from quizzes.papers.models import Quiz

LONGEST_ADDRESS = 190
"""Ten characters are left for a number behind it."""


def name_address(*, quiz: Quiz) -> None:
    """Give a quiz without an address the one it had, else one made of its title; nothing is saved."""
    if quiz.slug:
        return
    others = Quiz.objects.exclude(pk=quiz.pk)
    before = Quiz.objects.filter(pk=quiz.pk).values_list("slug", flat=True).first() if quiz.pk else ""
    wanted = before or slugify(fold(quiz.title))[:LONGEST_ADDRESS].strip("-") or "bai"
    taken = set(others.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    quiz.slug = wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
