"""Review little and often: what waits today, a session question by question, how it went.

The address that saves answers a GET too, so that signing in again in the middle loses nothing.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from organisations.people.middleware import PersonRequest
from quizzes.bank.presenting import present, raw_answer
from quizzes.bank.queries import contents_of
from quizzes.grading.questions import Kind
from quizzes.grading.responses import BadResponse, Response, read_response
from quizzes.grading.showing import shown
from quizzes.reviewing.actions import NothingWaits, SittingOver, answer_question, begin_sitting
from quizzes.reviewing.feedback import feedback_on
from quizzes.reviewing.models import ReviewLog, Sitting
from quizzes.reviewing.queries import answers_in, sitting_of, waiting_for
from quizzes.reviewing.result import result_of

FOLDER = "quizzes/reviewing"
_WHOLE_WITH_FIELDS = (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.CLOZE)


@login_required
@never_cache
@require_safe
def today(request: PersonRequest) -> HttpResponse:
    """What waits today, or when the next question comes back, or how questions come here at all."""
    waiting = waiting_for(request.person, timezone.now()) if request.person else None
    return _page(request, "today.html", {"waiting": waiting})


@sign_in_and_hold
def begin(request: PersonRequest) -> HttpResponse:
    if request.method != "POST" or not request.person:
        return redirect("reviewing:today")
    try:
        sitting = begin_sitting(learner=request.person, now=timezone.now())
    except NothingWaits:
        return redirect("reviewing:today")
    return _onward(sitting)


@sign_in_and_hold
@never_cache
def question(request: PersonRequest, sitting: UUID, number: int) -> HttpResponse:
    """A question of her session; once it is answered, how it went and why."""
    found = _own_sitting(request, sitting, number)
    if request.method == "POST":
        return _answer(request, found, number)
    answers = answers_in(found)
    log = answers.get(found.asked[number - 1][0])
    context = {"sitting": found, "number": number, "count": len(found.asked)}
    if log is None:
        return _page(request, "question.html", {**context, "item": _item(found, number, held_form(request))})
    item = _item_answered(found, number, log)
    context |= {
        "item": item,
        # Empty fields of who did not remember say nothing; options and a text with gaps are the question.
        "shows_fields": log.response is not None or item.shown.kind in _WHOLE_WITH_FIELDS,
        "feedback": feedback_on(log),
        "onward": _first_open(found, answers),
    }
    return _page(request, "answered.html", context)


@login_required
@never_cache
@require_safe
def finished(request: PersonRequest, sitting: UUID) -> HttpResponse:
    """How the session went: what sits well, what comes back when."""
    found = _own_sitting(request, sitting)
    answers = answers_in(found)
    if _first_open(found, answers):
        return _onward(found)
    return _page(request, "finished.html", {"result": result_of(found, answers, timezone.now())})


def _own_sitting(request: PersonRequest, sitting_id: UUID, number: int = 1) -> Sitting:
    found = sitting_of(request.person, sitting_id)
    if found is None or not 1 <= number <= len(found.asked):
        raise Http404
    return found


def _answer(request: PersonRequest, sitting: Sitting, number: int) -> HttpResponse:
    """An empty form is sent back with a word, unless she says that she does not know."""
    _question_id, version_id, order = sitting.asked[number - 1]
    content = contents_of([version_id])[version_id]
    raw = None
    if "unknown" not in request.POST:
        raw = raw_answer(shown(content, order), request.POST, number)
        if raw is None:
            return _ask_again(request, sitting, number, _("Answer first, or say that you do not remember."))
    try:
        answer_question(sitting=sitting, number=number, raw=raw, now=timezone.now())
    except BadResponse:
        said = _("This answer cannot be read. Please answer once more.")
        return _ask_again(request, sitting, number, said)
    except SittingOver:
        let_go(request)
        return redirect("reviewing:today")
    let_go(request)
    return redirect("reviewing:question", sitting.pk, number)


def _ask_again(request: PersonRequest, sitting: Sitting, number: int, said: str) -> HttpResponse:
    context = {
        "sitting": sitting,
        "number": number,
        "count": len(sitting.asked),
        "item": _item(sitting, number, request.POST),
        "problem": said,
    }
    return _page(request, "question.html", context, status=422)


def _item(sitting: Sitting, number: int, typed: QueryDict | None = None) -> Any:
    """The question as it is asked; what was typed before comes back where it can be read."""
    _question_id, version_id, order = sitting.asked[number - 1]
    content = contents_of([version_id])[version_id]
    response: Response = None
    if typed is not None:
        with suppress(BadResponse):
            response = read_response(content, raw_answer(shown(content, order), typed, number))
    return present(content, number=number, order=order, response=response)


def _item_answered(sitting: Sitting, number: int, log: ReviewLog) -> Any:
    _question_id, version_id, order = sitting.asked[number - 1]
    content = contents_of([version_id])[version_id]
    return present(content, number=number, order=order, response=log.response, is_locked=True)


def _first_open(sitting: Sitting, answers: dict[int, ReviewLog]) -> int | None:
    """The number of the first question without an answer."""
    numbers = enumerate(sitting.asked, start=1)
    return next((number for number, (pk, _version, _order) in numbers if pk not in answers), None)


def _onward(sitting: Sitting) -> HttpResponse:
    number = _first_open(sitting, answers_in(sitting))
    if number is None:
        return redirect("reviewing:finished", sitting.pk)
    return redirect("reviewing:question", sitting.pk, number)


def _page(
    request: PersonRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, f"{FOLDER}/{template}", {"place": "review", **context}, status=status)
