"""A quiz as its author looks at it: what is still lacking, and one paper as a learner would get it."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.bank.presenting import Presented, present
from quizzes.bank.queries import contents_of
from quizzes.grading.showing import draw_order
from quizzes.papers.models import Quiz, RandomDraw
from quizzes.papers.queries import Lack, draw_paper, pool_of, what_lacks
from quizzes.papers.rules import PoolTooSmall


@dataclass(frozen=True, slots=True)
class QuizLook:
    """One paper of a quiz, drawn by `seed`; without questions where the bank cannot fill it."""

    items: Sequence[Presented]
    points: float
    missing: Sequence[str]
    seed: int

    @property
    def next_seed(self) -> int:
        return self.seed + 1


def look_at_quiz(quiz: Quiz, *, seed: int = 1) -> QuizLook:
    missing = missing_in_quiz(quiz)
    random = Random(seed)  # noqa: S311  (a paper to look at)
    try:
        paper = draw_paper(quiz, random)
    except PoolTooSmall:
        return QuizLook((), 0, missing, seed)
    contents = contents_of(asked.version_id for asked in paper)
    items = []
    for number, asked in enumerate(paper, start=1):
        content = contents[asked.version_id]
        order = draw_order(content, shuffle=quiz.shuffle_options, random=random)
        items.append(present(content, number=number, order=order))
    return QuizLook(items, sum(asked.points for asked in paper), missing, seed)


def missing_in_quiz(quiz: Quiz) -> list[str]:
    """What keeps a quiz from being asked, in words; empty for one that can be."""
    return [sentence_of_lack(quiz, lack) for lack in what_lacks(quiz)]


def sentence_of_lack(quiz: Quiz, lack: Lack) -> str:
    if lack.item is not None:
        return _(
            "“%(question)s” may not be asked: it is a draft, or it has been retired. Remove it here."
        ) % {"question": lack.item.question}
    if lack.draw is not None:
        return _("Draw %(number)s cannot be filled: %(sentence)s") % {
            "number": list(quiz.random_draws.all()).index(lack.draw) + 1,
            "sentence": sentence_of_pool(lack.draw.count, free_for(quiz, lack.draw), lack.missing),
        }
    if lack.is_worth_nothing:
        return _("Give at least one question points: now all of them together earn nothing.")
    return _("Choose questions, or let some be drawn from the bank.")


def free_for(quiz: Quiz, draw: RandomDraw) -> int:
    """How many questions a draw may bring that the quiz does not ask of everybody already."""
    fixed = [item.question_id for item in quiz.fixed_items.all() if item.question_id]
    return pool_of(draw).exclude(pk__in=fixed).distinct().count()


def sentence_of_pool(wanted: int, free: int, missing: int = 0) -> str:
    """“The bank has 12 questions, 5 are needed.” Other draws may need some of them."""
    said = ngettext(
        "the bank has %(free)s question for it, %(wanted)s are needed.",
        "the bank has %(free)s questions for it, %(wanted)s are needed.",
        free,
    ) % {"free": free, "wanted": wanted}
    if missing and free >= wanted:
        return _("%(said)s Other draws take some of them: %(missing)s are lacking.") % {
            "said": said,
            "missing": missing,
        }
    return said
