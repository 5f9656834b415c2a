"""The quizzes in the authoring site."""

from wagtail.snippets.models import register_snippet

from quizzes.papers.models import Quiz

register_snippet(Quiz)
