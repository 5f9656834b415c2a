"""Figures and findings in words a lecturer reads without having learnt statistics."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quizzes.analysis.figures.measures import ENOUGH, Measure, Why
from quizzes.analysis.figures.options import FALSE, TRUE
from quizzes.analysis.figures.reliability import Coefficient, Reliability
from quizzes.analysis.rules import Code, Finding, Urgency

URGENCY_NAMES: dict[Urgency, Promise] = {
    Urgency.FINE: gettext_lazy("good"),
    Urgency.TOO_EARLY: gettext_lazy("too early to say"),
    Urgency.LOOK: gettext_lazy("worth a look"),
    Urgency.CHECK: gettext_lazy("check now"),
}
URGENCY_ICONS = {
    Urgency.FINE: "check",
    Urgency.TOO_EARLY: "time",
    Urgency.LOOK: "view",
    Urgency.CHECK: "warning",
}

_SENTENCES: dict[Code, Promise] = {
    Code.CHECK_KEY: gettext_lazy(
        "Those who do well in the other questions get this one wrong more often (index %(index)s):"
        " check the key."
    ),
    Code.STRONG_CHOOSE_WRONG: gettext_lazy(
        "Of the third that does best, %(share)s chose %(option)s, more than the right answer: check the key,"
        " or make the question clearer."
    ),
    Code.WRONG_BEATS_RIGHT: gettext_lazy(
        "%(share)s chose %(option)s, more than the right answer: look at this option and at the key."
    ),
    Code.FREQUENT_FORM: gettext_lazy(
        "%(share)s wrote “%(option)s”: if that is right too, add it to the accepted answers."
    ),
    Code.TOO_HARD: gettext_lazy(
        "Too hard: only %(share)s right. See whether a lesson teaches this, or put it differently."
    ),
    Code.TOO_EASY: gettext_lazy("Too easy: %(share)s right. Ask for more, or keep it to begin with."),
    Code.WEAK: gettext_lazy(
        "Tells little apart (index %(index)s): those who know and those who do not do almost equally well."
        " Look at how it is asked."
    ),
    Code.SKIPPED: gettext_lazy("%(share)s left it empty: look at the wording, or at the time there is."),
    Code.NEVER_CHOSEN: gettext_lazy("Nobody chose option %(option)s: replace it."),
    Code.SELDOM_CHOSEN: gettext_lazy("Only %(share)s chose option %(option)s: replace it by a likelier one."),
    Code.FINE: gettext_lazy("A good question: nothing to mend."),
}


def sentence(finding: Finding) -> str:
    """What was noticed and what to do about it."""
    if finding.code is Code.TOO_FEW:
        return _sentence_case(few(finding.count, ENOUGH)) + "."
    words = {
        "share": percent(finding.share or 0),
        "index": decimal(finding.share or 0),
        "option": option_name(finding.option),
    }
    said = str(_SENTENCES[finding.code]) % words
    return _("Part %(part)s: %(said)s") % {"part": finding.part, "said": said} if finding.part else said


def option_name(key: str) -> str:
    """A letter or what was typed as it is; the two of a true-or-false question by their names."""
    return {TRUE: _("True"), FALSE: _("False")}.get(key, key)


def few(have: int, need: int) -> str:
    return ngettext(
        "only %(have)s attempt so far, at least %(need)s needed",
        "only %(have)s attempts so far, at least %(need)s needed",
        have,
    ) % {"have": count(have), "need": count(need)}


def why_not(measure: Measure) -> str:
    """Why there is no figure."""
    match measure.why:
        case Why.TOO_FEW:
            return few(measure.have, measure.need)
        case Why.NO_SPREAD:
            return _("all attempts alike: nothing to compare")
        case Why.ONE_QUESTION:
            return _("the quiz has one question only: nothing to compare it with")
        case Why.DIFFERENT_PAPERS:
            return _("attempts met different numbers of questions and share too few of them")
        case _:
            return _("no times known")


def percent(share: float) -> str:
    """A share from 0 to 1; small ones with a decimal, so that little is not told as nothing."""
    shown = 100 * share
    return f"{number_format(shown, 1 if 0 < abs(shown) < 1 else 0)}%"


def percent_measure(measure: Measure, *, is_of_hundred: bool = False) -> str:
    """A share with its interval, or why there is none; `is_of_hundred` for what is per cent already."""
    if measure.value is None:
        return why_not(measure)
    scale = 100 if is_of_hundred else 1
    value = percent(measure.value / scale)
    if measure.low is None or measure.high is None:
        return value
    low, high = (number_format(100 * end / scale, 0) for end in (measure.low, measure.high))
    return f"{value} ({low}–{high}%)"


def decimal(value: float) -> str:
    return number_format(value, 2).replace("-", "−")


def decimal_measure(measure: Measure) -> str:
    if measure.value is None:
        return why_not(measure)
    if measure.low is None or measure.high is None:
        return decimal(measure.value)
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": decimal(measure.value),
        "low": decimal(measure.low),
        "high": decimal(measure.high),
    }


def count(number: int) -> str:
    return number_format(number, 0, force_grouping=True)


def seconds(measure: Measure) -> str:
    """A time of a question."""
    if measure.value is None:
        return why_not(measure)
    whole = round(measure.value)
    if whole < 90:
        return _("%(seconds)s s") % {"seconds": whole}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": whole // 60, "seconds": whole % 60}


def minutes(measure: Measure) -> str:
    if measure.value is None:
        return why_not(measure)
    return _("%(minutes)s minutes") % {"minutes": number_format(measure.value, 1)}


def month(first_day: date) -> str:
    return date_format(first_day, "m/Y")


def reliability_name(reliability: Reliability) -> str:
    match reliability.coefficient:
        case Coefficient.ALPHA:
            return _("Reliability (Cronbach's alpha)")
        case Coefficient.NESTED:
            return _("Reliability (drawn questions)")
        case Coefficient.SHARED:
            return _("Reliability (alpha of the questions everybody got)")


def reliability_meaning(reliability: Reliability) -> str:
    """What a coefficient allows: J. C. Nunnally, "Psychometric Theory" (2nd ed., 1978), ch. 7, asks for 0.70
    before anything is built on a test and for 0.90 before people are told apart by it."""
    value = reliability.measure.value
    about = _("How far the questions measure one thing, from 0 to 1.")
    if reliability.coefficient is Coefficient.NESTED:
        about = _("From 0 to 1. Everybody got other questions, which counts as chance here.")
    if value is None:
        return about
    if value < 0.5:
        verdict = _("Low: good for practice; do not yet decide by it who has passed.")
    elif value < 0.7:
        verdict = _("Middling: add questions, or replace those that tell little apart.")
    elif value < 0.9:
        verdict = _("Good: marks can be relied on.")
    else:
        verdict = _("Very high: fewer questions would do as well.")
    return f"{about} {verdict}"


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
