"""Answers as they stand on paper, in letters and numbers, and the responses that they mean; both ways.

A variant's own order decides what each letter stands for. What stands in one question's box:

- one option or several: their letters, "B", "AC"; true or false: "Đ", "S"
- matching: a letter for each thing from the top, "-" for none, "BA-C"
- ordering: the place of each thing from the top, "312", or with spaces beyond nine
- a gap text: its gaps one after the other, a semicolon between, "A; nghị quyết; 3"
- a number or words: as they were written
"""

import re
from collections.abc import Sequence

from quizzes.grading.questions import AnyQuestion, Kind
from quizzes.grading.responses import MOST_CHARACTERS, BadResponse, Response, read_response
from quizzes.grading.showing import Shown, shown

NONE = "-"
TRUE, FALSE = "Đ", "S"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PIECES = re.compile(r"[A-Z]\d*|-")
_BETWEEN = re.compile(r"[\s,.;/]+")
_LAST_DIGIT = 9


class Unreadable(Exception):
    """What was typed for a question cannot be on its paper; `code` says why, `said` which piece."""

    def __init__(self, code: str, said: str = "", known: str = "") -> None:
        super().__init__(code, said, known)
        self.code, self.said, self.known = code, said, known


def letter(place: int) -> str:
    """The letter of the option at a place, counted from 0: A to Z, then A1, B1 …"""
    turn, within = divmod(place, len(_LETTERS))
    return _LETTERS[within] + (str(turn) if turn else "")


def letters(count: int) -> list[str]:
    return [letter(place) for place in range(count)]


def response_of(question: AnyQuestion, order: list[str], typed: str) -> Response:
    """The response that a typed answer means in this order; None for an empty one. Raises Unreadable.

    Not for essays: those are marked on the paper, and their points are typed.
    """
    text, seen = " ".join(typed.split()), shown(question, order)
    if not text or text == NONE:
        return None
    if len(text) > MOST_CHARACTERS * max(1, len(seen.blanks)):
        raise Unreadable("too_long")
    try:
        return read_response(question, _raw(seen, text))
    except BadResponse as reason:
        raise Unreadable("too_long" if reason.args == ("text",) else "unreadable", text) from reason


def _raw(seen: Shown, text: str) -> Response:
    ids = [option.id for option in seen.options]
    match seen.kind:
        case Kind.SINGLE:
            return _one(_letters_in(text), ids)
        case Kind.MULTIPLE:
            return [one for piece in _letters_in(text) if (one := _chosen(piece, ids))]
        case Kind.TRUE_FALSE:
            return _truth(text)
        case Kind.MATCHING:
            answers = [answer.id for answer in seen.answers]
            pieces = _letters_in(text)
            if len(pieces) > len(ids):
                raise Unreadable("too_many", text, str(len(ids)))
            return {pair: _chosen(piece, answers) for pair, piece in zip(ids, pieces, strict=False)}
        case Kind.ORDERING:
            return _order(text, ids)
        case Kind.CLOZE:
            return _gaps(seen, text)
        case _:
            return text


def _letters_in(text: str) -> list[str]:
    plain = _BETWEEN.sub("", text.upper())
    pieces = _PIECES.findall(plain)
    if "".join(pieces) != plain:
        raise Unreadable("unreadable", text)
    return pieces


def _chosen(piece: str, ids: Sequence[str]) -> str:
    """The id behind a letter; an empty one for none."""
    if piece == NONE:
        return ""
    known = letters(len(ids))
    if piece not in known:
        raise Unreadable("no_such_letter", piece, f"{known[0]}–{known[-1]}")
    return ids[known.index(piece)]


def _one(pieces: list[str], ids: Sequence[str]) -> str:
    if len(pieces) > 1:
        raise Unreadable("only_one", "".join(pieces))
    return _chosen(pieces[0], ids)


def _truth(text: str) -> str:
    match text.upper():
        case "Đ" | "D" | "ĐÚNG" | "DUNG":
            return "true"
        case "S" | "SAI":
            return "false"
        case _:
            raise Unreadable("true_or_false", text)


def _order(text: str, ids: list[str]) -> list[str]:
    """By the place written at each; equal and missing places keep the order in which things stand."""
    pieces = text.replace(",", " ").split()
    if len(pieces) == 1 and len(ids) <= _LAST_DIGIT:
        pieces = list(text)
    if len(pieces) > len(ids):
        raise Unreadable("too_many", text, str(len(ids)))
    places = []
    for piece in pieces + [NONE] * (len(ids) - len(pieces)):
        if piece != NONE and not (piece.isdecimal() and len(piece) < 6 and 1 <= int(piece) <= len(ids)):
            raise Unreadable("no_such_place", piece, f"1–{len(ids)}")
        places.append(len(ids) + 1 if piece == NONE else int(piece))
    return [one for _, one in sorted(zip(places, ids, strict=True), key=lambda pair: pair[0])]


def _gaps(seen: Shown, text: str) -> dict[str, str]:
    pieces = [piece.strip() for piece in text.split(";")]
    if len(pieces) > len(seen.blanks):
        raise Unreadable("too_many", text, str(len(seen.blanks)))
    filled = {}
    for blank, piece in zip(seen.blanks, pieces, strict=False):
        options = [option.id for option in blank.options]
        if piece and piece != NONE:
            filled[blank.id] = _one(_letters_in(piece), options) if options else piece
    return filled


def typed_of(question: AnyQuestion, order: list[str], response: Response) -> str:
    """How a response is typed in this order; `response_of` reads the same out of it."""
    if response is None:
        return ""
    seen = shown(question, order)
    ids = [option.id for option in seen.options]
    match seen.kind, response:
        case Kind.SINGLE, str():
            return _letter_of(response, ids)
        case Kind.MULTIPLE, list():
            return "".join(_letter_of(one, ids) for one in ids if one in response)
        case Kind.TRUE_FALSE, _:
            return TRUE if response == "true" else FALSE
        case Kind.MATCHING, dict():
            answers = [answer.id for answer in seen.answers]
            return "".join(_letter_of(response.get(pair, ""), answers) for pair in ids).rstrip(NONE)
        case Kind.ORDERING, list():
            between = "" if len(ids) <= _LAST_DIGIT else " "
            return between.join(str(response.index(one) + 1) for one in ids if one in response)
        case Kind.CLOZE, dict():
            return "; ".join(_gap(blank, response.get(blank.id, "")) for blank in seen.blanks)
        case _, str():
            return response
        case _:
            return ""


def _letter_of(one: str, ids: Sequence[str]) -> str:
    return letter(ids.index(one)) if one in ids else NONE


def _gap(blank: object, given: str) -> str:
    options = [option.id for option in getattr(blank, "options", ())]
    if not given:
        return NONE
    return _letter_of(given, options) if options else given
