"""GIFT, the plain-text format of Moodle that many programs read and write."""

from quizzes.exchange.formats.gift.reading import read
from quizzes.exchange.formats.gift.writing import write

__all__ = ["read", "write"]
