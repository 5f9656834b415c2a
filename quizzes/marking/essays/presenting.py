"""Essays and their marks in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.attempts.models import AttemptQuestion
from quizzes.grading.questions import AnyQuestion, Criterion, Essay
from quizzes.marking.models import STAGE_LABELS, EssayMark
from quizzes.marking.rules import Stage, Verdict

STAGES = dict(STAGE_LABELS)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody handed in."""

    text: str
    words: int


def essay_of(asked: AttemptQuestion) -> Written:
    response = asked.response if isinstance(asked.response, dict) else {}
    text = str(response.get("text", ""))
    return Written(text, len(text.split()))


def limits_of(question: AnyQuestion) -> str:
    """How long it was to be, in words; empty where nothing was said."""
    if not isinstance(question, Essay):
        return ""
    if question.words_min and question.words_max:
        return _("asked for: %(least)s to %(most)s words") % {
            "least": question.words_min,
            "most": question.words_max,
        }
    if question.words_max:
        return _("asked for: at most %(most)s words") % {"most": question.words_max}
    return (
        _("asked for: at least %(least)s words") % {"least": question.words_min} if question.words_min else ""
    )


def counts_in_words(counts: Mapping[str, int], asked: QueryDict) -> list[dict[str, Any]]:
    """How many wait for what, each leading to its own part of the queue."""
    total = sum(counts.values())
    words = [("", ngettext("%(count)s essay waits", "%(count)s essays wait", total) % {"count": total})]
    words += [(stage, f"{STAGES[stage]}: {counts[stage]}") for stage in STAGES if counts.get(stage)]
    return [
        {"label": label, "query": _with_stage(asked, stage), "is_here": asked.get("stage", "") == stage}
        for stage, label in words
    ]


def _with_stage(asked: QueryDict, stage: str) -> str:
    query = asked.copy()
    query.pop("p", None)
    query["stage"] = stage
    return query.urlencode()


def without_page(asked: QueryDict) -> str:
    query = asked.copy()
    query.pop("p", None)
    return query.urlencode()


def said_of(verdict: Verdict) -> str:
    """What has become of the essay whose mark was just given."""
    match verdict.stage:
        case Stage.SECOND:
            return _("Your mark is kept. The essay now waits for a second marker, who does not see it.")
        case Stage.THIRD:
            return _("The two marks differ by more than they may: a reviewer decides now.")
        case _:
            return _("The essay was marked and returned; its learner has been told.")


def marks_in_words(marks: Sequence[EssayMark], lines: Sequence[Criterion]) -> list[dict[str, Any]]:
    """Marks given, with their points by criterion."""
    return [
        {
            "mark": mark,
            "percent": round(100 * (mark.fraction or 0)),
            "lines": [
                {"line": line, "points": None, "comment": "", **mark.lines.get(line.id, {})} for line in lines
            ],
        }
        for mark in marks
    ]
