"""A workbook of questions with Vietnamese headings: a row a question. Pure: no Django.

What its cells cannot say exactly stands as data in a last column, and counts as long as nobody has changed
the cells beside it.
"""

from quizzes.exchange.formats.sheet.reading import read
from quizzes.exchange.formats.sheet.template import template
from quizzes.exchange.formats.sheet.writing import write

__all__ = ["read", "template", "write"]
