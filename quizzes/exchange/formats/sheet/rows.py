"""A question as cells, and cells as a question."""

import re
from collections.abc import Callable, Mapping

from common.vietnamese import fold
from quizzes.exchange.formats.drafts import Draft, Finding, Weight
from quizzes.exchange.formats.flow import from_plain, plain_of
from quizzes.exchange.formats.sheet.columns import KINDS, OPTIONS, kind_of
from quizzes.exchange.formats.word.answers import forms_of, letters_of, number_of
from quizzes.exchange.formats.word.keys import truth_of
from quizzes.grading.checking import GAP
from quizzes.grading.ids import ids_for
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    Cloze,
    Essay,
    Gap,
    Item,
    Kind,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

Cells = Mapping[str, str]
_GAP = re.compile(r"\[\[\s*(.*?)\s*\]\]", re.DOTALL)
NOBODY = "?"
"""Stands before an answer that belongs to nothing; a cell may not begin with the sign of a formula."""
_BELONGS = re.compile(r"\s*(?:=>|→)\s*")
_LEVELS = {
    "nhan biet": 1,
    "nb": 1,
    "thong hieu": 2,
    "th": 2,
    "van dung": 3,
    "vd": 3,
    "van dung cao": 3,
    "vdc": 3,
}


# --- out ---------------------------------------------------------------------------------------


def cells_of(draft: Draft) -> dict[str, str]:
    """The cells of a question, as well as words can say it."""
    question = draft.question
    if question is None:
        return {}
    cells = {
        "name": draft.name,
        "kind": KINDS[question.kind],
        "prompt": plain_of(question.prompt),
        "explanation": plain_of(question.explanation),
        "when_right": plain_of(question.when_right),
        "when_wrong": plain_of(question.when_wrong),
        "hints": "\n".join(plain_of(hint).replace("\n", " ") for hint in question.hints),
        "difficulty": str(draft.difficulty or ""),
        "topics": "; ".join(draft.topics),
        "sources": "; ".join(draft.sources),
        "category": " > ".join(draft.category),
        "points": "" if draft.points == 1.0 else f"{draft.points:g}".replace(".", ","),
        **_own_cells(question),
    }
    return {key: text for key, text in cells.items() if text}


def _own_cells(question: AnyQuestion) -> dict[str, str]:
    match question:
        case SingleChoice() | MultipleChoice():
            return _choice_cells(question)
        case TrueFalse():
            return {"answer": "Đúng" if question.is_true else "Sai"}
        case Ordering():
            return _option_cells([plain_of(item.text) for item in question.items])
        case Matching():
            texts = {answer.id: plain_of(answer.text) for answer in question.answers}
            pairs = [f"{plain_of(pair.text)} => {texts.get(pair.answer, '')}" for pair in question.pairs]
            used = {pair.answer for pair in question.pairs}
            return _option_cells(
                [*pairs, *(f"{NOBODY} => {text}" for one, text in texts.items() if one not in used)]
            )
        case ShortAnswer():
            shares = [one.share for one in question.accepted]
            return {
                "answer": _parted([one.text for one in question.accepted]),
                **_shares(shares, [100.0] * len(shares)),
            }
        case Numerical():
            numbers = [_number(one) for one in question.accepted]
            shares = [one.share for one in question.accepted]
            return {
                "answer": " | ".join(numbers),
                "unit": question.unit,
                **_shares(shares, [100.0] * len(shares)),
            }
        case Cloze():
            forms = {gap.id: " | ".join(one.text for one in gap.accepted) for gap in question.gaps}
            text = GAP.sub(lambda found: f"[[{forms.get(found[1], '')}]]", plain_of(question.text))
            return {"prompt": "\n".join(filter(None, [plain_of(question.prompt), text]))}
        case _:
            return {}


def _choice_cells(question: SingleChoice | MultipleChoice) -> dict[str, str]:
    choices = question.choices
    right = [place for place, choice in enumerate(choices) if choice.is_right]
    usual = [round(100 / len(right), 5) if choice.is_right and right else 0.0 for choice in choices]
    feedback = [
        f"{OPTIONS[n]}: {plain_of(one.feedback)}"
        for n, one in enumerate(choices[: len(OPTIONS)])
        if one.feedback
    ]
    return {
        **_option_cells([plain_of(choice.text) for choice in choices]),
        "answer": ", ".join(OPTIONS[place] for place in right if place < len(OPTIONS)),
        "feedback": "\n".join(one.replace("\n", " ") for one in feedback),
        **_shares([choice.share for choice in choices], usual),
    }


def _option_cells(texts: list[str]) -> dict[str, str]:
    return {f"option {letter}": text for letter, text in zip(OPTIONS, texts, strict=False)}


def _shares(shares: list[float], usual: list[float]) -> dict[str, str]:
    return (
        {} if shares == usual else {"shares": "; ".join(f"{share:g}".replace(".", ",") for share in shares)}
    )


def _parted(forms: list[str]) -> str:
    told = " | ".join(forms)
    return f"{told} |" if len(forms) == 1 and re.search(r";|\bhoặc\b|\.$", told) else told


def _number(one: AcceptedNumber) -> str:
    value = one.value.replace(".", ",")
    return value if one.tolerance in ("", "0") else f"{value} ± {one.tolerance.replace('.', ',')}"


# --- in ----------------------------------------------------------------------------------------


def question_of(cells: Cells, findings: list[Finding], place: str) -> AnyQuestion | None:
    """The question that the cells ask; what is missing or strange is added to the findings."""

    def find(code: str, weight: Weight, said: str = "") -> None:
        findings.append(Finding(code, weight, place, said[:120]))

    said = cells.get("kind", "")
    kind = kind_of(said) if said else _likely(cells)
    if kind is None:
        find("sheet.unknown_kind", Weight.ERROR, said)
        return None
    around: dict[str, object] = {
        "prompt": _html(cells.get("prompt", "")),
        "explanation": _html(cells.get("explanation", "")),
        "when_right": _html(cells.get("when_right", "")),
        "when_wrong": _html(cells.get("when_wrong", "")),
        "hints": tuple(_html(line) for line in cells.get("hints", "").split("\n") if line.strip()),
    }
    return _Row(cells, around, find).question(kind)


def _html(text: str) -> str:
    html = from_plain(text)
    return f"<p>{html}</p>" if html and not html.startswith(("<p>", "<table>", "<ul>")) else html


def _likely(cells: Cells) -> Kind:
    """The type where the cell is empty."""
    answer = cells.get("answer", "")
    options = [text for key, text in cells.items() if key.startswith("option ") and text]
    if _GAP.search(cells.get("prompt", "")):
        return Kind.CLOZE
    if options and all(_BELONGS.search(text) for text in options):
        return Kind.MATCHING
    if len(options) == 2 and {truth_of(text) for text in options} == {True, False}:
        return Kind.TRUE_FALSE
    if options:
        letters, _ = letters_of(answer, dict(_options(cells)))
        return Kind.MULTIPLE if len(letters) > 1 else Kind.SINGLE
    if truth_of(answer) is not None:
        return Kind.TRUE_FALSE
    if answer:
        return Kind.NUMERICAL if all(map(number_of, forms_of(answer))) else Kind.SHORT_ANSWER
    return Kind.ESSAY


def _options(cells: Cells) -> list[tuple[str, str]]:
    return [(letter, text) for letter in OPTIONS if (text := cells.get(f"option {letter}", ""))]


class _Row:
    """Makes the question of one row."""

    def __init__(
        self, cells: Cells, around: dict[str, object], find: Callable[[str, Weight, str], None]
    ) -> None:
        self.cells = cells
        self.around = around
        self.find = find
        self.answer = cells.get("answer", "")
        self.options = _options(cells)
        self.of = str(around["prompt"])

    def question(self, kind: Kind) -> AnyQuestion | None:
        makers = {
            Kind.SINGLE: self._choice, Kind.MULTIPLE: self._choice, Kind.TRUE_FALSE: self._truth,
            Kind.MATCHING: self._matching, Kind.ORDERING: self._ordering, Kind.SHORT_ANSWER: self._short,
            Kind.NUMERICAL: self._numerical, Kind.CLOZE: self._cloze, Kind.ESSAY: self._essay,
        }  # fmt: skip
        return makers[kind](kind)

    def _say(self, code: str, weight: Weight, said: str = "") -> None:
        self.find(code, weight, said)

    def _choice(self, kind: Kind) -> AnyQuestion:
        letters, _ = letters_of(self.answer, dict(self.options))
        standing = [letter for letter, _ in self.options]
        wrong = [OPTIONS[one] for one in letters if OPTIONS[one] not in standing]
        if wrong:
            self._say("sheet.answer_is_no_option", Weight.ERROR, ", ".join(wrong))
        right = [standing.index(OPTIONS[one]) for one in letters if OPTIONS[one] in standing]
        shares = self._given_shares(len(self.options))
        if not right and shares is None and not wrong:
            self._say("sheet.no_answer", Weight.ERROR, self.answer)
        if kind is Kind.SINGLE and len(right) > 1:
            self._say("sheet.several_right", Weight.ERROR, self.answer)
        usual = [round(100 / len(right), 5) if place in right else 0.0 for place in range(len(self.options))]
        texts = [from_plain(text) for _, text in self.options]
        feedback = self._feedback()
        choices = tuple(
            Choice(one, text, share, feedback.get(letter, ""))
            for one, text, share, (letter, _) in zip(
                ids_for(texts, of=self.of), texts, shares or usual, self.options, strict=True
            )
        )
        made = SingleChoice if kind is Kind.SINGLE else MultipleChoice
        return made(choices=choices, **self.around)  # type: ignore[arg-type]

    def _given_shares(self, many: int) -> list[float] | None:
        text = self.cells.get("shares", "")
        if not text:
            return None
        try:
            shares = [
                float(one.replace(",", ".").strip(" %")) for one in re.split(r"\s*;\s*", text.strip(" ;"))
            ]
        except ValueError:
            shares = []
        if len(shares) != many:
            self._say("sheet.shares_do_not_fit", Weight.ERROR, text)
            return None
        return shares

    def _feedback(self) -> dict[str, str]:
        found = {}
        for line in self.cells.get("feedback", "").split("\n"):
            letter, colon, text = line.partition(":")
            if colon and letter.strip().upper() in OPTIONS and len(letter.strip()) == 1:
                found[letter.strip().upper()] = _html(text)
            elif line.strip():
                self._say("sheet.feedback_without_letter", Weight.NOTE, line)
        return found

    def _truth(self, kind: Kind) -> AnyQuestion:
        truth = truth_of(self.answer)
        if truth is None and self.options:
            letters, _ = letters_of(self.answer, dict(self.options))
            chosen = [text for letter, text in self.options if OPTIONS.index(letter) in letters]
            truth = truth_of(chosen[0]) if len(chosen) == 1 else None
        if truth is None:
            self._say("sheet.no_answer", Weight.ERROR, self.answer)
        return TrueFalse(is_true=bool(truth), **self.around)  # type: ignore[arg-type]

    def _matching(self, kind: Kind) -> AnyQuestion:
        lefts: list[tuple[str, str]] = []
        answers: list[str] = []
        for letter, text in self.options:
            left, *right = _BELONGS.split(text, maxsplit=1)
            if not right or not right[0].strip():
                self._say("sheet.no_pair", Weight.ERROR, f"{letter}: {text}")
                continue
            answer = from_plain(right[0])
            answers += [] if answer in answers else [answer]
            lefts += [(from_plain(left), answer)] if left.strip() not in ("", NOBODY) else []
        ids = ids_for([*(text for text, _ in lefts), *answers], of=self.of)
        of_answer = dict(zip(answers, ids[len(lefts) :], strict=True))
        pairs = tuple(
            Pair(one, text, of_answer[answer]) for one, (text, answer) in zip(ids, lefts, strict=False)
        )
        items = tuple(Item(one, text) for text, one in of_answer.items())
        return Matching(pairs=pairs, answers=items, **self.around)  # type: ignore[arg-type]

    def _ordering(self, kind: Kind) -> AnyQuestion:
        texts = [from_plain(text) for _, text in self.options]
        items = tuple(Item(one, text) for one, text in zip(ids_for(texts, of=self.of), texts, strict=True))
        return Ordering(items=items, **self.around)  # type: ignore[arg-type]

    def _short(self, kind: Kind) -> AnyQuestion:
        forms = forms_of(self.answer) if self.answer else []
        shares = self._given_shares(len(forms)) or [100.0] * len(forms)
        accepted = tuple(Accepted(form, share) for form, share in zip(forms, shares, strict=True))
        return ShortAnswer(accepted=accepted, **self.around)  # type: ignore[arg-type]

    def _numerical(self, kind: Kind) -> AnyQuestion:
        forms = forms_of(self.answer) if self.answer else []
        shares = self._given_shares(len(forms)) or [100.0] * len(forms)
        unit = self.cells.get("unit", "")
        accepted = []
        for form, share in zip(forms, shares, strict=True):
            number = number_of(form)
            if number is None:
                self._say("sheet.not_a_number", Weight.ERROR, form)
                continue
            accepted.append(AcceptedNumber(number[0], number[1], share))
            unit = unit or number[2]
        return Numerical(accepted=tuple(accepted), unit=unit, **self.around)  # type: ignore[arg-type]

    def _cloze(self, kind: Kind) -> AnyQuestion:
        """Lines before the first gap are what is asked, the others the text."""
        lines = self.cells.get("prompt", "").split("\n")
        first = next((place for place, line in enumerate(lines) if _GAP.search(line)), len(lines))
        text = "\n".join(lines[first:])
        forms = [forms_of(found[1] + " |") for found in _GAP.finditer(text)]
        ids = ids_for([" | ".join(one) for one in forms], of=text)
        left = iter(ids)
        html = _html(_GAP.sub(lambda found: "{{" + next(left) + "}}", text))
        gaps = tuple(
            Gap(id=one, accepted=tuple(map(Accepted, accepted)))
            for one, accepted in zip(ids, forms, strict=True)
        )
        around = {**self.around, "prompt": _html("\n".join(lines[:first]))}
        return Cloze(text=html, gaps=gaps, **around)  # type: ignore[arg-type]

    def _essay(self, kind: Kind) -> AnyQuestion:
        return Essay(**self.around)  # type: ignore[arg-type]


def level_of(text: str) -> int | None:
    """1 to 3, as a number or in words."""
    words = fold(text).strip(" .")
    return int(words) if words in ("1", "2", "3") else _LEVELS.get(words)
