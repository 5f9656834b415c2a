"""Figures of quizzes and questions, from attempts of people whose ability is known."""

import pytest

pytestmark = pytest.mark.django_db
import time

from quizzes.analysis.actions import fresh_figures
from quizzes.analysis.queries import gather_quiz, question_figures
from tests.quiz_makers import make_question, make_quiz, single
from tests.quizzes.simulated import simulate


def test_x():
    qs = [make_question(single(f"Câu {n}?", "Đúng", "Sai một", "Sai hai", "Sai ba")) for n in range(10)]
    quiz = make_quiz(*qs)
    simulate(quiz, people=5000)
    for _ in range(3):
        t = time.perf_counter()
        g = gather_quiz(quiz, "first")
        t1 = time.perf_counter()
        from quizzes.analysis.summary import summarise
        from quizzes.bank.queries import contents_of

        f = summarise(g, contents_of([max(v) for v in g.answers.values()]))
        t2 = time.perf_counter()
        print("gather", t1 - t, "sum", t2 - t1)
    t = time.perf_counter()
    fresh_figures(quiz=quiz)
    print("first", time.perf_counter() - t)
    t = time.perf_counter()
    fresh_figures(quiz=quiz)
    print("again", time.perf_counter() - t)
    t = time.perf_counter()
    question_figures(qs[0], "first")
    print("question", time.perf_counter() - t)
    print(f.reliability, f.error, f.items[0])
