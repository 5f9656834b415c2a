"""What a lecturer waits for: the figures of a quiz of ten questions that 5,000 people have taken."""

import statistics
import time
from collections.abc import Callable

from django.core.cache import cache

from quizzes.analysis.actions import fresh_figures
from quizzes.analysis.models import Counted, QuizAnalysis
from quizzes.analysis.queries import question_figures
from quizzes.bank.models import Question
from quizzes.papers.models import Quiz
from tests.bench.figures import is_wanted, progress, report
from tests.quiz_makers import make_question, make_quiz, single
from tests.quizzes.simulated import simulate

PEOPLE, QUESTIONS = 5000, 10
SAMPLES = 7
NAME = "quiz-statistics"


def measure_quiz_statistics(only: str) -> None:
    if not is_wanted(NAME, only):
        return
    progress(f"{NAME}: {PEOPLE} people take a quiz …")
    questions = [
        make_question(single(f"Câu {number}?", "Đúng", "Sai", "Sai nữa", "Cũng sai"))
        for number in range(QUESTIONS)
    ]
    quiz = make_quiz(*questions, title="Thống kê", slug="thong-ke-5000")
    simulate(quiz, people=PEOPLE)
    progress(f"{NAME}: worked out …")
    _measure(f"{NAME}.worked_out", lambda: _anew(quiz))
    _measure(f"{NAME}.kept", lambda: _kept(quiz))
    _measure(f"{NAME}.question", lambda: _question(questions[0]))


def _anew(quiz: Quiz) -> None:
    QuizAnalysis.objects.all().delete()
    assert fresh_figures(quiz=quiz).attempts == PEOPLE


def _kept(quiz: Quiz) -> None:
    assert fresh_figures(quiz=quiz).attempts == PEOPLE


def _question(question: Question) -> None:
    cache.clear()
    found = question_figures(question, Counted.FIRST)
    assert found is not None
    assert found.whole.asked == PEOPLE


def _measure(name: str, ask: Callable[[], None]) -> None:
    ask()
    wall, cpu = [], []
    for _ in range(SAMPLES):
        began = time.perf_counter(), time.process_time()
        ask()
        wall.append((time.perf_counter() - began[0]) * 1000)
        cpu.append((time.process_time() - began[1]) * 1000)
    report(f"{name}.wall", statistics.median(wall), "ms")
    report(f"{name}.cpu", statistics.median(cpu), "ms")
