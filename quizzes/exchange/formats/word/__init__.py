"""Word papers as lecturers type them. Pure: no Django.

From the file to the questions: `opening` checks the archive, `paragraphs` sees what Word would show (styles,
automatic numbers, old fonts), `paper` tells questions, options and keys apart, `marks` looks which option
stands out, `making` turns all of it into drafts.
"""

from quizzes.exchange.formats.word.reading import read
from quizzes.exchange.formats.word.writing import write

__all__ = ["read", "write"]
