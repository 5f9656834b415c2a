"""Moodle XML: everything that Moodle's question bank exports."""

from quizzes.exchange.formats.moodlexml.reading import read
from quizzes.exchange.formats.moodlexml.writing import write

__all__ = ["read", "write"]
