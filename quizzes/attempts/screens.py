"""What the pages of a quiz show, put together once so that templates neither ask nor reckon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from media.regulations.models import Regulation
from media.regulations.queries import cited_regulations
from quizzes.attempts.forms import Field, mark_of, typed_answer, was_field
from quizzes.attempts.models import AnswerFile, Attempt, AttemptQuestion
from quizzes.attempts.queries import (
    Door,
    ending_of,
    files_of,
    questions_of,
    questions_with_sources,
    rules_binding,
    seen_at_last,
    seen_by_learner,
    seen_now,
)
from quizzes.attempts.reviewing import Reviewed, review
from quizzes.attempts.rules import Seen, may_still_arrive, seconds_left, what_is_seen
from quizzes.bank.presenting import Presented, present, rich
from quizzes.bank.queries import contents_of
from quizzes.grading.feedback import Verdict, verdict_of
from quizzes.grading.questions import AnyQuestion, Essay, Kind
from quizzes.grading.responses import BadResponse, is_whole
from quizzes.papers.models import SHOW_LABELS, Quiz
from quizzes.papers.rules import AttemptRules, Behaviour


@dataclass(frozen=True, slots=True)
class Checked:
    """Where an answer stands that is marked within the attempt.

    `verdict` is None where it may not be seen yet; `hint` is what helps after a wrong try.
    """

    is_settled: bool
    tries_left: int
    wrong_tries: int
    verdict: Verdict | None
    hint: SafeString
    reviewed: Reviewed | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on the page of an open attempt."""

    row: AttemptQuestion
    item: Presented
    is_whole: bool
    was: str
    checked: Checked | None
    files: Sequence[AnswerFile] = ()
    is_held: bool = False

    @property
    def slot(self) -> int:
        return self.row.slot

    @property
    def was_name(self) -> str:
        return was_field(self.slot)

    @property
    def is_answered(self) -> bool:
        return self.row.response is not None

    @property
    def is_part_answered(self) -> bool:
        return self.is_answered and not self.is_whole

    @property
    def can_be_checked(self) -> bool:
        return self.checked is not None and not self.checked.is_settled

    @property
    def answered_ms(self) -> int:
        at = self.row.answered_at
        return int(at.timestamp() * 1000) if at else 0

    @property
    def takes_files(self) -> bool:
        return self.item.shown.files_max > len(self.files)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of questions; `before` and `after` are the first questions of the pages beside it, if any."""

    questions: list[Asked]
    before: int | None
    after: int | None

    @property
    def first(self) -> int:
        return self.questions[0].slot

    @property
    def last(self) -> int:
        return self.questions[-1].slot

    def __contains__(self, slot: int) -> bool:
        return self.first <= slot <= self.last


@dataclass(frozen=True)
class AttemptScreen:
    """An open attempt: its pages of questions, how far it is, and what time is left."""

    attempt: Attempt
    rules: AttemptRules
    sheets: list[Sheet]
    now: datetime

    @cached_property
    def asked(self) -> list[Asked]:
        return [one for sheet in self.sheets for one in sheet.questions]

    @property
    def total(self) -> int:
        return len(self.asked)

    @cached_property
    def unanswered(self) -> list[Asked]:
        return [one for one in self.asked if not one.is_answered]

    @cached_property
    def unfinished(self) -> list[Asked]:
        return [one for one in self.asked if one.is_part_answered]

    @property
    def answered(self) -> int:
        return self.total - len(self.unanswered)

    @property
    def seconds_left(self) -> int | None:
        return seconds_left(self.attempt.deadline_at, self.now)

    @property
    def minutes_left(self) -> int | None:
        """Rounded up: a minute that has begun is still there."""
        left = self.seconds_left
        return None if left is None else -(-left // 60)

    @property
    def now_ms(self) -> int:
        return int(self.now.timestamp() * 1000)

    @cached_property
    def last_saved(self) -> datetime | None:
        return max((one.row.answered_at for one in self.asked if one.row.answered_at), default=None)

    @property
    def is_checked_at_once(self) -> bool:
        return self.rules.behaviour is not Behaviour.DEFERRED

    def sheet_of(self, slot: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if slot in sheet), None)


def attempt_screen(attempt: Attempt, now: datetime, held: QueryDict | None = None) -> AttemptScreen:
    """`held` is a form that could not be taken: shown in place of what is saved, for one more tap."""
    rules = rules_binding(attempt)
    rows = questions_of(attempt)
    contents = contents_of(row.version_id for row in rows)
    takes_files = any(isinstance(one, Essay) and one.files_max for one in contents.values())
    files = files_of(attempt) if takes_files else {}
    asked = [_asked(row, contents[row.version_id], rules, files.get(row.slot, ()), held) for row in rows]
    pages = [asked[first : first + rules.per_page] for first in range(0, len(asked), rules.per_page)]
    firsts = [None, *(page[0].slot for page in pages), None]
    sheets = [Sheet(page, firsts[n], firsts[n + 2]) for n, page in enumerate(pages)]
    return AttemptScreen(attempt, rules, sheets, now)


def asked_again(attempt: Attempt, row: AttemptQuestion) -> Asked:
    """One question by itself, after it has been marked within the attempt."""
    return _asked(row, contents_of([row.version_id])[row.version_id], rules_binding(attempt), (), None)


def fields_of(screen: AttemptScreen, contents: Mapping[int, AnyQuestion]) -> list[Field]:
    """The questions that a form may answer."""
    return [
        Field(one.slot, contents[one.row.version_id], one.item.shown, one.row.response)
        for one in screen.asked
        if not one.item.is_locked
    ]


def _asked(
    row: AttemptQuestion,
    question: AnyQuestion,
    rules: AttemptRules,
    files: Sequence[AnswerFile],
    held: QueryDict | None,
) -> Asked:
    item = present(
        question,
        number=row.slot,
        order=row.order,
        response=row.response,
        is_locked=row.settled_at is not None,
        files=files,
    )
    was = mark_of(row.response, question.kind)
    is_held = held is not None and was_field(row.slot) in held and not item.is_locked
    if is_held and held is not None:
        item = _with_held(item, Field(row.slot, question, item.shown, row.response), held)
    return Asked(
        row=row,
        item=item,
        is_whole=is_whole(question, row.response),
        was=was,
        checked=_checked(row, question, rules),
        files=files,
        is_held=is_held,
    )


def _with_held(item: Presented, field: Field, held: QueryDict) -> Presented:
    try:
        return replace(item, response=typed_answer(field, held))
    except BadResponse:
        return item


def _checked(row: AttemptQuestion, question: AnyQuestion, rules: AttemptRules) -> Checked | None:
    if rules.behaviour is Behaviour.DEFERRED or question.kind is Kind.ESSAY:
        return None
    is_settled = row.settled_at is not None
    seen = what_is_seen(
        rules,
        is_submitted=False,
        has_passed=False,
        attempts_left=True,
        is_closed=False,
        is_settled=is_settled,
    )
    wrong = len(row.tries)
    hint = question.hints[min(wrong, len(question.hints)) - 1] if wrong and question.hints else ""
    return Checked(
        is_settled=is_settled,
        tries_left=max(0, rules.tries - wrong - is_settled),
        wrong_tries=wrong,
        verdict=verdict_of(row.response, row.fraction) if is_settled and seen.marks else None,
        hint=rich(hint) if not is_settled else SafeString(""),
        reviewed=review(row, question, seen) if is_settled and seen.anything else None,
    )


# --- Afterwards ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ResultScreen:
    """An attempt that is handed in, as far as its learner may see it now.

    `is_held_back`: answers and explanations wait for her word, because another device of hers may still
    hold answers that count only until then.
    """

    attempt: Attempt
    seen: Seen
    questions: list[Reviewed]
    is_held_back: bool
    rules: AttemptRules

    @property
    def shows_what_is_right(self) -> bool:
        return (self.seen.answers or self.seen.explanations) and not self.is_held_back

    @property
    def told_when(self) -> str:
        """When she will see her mark, in words."""
        return str(dict(SHOW_LABELS)[self.rules.show_marks])

    @property
    def is_waiting(self) -> bool:
        return self.attempt.state == Attempt.State.WAITING


def result_screen(attempt: Attempt, now: datetime) -> ResultScreen:
    rules = rules_binding(attempt)
    seen = seen_now(attempt, rules, now)
    may_come = may_still_arrive(ending_of(attempt, rules), now)
    is_held_back = may_come and seen_at_last(attempt, rules, now).anything
    rows = questions_with_sources(attempt)
    contents = contents_of({pk for row in rows for pk in (row.version_id, row.marked_by_id)})
    cited = [(pk, article) for row in rows for pk, article in row.version.citations]
    sources = {one.pk: one for one, _ in cited_regulations(cited)} if seen.explanations and cited else {}
    files = files_of(attempt) if any(one.kind is Kind.ESSAY for one in contents.values()) else {}
    questions = [_reviewed(row, contents, seen, sources, files) for row in rows]
    return ResultScreen(attempt, seen, questions, is_held_back, rules)


def _reviewed(
    row: AttemptQuestion,
    contents: Mapping[int, AnyQuestion],
    seen: Seen,
    sources: Mapping[int, Regulation],
    files: Mapping[int, Sequence[AnswerFile]],
) -> Reviewed:
    return review(
        row,
        contents[row.version_id],
        seen,
        files=files.get(row.slot, ()),
        sources=sources,
        key=contents[row.marked_by_id],
    )


# --- Before ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Earlier:
    """An attempt of hers as the quiz's page lists it; `percent` None where it may not be seen, or waits."""

    attempt: Attempt
    percent: float | None
    is_passed: bool
    is_told: bool


@dataclass(frozen=True)
class QuizScreen:
    """A quiz before it is begun: what it is, and whether she may begin."""

    quiz: Quiz
    door: Door | None
    open_attempt: Attempt | None
    go_on_at: int
    earlier: list[Earlier]
    came_from: str

    @property
    def asked(self) -> int:
        counted: Any = self.quiz
        return int(counted.asked)

    @property
    def minutes(self) -> int | None:
        seconds = self.door.rules.seconds if self.door else None
        return seconds // 60 if seconds else self.quiz.time_limit_minutes

    @property
    def can_begin(self) -> bool:
        return self.quiz.live and self.door is not None and self.door.refusal is None


def earlier_attempts(attempts: Sequence[Attempt], door: Door, now: datetime) -> list[Earlier]:
    """Those that are handed in, with the marks that may be seen."""
    found = []
    for attempt in attempts:
        if attempt.state == Attempt.State.OPEN:
            continue
        seen = seen_by_learner(attempt, rules_binding(attempt), door, now)
        percent = attempt.percent if seen.marks else None
        found.append(Earlier(attempt, percent, seen.marks and attempt.is_passed, seen.marks))
    return found
