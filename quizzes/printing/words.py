"""What is wrong with what was typed, in sentences that say what to do; how an answer went."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from quizzes.printing.letters import Unreadable
from quizzes.printing.reading import ReadAnswer
from quizzes.printing.rules import points_in_words

_SAID: dict[str, Callable[[], str]] = {
    "no_such_letter": lambda: _("“%(said)s” does not stand in this question. Type one of %(known)s."),
    "only_one": lambda: _("“%(said)s” is more than one letter; this question takes one."),
    "true_or_false": lambda: _("Type Đ for true or S for false, not “%(said)s”."),
    "too_many": lambda: _("“%(said)s” is too much: this question has %(known)s places."),
    "no_such_place": lambda: _("“%(said)s” is no place. Type numbers of %(known)s from the top down."),
    "no_such_points": lambda: _("“%(said)s” cannot be its points. Type a number from 0 to %(known)s."),
    "too_long": lambda: _("This answer is too long. Type the words that were written, not more."),
    "line_unreadable": lambda: _("Cannot be read from “%(said)s” on. Type like this: 1B 2AC 3Đ."),
    "no_such_question": lambda: _("There is no question %(said)s; this variant has %(known)s."),
    "question_twice": lambda: _("Question %(said)s stands twice in this line."),
    "too_many_answers": lambda: _("%(said)s answers were typed; this variant has %(known)s questions."),
}


def problem_in_words(problem: Unreadable) -> str:
    said = _SAID.get(problem.code, lambda: _("“%(said)s” cannot be read. Look at the hint beside it."))()
    return said % {"said": problem.said, "known": problem.known}


def outcome_in_words(answer: ReadAnswer) -> str:
    """How a typed answer went, for the host who compares it with the paper."""
    if answer.problem:
        return problem_in_words(answer.problem)
    if answer.fraction is None:
        return _("waits for a marker")
    if answer.response is None:
        return _("left out")
    earned = {
        "points": points_in_words(answer.points or 0),
        "most": points_in_words(answer.slot.asked.points),
    }
    if answer.fraction >= 1:
        return _("right: %(points)s of %(most)s") % earned
    return (_("partly: %(points)s of %(most)s") if answer.fraction else _("wrong: 0 of %(most)s")) % earned
