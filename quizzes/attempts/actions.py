"""Writes of attempts: begun, answered piece by piece, handed in, marked."""

import logging
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from organisations.people.models import Person
from quizzes.attempts.models import AnswerFile, AnswerSave, Attempt, AttemptQuestion
from quizzes.attempts.queries import door_of, ending_of, overdue_attempts, questions_of, rules_binding
from quizzes.attempts.rules import GRACE, Ending, Receipt, is_in_time, stands_before, wrong_tries
from quizzes.attempts.settling import grade_attempt
from quizzes.attempts.signals import attempt_begun
from quizzes.bank.actions import put_in_use
from quizzes.bank.queries import contents_of
from quizzes.grading.codec import dump
from quizzes.grading.marks import after_tries, fraction_of
from quizzes.grading.questions import AnyQuestion, Essay
from quizzes.grading.responses import BadResponse, Response, read_response
from quizzes.grading.showing import draw_order
from quizzes.papers.models import Quiz
from quizzes.papers.queries import draw_paper
from quizzes.papers.rules import Behaviour, PoolTooSmall, Refusal, deadline_of

_SEED_BITS = 63
MOST_LATE = 2
"""So many times answers to one question may arrive after the end."""
MOST_SECONDS = 4 * 60 * 60
"""Longer than this nobody looks at one question; what a device reports beyond is cut."""

MOST_SAVES = 5000
"""Of one attempt; nobody who answers comes near it."""


logger = logging.getLogger(__name__)


class CannotBegin(Exception):
    """The quiz is not open to this learner now; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class NothingToAsk(Exception):
    """The bank cannot fill the paper of this quiz."""


class NotOpen(Exception):
    """The attempt has been handed in."""


class TooManyFiles(Exception):
    """The question takes no more files."""


@dataclass(frozen=True, slots=True)
class Save:
    """An answer as a device sends it; `seconds` is how long the question has been looked at in all.

    `answered_at` is counted from the server's clock as the page brought it. `raw` is the response, None for
    an answer taken back; `flagged` None where the device does not say. Without `is_answer` it says nothing
    of the answer: a flag alone never takes the place of what another device has answered meanwhile.
    """

    sequence: int
    slot: int
    raw: Any
    answered_at: datetime
    seconds: int = 0
    flagged: bool | None = None
    is_answer: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a batch, one receipt an answer, and the attempt as it stands afterwards."""

    attempt: Attempt
    receipts: list[Receipt]


@transaction.atomic
def begin_attempt(
    *, quiz: Quiz, learner: Person, now: datetime, came_from: str = "", seed: int | None = None
) -> Attempt:
    """Begin an attempt, or go on with the one that is open. Raises CannotBegin, NothingToAsk."""
    Person.objects.select_for_update(no_key=True).get(pk=learner.pk)  # two taps at once begin one attempt
    standing = Attempt.objects.filter(quiz=quiz, learner=learner, state=Attempt.State.OPEN).first()
    if standing and not (standing.deadline_at and standing.deadline_at <= now):
        return standing
    if standing:
        close_attempt(attempt=standing, now=now)
    door = door_of(quiz, learner, now)
    if door.refusal:
        raise CannotBegin(door.refusal)
    attempt = Attempt.objects.create(
        quiz=quiz,
        learner=learner,
        number=door.used + 1,
        seed=secrets.randbits(_SEED_BITS) if seed is None else seed,
        rules=dump(door.rules),
        came_from=came_from,
        started_at=now,
        deadline_at=deadline_of(door.rules, door.window, now),
    )
    set_paper(attempt=attempt)
    attempt_begun.send(sender=Attempt, attempt=attempt)
    return attempt


def set_paper(*, attempt: Attempt) -> list[AttemptQuestion]:
    """Draw and keep an attempt's questions by its seed. Raises NothingToAsk."""
    random = Random(attempt.seed)  # noqa: S311  (a drawing, kept with the attempt; nothing secret follows)
    try:
        paper = draw_paper(attempt.quiz, random)
    except PoolTooSmall as reason:
        raise NothingToAsk from reason
    if not paper:
        raise NothingToAsk
    contents = contents_of(asked.version_id for asked in paper)
    rows = [
        AttemptQuestion(
            attempt=attempt,
            slot=slot,
            question_id=asked.question_id,
            version_id=asked.version_id,
            points=asked.points,
            order=draw_order(contents[asked.version_id], shuffle=attempt.quiz.shuffle_options, random=random),
        )
        for slot, asked in enumerate(paper, start=1)
    ]
    put_in_use(question_ids=[row.question_id for row in rows])
    return AttemptQuestion.objects.bulk_create(rows)


def save_answers(
    *, attempt_id: UUID, learner: Person, device: UUID, saves: Sequence[Save], now: datetime
) -> list[Receipt] | None:
    """Like `keep_answers`, for who wants the receipts alone; None for no attempt of hers."""
    kept = keep_answers(attempt_id=attempt_id, learner=learner, device=device, saves=saves, now=now)
    return kept.receipts if kept else None


@transaction.atomic
def keep_answers(
    *, attempt_id: UUID, learner: Person, device: UUID, saves: Sequence[Save], now: datetime
) -> Kept | None:
    """Keep answers of a device; what was sent before changes nothing. None for no attempt of hers.

    Of several answers to a question the one given last stands, whichever device it came from. What arrives
    after the handing in, but was given before it, counts (`rules.is_in_time`) and the attempt is marked anew.
    What comes too late or is settled is not kept, and nothing beyond `MOST_SAVES` is.
    """
    owned = Attempt.objects.select_for_update().filter(pk=attempt_id, learner=learner)
    attempt = owned.annotate(is_full=_has_saves(MOST_SAVES)).first()
    if attempt is None:
        return None
    rules = rules_binding(attempt)
    ending = ending_of(attempt, rules)
    wanted = {save.slot for save in saves}
    rows = {row.slot: row for row in AttemptQuestion.objects.filter(attempt=attempt, slot__in=wanted)}
    contents = contents_of(row.version_id for row in rows.values())
    heard = _heard_late(attempt, ending)
    receipts, kept, changed, answered = [], [], {}, {}
    for save in saves:
        row, at = rows.get(save.slot), max(attempt.started_at, min(save.answered_at, now))
        if row is None:
            receipts.append(Receipt.REFUSED)
            continue
        if not save.is_answer:
            receipts.append(_mark_for_later(row, save, attempt))
            changed[row.slot] = row
            continue
        try:
            response = _read(contents[row.version_id], save.raw, row)
        except BadResponse:
            receipts.append(Receipt.REFUSED)
            continue
        is_known = (at, save.sequence) == (row.answered_at, row.sequence)
        receipt = _receipt(
            row, save, at, is_known=is_known, in_time=save.slot not in heard and is_in_time(at, now, ending)
        )
        is_kept = not is_known and receipt in (Receipt.SAVED, Receipt.OLDER)
        if is_kept and attempt.is_full:
            receipts.append(Receipt.REFUSED)
            continue
        if is_kept:
            kept.append(_kept(attempt, device, save, response, at, now))
        receipts.append(receipt)
        if receipt is Receipt.SAVED and not is_known:
            _put(row, save, response, at)
            changed[row.slot] = answered[row.slot] = row
    AnswerSave.objects.bulk_create(kept, ignore_conflicts=True)
    _store(changed.values())
    if answered and attempt.state != Attempt.State.OPEN:
        attempt.late_answers += len(answered)
        attempt.save(update_fields=["late_answers"])
        _mark(answered.values(), rules.penalty)
        grade_attempt(attempt=attempt, now=now)
    return Kept(attempt, receipts)


def _heard_late(attempt: Attempt, ending: Ending) -> set[int]:
    """Questions to which answers have come twice after the end: two devices may have held some back, and
    more would be guessing."""
    if attempt.state == Attempt.State.OPEN or ending.at is None:
        return set()
    late = AnswerSave.objects.filter(attempt=attempt, received_at__gt=ending.at)
    times = late.order_by().values("slot").annotate(times=Count("received_at", distinct=True))
    return {slot for slot, found in times.values_list("slot", "times") if found >= MOST_LATE}


def _has_saves(most: int) -> Exists:
    """Told with the attempt, so that a save costs no query more."""
    return Exists(AnswerSave.objects.filter(attempt=OuterRef("pk")).order_by()[most - 1 : most])


def _read(question: AnyQuestion, raw: Any, row: AttemptQuestion) -> Response:
    """An answer as it is stored. The files of an essay are those that lie here, whatever a device lists."""
    response = read_response(question, raw)
    if not isinstance(question, Essay) or not question.files_max:
        return response
    files = [str(pk) for pk in AnswerFile.objects.filter(asked=row).values_list("pk", flat=True)]
    text = response["text"] if isinstance(response, dict) else ""
    return {"text": text, "files": files} if text or files else None


def _mark_for_later(row: AttemptQuestion, save: Save, attempt: Attempt) -> Receipt:
    if attempt.state != Attempt.State.OPEN:
        return Receipt.TOO_LATE
    _look(row, save)
    return Receipt.SAVED


def _kept(
    attempt: Attempt, device: UUID, save: Save, response: Response, at: datetime, now: datetime
) -> AnswerSave:
    return AnswerSave(
        attempt=attempt,
        device=device,
        sequence=save.sequence,
        slot=save.slot,
        response=response,
        answered_at=at,
        received_at=now,
    )


def _receipt(row: AttemptQuestion, save: Save, at: datetime, *, is_known: bool, in_time: bool) -> Receipt:
    if is_known:
        return Receipt.SAVED  # the very one that stands, sent again
    if row.settled_at:
        return Receipt.SETTLED
    if not in_time:
        return Receipt.TOO_LATE
    is_later = stands_before((at, save.sequence), (row.answered_at, row.sequence))
    return Receipt.SAVED if is_later else Receipt.OLDER


def _put(row: AttemptQuestion, save: Save, response: Response, at: datetime) -> None:
    row.response, row.answered_at, row.sequence = response, at, save.sequence
    _look(row, save)


def _look(row: AttemptQuestion, save: Save) -> None:
    row.seconds = max(row.seconds, min(save.seconds, MOST_SECONDS))
    if save.flagged is not None:
        row.is_flagged = save.flagged


_ANSWER_FIELDS = ("response", "answered_at", "sequence", "seconds", "is_flagged")


def _store(rows: Iterable[AttemptQuestion]) -> None:
    for row in rows:
        values = {name: getattr(row, name) for name in _ANSWER_FIELDS}
        AttemptQuestion.objects.filter(pk=row.pk).update(**values)


@transaction.atomic
def check_answer(
    *, attempt_id: UUID, learner: Person, device: UUID, save: Save, now: datetime
) -> tuple[Receipt, AttemptQuestion | None]:
    """Mark one answer within an open attempt, where its rules say so.

    With several tries a wrong answer is kept among them and may be tried again; the last one stands, and so
    does a right one. An answer that has just been tried is not tried twice, so that a double tap costs
    nothing. What a person has to mark is saved alone. Raises NotOpen.
    """
    attempt = Attempt.objects.select_for_update().filter(pk=attempt_id, learner=learner).first()
    if attempt is None:
        return Receipt.REFUSED, None
    if attempt.state != Attempt.State.OPEN:
        raise NotOpen
    [receipt] = (
        save_answers(attempt_id=attempt_id, learner=learner, device=device, saves=[save], now=now) or []
    )
    row = AttemptQuestion.objects.filter(attempt=attempt, slot=save.slot).first()
    rules = rules_binding(attempt)
    if row is None or receipt is not Receipt.SAVED or rules.behaviour is Behaviour.DEFERRED:
        return receipt, row
    question = contents_of([row.marked_by_id])[row.marked_by_id]
    fraction = fraction_of(question, row.response)
    has_been_tried = bool(row.settled_at or (row.tries and row.tries[-1][0] == row.response))
    if fraction is None or row.response is None or has_been_tried:
        return receipt, row
    if fraction < 1 and len(row.tries) + 1 < rules.tries:
        row.tries = [*row.tries, [row.response, fraction]]
        row.fraction = None
    else:
        row.fraction = after_tries(fraction, len(row.tries), rules.penalty)
        row.settled_at = now
    row.save(update_fields=["tries", "fraction", "settled_at"])
    return receipt, row


@transaction.atomic
def attach_file(
    *, attempt_id: UUID, learner: Person, slot: int, content: File[bytes], name: str, now: datetime
) -> AnswerFile | None:
    """Keep a file with the answer to an essay; None for no such question of hers.

    Raises NotOpen, TooManyFiles. What the file is has been looked at before (`files.kind_of`).
    """
    attempt, row, question = _open_essay(attempt_id, learner, slot)
    if row is None or question is None:
        return None
    if AnswerFile.objects.filter(asked=row).count() >= question.files_max:
        raise TooManyFiles
    content.name = name
    kept = AnswerFile.objects.create(
        asked=row, file=content, name=name, size=content.size or 0, uploaded_at=now
    )
    _follow_files(attempt, row, now)
    return kept


@transaction.atomic
def remove_file(*, attempt_id: UUID, learner: Person, file_id: UUID, now: datetime) -> None:
    """Take a file back; what is stored of it goes once the transaction is safe. Raises NotOpen."""
    file = AnswerFile.objects.filter(pk=file_id, asked__attempt=attempt_id).select_related("asked").first()
    if file is None:
        return
    attempt, row, _ = _open_essay(attempt_id, learner, file.asked.slot)
    if row is None:
        return
    stored, name = file.file.storage, str(file.file.name)
    file.delete()
    _follow_files(attempt, row, now)
    transaction.on_commit(lambda: stored.delete(name))


def _open_essay(
    attempt_id: UUID, learner: Person, slot: int
) -> tuple[Attempt | None, AttemptQuestion | None, Essay | None]:
    attempt = Attempt.objects.select_for_update().filter(pk=attempt_id, learner=learner).first()
    if attempt is None:
        return None, None, None
    if attempt.state != Attempt.State.OPEN:
        raise NotOpen
    row = AttemptQuestion.objects.filter(attempt=attempt, slot=slot).first()
    question = contents_of([row.version_id])[row.version_id] if row else None
    return (attempt, row, question) if isinstance(question, Essay) else (attempt, None, None)


def _follow_files(attempt: Attempt | None, row: AttemptQuestion, now: datetime) -> None:
    """The answer that stands lists the files that lie here."""
    files = [str(pk) for pk in AnswerFile.objects.filter(asked=row).values_list("pk", flat=True)]
    text = row.response.get("text", "") if isinstance(row.response, dict) else ""
    row.response = {"text": text, "files": files} if text or files else None
    row.answered_at = row.answered_at or now
    row.save(update_fields=["response", "answered_at"])


def mark_reviewed(*, attempt: Attempt, now: datetime) -> None:
    """From now on she knows what was right: nothing counts any more that arrives for this attempt or an older
    one, which may have asked the same."""
    if attempt.reviewed_at is None:
        over = Attempt.objects.filter(
            quiz=attempt.quiz_id, learner=attempt.learner_id, number__lte=attempt.number
        )
        over.filter(reviewed_at__isnull=True).exclude(state=Attempt.State.OPEN).update(reviewed_at=now)
        attempt.reviewed_at = now


@transaction.atomic
def submit_attempt(*, attempt: Attempt, now: datetime) -> Attempt:
    """Hand an attempt in and mark it; one that is handed in already stays as it is."""
    return _end(attempt, at=now, by=Attempt.Ended.BY_LEARNER, now=now)


@transaction.atomic
def close_attempt(*, attempt: Attempt, now: datetime) -> Attempt:
    """End an attempt whose time is over, with the answers that are here; before that nothing happens."""
    if attempt.deadline_at is None or now < attempt.deadline_at:
        return attempt
    return _end(attempt, at=attempt.deadline_at, by=Attempt.Ended.BY_DEADLINE, now=now)


def _end(attempt: Attempt, *, at: datetime, by: Attempt.Ended, now: datetime) -> Attempt:
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if locked.state != Attempt.State.OPEN:
        return locked
    if locked.deadline_at and at > locked.deadline_at:
        at, by = locked.deadline_at, Attempt.Ended.BY_DEADLINE
    locked.submitted_at, locked.ended_by = at, by
    rows = questions_of(locked)
    _mark([row for row in rows if not row.settled_at or row.key_id], rules_binding(locked).penalty)
    return grade_attempt(attempt=locked, now=now)


def close_overdue(*, now: datetime) -> int:
    """End every attempt whose time is over, each in a transaction of its own; return how many there were."""
    closed = 0
    for attempt in overdue_attempts(now - GRACE).iterator():
        try:
            close_attempt(attempt=attempt, now=now)
        except Exception:
            logger.exception("Attempt %s could not be ended.", attempt.pk)
        else:
            closed += 1
    return closed


def _mark(rows: Iterable[AttemptQuestion], penalty: float) -> None:
    """Give each answer what it earns; what a person has to mark is left without.

    What was told within the attempt and is marked anew by a corrected key never loses by it.
    """
    marked = list(rows)
    contents = contents_of(row.marked_by_id for row in marked)
    for row in marked:
        fraction = fraction_of(contents[row.marked_by_id], row.response)
        wrong = wrong_tries([tried for tried, _ in row.tries], row.response)
        told = row.fraction or 0.0 if row.settled_at else 0.0
        row.fraction = fraction if fraction is None else max(told, after_tries(fraction, wrong, penalty))
    AttemptQuestion.objects.bulk_update(marked, ["fraction"])
