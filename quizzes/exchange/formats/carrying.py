"""What a foreign format has no place for, beside what it has: told by reading back what was written.

A writer writes a question in the format's own words, reads that as anybody would, and compares. What differs
is all that has to travel in the format's own place for extras, as a change from the one to the other; it is
applied only while the question still says what it said. So what other programs see is never a guess, and
what only we see is known and can be listed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from quizzes.exchange.formats import codes, rich_fields
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.drafts import Draft
from quizzes.exchange.formats.limits import LONGEST_TEXT, MOST_PARTS
from quizzes.exchange.formats.markup import Cleaner
from quizzes.exchange.formats.pictures import Pictures
from quizzes.grading.codec import BadData, data_of, question_from
from quizzes.grading.questions import AnyQuestion

_ABOUT = {"category": (), "difficulty": None, "topics": (), "sources": (), "points": 1.0, "name": ""}
_PICTURE = re.compile(r"[A-Za-z0-9+/=]{400,}")
_WORDS = re.compile(r"\w+")
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Extras:
    """The change from what a format says to what was meant; `said` is the words it was made for."""

    said: str = ""
    question: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.question or self.about)

    def dump(self) -> str:
        data = {"of": self.said, "question": self.question, "about": self.about}
        return json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)


def load(text: str) -> Extras | None:
    """The extras that `dump` made this of; None for anything else."""
    try:
        data = json.loads(text) if len(_PICTURE.sub("", text)) <= LONGEST_TEXT else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    said, question, about = data.get("of", ""), data.get("question", {}), data.get("about", {})
    if not (isinstance(said, str) and isinstance(question, dict) and isinstance(about, dict)):
        return None
    return Extras(said, question, about)


def extras_of(meant: Draft, native: Draft, embed: rich_fields.Change = str) -> Extras:
    """What has to travel so that `native`, as a format says it, becomes `meant`.

    `embed` puts the pictures of a text into it: in extras nobody else brings them.
    """
    question: dict[str, Any] = {}
    said = ""
    if meant.question is not None and native.question is not None:
        said = _said(native.question)
        changes = _differences(data_of(native.question), data_of(meant.question))
        question = {path: rich_fields.changed_at(path, value, embed) for path, value in changes}
    about = {name: getattr(meant, name) for name in _ABOUT if getattr(meant, name) != getattr(native, name)}
    return Extras(said if question else "", question, about)


def completed(native: Draft, extras: Extras | None, pictures: Pictures) -> Draft:
    """The draft with its extras; without those for a question that says other things by now."""
    if not extras or native.question is None:
        return native
    findings = Findings()
    question: AnyQuestion = native.question
    if extras.question and extras.said != _said(native.question):
        findings.note(codes.EXTRAS_OUTDATED)
    elif extras.question:
        try:
            changed = _changed(data_of(question), extras.question)
            if _is_too_much(changed):
                raise BadData
            # And their texts are as little to be trusted as any other.
            question = question_from(rich_fields.changed(changed, Cleaner(findings, pictures).clean))
        except (BadData, KeyError, IndexError, TypeError, ValueError):
            findings.note(codes.EXTRAS_OUTDATED)
    about = _about(extras.about)
    return replace(native, question=question, findings=(*native.findings, *findings.all()), **about)


def only_ours(extras: Extras) -> list[str]:
    """What other programs will not see, as names of fields; ids are nobody's business."""
    paths = (".".join(part for part in path.split(".") if not part.isdecimal()) for path in extras.question)
    return sorted({path for path in paths if path.rpartition(".")[2] not in ("id", "answer")})


def _differences(here: Any, there: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each place, as `choices.0.share`, where `there` says something else; None where it says nothing."""
    if isinstance(here, dict) and isinstance(there, dict):
        for name in [*there, *(name for name in here if name not in there)]:
            inner = f"{path}.{name}" if path else name
            if name not in there or name not in here:
                yield inner, there.get(name)
            else:
                yield from _differences(here[name], there[name], inner)
    elif isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        for number, (one, other) in enumerate(zip(here, there, strict=True)):
            yield from _differences(one, other, f"{path}.{number}")
    elif here != there:
        yield path, there


def _changed(data: Any, changes: dict[str, Any]) -> Any:
    for path, value in changes.items():
        *way, last = path.split(".")
        here = data
        for part in way:
            here = here[int(part)] if isinstance(here, list) else here[part]
        if isinstance(here, list):
            here[int(last)] = value
        elif value is None:
            here.pop(last, None)
        else:
            here[last] = value
    return data


def _is_too_much(data: Any) -> bool:
    """Extras come from a file like everything else: their lists have an end."""
    if isinstance(data, list):
        return len(data) > MOST_PARTS or any(map(_is_too_much, data))
    return isinstance(data, dict) and any(map(_is_too_much, data.values()))


def _about(said: dict[str, Any]) -> dict[str, Any]:
    """What stands beside the question, of the right kinds only."""
    fit: dict[str, Any] = {}
    for name, value in said.items():
        if name in ("category", "topics", "sources") and isinstance(value, list):
            fit[name] = tuple(str(one) for one in value)
        elif name == "name" and isinstance(value, str):
            fit[name] = value
        elif name == "points" and isinstance(value, int | float) and not isinstance(value, bool):
            fit[name] = float(value)
        elif name == "difficulty" and value in (1, 2, 3):
            fit[name] = value
    return fit


def _said(question: AnyQuestion) -> str:
    """The words of a question as a short sum: what another program may lay out anew, but not rephrase."""
    words: list[str] = []

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name != "id" and not (name == "answer" and isinstance(inner, str)):
                    gather(inner)
        elif isinstance(value, list):
            for inner in value:
                gather(inner)
        else:
            words.extend(_WORDS.findall(_TAGS.sub(" ", str(value))))

    gather(data_of(question))
    return sha256(" ".join(words).encode()).hexdigest()[:8]
