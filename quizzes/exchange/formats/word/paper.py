"""Takes a paper apart: where questions begin and end, their options, remarks and keys.

A walk over the lines that always knows in which part of the paper it is. Nothing is thrown away without a
word: what belongs to no question is found as left out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from common.vietnamese import fold
from quizzes.exchange.formats.drafts import Finding, Weight
from quizzes.exchange.formats.word import lines as said
from quizzes.exchange.formats.word.found import Asked, Entry, Option, Said
from quizzes.exchange.formats.word.keys import entries_of_table, entries_of_text, entry_of_line
from quizzes.exchange.formats.word.limits import MOST_QUESTIONS
from quizzes.exchange.formats.word.lines import Line
from quizzes.exchange.formats.word.tables import asked_in_rows, is_layout, lines_in, statements_in

_LEVELS = {"phan": 1, "part": 1, "chuong": 2, "section": 2, "chuyen de": 2, "muc": 4, "bai": 4}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_LONG = 200
_SHORT = 120
_A_LETTER = re.compile(r"[A-Ta-t]")
_NEAR = 14


class Paper:
    """The questions, keys and remarks of a paper, in its order."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.questions: list[Asked] = []
        self.entries: list[Entry] = []
        self.findings: list[Finding] = []
        self._lines = list(lines)
        self._begins = _way_of_numbering(self._lines)
        self._at = 0
        self._zone = "head"  # then "questions", "key", "explanations", "ended"
        self._part = "prompt"  # of the question: then "options", "answer", "explanation"
        self._question: Asked | None = None
        self._sections: list[tuple[int, str]] = []
        self._roman = 0
        self._context = ""
        self._scope = 0
        self._section_began = False
        self._passages: list[tuple[range, list[Line]]] = []
        self._loose: list[Line] = []
        self._key_section = ""
        self._key_scope = 0
        self._keyed_scopes = 0
        self._read()

    def _read(self) -> None:
        while self._at < len(self._lines) and len(self.questions) <= MOST_QUESTIONS:
            line = self._lines[self._at]
            self._at += 1
            if line.table is not None:
                self._table(line)
            elif line.rich:
                self._line(line)
        if len(self.questions) > MOST_QUESTIONS:
            self.questions.pop()
            self.findings.append(Finding("word.too_many_questions", Weight.ERROR, said=str(MOST_QUESTIONS)))
        self._leave_out()

    # --- lines ---------------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        text = line.text
        if said.FURNITURE.fullmatch(text) or said.FOREIGN.fullmatch(text):
            return
        if said.END.fullmatch(text):
            self._close("ended")
        elif self._is_key_heading(text):
            self._begin_key()
        elif self._zone == "key" and self._key_line(line):
            return
        elif self._is_explanations_heading(text):
            self._close("explanations")
            self._key_section = ""
            self._key_scope = 0
        elif self._zone == "explanations" and self._key_line(line):
            return
        else:
            self._text_line(line)

    def _text_line(self, line: Line) -> None:
        begun = self._begins_question(line)
        if begun is not None:
            self._begin(line, begun)
        elif self._section(line) or self._remark(line) or self._options(line):
            return
        elif self._zone == "ended" or self._question is None:
            self._loose_line(line)
        elif self._is_unnumbered_beginning(line):
            self._begin_unnumbered(line)
        elif self._is_passage(line):
            self._close("questions")
            self._loose_line(line)
        elif self._is_heading_before_restart(line):
            self._open_section(line.text, 4)
        else:
            self._goes_on(line)

    def _loose_line(self, line: Line) -> None:
        if self._zone != "ended" and self._is_unnumbered_beginning(line):
            self._begin_unnumbered(line)
            return
        self._context = f"{self._context} {line.text}"
        self._loose.append(line)

    def _goes_on(self, line: Line) -> None:
        question = self._question
        if question is None:
            return
        self._keep_raw(question, line)
        if self._part == "explanation":
            question.explanation.append(line)
        elif self._part == "answer":
            question.answers[-1].lines.append(line)
        elif self._part == "options":
            question.options[-1].lines.append(line)
            question.find("word.line_behind_options", Weight.NOTE, line.text, line.place)
        else:
            question.prompt.append(line)

    def _keep_raw(self, question: Asked, line: Line, text: str | None = None) -> None:
        question.raw.append(_without_guards(line.rich.text if text is None else text).strip())
        question.last_place = line.place

    # --- questions -----------------------------------------------------------------------------

    def _begins_question(self, line: Line) -> re.Match[str] | None:
        if self._begins is None:
            return None
        found = self._begins.match(line.rich.text)
        if found is None or self._begins is not said.NUMBERED:
            return found
        return found if self._is_in_order(int(found["number"])) else None

    def _is_in_order(self, number: int) -> bool:
        """ "1." may also begin a statement inside a question."""
        if self._question is None:
            return True
        if self._question.is_complete or self._section_began:
            return self._part != "explanation" or number == self._question.number + 1
        return number == self._question.number + 1

    def _begin(self, line: Line, begun: re.Match[str]) -> None:
        number = int(begun["number"])
        last = self._question or (self.questions[-1] if self.questions else None)
        restarts = last is not None and (number == 1 or (number < last.number and self._section_began))
        if restarts:
            self._scope += 1
        question = self._new(number, line)
        question.notes = re.findall(r"[(\[]([^()\[\]]+)[)\]]", begun["notes"] or "")
        if last is not None and not restarts and number > last.number + 1 and self._begins is not None:
            self.findings.append(
                Finding("word.number_skipped", Weight.NOTE, str(line.place), f"{last.number} → {number}")
            )
        if last is not None and not restarts and number == last.number:
            question.find("word.number_twice", Weight.NOTE, str(number))
        self._prompt_line(question, line.of(line.rich.cut(begun.end())))

    def _new(self, number: int, line: Line) -> Asked:
        self._take_passage()
        self._leave_out()
        self._zone, self._part, self._section_began = "questions", "prompt", False
        question = Asked(number, line.place, tuple(title for _, title in self._sections), self._scope)
        question.context = self._context
        for numbers, lines in self._passages:
            if number in numbers:
                question.prompt += lines
                question.find("word.shared_passage", Weight.NOTE, lines[0].text)
        self._question = question
        self.questions.append(question)
        self._keep_raw(question, line)
        return question

    def _prompt_line(self, question: Asked, line: Line) -> None:
        marks = said.marks_behind_prompt(line.rich.text, self._next_text())
        if not marks:
            question.prompt += [line] if line.rich else []
            return
        question.prompt.append(line.of(line.rich.cut(0, marks[0].start)))
        self._take_options(question, line, marks)

    def _is_unnumbered_beginning(self, line: Line) -> bool:
        """In a paper without numbers a question begins where options follow soon."""
        if self._begins is not None or (self._question is not None and not self._question.is_complete):
            return False
        if said.marks_behind_prompt(line.rich.text, self._next_text()):
            return True
        for following in self._lines[self._at : self._at + _NEAR]:
            mark = said.mark_at_start(following.rich.text)
            if mark is not None and mark.index == 0:
                return True
            if mark is not None or said.ANSWER.fullmatch(following.text):
                return False
        return False

    def _begin_unnumbered(self, line: Line) -> None:
        question = self._new(len(self.questions) + 1, line)
        self._prompt_line(question, line)

    # --- sections ------------------------------------------------------------------------------

    def _section(self, line: Line) -> bool:
        """A heading: it ends the question, and names where the next ones stand."""
        text = line.text
        level = 0 if len(text) > _LONG else self._level_of_heading(text, line)
        if not level:
            return False
        self._open_section(text, level)
        return True

    def _open_section(self, text: str, level: int) -> None:
        self._close("questions")
        self._leave_out()
        self._sections = [one for one in self._sections if one[0] < level]
        self._sections.append((level, " ".join(_without_guards(text).split()).rstrip(" :.")))
        self._roman = self._roman if level == 3 else 0
        self._context = text
        self._section_began = True
        self._passages = []

    def _is_heading_before_restart(self, line: Line) -> bool:
        """A short line behind a question, where the next question is number 1 again."""
        question = self._question
        if question is None or not question.is_complete or self._begins is None or len(line.text) > _SHORT:
            return False
        for following in [one for one in self._lines[self._at : self._at + 8] if one.rich][:3]:
            begun = self._begins.match(following.rich.text)
            if begun:
                return int(begun["number"]) == 1
            if len(following.text) > _SHORT or said.mark_at_start(following.rich.text):
                return False
        return False

    def _level_of_heading(self, text: str, line: Line) -> int:
        if line.heading and not said.mark_at_start(text):
            return 5 + line.heading
        found = said.SECTION.fullmatch(text)
        if found is not None:
            word = fold(found["word"])
            is_free = self._question is None or self._question.is_complete
            if word in ("phan", "chuong", "chuyen de", "part", "section") and self._is_heading_rest(
                found["rest"]
            ):
                return _LEVELS[word]
            if word in ("muc", "bai") and is_free and self._begins is not said.EXERCISE:
                return _LEVELS[word]
        if said.CAPITAL.fullmatch(text):
            return 1
        if found := said.ROMAN.fullmatch(text):
            number = _ROMAN.get(found["number"], 0)
            is_free = self._question is None or self._question.is_complete
            if number and number in (1, self._roman + 1) and is_free and not self._is_next_option(text):
                self._roman = number
                return 3
        return 0

    def _is_heading_rest(self, rest: str) -> bool:
        """ "Phần I. Trắc nghiệm", never "Phần một của Điều lệ quy định …" in the middle of a question."""
        if not rest.strip() or rest.lstrip()[:1] in ".:-–)(":
            return True
        return (self._question is None or self._question.is_complete) and len(rest) < 90

    def _is_next_option(self, text: str) -> bool:
        mark = said.mark_at_start(text)
        return mark is not None and self._question is not None and mark.index == len(self._question.options)

    def _is_passage(self, line: Line) -> bool:
        done = self._question is None or self._question.is_complete
        return done and said.PASSAGE.search(line.text) is not None

    def _take_passage(self) -> None:
        """What stands between questions and says for which of the next ones it is."""
        for place, line in enumerate(self._loose):
            found = said.PASSAGE.search(line.text)
            if found:
                self._passages.append(
                    (range(int(found["first"]), int(found["last"]) + 1), self._loose[place:])
                )
                self._loose = self._loose[:place]
                return

    def _leave_out(self) -> None:
        """Lines that belong to no question: named, once for all of them together."""
        if self._loose and self.questions:
            text = " / ".join(line.text for line in self._loose)
            self.findings.append(Finding("word.left_out", Weight.NOTE, str(self._loose[0].place), text[:120]))
        self._loose = []

    def _close(self, zone: str) -> None:
        self._question = None
        self._zone = zone

    # --- options and remarks -------------------------------------------------------------------

    def _options(self, line: Line) -> bool:
        question = self._question
        if question is None or self._zone != "questions" or self._part == "explanation":
            return False
        if self._part == "answer" and question.options:
            return False
        mark = said.mark_at_start(line.rich.text)
        mark = None if mark is None else self._expected(question, mark, line)
        if mark is None:
            return self._options_behind_prompt(question, line)
        self._take_options(question, line, said.marks_within(line.rich.text, mark, self._next_text()))
        self._keep_raw(question, line)
        return True

    def _options_behind_prompt(self, question: Asked, line: Line) -> bool:
        if question.options:
            return False
        marks = said.marks_behind_prompt(line.rich.text, self._next_text())
        if marks:
            question.prompt.append(line.of(line.rich.cut(0, marks[0].start)))
            self._take_options(question, line, marks)
            self._keep_raw(question, line)
        return bool(marks)

    def _expected(self, question: Asked, mark: said.Mark, line: Line) -> said.Mark | None:
        """The option that a letter at a line's beginning is: the next one, or one typed twice or skipped.

        A letter typed twice ("A, B, B, D") becomes the one that it should have been; a skipped one stays.
        """
        options = question.options
        if _is_numbered_by_word(line):
            is_alike = not options or options[-1].is_lower == (not mark.style[0])
            return replace(mark, letter=said.LETTERS[min(len(options), 19)]) if is_alike else None
        if not options:
            return mark if mark.index == 0 else None
        last = said.LETTERS.index(options[-1].letter)
        if mark.style[0] == options[-1].is_lower or mark.index not in (last, last + 1, last + 2):
            return None
        if mark.index == last + 1:
            return mark
        if mark.index == 0 or not self._goes_on_from(mark, last + 1, line):
            return None
        meant = said.LETTERS[last + 1] if mark.index == last else mark.letter
        question.find("word.letters_out_of_order", Weight.NOTE, f"{mark.letter} → {meant}", line.place)
        return replace(mark, letter=meant)

    def _goes_on_from(self, mark: said.Mark, meant: int, line: Line) -> bool:
        """Whether what follows shows the odd letter to be an option: the next one, or the question's end."""
        rest = said.marks_within(line.rich.text, replace(mark, letter=said.LETTERS[meant]), self._next_text())
        following = said.mark_at_start(self._next_text())
        return len(rest) > 1 or following is None or following.index in (meant, meant + 1)

    def _take_options(self, question: Asked, line: Line, marks: Sequence[said.Mark]) -> None:
        self._part = "options"
        ends = [mark.start for mark in marks[1:]] + [len(line.rich.text)]
        for mark, end in zip(marks, ends, strict=True):
            place = _A_LETTER.search(line.rich.text, mark.start)
            label = (
                line.rich.cut(place.start(), place.end()) if place else line.rich.cut(mark.start, mark.end)
            )
            text = line.of(line.rich.cut(mark.end, end))
            question.options.append(Option(mark.letter, label, [text], not mark.style[0], mark.is_starred))

    def _remark(self, line: Line) -> bool:
        question = self._question
        if question is None or self._zone != "questions":
            return False
        text = line.rich.text
        for pattern, take in (
            (said.ORDER, self._take_order),
            (said.PAIRS, self._take_pairs),
            (said.ANSWER, self._take_answer),
            (said.SOURCE, self._take_sources),
            (said.DIFFICULTY, self._take_difficulty),
            (said.TOPIC, self._take_topics),
            (said.POINTS, self._take_points),
            (said.KIND, self._take_kind),
            (said.NAME, self._take_name),
        ):
            if found := pattern.fullmatch(text):
                self._keep_raw(question, line)
                take(question, line, found)
                return True
        if found := said.EXPLANATION.match(text):
            self._keep_raw(question, line)
            rest = line.of(line.rich.cut(found.end()))
            question.explanation += [rest] if rest.rich else []
            self._part = "explanation"
            return True
        return False

    def _take_answer(self, question: Asked, line: Line, found: re.Match[str]) -> None:
        group = "letters" if found["letters"] else "rest"
        rest = line.of(line.rich.cut(found.start(group), found.end(group)))
        if line.text[0] in "[(":
            rest = rest.of(rest.rich.cut(0, len(rest.rich.text.rstrip("])"))))
        given = Said(_without_guards(rest.text), line.place, lines=[rest] if rest.rich else [])
        question.answers.append(given)
        self._part = "answer"

    def _take_order(self, question: Asked, line: Line, found: re.Match[str]) -> None:
        question.answers.append(Said(found["rest"].strip(), line.place, "order", [line]))

    def _take_pairs(self, question: Asked, line: Line, found: re.Match[str]) -> None:
        question.answers.append(Said(found["rest"].strip(), line.place, "pairs", [line]))

    def _take_sources(self, question: Asked, line: Line, found: re.Match[str]) -> None:
        question.sources += _several(found["rest"])

    def _take_difficulty(self, question: Asked, line: Line, found: re.Match[str]) -> None:
        question.difficulty.append(found["rest"])

    def _take_topics(self, question: Asked, line: Line, found: re.Match[str]) -> None:
        question.topics += _several(found["rest"])

    def _take_points(self, question: Asked, line: Line, found: re.Match[str]) -> None:
        question.points = found["rest"]

    def _take_kind(self, question: Asked, line: Line, found: re.Match[str]) -> None:
        question.kind = found["rest"].strip(" .")

    def _take_name(self, question: Asked, line: Line, found: re.Match[str]) -> None:
        question.name = _without_guards(found["rest"]).strip()

    # --- tables --------------------------------------------------------------------------------

    def _table(self, line: Line) -> None:
        table = line.table
        if table is None:
            return
        entries = entries_of_table(table, is_key=self._zone == "key")
        if entries and self.questions:
            if self._zone != "key":
                self._begin_key()
            for entry in entries:
                self._add(entry)
            return
        asked = asked_in_rows(table)
        if asked:
            for question in asked:
                question.section = tuple(title for _, title in self._sections)
                question.scope = self._scope
            self.questions += asked
            self._close("questions")
            return
        if is_layout(table, self._begins):
            self._lines[self._at : self._at] = lines_in(table)
            return
        self._content_table(line)

    def _content_table(self, line: Line) -> None:
        question = self._question
        if question is None or line.table is None:
            return  # the head of a paper, its signatures
        statements = statements_in(line.table)
        text = "\n".join(
            "\t".join(" ".join(one.text for one in cell) for cell in row) for row in line.table.rows
        )
        self._keep_raw(question, line, text)
        if statements and not question.options:
            question.options, truths = statements
            question.answers += [Said(truths, line.place)] if truths else []
            self._part = "options"
        elif self._part == "explanation":
            question.explanation.append(line)
        elif self._part == "options" and question.options:
            question.options[-1].lines.append(line)
        else:
            question.prompt.append(line)

    # --- keys ----------------------------------------------------------------------------------

    def _is_key_heading(self, text: str) -> bool:
        """ "ĐÁP ÁN" alone in its line, after questions; below a question it waits for its letter."""
        if not self.questions or len(text) > said.LONGEST_HEADING or said.KEY.fullmatch(text) is None:
            return False
        if self._question is None or "bảng" in text.lower():
            return True
        following = [one for one in self._lines[self._at : self._at + 4] if one.rich or one.table][:1]
        is_one_answer = bool(following) and re.fullmatch(r"[A-T]\s*\.?", following[0].text) is not None
        return not is_one_answer and (
            text.isupper() or not text.rstrip().endswith(":") or self._is_entry_next(following)
        )

    def _is_entry_next(self, following: list[Line]) -> bool:
        return bool(following) and bool(following[0].table or entries_of_text(following[0].text, 0))

    def _is_explanations_heading(self, text: str) -> bool:
        """ "LỜI GIẢI" for all of them: the next number is one that has been."""
        if not self.questions or said.EXPLANATIONS.fullmatch(text) is None:
            return False
        if self._question is None:
            return True
        for line in self._lines[self._at :]:
            found = (self._begins or said.NAMED).match(line.rich.text)
            if found:
                return int(found["number"]) <= self.questions[-1].number
        return False

    def _begin_key(self) -> None:
        fresh = self.questions[-1].scope >= self._keyed_scopes
        self._key_scope = self._keyed_scopes if fresh else 0
        self._keyed_scopes = self.questions[-1].scope + 1
        self._key_section = ""
        self._key_last = 0
        self._close("key")

    def _key_line(self, line: Line) -> bool:
        """Whether a line belongs to the key that is being read; questions may follow it."""
        text = line.text
        section = said.SECTION.match(text)
        if section and (not self._options_follow() or self._is_key_below()):
            self._key_section = fold(f"{section['word']} {section['number']}")
            self._key_last = 0
            rest = section["rest"].lstrip(" .:-–)")
            for entry in entries_of_text(rest, line.place):
                self._add(entry)
            return True
        entries = entries_of_text(text, line.place)
        if entries:
            for entry in entries:
                self._add(entry)
            return True
        one = entry_of_line(line)
        if one is not None and not self._options_follow():
            self._add(one)
            return True
        if self._begins is not None and self._begins.match(line.rich.text) and self._options_follow():
            return False
        if section or said.CAPITAL.fullmatch(text):
            return False
        if self.entries:
            self._say_more(self.entries[-1], line)
        return True

    def _say_more(self, entry: Entry, line: Line) -> None:
        """Lines below an entry say why; the word for it is taken off."""
        found = said.EXPLANATION.match(line.rich.text)
        rest = line.of(line.rich.cut(found.end())) if found else line
        if rest.rich:
            entry.explanation.append(rest)

    def _add(self, entry: Entry) -> None:
        if entry.number == 1 and self._key_last > 0 and not self._key_section:
            self._key_scope += 1
        self._key_last = entry.number
        entry.section = self._key_section or f"#{self._key_scope}"
        self.entries.append(entry)

    _key_last = 0

    def _options_follow(self) -> bool:
        for line in self._lines[self._at : self._at + _NEAR]:
            mark = said.mark_at_start(line.rich.text)
            if mark is not None:
                return mark.index == 0
            if said.NAMED.match(line.rich.text) or line.table:
                return False
        return False

    def _is_key_below(self) -> bool:
        following = [one for one in self._lines[self._at : self._at + 3] if one.rich or one.table][:1]
        return bool(following) and bool(following[0].table or entries_of_text(following[0].text, 0))

    def _next_text(self) -> str:
        for line in self._lines[self._at : self._at + 4]:
            if line.rich:
                return line.rich.text
        return ""


def _without_guards(text: str) -> str:
    return text.replace(said.GUARD, "")


def _several(text: str) -> list[str]:
    return [tidy for one in re.split(r"[;|]", _without_guards(text)) if (tidy := one.strip().rstrip("."))]


def _is_numbered_by_word(line: Line) -> bool:
    return bool(line.rich.spans) and line.rich.spans[0].look.is_label


def _way_of_numbering(lines: Sequence[Line]) -> re.Pattern[str] | None:
    """How this paper begins its questions; None where it does not number them.

    Counted are beginnings after which options follow; without any, beginnings alone.
    """
    ways = (said.NAMED, said.EXERCISE, said.NUMBERED)
    texts = [line.rich.text for line in _unfolded(lines) if line.rich]
    first_option = [bool((mark := said.mark_at_start(text)) and mark.index == 0) for text in texts]
    counts = []
    for way in ways:
        starts = [place for place, text in enumerate(texts) if way.match(text)]
        ends = [*starts[1:], len(texts)]
        with_options = sum(
            any(first_option[start + 1 : min(end, start + _NEAR)])
            or bool(said.marks_behind_prompt(texts[start], ""))
            for start, end in zip(starts, ends, strict=False)
        )
        counts.append((with_options, len(starts), way))
    best = max(counts, key=lambda one: one[0])
    if best[0] * 2 >= sum(first_option) and best[0]:
        return best[2]
    if not any(first_option):
        return next((way for _, many, way in counts if many), None)
    return counts[0][2] if counts[0][1] else None


def _unfolded(lines: Sequence[Line]) -> Iterable[Line]:
    for line in lines:
        if line.table is None:
            yield line
        else:
            yield from lines_in(line.table)
