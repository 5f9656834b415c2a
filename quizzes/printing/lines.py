"""A whole paper typed as one line: "1B 2AC 3Đ 4:312 5:"nghị quyết"", or without numbers "B AC Đ"."""

import re
from collections.abc import Mapping

from quizzes.printing.letters import NONE, Unreadable

_QUOTED = r'"(?P<{0}>(?:[^"]|"")*)"'
_NUMBERED = re.compile(
    r"\s*(?P<number>\d{1,3})(?:\s*[:.)=]\s*(?:" + _QUOTED.format("q") + r"|(?P<a>[^\s;\"]+))"
    r"|\s*(?:" + _QUOTED.format("p") + r"|(?P<b>[^\d\s:.)=;\",][^\s;\",]*)))[\s,;]*"
)
_PLAIN = re.compile(r"\s*(?:" + _QUOTED.format("q") + r"|(?P<a>[^\s;\",]+))[\s,;]*")
_SIMPLE = re.compile(r"[^\s;\",]+")


def read_line(text: str, count: int) -> dict[int, str]:
    """What stands for each of `count` questions, by its number. Raises Unreadable.

    A line that begins with a number says the number of each question; any other gives the answers in
    order, "-" for none.
    """
    line = text.strip()
    return _numbered(line, count) if line[:1].isdecimal() else _plain(line, count)


def _numbered(line: str, count: int) -> dict[int, str]:
    found: dict[int, str] = {}
    place = 0
    while place < len(line):
        piece = _NUMBERED.match(line, place)
        if piece is None:
            raise Unreadable("line_unreadable", line[place : place + 20])
        number = int(piece["number"])
        if not 1 <= number <= count:
            raise Unreadable("no_such_question", piece["number"], f"1–{count}")
        if number in found:
            raise Unreadable("question_twice", piece["number"])
        quoted = piece["q"] if piece["q"] is not None else piece["p"]
        found[number] = quoted.replace('""', '"') if quoted is not None else _bare(piece["a"] or piece["b"])
        place = piece.end()
    return found


def _bare(answer: str) -> str:
    return answer.rstrip(",")


def _plain(line: str, count: int) -> dict[int, str]:
    answers = []
    place = 0
    while place < len(line):
        piece = _PLAIN.match(line, place)
        if piece is None:
            raise Unreadable("line_unreadable", line[place : place + 20])
        answers.append(piece["q"].replace('""', '"') if piece["q"] is not None else piece["a"])
        place = piece.end()
    if len(answers) > count:
        raise Unreadable("too_many_answers", str(len(answers)), str(count))
    return {number: answer for number, answer in enumerate(answers, start=1) if answer != NONE}


def line_of(typed: Mapping[int, str]) -> str:
    """The line that `read_line` reads these answers out of."""
    return " ".join(f"{number}:{_written(answer)}" for number, answer in sorted(typed.items()) if answer)


def _written(answer: str) -> str:
    if _SIMPLE.fullmatch(answer):
        return answer
    return '"' + answer.replace('"', '""') + '"'
