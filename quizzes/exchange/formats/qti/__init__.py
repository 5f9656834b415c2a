"""QTI: items of 2.x and 3.0, one by one or in a package with their pictures."""

from quizzes.exchange.formats.qti.reading import read
from quizzes.exchange.formats.qti.writing import write

__all__ = ["read", "write"]
