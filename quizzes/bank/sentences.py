"""What is wrong with a question, in words that say what to do. The codes are those of `grading.checking`."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.grading.checking import Problem

UNKNOWN = gettext_lazy("Something is missing here. Please look at it again.")

# A sentence for each code, and where a field says it otherwise, for that field.
SENTENCES: dict[str, Any] = {
    "no_prompt": gettext_lazy("Write what is asked."),
    "no_right_choice": gettext_lazy("Tick the option that is right."),
    "several_right_choices": gettext_lazy(
        "More than one option is ticked as right. Leave one, or choose the type “Several right options”."
    ),
    "shares_below_all": gettext_lazy("The shares of the right options must come to 100 per cent together."),
    "too_few": gettext_lazy("At least %(said)s are needed."),
    "too_many": gettext_lazy("There may be at most 20."),
    "blank": gettext_lazy("Write something here, or remove it."),
    "twice": gettext_lazy("The same stands here twice. Change one of the two, or remove it."),
    "share_out_of_bounds": gettext_lazy("The share must lie between 0 and 100 per cent."),
    "no_answer_to_pair": gettext_lazy("Write what belongs to this."),
    "no_accepted": gettext_lazy("Write at least one answer that counts."),
    "none_earns_all": gettext_lazy("At least one answer must earn 100 per cent."),
    "not_a_number": gettext_lazy("“%(said)s” is not a number. Write it as 12 or 12,5."),
    "tolerance_below_zero": gettext_lazy("An answer cannot be off by less than nothing."),
    "no_gaps": gettext_lazy("Add at least one gap, and write {{1}} where it stands in the text."),
    "gap_stands_twice": gettext_lazy(
        "{{%(said)s}} stands in the text twice. Give each gap a name of its own."
    ),
    "gap_without_answer": gettext_lazy("The text holds {{%(said)s}}, but no gap below is called %(said)s."),
    "gap_not_in_text": gettext_lazy("Write {{%(said)s}} in the text, where this gap stands."),
    "not_in_bank": gettext_lazy("None of its accepted words stands in the list of words to choose from."),
    "no_points": gettext_lazy("Give this criterion more than 0 points."),
    "words_crossed": gettext_lazy("It must not be less than the least number of words."),
}
AT_FIELDS: dict[tuple[str, str], Any] = {
    ("too_few", "choices"): gettext_lazy("A question needs at least %(said)s options."),
    ("too_few", "pairs"): gettext_lazy("A question needs at least %(said)s pairs."),
    ("too_few", "answers"): gettext_lazy("At least %(said)s different answers are needed."),
    ("too_few", "items"): gettext_lazy("At least %(said)s things are needed to put in order."),
}
PLACES: dict[str, Any] = {
    "choices": gettext_lazy("Option %(number)s"),
    "pairs": gettext_lazy("Pair %(number)s"),
    "answers": gettext_lazy("Answer %(number)s"),
    "items": gettext_lazy("Thing %(number)s"),
    "accepted": gettext_lazy("Accepted answer %(number)s"),
    "gaps": gettext_lazy("Gap %(number)s"),
    "criteria": gettext_lazy("Criterion %(number)s"),
}


def sentence_of(problem: Problem) -> str:
    """What to do, for beside the very place."""
    sentence = AT_FIELDS.get((problem.code, problem.field)) or SENTENCES.get(problem.code, UNKNOWN)
    return str(sentence).replace("%(said)s", problem.said)


def full_sentence_of(problem: Problem) -> str:
    """What to do and where, for a list away from the question."""
    place = PLACES.get(problem.field)
    if not problem.number or place is None:
        return sentence_of(problem)
    return _("%(place)s: %(sentence)s") % {
        "place": str(place).replace("%(number)s", str(problem.number)),
        "sentence": sentence_of(problem),
    }


def sentences_of(problems: Iterable[Problem]) -> list[str]:
    return [full_sentence_of(problem) for problem in problems]
