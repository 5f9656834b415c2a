"""Aiken read leniently: small letters, several lines of text, several right answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.collecting import Findings, shortened
from quizzes.exchange.formats.decoding import lines_of
from quizzes.exchange.formats.drafts import Draft, Reading, checked, numbered
from quizzes.exchange.formats.limits import LONGEST_RAW, LONGEST_TEXT, MOST_QUESTIONS
from quizzes.grading.ids import ids_for
from quizzes.grading.questions import AnyQuestion, Choice, ChoiceScoring, MultipleChoice, SingleChoice

_OPTION = re.compile(r"\s*([A-Za-z])\s?[.)]\s+(\S.*)")
_ANSWER = re.compile(r"\s*(?:ANSWER|ĐÁP ÁN)\s*[:.]\s*(.*)", re.IGNORECASE)
_FEEDBACK = re.compile(r"\s*(?:FEEDBACK|EXPLANATION)\s*:\s*(.*)", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]")


@dataclass(slots=True)
class _Lines:
    """A question as its lines say it."""

    line: int = 0
    asked: list[str] = field(default_factory=list)
    options: list[tuple[str, list[str]]] = field(default_factory=list)
    answer: str | None = None
    said: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    def __bool__(self) -> bool:
        return bool(self.asked or self.options or self.answer is not None)


def read(data: bytes) -> Reading:
    """The questions of a file, each with what was found; nothing is raised."""
    findings = Findings()
    drafts: list[Draft] = []
    for lines in _questions(lines_of(data, findings)):
        if len(drafts) >= MOST_QUESTIONS:
            findings.error(codes.FILE_TOO_MANY, MOST_QUESTIONS)
            break
        drafts.append(read_lines(lines))
    if not drafts and not findings.all():
        findings.error(codes.FILE_NO_QUESTIONS)
    return Reading(numbered(drafts), findings.all())


def read_lines(lines: _Lines) -> Draft:
    """One question; without its answer or its options it is found, not guessed."""
    findings = lines.findings
    question = _question(lines, findings)
    raw = "\n".join(lines.raw)[:LONGEST_RAW]
    return checked(Draft(question, place=f"line {lines.line}", raw=raw, findings=findings.all()))


def _questions(lines: list[str]) -> Iterator[_Lines]:
    """Lines by question: an answer ends one, and so does a blank line after options."""
    here = _Lines()
    after_blank = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            after_blank = True
            continue
        if after_blank and here.options and not _goes_on(line, here):
            yield here
            here = _Lines()
        elif after_blank and here.asked and not here.options:
            here.asked.append("")
        after_blank = False
        if here.answer is not None and not _FEEDBACK.match(line):
            yield here
            here = _Lines()
        if not here:
            here.line = number
        _take(here, line)
        here.raw.append(line)
    if here:
        yield here


def _goes_on(line: str, here: _Lines) -> bool:
    """Whether a line after a blank one still belongs to the options above it."""
    if here.answer is not None:
        return bool(_FEEDBACK.match(line))
    option = _OPTION.fullmatch(line)
    return bool(
        _ANSWER.match(line) or (option and ord(option.group(1).upper()) == ord(here.options[-1][0]) + 1)
    )


def _take(here: _Lines, line: str) -> None:
    if (here.options or here.asked) and (answer := _ANSWER.fullmatch(line)):
        here.answer = answer.group(1).strip()
        return
    if said := _FEEDBACK.fullmatch(line):
        here.said.append(said.group(1))
        return
    option = _OPTION.fullmatch(line)
    if option and _follows(option.group(1), here):
        here.options.append((option.group(1).upper(), [option.group(2).strip()]))
    elif here.options:
        words = here.options[-1][1]
        if len(words) == 1:
            here.findings.note(codes.AIKEN_LONG_OPTION, line)
        words.append(line.strip())
    else:
        here.asked.append(line.strip())


def _follows(letter: str, here: _Lines) -> bool:
    """Whether a letter begins an option: A after a text, each other one after the one before it."""
    if here.options:
        last = here.options[-1][0]
        if ord(letter.upper()) > ord(last) + 1:
            here.findings.note(codes.AIKEN_LETTERS, f"{last}, {letter}")
        return letter.upper() > last
    return letter in "Aa" and bool(here.asked)


def _question(lines: _Lines, findings: Findings) -> AnyQuestion | None:
    length = sum(map(len, lines.raw))
    if length > LONGEST_TEXT:
        findings.error(codes.QUESTION_TOO_LONG, length)
        return None
    asked = "\n".join(lines.asked).strip()
    letters = [letter for letter, _ in lines.options]
    right = [letter.upper() for letter in _LETTERS.findall(_answer_letters(lines.answer or ""))]
    if not lines.options:
        findings.error(codes.AIKEN_NO_OPTIONS, shortened(asked))
        return None
    if not right:
        findings.error(codes.AIKEN_NO_ANSWER)
        return None
    if unknown := [letter for letter in right if letter not in letters]:
        findings.error(codes.AIKEN_UNKNOWN_ANSWER, ", ".join(unknown))
        return None
    prompt = plain_text.paragraphs(asked)
    texts = [plain_text.inline("\n".join(words)) for _, words in lines.options]
    share = 100.0 if len(right) == 1 else round(100 / len(right), 5)
    choices = tuple(
        Choice(id_, text, share if letter in right else 0.0)
        for id_, text, letter in zip(ids_for(texts, of=prompt), texts, letters, strict=True)
    )
    explanation = plain_text.paragraphs("\n".join(lines.said))
    if len(right) > 1:
        findings.note(codes.AIKEN_SEVERAL_ANSWERS, ", ".join(right))
        return MultipleChoice(
            prompt=prompt,
            explanation=explanation,
            choices=choices,
            scoring=ChoiceScoring.ALL_OR_NOTHING,
        )
    return SingleChoice(prompt=prompt, explanation=explanation, choices=choices)


def _answer_letters(answer: str) -> str:
    """`B`, `B.`, `A, C`, `A and C` or `B. the words`: the letters only."""
    head = re.match(r"\s*\(?([A-Za-z])\)?\s*(?:[.:)]\s*\S.*)?$", answer)
    if head:
        return head.group(1)
    if re.fullmatch(r"[A-Za-z](?:\s*(?:,|;|&|\+|/|and|và|\s)\s*[A-Za-z])*\s*\.?", answer.strip()):
        return re.sub(r"\b(?:and|và)\b", " ", answer)
    return answer if re.fullmatch(r"[A-Z]{2,10}", answer.strip()) else ""
