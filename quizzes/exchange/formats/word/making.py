"""Turns what was typed into questions, and says what was taken for granted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from common.vietnamese import fold
from quizzes.exchange.formats.drafts import Draft, Finding, Weight, checked
from quizzes.exchange.formats.word import lines as said
from quizzes.exchange.formats.word.answers import (
    CHOOSE,
    forms_of,
    gap_answers,
    letters_of,
    number_of,
    order_of,
    pairs_of,
)
from quizzes.exchange.formats.word.found import Asked, Option, Said
from quizzes.exchange.formats.word.gaps import filled, gaps_in, is_space_to_write
from quizzes.exchange.formats.word.keys import truth_of, truths_of
from quizzes.exchange.formats.word.lines import LETTERS, Line, lines_of_paragraph
from quizzes.exchange.formats.word.marks import Found, Marked, Sign, chosen, habit, signs_of
from quizzes.exchange.formats.word.markup import blocks, few
from quizzes.exchange.formats.word.rich import joined
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
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

_KINDS = {
    "tu luan": "essay",
    "tra loi ngan": "short",
    "tra loi bang so": "number",
    "so": "number",
    "nhieu lua chon": "multiple",
    "nhieu dap an": "multiple",
    "mot lua chon": "single",
    "dung sai": "truth",
    "sap xep": "order",
    "thu tu": "order",
    "ghep doi": "pairs",
    "ghep": "pairs",
    "noi": "pairs",
    "dien khuyet": "gaps",
    "dien vao cho trong": "gaps",
}
_LEVELS = {
    "nb": 1,
    "nhan biet": 1,
    "biet": 1,
    "de": 1,
    "1": 1,
    "muc 1": 1,
    "muc do 1": 1,
    "th": 2,
    "thong hieu": 2,
    "hieu": 2,
    "trung binh": 2,
    "tb": 2,
    "2": 2,
    "muc 2": 2,
    "muc do 2": 2,
    "vd": 3,
    "van dung": 3,
    "vdt": 3,
    "van dung thap": 3,
    "kho": 3,
    "3": 3,
    "muc 3": 3,
    "muc do 3": 3,
    "vdc": 4,
    "van dung cao": 4,
    "4": 4,
    "muc 4": 4,
    "muc do 4": 4,
}
_POINTS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:điểm|đ|points?|pts?)", re.IGNORECASE)
_NOTE = re.compile(r"\s*[(\[]([^()\[\]]{1,30})[)\]]\s*[.:]?\s*")
_NOTE_AT_END = re.compile(r"\s*[(\[]([^()\[\]]{1,30})[)\]]\s*$")
_STAR = re.compile(r"\s*\*\s*$")
_STATEMENT_TRUTH = re.compile(r"\s*[-–:]?\s*[(\[]\s*(đúng|sai|đ|s)\s*[)\]]\s*\.?\s*$", re.IGNORECASE)
_TRUE_OR_FALSE_LINE = re.compile(
    r"[\s☐□○*(\[]*(?P<true>đúng|true)[\s)\]*]*(?:hay|hoặc|/|\||[☐□○\[(\s])\s*(?P<false>sai|false)[\s☐□○*)\]?.]*",
    re.IGNORECASE,
)
_NUMBERED_ITEM = re.compile(r"\s*\(?(?P<number>\d{1,2})\s*[.):]\s*(?=\S)")
_LONG_ANSWER = 90


def drafts_of(questions: Sequence[Asked]) -> list[Draft]:
    """All questions as drafts; how this paper marks its answers is learnt from all of it first."""
    found = [signs_of(_as_marked(question.options)) for question in questions]
    trusted = habit(found)
    made: list[Draft] = []
    for question, signs in zip(questions, found, strict=True):
        made += _Maker(question, signs, trusted).drafts()
    return made


def _as_marked(options: Iterable[Option]) -> list[Marked]:
    return [
        Marked(
            option.label,
            joined(line.rich for line in option.lines),
            option.is_starred or option.text.endswith("*"),
            said.at_end(said.TRUE_WORDS, option.text) is not None,
        )
        for option in options
    ]


class _Maker:
    """Makes one question, or one for each statement of a list."""

    def __init__(self, asked: Asked, signs: Found, trusted: Sequence[Sign]) -> None:
        self.asked = asked
        self.marked, self.sign, self.is_disputed = chosen(signs, trusted)
        self.signs = signs
        self.kind = _KINDS.get(fold(asked.kind), "")
        self.difficulty: int | None = None
        self.points = 1.0
        self._take_notes()
        self.answers = [_whole(one) for one in asked.answers if one.text or one.lines]
        self.is_truth_section = (
            re.search(r"dung\s*(?:/|,|-|hay|hoac|va)?\s*sai", fold(asked.context)) is not None
        )

    # --- what stands around --------------------------------------------------------------------

    def _take_notes(self) -> None:
        asked = self.asked
        notes = list(asked.notes) + asked.difficulty
        if asked.prompt and asked.prompt[0].table is None:
            first = asked.prompt[0]
            while (found := _NOTE.match(first.rich.text)) and self._is_note(found[1]):
                notes.append(found[1])
                first = first.of(first.rich.cut(found.end()))
            if (found := said.at_end(_NOTE_AT_END, first.rich.text)) and self._is_note(found[1]):
                notes.append(found[1])
                first = first.of(first.rich.cut(0, found.start()))
            asked.prompt[0] = first
        for note in notes:
            self._take_note(note)
        if asked.points:
            self.points = float(asked.points.replace(",", "."))

    def _is_note(self, text: str) -> bool:
        return fold(text).strip(" .:") in _LEVELS or _POINTS.fullmatch(text.strip()) is not None

    def _take_note(self, text: str) -> None:
        level = _LEVELS.get(fold(text).strip(" .:"))
        points = _POINTS.fullmatch(text.strip())
        if points:
            self.points = float(points[1].replace(",", "."))
        elif level:
            self.difficulty = min(level, 3)
            if level > 3:
                self.asked.find("word.highest_level", Weight.NOTE, text)

    def _draft(self, question: AnyQuestion | None) -> Draft:
        asked = self.asked
        draft = Draft(
            question=question,
            name=asked.name,
            place=str(asked.place),
            raw="\n".join(asked.raw),
            category=asked.section,
            difficulty=self.difficulty,
            topics=tuple(asked.topics),
            sources=tuple(asked.sources),
            points=self.points,
            findings=tuple(asked.findings),
        )
        made = checked(draft)
        if any(one.code in ("word.no_answer", "word.answer_is_no_option") for one in made.findings):
            kept = tuple(one for one in made.findings if one.code != "problem.no_right_choice")
            made = replace(made, findings=kept)
        return made

    def _prompt(self) -> str:
        return blocks([line for line in self.asked.prompt if not is_space_to_write(line)])

    def _explanation(self) -> str:
        return blocks(self.asked.explanation)

    # --- which type ----------------------------------------------------------------------------

    def drafts(self) -> list[Draft]:
        self._take_truth_words()
        self._take_key()
        options = self.asked.options
        truths = self._truths()
        if truths is not None:
            return truths
        if self.kind == "essay":
            return [self._draft(self._essay())]
        pairs = self._pairs()
        if pairs is not None:
            return [self._draft(pairs)]
        if options:
            return [self._draft(self._with_options())]
        return [self._draft(self._without_options())]

    def _take_key(self) -> None:
        """What the key says goes before what stands below the question; a difference is found."""
        key = self.asked.from_key
        if key is not None:
            below = [one.text for one in self.answers]
            if below and fold(below[0]).strip(" .") != fold(key.text).strip(" ."):
                self.asked.find(
                    "word.answer_and_key_differ", Weight.NOTE, f"{below[0]} ≠ {key.text}", key.place
                )
            self.answers = [key]
        elif not self.answers:
            self._take_choice_from_explanation()

    def _take_choice_from_explanation(self) -> None:
        """ "Chọn B." at the beginning or the end of what explains."""
        lines = self.asked.explanation
        for place in (0, len(lines) - 1):
            if not lines:
                return
            found = CHOOSE.match(lines[place].rich.text)
            if found:
                self.asked.answers.append(Said(found["letter"], lines[place].place))
                self.answers = self.asked.answers[-1:]
                rest = lines[place].of(lines[place].rich.cut(found.end()))
                self.asked.explanation = [
                    line for line in (*lines[:place], rest, *lines[place + 1 :]) if line.rich or line.table
                ]
                return

    def _take_truth_words(self) -> None:
        """ "(đúng)" and a closing star are marks, no part of the option."""
        for option in self.asked.options:
            last = option.lines[-1]
            found = said.at_end(said.TRUE_WORDS, last.rich.text) or said.at_end(_STAR, last.rich.text)
            if found and (self.sign in (Sign.WORD, Sign.STAR)):
                option.lines[-1] = last.of(last.rich.cut(0, found.start()))

    # --- statements to judge -------------------------------------------------------------------

    def _truths(self) -> list[Draft] | None:
        """Statements a) to d), each true or false: one question each."""
        options = self.asked.options
        answer = self.answers[0].text if self.answers else ""
        many = len(options)
        if many < 2 or _is_true_and_false(options):
            return None
        known: list[bool | None] = [*(truths_of(answer, many) or [])]
        if not known:
            ends = [said.at_end(_STATEMENT_TRUTH, option.lines[-1].rich.text) for option in options]
            if all(ends):
                known = [truth_of(end[1]) for end in ends if end]
                for option, end in zip(options, ends, strict=True):
                    last = option.lines[-1]
                    option.lines[-1] = last.of(last.rich.cut(0, end.start() if end else None))
        asks = self.kind == "truth" or (options[0].is_lower and self._asks_for_truth() and not answer)
        if not known and not asks:
            return None
        if not known:
            known = [place in self.marked for place in range(many)] if self.marked else [None] * many
        return [self._statement(option, truth) for option, truth in zip(options, known, strict=True)]

    def _asks_for_truth(self) -> bool:
        prompt = fold(" ".join(line.text for line in self.asked.prompt))
        return self.is_truth_section or re.search(r"dung\s*(?:/|,|hay|hoac|va)\s*sai", prompt) is not None

    def _statement(self, option: Option, truth: bool | None) -> Draft:
        stem = self._prompt()
        text = blocks(option.lines, bold=not (self.sign is Sign.BOLD and truth))
        if truth is None:
            draft = self._draft(TrueFalse(prompt=stem + text, explanation=self._explanation(), is_true=False))
            finding = Finding("word.no_answer", Weight.ERROR, str(option.lines[0].place))
        else:
            draft = self._draft(TrueFalse(prompt=stem + text, explanation=self._explanation(), is_true=truth))
            finding = Finding(
                "word.statement", Weight.NOTE, str(option.lines[0].place), f"{option.letter.lower()})"
            )
        return replace(draft, findings=(*draft.findings, finding))

    # --- options -------------------------------------------------------------------------------

    def _with_options(self) -> AnyQuestion | None:
        options = self.asked.options
        if _is_true_and_false(options) and self.kind in ("", "truth"):
            return self._true_or_false()
        order = self._order()
        if order is not None:
            texts = [few(options[place].lines) for place in order]
            ids = ids_for(texts, of=self._prompt())
            items = tuple(Item(one, text) for one, text in zip(ids, texts, strict=True))
            return Ordering(prompt=self._prompt(), explanation=self._explanation(), items=items)
        return self._choice(self._right_ones())

    def _order(self) -> list[int] | None:
        for one in self.answers:
            is_said = one.how == "order" or self.kind == "order"
            order = order_of(one.text, len(self.asked.options), is_said=is_said)
            if order is not None:
                return order
        return None

    def _right_ones(self) -> frozenset[int]:
        """From the answer, and where there is none, from the marks; findings for all that is doubtful."""
        asked, options = self.asked, self.asked.options
        for one in self.answers:
            letters, beside = letters_of(one.text, {option.letter: option.text for option in options})
            if not letters:
                continue
            if beside:
                asked.explanation = [_after(one.lines, beside), *asked.explanation]
            asked.explanation = (
                [*asked.explanation, *one.lines[1:]] if asked.from_key is not one else asked.explanation
            )
            standing = [option.letter for option in options]
            missing = [LETTERS[letter] for letter in letters if LETTERS[letter] not in standing]
            if missing:
                asked.find("word.answer_is_no_option", Weight.ERROR, ", ".join(missing), one.place)
            right = frozenset(standing.index(LETTERS[one]) for one in letters if LETTERS[one] in standing)
            self._compare(right, one.place)
            return right
        if self.answers:
            asked.find("word.answer_not_understood", Weight.NOTE, self.answers[0].text, self.answers[0].place)
        if not self.marked:
            asked.find("word.no_answer", Weight.ERROR)
        elif self.is_disputed:
            all_said = sorted({_named(places) for places in self.signs.values()})
            asked.find("word.marks_differ", Weight.NOTE, f"{_named(self.marked)} ({', '.join(all_said)})")
        return self.marked

    def _compare(self, right: frozenset[int], place: int) -> None:
        if self.marked and right and self.marked != right:
            said_both = f"{_named(self.marked)} ≠ {_named(right)}"
            self.asked.find("word.marks_and_answer_differ", Weight.NOTE, said_both, place)
        self.sign = None  # what is bold beside an answer is emphasis

    def _choice(self, right: frozenset[int]) -> AnyQuestion:
        options, prompt = self.asked.options, self._prompt()
        marks_bold = self.sign is Sign.BOLD
        texts = [
            few(option.lines, bold=not (marks_bold and place in self.marked))
            for place, option in enumerate(options)
        ]
        share = 100.0 if len(right) < 2 else round(100 / len(right), 5)
        ids = ids_for(texts, of=prompt)
        choices = tuple(
            Choice(id=one, text=text, share=share if place in right else 0.0)
            for place, (one, text) in enumerate(zip(ids, texts, strict=True))
        )
        if len(right) > 1 or self.kind == "multiple":
            if not self.kind:
                self.asked.find("word.several_right", Weight.NOTE, _named(right))
            return MultipleChoice(prompt=prompt, explanation=self._explanation(), choices=choices)
        return SingleChoice(prompt=prompt, explanation=self._explanation(), choices=choices)

    def _true_or_false(self) -> AnyQuestion:
        options = self.asked.options
        for one in self.answers:
            if (truth := truth_of(one.text)) is not None:
                self._compare(frozenset({0 if _says_true(options[0]) is truth else 1}), one.place)
                return TrueFalse(prompt=self._prompt(), explanation=self._explanation(), is_true=truth)
        right = self._right_ones()
        if len(right) != 1 and not any(one.code == "word.no_answer" for one in self.asked.findings):
            self.asked.find("word.no_answer", Weight.ERROR)
        is_true = any(_says_true(options[place]) for place in right)
        return TrueFalse(prompt=self._prompt(), explanation=self._explanation(), is_true=is_true)

    # --- pairs ---------------------------------------------------------------------------------

    def _pairs(self) -> AnyQuestion | None:
        """Numbered things to match with lettered ones; "1-B; 2-A" says which."""
        pairs = next((found for one in self.answers if (found := pairs_of(one.text))), [])
        if not pairs or not (len(pairs) > 1 or self.kind == "pairs" or self.answers[0].how == "pairs"):
            return None
        prompt, numbered, lettered = self._things_to_match()
        if len(numbered) < 2 or any(n not in numbered or at >= len(lettered) for n, at in pairs):
            self.asked.find("word.pairs_not_found", Weight.NOTE, self.answers[0].text, self.answers[0].place)
            return None
        answers = [few(lines) for lines in lettered]
        texts = [few(numbered[number]) for number, _ in pairs]
        own_ids = ids_for([*texts, *answers], of=blocks(prompt))
        answer_ids = own_ids[len(texts) :]
        return Matching(
            prompt=blocks(prompt),
            explanation=self._explanation(),
            pairs=tuple(
                Pair(one, text, answer_ids[at])
                for one, text, (_, at) in zip(own_ids[: len(texts)], texts, pairs, strict=True)
            ),
            answers=tuple(Item(one, text) for one, text in zip(answer_ids, answers, strict=True)),
        )

    def _things_to_match(self) -> tuple[list[Line], dict[int, list[Line]], list[list[Line]]]:
        prompt: list[Line] = []
        numbered: dict[int, list[Line]] = {}
        lettered = [option.lines for option in self.asked.options]
        for line in self.asked.prompt:
            cells = [line] if line.table is None else _cells(line)
            for cell in cells:
                item = _NUMBERED_ITEM.match(cell.rich.text)
                mark = said.mark_at_start(cell.rich.text)
                if item and int(item["number"]) == len(numbered) + 1:
                    numbered[int(item["number"])] = [cell.of(cell.rich.cut(item.end()))]
                elif line.table is not None and mark is not None and mark.index == len(lettered):
                    lettered.append([cell.of(cell.rich.cut(mark.end))])
                elif line.table is None:
                    prompt.append(cell)
        return prompt, numbered, lettered

    # --- no options ----------------------------------------------------------------------------

    def _without_options(self) -> AnyQuestion | None:
        asked = self.asked
        texts = [one.text for one in self.answers if one.text]
        texts += [line.text for one in self.answers if one is not asked.from_key for line in one.lines[1:]]
        gaps = [
            gap for line in asked.prompt if not is_space_to_write(line) for gap in gaps_in(line.rich.text)
        ]
        if gaps and self.kind in ("", "gaps"):
            return self._cloze(texts, len(gaps))
        if not texts:
            return self._unanswered()
        whole = " ".join(texts)
        truth = truth_of(whole)
        if truth is not None and self.kind in ("", "truth"):
            self._drop_true_or_false()
            return TrueFalse(prompt=self._prompt(), explanation=self._explanation(), is_true=truth)
        if len(texts) > 1 or len(whole) > _LONG_ANSWER:
            asked.explanation = [line for one in self.answers for line in one.lines] + asked.explanation
            asked.find("word.long_answer", Weight.NOTE, whole)
            return self._essay()
        return self._typed(texts[0])

    def _typed(self, text: str) -> AnyQuestion:
        forms = forms_of(text)
        numbers = [number for form in forms if (number := number_of(form))]
        units = {unit for _, _, unit in numbers}
        if numbers and len(numbers) == len(forms) and len(units) == 1 and self.kind in ("", "number"):
            unit = units.pop()
            if unit and not self.kind:
                self.asked.find("word.unit", Weight.NOTE, unit)
            accepted = tuple(
                AcceptedNumber(value=value, tolerance=tolerance) for value, tolerance, _ in numbers
            )
            return Numerical(
                prompt=self._prompt(), explanation=self._explanation(), accepted=accepted, unit=unit
            )
        return ShortAnswer(
            prompt=self._prompt(),
            explanation=self._explanation(),
            accepted=tuple(Accepted(form) for form in forms),
        )

    def _cloze(self, texts: Sequence[str], many: int) -> AnyQuestion:
        answers = gap_answers(texts, many) if texts else None
        lines = [line for line in self.asked.prompt if not is_space_to_write(line)]
        if answers is None:
            code = "word.gaps_and_answers_differ" if texts else "word.no_answer"
            self.asked.find(code, Weight.ERROR, f"{many} / {'; '.join(texts)}" if texts else "")
            return Essay(prompt=self._prompt(), explanation=self._explanation())
        ids = ids_for(answers, of=blocks(lines))
        first = next(place for place, line in enumerate(lines) if gaps_in(line.rich.text))
        gaps = tuple(
            Gap(id=one, accepted=tuple(Accepted(form) for form in _forms_of_gap(answer)))
            for one, answer in zip(ids, answers, strict=True)
        )
        return Cloze(
            prompt=blocks(lines[:first]),
            text=blocks(filled(lines[first:], ids)),
            gaps=gaps,
            explanation=self._explanation(),
        )

    def _unanswered(self) -> AnyQuestion | None:
        truth = self._ticked_truth()
        if truth is not None:
            return TrueFalse(prompt=self._prompt(), explanation=self._explanation(), is_true=truth)
        if self.kind in ("short", "number", "truth", "gaps", "single", "multiple", "order", "pairs"):
            self.asked.find("word.no_answer", Weight.ERROR)
        else:
            self.asked.find("word.taken_as_essay", Weight.NOTE)
        return self._essay()

    def _essay(self) -> Essay:
        return Essay(prompt=self._prompt(), explanation=self._explanation())

    def _ticked_truth(self) -> bool | None:
        """ "Đúng    Sai" as a last line, one of them marked."""
        last = self.asked.prompt[-1] if len(self.asked.prompt) > 1 else None
        found = _TRUE_OR_FALSE_LINE.fullmatch(last.rich.text) if last is not None else None
        if last is None or found is None:
            return None
        pieces = [last.rich.cut(*found.span(name)) for name in ("true", "false")]
        signs = signs_of([Marked(piece, piece) for piece in pieces])
        which, _, _ = chosen(signs, list(Sign))
        if len(which) != 1:
            return None
        self._drop_true_or_false()
        return 0 in which

    def _drop_true_or_false(self) -> None:
        prompt = self.asked.prompt
        if len(prompt) > 1 and _TRUE_OR_FALSE_LINE.fullmatch(prompt[-1].rich.text):
            self.asked.prompt = prompt[:-1]


def _whole(answer: Said) -> Said:
    """ "Đáp án:" whose letter stands in the next line."""
    return answer if answer.text else replace(answer, text=answer.lines[0].text)


def _forms_of_gap(answer: str) -> list[str]:
    return [form for one in re.split(r"\||\s+hoặc\s+", answer) if (form := " ".join(one.split()))]


def _after(lines: Sequence[Line], beside: str) -> Line:
    """The line of an answer without its letter, looks kept."""
    line = lines[0]
    start = line.rich.text.rfind(beside)
    return line.of(line.rich.cut(start)) if start >= 0 else line


def _cells(line: Line) -> list[Line]:
    if line.table is None:
        return [line]
    return [
        one
        for row in line.table.rows
        for cell in row
        for paragraph in cell
        for one in lines_of_paragraph(paragraph)
    ]


def _named(places: Iterable[int]) -> str:
    return ", ".join(LETTERS[place] for place in sorted(places))


def _is_true_and_false(options: Sequence[Option]) -> bool:
    said_ = [truth_of(option.text) if len(option.text) > 1 else None for option in options]
    return len(options) == 2 and None not in said_ and set(said_) == {True, False}


def _says_true(option: Option) -> bool:
    return bool(truth_of(option.text))
