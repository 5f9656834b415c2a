"""Files of questions: kept, brought in as a whole, taken back as a whole, taken out."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex

from accounts.models import User
from media.pictures.models import Picture
from media.regulations.models import Regulation
from quizzes.bank.actions import draft_question
from quizzes.bank.converting import question_of
from quizzes.bank.models import Category, Question
from quizzes.exchange.formats.drafts import Draft, Finding, Reading, Weight, Written
from quizzes.exchange.models import ImportedQuestion, QuestionImport
from quizzes.exchange.pictures import is_picture
from quizzes.exchange.queries import (
    Citations,
    paths_of_categories,
    questions_to_take_out,
    standing_against_undoing,
    topics_named,
)
from quizzes.exchange.registry import FORMATS, Format
from quizzes.exchange.texts import brought_in, embedded, picture_ids, taken_out
from quizzes.grading.codec import question_from

LONGEST_NAME = 160
PICTURES_KEPT_FOR = 10 * 60
"""Seconds."""
State = QuestionImport.State


class WrittenAlready(Exception):
    """The file has been brought in; once is enough."""


class NothingChosen(Exception):
    """No question of the file is to be brought in."""


class CannotUndo(Exception):
    """Questions of the file have been checked by now, or it was never brought in."""

    def __init__(self, questions: Sequence[Question] = ()) -> None:
        super().__init__(questions)
        self.questions = questions


def keep_file(*, data: bytes, name: str, format_: Format, by: User | None, now: datetime) -> QuestionImport:
    """Keep a file to be looked at and brought in later."""
    kept = QuestionImport(
        format=format_.name,
        name=name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        sent_by=by,
        sent_at=now,
    )
    kept.file.save(name, ContentFile(data), save=False)
    kept.save()
    return kept


def reading_of(sent: QuestionImport) -> Reading:
    """The file read anew, with what the bank itself finds of its questions."""
    with sent.file.open("rb") as content:
        reading = found_in_bank(FORMATS[sent.format].read(content.read()))
    names = list(reading.files)
    pictures = {_picture_key(sent, number): reading.files[name] for number, name in enumerate(names)}
    cache.set_many({_picture_key(sent): names, **pictures}, PICTURES_KEPT_FOR)
    return reading


def picture_of(sent: QuestionImport, name: str) -> bytes | None:
    """A picture of the file. A page asks for hundreds: the file is not read anew for each of them."""
    names: list[str] | None = cache.get(_picture_key(sent))
    if names is not None and name not in names:
        return None
    content: bytes | None = cache.get(_picture_key(sent, names.index(name))) if names else None
    return reading_of(sent).files.get(name) if content is None else content


def _picture_key(sent: QuestionImport, number: int | None = None) -> str:
    return f"question-file:{sent.format}:{sent.sha256}:{'names' if number is None else number}"


def found_in_bank(reading: Reading) -> Reading:
    """Findings about what the bank does not know or cannot keep: sources, topics, unsound pictures."""
    citations = Citations()
    _, unknown = topics_named(topic for draft in reading.drafts for topic in draft.topics)
    files = {name: content for name, content in reading.files.items() if is_picture(content)}
    drafts = []
    for draft in reading.drafts:
        missing = [
            Finding("bank.unknown_source", Weight.NOTE, draft.place, one)
            for one in draft.sources
            if not citations.find(one)
        ]
        missing += [
            Finding("bank.unknown_topic", Weight.NOTE, draft.place, one)
            for one in draft.topics
            if one in unknown
        ]
        missing += [
            Finding("bank.bad_picture", Weight.LOSS, draft.place, name)
            for name in sorted(set(reading.files) - set(files))
            if f'src="{name}"' in str(draft.question)
        ]
        drafts.append(replace(draft, findings=(*draft.findings, *missing)))
    return replace(reading, drafts=tuple(drafts), files=files)


@transaction.atomic
def write_questions(
    *,
    sent: QuestionImport,
    reading: Reading,
    numbers: Collection[int],
    category: Category,
    by_section: bool,
    by: User | None,
    now: datetime,
) -> int:
    """Bring the chosen questions in as drafts; all or none. Returns how many. Raises WrittenAlready."""
    locked = QuestionImport.objects.select_for_update().get(pk=sent.pk)
    if locked.state != State.SENT:
        raise WrittenAlready
    chosen = [draft for draft in reading.drafts if draft.is_usable and draft.number in numbers]
    if not chosen:
        raise NothingChosen
    pictures = _pictures_of(chosen, reading.files, by)
    citations, shelves = Citations(), _Shelves(category)
    for draft in chosen:
        if draft.question is None:
            continue
        question = draft_question(
            question=brought_in(draft.question, embedded(pictures)),
            category=shelves.of(draft.category) if by_section else category,
            by=by,
            name=draft.name[:LONGEST_NAME],
            difficulty=draft.difficulty or 2,
            topics=topics_named(draft.topics)[0],
            citations=_cited(draft, citations),
        )
        ImportedQuestion.objects.create(question_import=locked, question=question, number=draft.number)
    locked.state, locked.category, locked.written_at = State.WRITTEN, category, now
    locked.counts = {"found": len(reading.drafts), "written": len(chosen)}
    locked.pictures = sorted(pictures.values())
    locked.save()
    log(instance=locked, action="quizzes.import", user=by, data={"counts": locked.counts})
    sent.refresh_from_db()
    return len(chosen)


def _pictures_of(chosen: Sequence[Draft], files: Mapping[str, bytes], by: User | None) -> dict[str, int]:
    """The pictures that the chosen questions show, kept once each; their alt texts describe them."""
    shown = "".join(str(draft.question) for draft in chosen)
    made: dict[str, int] = {}
    for name, content in files.items():
        if f'src="{name}"' not in shown:
            continue
        picture = Picture(
            title=name,
            file=ImageFile(BytesIO(content), name=name),
            file_size=len(content),
            uploaded_by_user=by,
        )
        picture.save()
        made[name] = picture.pk
    return made


def _cited(draft: Draft, citations: Citations) -> list[tuple[Regulation, str]]:
    found = [one for said in draft.sources if (one := citations.find(said))]
    return list({(regulation.pk, article): (regulation, article) for regulation, article in found}.values())


class _Shelves:
    """Categories for the sections of a file, below the chosen one."""

    def __init__(self, below: Category) -> None:
        self._known: dict[tuple[str, ...], Category] = {(): below}

    def of(self, path: tuple[str, ...]) -> Category:
        if path not in self._known:
            parent = self.of(path[:-1])
            self._known[path], _made = Category.objects.get_or_create(parent=parent, title=path[-1][:160])
        return self._known[path]


@transaction.atomic
def undo_import(*, sent: QuestionImport, by: User | None, now: datetime) -> int:
    """Take all questions of a file out of the bank again. Returns how many. Raises CannotUndo."""
    locked = QuestionImport.objects.select_for_update().get(pk=sent.pk)
    if locked.state != State.WRITTEN:
        raise CannotUndo
    if against := standing_against_undoing(locked):
        raise CannotUndo(against)
    questions = list(Question.objects.filter(imported__question_import=locked))
    for question in questions:
        question.delete()
    for picture in Picture.objects.filter(pk__in=locked.pictures):
        if not ReferenceIndex.get_references_to(picture).exists():
            picture.delete()
    locked.state, locked.undone_at, locked.pictures = State.UNDONE, now, []
    locked.save()
    log(instance=locked, action="quizzes.import_undo", user=by, data={"count": len(questions)})
    sent.refresh_from_db()
    return len(questions)


# --- Out ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A file for somebody to take away, and the questions in it."""

    written: Written
    drafts: Sequence[Draft]


def take_out(*, category: Category | None, format_: Format, checked_alone: bool) -> TakenOut:
    """The questions of a category as a file: as they were checked, or as they stand in work."""
    pictures: dict[str, Picture] = {}
    drafts: list[Draft] = []
    paths = paths_of_categories()
    for question in questions_to_take_out(category, checked_alone=checked_alone):
        content = question_from(question.current.content) if checked_alone and question.current else None
        standing = question if content is not None else question.get_latest_revision_as_object()
        content = content or question_of(standing.body)
        if content is None:
            continue
        for pk in picture_ids(content) - set(pictures):
            if pk.isdecimal() and (picture := Picture.objects.filter(pk=int(pk)).first()):
                pictures[pk] = picture
        drafts.append(
            Draft(
                question=taken_out(content, lambda pk: _file_name(pictures.get(pk))),
                number=len(drafts) + 1,
                name=standing.name,
                category=paths.get(question.category_id, ()),
                difficulty=standing.difficulty,
                topics=tuple(topic.title for topic in standing.topics.all()),
                sources=tuple(
                    one.regulation.number or one.regulation.code for one in standing.citations.all()
                ),
            )
        )
    files = {_file_name(picture): _content_of(picture) for picture in pictures.values()}
    return TakenOut(format_.write(drafts, files), drafts)


def _file_name(picture: Picture | None) -> str:
    return f"hinh-{picture.pk}.{picture.file.name.rpartition('.')[2].lower()}" if picture else ""


def _content_of(picture: Picture) -> bytes:
    with picture.file.open("rb") as content:
        data: bytes = content.read()
    return data
