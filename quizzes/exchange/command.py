"""Questions of a file as a command line tells them: as text, or as one JSON object."""

from typing import Any

from quizzes.exchange.formats.drafts import Draft, Finding, Reading, Weight
from quizzes.exchange.sentences import sentence_of
from quizzes.grading.codec import dump
from quizzes.grading.questions import (
    AnyQuestion,
    Cloze,
    Essay,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)


def as_json(reading: Reading, *, format_name: str, written: int) -> dict[str, Any]:
    """All that was read: for each question its type, texts, options with shares, findings."""
    return {
        "format": format_name,
        "written": written,
        "usable": sum(draft.is_usable for draft in reading.drafts),
        "findings": [_finding(one) for one in reading.findings],
        "files": sorted(reading.files),
        "questions": [_question(draft) for draft in reading.drafts],
    }


def has_errors(reading: Reading) -> bool:
    """Whether something of the file cannot be brought in."""
    whole = any(one.weight is Weight.ERROR for one in reading.findings)
    return whole or not all(draft.is_usable for draft in reading.drafts)


def line_of(draft: Draft) -> str:
    """A question in one line, and what was found in it."""
    kind = draft.question.kind.value if draft.question else "-"
    first = (draft.raw.splitlines() or [""])[0][:80]
    found = "".join(f"\n\t{one.weight.value}: {sentence_of(one)}" for one in draft.findings)
    return f"{draft.number}\t{kind}\t{'ok' if draft.is_usable else 'ERROR'}\t{first}{found}"


def _question(draft: Draft) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": draft.number,
        "place": draft.place,
        "name": draft.name,
        "type": draft.question.kind.value if draft.question else None,
        "usable": draft.is_usable,
        "category": list(draft.category),
        "difficulty": draft.difficulty,
        "topics": list(draft.topics),
        "sources": list(draft.sources),
        "points": draft.points,
        "raw": draft.raw,
        "findings": [_finding(one) for one in draft.findings],
    }
    if draft.question is not None:
        question = draft.question
        told |= {"prompt": question.prompt, "explanation": question.explanation}
        told |= {"hints": list(question.hints), "options": _options(question), **_own(question)}
    return told


def _options(question: AnyQuestion) -> list[dict[str, Any]]:
    """What can be chosen, typed, matched or put in order, with what each earns."""
    match question:
        case SingleChoice() | MultipleChoice():
            return [{"text": c.text, "share": c.share, "feedback": c.feedback} for c in question.choices]
        case TrueFalse():
            return [
                {
                    "text": "true",
                    "share": 100.0 if question.is_true else 0.0,
                    "feedback": question.feedback_true,
                },
                {
                    "text": "false",
                    "share": 0.0 if question.is_true else 100.0,
                    "feedback": question.feedback_false,
                },
            ]
        case ShortAnswer():
            return [
                {"text": one.text, "share": one.share, "feedback": one.feedback} for one in question.accepted
            ]
        case Numerical():
            return [
                {"text": one.value, "tolerance": one.tolerance, "share": one.share, "feedback": one.feedback}
                for one in question.accepted
            ]
        case Ordering():
            return [{"text": item.text, "place": place} for place, item in enumerate(question.items, start=1)]
        case Matching():
            texts = {answer.id: answer.text for answer in question.answers}
            return [{"text": pair.text, "answer": texts.get(pair.answer, "")} for pair in question.pairs]
        case _:
            return []


def _own(question: AnyQuestion) -> dict[str, Any]:
    match question:
        case Cloze():
            return {"text": question.text, "gaps": dump(question.gaps), "bank": list(question.bank)}
        case Matching():
            return {"answers": [answer.text for answer in question.answers]}
        case Numerical():
            return {"unit": question.unit}
        case Essay():
            return {"criteria": dump(question.criteria)}
        case _:
            return {}


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "weight": finding.weight.value,
        "place": finding.place,
        "said": finding.said,
        "sentence": sentence_of(finding),
    }
