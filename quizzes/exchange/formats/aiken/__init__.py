"""Aiken: one question with one right option, in plain text."""

from quizzes.exchange.formats.aiken.reading import read
from quizzes.exchange.formats.aiken.writing import write

__all__ = ["read", "write"]
