"""The sample questions as plain questions, read from the data this package owns. Pure: no Django."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from quizzes.grading.ids import ids_for
from quizzes.grading.questions import (
    Accepted,
    AnyQuestion,
    Choice,
    Cloze,
    Criterion,
    Essay,
    Forgiving,
    Gap,
    GapKind,
    Item,
    Matching,
    MultipleChoice,
    Ordering,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from samples.curriculum import curriculum

Entry = dict[str, Any]

# Which of the province's weaknesses a question helps with, by the tags the lecturers gave it.
_WEAKNESSES = {
    "chuẩn bị": "W1",
    "trình tự": "W1",
    "thời lượng": "W1",
    "chấm điểm": "W1",
    "chuyên đề": "W2",
    "chọn chuyên đề": "W2",
    "báo cáo chuyên đề": "W2",
    "kiểm điểm": "W3",
    "nêu gương": "W4",
    "nể nang": "W5",
    "phê bình": "W5",
    "ngày sinh hoạt": "W6",
    "tài liệu": "W6",
    "chống hình thức": "W7",
}


def question_from(entry: Entry) -> AnyQuestion:
    """One entry of the data as a question; ids of its parts follow from their texts."""
    common = {"prompt": _paragraph(entry["prompt"]), "explanation": _paragraph(entry["explanation"])}
    return _READERS[entry.get("type", "essay")](entry, common)


def weaknesses_behind(entry: Entry) -> list[str]:
    """The codes of the weaknesses that a question helps with."""
    return sorted({_WEAKNESSES[tag] for tag in entry["tags"] if tag in _WEAKNESSES})


def lesson_checking(question_id: str) -> str | None:
    """The lesson that a question asks about, by its code."""
    return next((x["id"] for x in _lessons() if question_id in x["check_question_ids"]), None)


def checks() -> list[tuple[Entry, list[str]]]:
    """Lessons with enough questions of their own for a small check, and those questions by their codes.

    One question alone is left to the final test: a page of its own for it would cost more than it gives.
    """
    return [(x, x["check_question_ids"]) for x in _lessons() if len(x["check_question_ids"]) > 1]


def _lessons() -> Iterator[Entry]:
    for course in curriculum()["courses"]:
        for module in course["modules"]:
            yield from module["lessons"]


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>"


def _ids(entry: Entry, texts: list[str]) -> list[str]:
    return ids_for(texts, of=entry["id"])


def _choices(entry: Entry, right: list[str], share: float) -> tuple[Choice, ...]:
    options = entry["options"]
    ids = _ids(entry, [option["text"] for option in options])
    return tuple(
        Choice(id_, _paragraph(option["text"]), share if option["id"] in right else 0.0)
        for id_, option in zip(ids, options, strict=True)
    )


def _multiple(entry: Entry, common: Entry) -> AnyQuestion:
    share = round(100 / len(entry["correct"]), 5)
    return MultipleChoice(**common, choices=_choices(entry, entry["correct"], share))


def _matching(entry: Entry, common: Entry) -> AnyQuestion:
    left, right = entry["options"]["left"], entry["options"]["right"]
    ids = _ids(entry, [one["text"] for one in (*left, *right)])
    known = dict(zip([one["id"] for one in (*left, *right)], ids, strict=True))
    belongs = entry["correct"]
    return Matching(
        **common,
        pairs=tuple(
            Pair(known[one["id"]], _paragraph(one["text"]), known[belongs[one["id"]]]) for one in left
        ),
        answers=tuple(Item(known[one["id"]], _paragraph(one["text"])) for one in right),
    )


def _ordering(entry: Entry, common: Entry) -> AnyQuestion:
    texts = {option["id"]: option["text"] for option in entry["options"]}
    wanted = [texts[id_] for id_ in entry["correct"]]
    items = zip(_ids(entry, wanted), wanted, strict=True)
    return Ordering(**common, items=tuple(Item(id_, _paragraph(text)) for id_, text in items))


def _short_answer(entry: Entry, common: Entry) -> AnyQuestion:
    correct = entry["correct"]
    return ShortAnswer(
        **common,
        accepted=tuple(map(Accepted, correct["accept"])),
        forgiving=Forgiving(case=correct["ignore_case"], marks=correct["ignore_diacritics"]),
    )


def _cloze(entry: Entry, common: Entry) -> AnyQuestion:
    """Every gap is filled from the common list of words; the first accepted form is the one listed there."""
    gaps = [
        Gap(
            id=name,
            kind=GapKind.CHOICE,
            accepted=tuple(map(Accepted, forms)),
            forgiving=Forgiving(marks=True),
        )
        for name, forms in entry["correct"].items()
    ]
    bank = tuple(option["text"] for option in entry["options"])
    return Cloze(**common, text=_paragraph(entry["text"]), gaps=tuple(gaps), bank=bank)


def _essay(entry: Entry, common: Entry) -> AnyQuestion:
    criteria = entry["criteria"]
    ids = _ids(entry, [one["title"] for one in criteria])
    return Essay(
        **common,
        criteria=tuple(
            Criterion(id_, one["title"], float(one["points"]), one["guidance"])
            for id_, one in zip(ids, criteria, strict=True)
        ),
        words_min=entry["words_min"],
        words_max=entry["words_max"],
        files_max=entry["files_max"],
        template=entry["template"],
    )


_READERS: dict[str, Callable[[Entry, Entry], AnyQuestion]] = {
    "single": lambda entry, common: SingleChoice(
        **common, choices=_choices(entry, [entry["correct"]], 100.0)
    ),
    "multiple": _multiple,
    "true_false": lambda entry, common: TrueFalse(**common, is_true=entry["correct"]),
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
    "cloze": _cloze,
    "essay": _essay,
}
