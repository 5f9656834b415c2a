"""Moodle XML read: each question by the reader of its type, what is not ours found and kept as it stood."""

from collections.abc import Callable
from dataclasses import replace

from quizzes.exchange.formats import carrying, codes, plain_text
from quizzes.exchange.formats.categories import category_of
from quizzes.exchange.formats.collecting import Findings, shortened
from quizzes.exchange.formats.drafts import Draft, Finding, Reading, checked, numbered
from quizzes.exchange.formats.limits import MIB, MOST_BYTES, MOST_PARTS, MOST_QUESTIONS
from quizzes.exchange.formats.moodlexml import gaps, types
from quizzes.exchange.formats.moodlexml.cloze import cloze
from quizzes.exchange.formats.moodlexml.elements import EXTRAS, look_for_unknown
from quizzes.exchange.formats.moodlexml.texts import Texts, children_text, words_of
from quizzes.exchange.formats.moodlexml.types import Source, common_of
from quizzes.exchange.formats.pictures import Pictures
from quizzes.exchange.formats.safe_xml import Document, Element, parse
from quizzes.exchange.formats.shares import share_of
from quizzes.grading.questions import AnyQuestion

_READERS: dict[str, Callable[[Source], AnyQuestion | None]] = {
    "multichoice": types.multichoice,
    "multichoiceset": types.all_or_nothing,
    "oumultiresponse": types.oumultiresponse,
    "truefalse": types.truefalse,
    "shortanswer": types.shortanswer,
    "numerical": types.numerical,
    "matching": types.matching,
    "match": types.matching,
    "ddmatch": types.matching,
    "ordering": types.ordering,
    "essay": types.essay,
    "essayautograde": types.essay,
    "cloze": cloze,
    "multianswer": cloze,
    "gapselect": gaps.gapselect,
    "ddwtos": gaps.ddwtos,
    "gapfill": gaps.gapfill,
}
_NEAREST = {"ddmatch", "essayautograde"}
_WITH_GAPS = {"cloze", "multianswer", "gapselect", "ddwtos", "gapfill"}


def read(data: bytes) -> Reading:
    """The questions of a file, each with what was found; nothing is raised."""
    findings = Findings()
    if len(data) > MOST_BYTES:
        findings.error(codes.FILE_TOO_LARGE, MOST_BYTES // MIB)
        return Reading(findings=findings.all())
    document = parse(data, findings)
    if document.root is None:
        return Reading(findings=findings.all())
    pictures = Pictures()
    root = document.root
    if root.name != "question" and not root.elements("question"):
        code = (
            codes.FILE_NO_QUESTIONS
            if root.name == "quiz" and not root.elements()
            else codes.MOODLE_NOT_MOODLE
        )
        findings.error(code, root.name)
        return Reading(findings=findings.all())
    drafts = _drafts(root, document, pictures, findings)
    if not drafts:
        findings.error(codes.FILE_NO_QUESTIONS)
    return Reading(numbered(drafts), findings.all(), pictures.files)


def _drafts(root: Element, document: Document, pictures: Pictures, findings: Findings) -> list[Draft]:
    drafts: list[Draft] = []
    category: tuple[str, ...] = ()
    for element in [root] if root.name == "question" else root.elements():
        if element.name != "question":
            findings.loss(codes.MOODLE_ELEMENT, element.name, f"line {element.line}")
        elif element.get("type") == "category":
            category = _category(element, findings)
        elif len(drafts) >= MOST_QUESTIONS:
            findings.error(codes.FILE_TOO_MANY, MOST_QUESTIONS)
            break
        else:
            drafts.append(read_question(element, document, pictures, category))
    return drafts


def read_question(
    element: Element, document: Document, pictures: Pictures, category: tuple[str, ...] = ()
) -> Draft:
    """One question, with its extras."""
    written = element.first(EXTRAS)
    extras = carrying.load(written.text()) if written is not None else None
    draft = _native(element, pictures, category)
    if written is not None and extras is None:
        draft = replace(draft, findings=(*draft.findings, *_outdated()))
    return replace(checked(carrying.completed(draft, extras, pictures)), raw=document.raw(element))


def _native(element: Element, pictures: Pictures, category: tuple[str, ...]) -> Draft:
    findings = Findings()
    kind = element.get("type").strip().lower()
    texts = Texts(element, findings, pictures)
    question = None
    if len(element.elements()) > 3 * MOST_PARTS:
        findings.error(codes.QUESTION_TOO_MANY_PARTS, MOST_PARTS)
    elif reader := _READERS.get(kind):
        if kind in _NEAREST:
            findings.note(codes.MOODLE_NEAREST_TYPE, kind)
        common = common_of(texts, with_prompt=kind not in _WITH_GAPS)
        question = reader(Source(element, texts, findings, common))
        look_for_unknown(element, kind, findings)
    elif kind == "description":
        findings.loss(codes.MOODLE_DESCRIPTION, plain_text.plain(words_of(element.first("questiontext"))))
    else:
        findings.error(codes.MOODLE_TYPE_NOT_OURS, kind or "?")
    if not element.is_whole:
        findings.error(codes.MOODLE_NOT_WHOLE)
    grade = share_of(children_text(element, "defaultgrade"), findings, 1.0)
    return Draft(
        question,
        name=shortened(plain_text.plain(words_of(element.first("name"))), 255),
        place=f"line {element.line}",
        category=category,
        topics=_topics(element),
        points=grade if grade > 0 else 1.0,
        findings=findings.all(),
    )


def _category(element: Element, findings: Findings) -> tuple[str, ...]:
    if info := plain_text.plain(words_of(element.first("info"))):
        findings.loss(codes.MOODLE_CATEGORY_INFO, info, f"line {element.line}")
    return category_of(words_of(element.first("category")))


def _topics(element: Element) -> tuple[str, ...]:
    tags = element.first("tags")
    words = [words_of(tag) for tag in tags.elements("tag")] if tags else []
    return tuple(dict.fromkeys(word for word in words if word and not word.startswith("lcb:")))


def _outdated() -> tuple[Finding, ...]:
    findings = Findings()
    findings.note(codes.EXTRAS_OUTDATED)
    return findings.all()
