"""Reads a Word file into drafts."""

from collections import defaultdict
from collections.abc import Sequence

from common.vietnamese import fold
from quizzes.exchange.formats.drafts import Finding, Reading, Weight, numbered
from quizzes.exchange.formats.office_archives import Unreadable
from quizzes.exchange.formats.word.found import Asked, Entry, Said
from quizzes.exchange.formats.word.lines import lines_of
from quizzes.exchange.formats.word.making import drafts_of
from quizzes.exchange.formats.word.opening import opened
from quizzes.exchange.formats.word.paper import Paper
from quizzes.exchange.formats.word.paragraphs import Document


def read(data: bytes) -> Reading:
    """What a .docx asks. Never raises for what the file says: a file that cannot be taken is a finding."""
    try:
        document = Document(opened(data))
    except Unreadable as refusal:
        code = {"not_office": "not_word", "before_2007": "old_doc"}.get(refusal.code, refusal.code)
        return Reading(findings=(Finding(f"word.{code}", Weight.ERROR, said=refusal.said),))
    paper = Paper(lines_of(document.blocks))
    questions = _merged(paper.questions)
    left = _answered(questions, paper.entries)
    findings, own = _placed(document.findings, questions)
    for question, found in own:
        question.findings.append(found)
    drafts = numbered(drafts_of(questions))
    findings += [*paper.findings, *left]
    if not drafts:
        findings.append(Finding("word.no_questions", Weight.ERROR))
    used = "".join(str(draft.question) for draft in drafts)
    files = {name: content for name, content in document.pictures.files.items() if f'src="{name}"' in used}
    return Reading(drafts, tuple(findings), files)


def _placed(
    findings: Sequence[Finding], questions: Sequence[Asked]
) -> tuple[list[Finding], list[tuple[Asked, Finding]]]:
    """Findings of a paragraph go to the question that it is part of."""
    of_all: list[Finding] = []
    own: list[tuple[Asked, Finding]] = []
    for one in findings:
        place = int(one.place) if one.place else 0
        question = next((q for q in questions if q.place <= place <= max(q.place, q.last_place)), None)
        if question is None:
            of_all.append(one)
        else:
            own.append((question, one))
    return of_all, own


def _merged(questions: Sequence[Asked]) -> list[Asked]:
    """A paper often asks everything once more, with the solutions; such a repeat only adds what is new."""
    kept: dict[tuple[int, str], Asked] = {}
    made: list[Asked] = []
    for question in questions:
        text = fold(" ".join(line.text for line in question.prompt))
        options = tuple(fold(option.text) for option in question.options)
        key = (question.number, f"{text}|{options}")
        first = kept.get(key)
        if first is None or not text:
            kept[key] = question
            made.append(question)
            continue
        first.answers += question.answers
        first.explanation += question.explanation
        first.sources += question.sources
        if not first.answers:
            first.options = question.options
        first.find("word.repeated", Weight.NOTE, place=question.place)
    return made


def _answered(questions: Sequence[Asked], entries: Sequence[Entry]) -> list[Finding]:
    """Gives each entry of a key to its question; what fits none is found."""
    by_scope: dict[tuple[int, int], Asked] = {}
    by_section: dict[tuple[str, int], Asked] = {}
    by_number: dict[int, list[Asked]] = defaultdict(list)
    for question in questions:
        by_scope.setdefault((question.scope, question.number), question)
        by_number[question.number].append(question)
        for title in question.section:
            by_section.setdefault((_section_key(title), question.number), question)
    left: list[str] = []
    for entry in entries:
        found = by_section.get((entry.section, entry.number))
        if found is None and entry.section.startswith("#"):
            found = by_scope.get((int(entry.section[1:]), entry.number))
        if found is None and len(by_number[entry.number]) == 1:
            found = by_number[entry.number][0]
        if found is None:
            left.append(f"{entry.number}-{entry.answer}"[:30])
            continue
        _answer(found, entry)
    if not left:
        return []
    return [Finding("word.key_without_question", Weight.NOTE, str(entries[0].place), "; ".join(left)[:120])]


def _section_key(title: str) -> str:
    """ "PHẦN II. Tự luận" is the section "phan ii"."""
    words = fold(title).replace(".", " ").replace(":", " ").split()
    return " ".join(words[:2])


def _answer(question: Asked, entry: Entry) -> None:
    lines = [entry.answer_line] if entry.answer_line is not None else []
    if question.from_key is None:
        question.from_key = Said(entry.answer, entry.place, lines=lines)
        question.explanation += entry.explanation
        return
    question.explanation += [line for line in lines if line.rich] + entry.explanation
