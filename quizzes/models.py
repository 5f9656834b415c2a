"""Re-exports the slices' models, so that this package has one history of migrations."""

from quizzes.analysis.models import ItemVerdict, QuizAnalysis
from quizzes.attempts.models import AnswerFile, AnswerSave, Attempt, AttemptQuestion, QuizStanding
from quizzes.bank.models import Category, Question, QuestionCitation, QuestionVersion
from quizzes.exchange.models import ImportedQuestion, QuestionImport
from quizzes.marking.models import (
    EssayMark,
    EssayMarking,
    MarkChange,
    MarkNotice,
    Regrading,
    SecondMarking,
)
from quizzes.papers.models import FixedItem, Quiz, QuizException, RandomDraw
from quizzes.printing.models import PaperPrint, PaperResult
from quizzes.reviewing.models import ReviewCard, ReviewLog, Sitting

__all__ = [
    "AnswerFile",
    "AnswerSave",
    "Attempt",
    "AttemptQuestion",
    "Category",
    "EssayMark",
    "EssayMarking",
    "FixedItem",
    "ImportedQuestion",
    "ItemVerdict",
    "MarkChange",
    "MarkNotice",
    "PaperPrint",
    "PaperResult",
    "Question",
    "QuestionCitation",
    "QuestionImport",
    "QuestionVersion",
    "Quiz",
    "QuizAnalysis",
    "QuizException",
    "QuizStanding",
    "RandomDraw",
    "Regrading",
    "ReviewCard",
    "ReviewLog",
    "SecondMarking",
    "Sitting",
]
