"""GIFT read as Moodle reads it, and beyond where what was meant is plain."""

import re
from dataclasses import dataclass, field, replace

from quizzes.exchange.formats import carrying, codes
from quizzes.exchange.formats.collecting import Findings, shortened
from quizzes.exchange.formats.decoding import lines_of
from quizzes.exchange.formats.drafts import Draft, Reading, checked, numbered
from quizzes.exchange.formats.gift.answers import Asked, looks_like_answers, question_of
from quizzes.exchange.formats.gift.blocks import Block, blocks_of
from quizzes.exchange.formats.gift.escapes import freed, held, hold_tags
from quizzes.exchange.formats.gift.texts import Texts, split_format
from quizzes.exchange.formats.limits import LONGEST_RAW, LONGEST_TEXT, MOST_QUESTIONS
from quizzes.exchange.formats.markup import Cleaner
from quizzes.exchange.formats.pictures import Pictures
from quizzes.exchange.formats.text_formats import MOODLE

BLANK = "_____"
_NAME = re.compile(r"::(.*?)::", re.DOTALL)
_CUT = re.compile(r"[A-Za-z0-9+/=]{400,}")


def read(data: bytes) -> Reading:
    """The questions of a file, each with what was found; nothing is raised."""
    findings = Findings()
    pictures = Pictures()
    drafts: list[Draft] = []
    for block in blocks_of(lines_of(data, findings)):
        if len(drafts) >= MOST_QUESTIONS:
            findings.error(codes.FILE_TOO_MANY, MOST_QUESTIONS)
            break
        drafts.append(read_block(block, pictures))
    if not drafts and not findings.all():
        findings.error(codes.FILE_NO_QUESTIONS)
    return Reading(numbered(drafts), findings.all(), pictures.files)


def read_block(block: Block, pictures: Pictures) -> Draft:
    """One question, with its extras."""
    extras = carrying.load(block.extras) if block.extras else None
    if block.extras and extras is None:
        block.findings.note(codes.EXTRAS_OUTDATED)
    return checked(carrying.completed(_native(block, pictures), extras, pictures))


def _native(block: Block, pictures: Pictures) -> Draft:
    findings = block.findings
    cleaner = Cleaner(findings, pictures, find=_no_picture)
    name, text = _named(held(block.text))
    text, had_tags = hold_tags(text)
    draft = Draft(
        None,
        name=name,
        place=f"line {block.line}",
        raw=_CUT.sub("…", "\n".join(block.raw))[:LONGEST_RAW],
        category=block.category,
        topics=block.topics,
    )
    if len(_CUT.sub("", text)) > LONGEST_TEXT:
        findings.error(codes.QUESTION_TOO_LONG, len(text))
        return replace(draft, findings=findings.all())
    split = _split(text, findings)
    if had_tags and split.answers is not None:
        findings.note(codes.GIFT_SIGNS_IN_TAGS)
    kind, _ = split_format(split.asked, MOODLE)
    texts = Texts(cleaner, kind)
    question = None
    if split.answers is not None:
        answers, _, said = _general(split.answers)
        asked = Asked(texts.block(split.asked), texts.block(said), texts, findings)
        question = question_of(answers, asked)
    return replace(draft, question=question, findings=findings.all())


def _named(text: str) -> tuple[str, str]:
    match = _NAME.match(text)
    if match:
        return shortened(freed(match.group(1)), 255), text[match.end() :].strip()
    return "", text.removeprefix("::").strip()


def _general(answers: str) -> tuple[str, str, str]:
    """The answers, and what is said to everybody at the end of them."""
    head, sign, said = answers.rpartition("####")
    return (head.strip(), sign, said.strip()) if sign else (answers.strip(), "", "")


@dataclass(frozen=True, slots=True)
class _Split:
    """A question's text with a blank where its answers stood, and the answers."""

    asked: str
    answers: str | None = field(default=None)


def _split(text: str, findings: Findings) -> _Split:
    if "{" not in text and "}" not in text:
        findings.loss(codes.GIFT_DESCRIPTION, freed(text))
        return _Split(text)
    groups = _groups(text)
    if not groups:
        findings.error(codes.GIFT_BRACES, freed(text))
        return _Split(text)
    fitting = [group for group in groups if looks_like_answers(text[group[0] + 1 : group[1]])]
    start, stop = fitting[0] if fitting else groups[0]
    if len(fitting) > 1:
        findings.error(codes.GIFT_SEVERAL_BLANKS, freed(text))
        return _Split(text)
    if len(groups) > 1:
        findings.note(codes.GIFT_BRACES_IN_TEXT, freed(text[start : stop + 1]))
    before, answers, after = text[:start], text[start + 1 : stop].strip(), text[stop + 1 :]
    if not after.strip():
        return _Split(before, answers)
    if re.fullmatch(r"[\s.?!:;,…]*", after) and "\n" in after.strip(" \t"):
        return _Split(before + after.strip(), answers)
    return _Split(f"{before}{BLANK}{after}", answers)


def _groups(text: str) -> list[tuple[int, int]]:
    """Where braces open and close, outermost only; a brace left open closes at the next closing one."""
    groups: list[tuple[int, int]] = []
    depth = start = 0
    for match in re.finditer(r"[{}]", text):
        if match.group() == "{":
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                groups.append((start, match.start()))
    if depth and (stop := text.find("}", start)) >= 0:
        groups.append((start, stop))
    return groups


def _no_picture(source: str) -> str:
    """GIFT brings no files: a picture stands in the text itself or is elsewhere."""
    return ""
