"""What a typed answer means: letters, an order, pairs, a number with its unit, forms of words."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from common.vietnamese import fold
from quizzes.exchange.formats.word.lines import LETTERS

_LETTERS = re.compile(r"[A-Ta-t](?:(?:\s*(?:[,;&+/]|và)\s*|\s+)[A-Ta-t])*")
_RUN_TOGETHER = re.compile(r"[A-H]{2,8}")
_LETTER_AND_TEXT = re.compile(
    r"(?:chọn\s+)?(?:(?:đáp|phương)\s+án\s+)?(?P<letter>[A-T])\s*(?:[.):;,\-–]\s*|\s+(?=vì\b|do\b|"
    r"\())(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
CHOOSE = re.compile(
    r"\s*(?:(?:vậy|do đó|nên)\s*,?\s*)?(?:ta\s+)?(?:chọn|"
    r"đáp\s+án(?:\s+đúng)?(?:\s+là)?)\s*:?\s*(?:đáp\s+án\s+|phương\s+án\s+|câu\s+)?"
    r"(?-i:(?P<letter>[A-H]))(?!\w)[\s.:;,–-]*",
    re.IGNORECASE,
)
_ARROWS = re.compile(r"\s*(?:→|➔|⇒|->|=>|>)\s*")
_PAIR = re.compile(r"(?P<left>\d{1,2})\s*[-–→.:)=+]?\s*(?P<right>[A-Ta-t])(?!\w)")
_NUMBER = re.compile(
    r"(?P<value>[+-−]?\d[\d.,]*(?:\s\d{3})*)(?:\s*(?:±|\+/-)\s*(?P<tolerance>\d[\d.,]*))?"
    r"\s*(?:\(\s*(?P<bracketed>[^()\d]{1,20})\s*\)|(?P<unit>%|[^\W\d_]+(?:\s[^\W\d_]+)?))?\s*\.?"
)
_MOST_UNIT = 14
_THOUSANDS = re.compile(r"\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?")


def letters_of(text: str, options: Mapping[str, str]) -> tuple[list[int], str]:
    """Which letters (A is 0) an answer names, and what is said beside; none where it names none.

    `options` are the texts by their letters: an answer may also repeat one of them.
    """
    bare = text.strip().strip("[]*").strip(" .;")
    if _LETTERS.fullmatch(bare) and (len(bare) == 1 or not bare.islower() or "," in bare or ";" in bare):
        return [LETTERS.index(one.upper()) for one in re.findall(r"[A-Ta-t](?!\w)", bare)], ""
    if _RUN_TOGETHER.fullmatch(bare) and len(set(bare)) == len(bare) and set(bare) <= set(options):
        return [LETTERS.index(one) for one in bare], ""
    folded = {fold(one).strip(" .;,"): letter for letter, one in options.items()}
    if (letter := folded.get(fold(bare))) is not None:
        return [LETTERS.index(letter)], ""
    found = _LETTER_AND_TEXT.fullmatch(bare)
    if found and (found["letter"].isupper() or found["letter"].upper() in options):
        letter, rest = found["letter"].upper(), found["rest"].strip()
        return [LETTERS.index(letter)], "" if folded.get(fold(rest).strip(" .;,")) == letter else rest
    return [], ""


def order_of(text: str, many: int, *, is_said: bool) -> list[int] | None:
    """The order of all options: "B → A → C", or "B, A, C" where the line says that it is an order."""
    bare = text.strip(" .")
    pieces = _ARROWS.split(bare)
    if len(pieces) == 1 and is_said:
        pieces = re.split(r"\s*[,;–-]\s*|\s+", bare)
    letters = [LETTERS.find(piece.strip(" .)(").upper()) for piece in pieces if len(piece.strip(" .)(")) == 1]
    if len(letters) != len(pieces) or sorted(letters) != list(range(many)):
        return None
    return letters


def pairs_of(text: str) -> list[tuple[int, int]]:
    """ "1-B; 2-A": numbers and places of letters; none where anything else stands there."""
    found = [(int(one["left"]), LETTERS.index(one["right"].upper())) for one in _PAIR.finditer(text)]
    return found if found and not _PAIR.sub("", text).strip(" ,;.|/và") else []


def number_of(text: str) -> tuple[str, str, str] | None:
    """Value, tolerance and unit, decimals with a point; None where the text is no number."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    unit = " ".join((found["bracketed"] or found["unit"] or "").split())
    value, tolerance = _decimal(found["value"]), _decimal(found["tolerance"] or "0")
    if value is None or tolerance is None or len(unit) > _MOST_UNIT:
        return None
    return value, tolerance, unit


def _decimal(text: str) -> str | None:
    """ "1.250" is a thousand and more in a Vietnamese paper, "1,25" is not."""
    digits = text.strip().rstrip(".,").replace("−", "-")
    if _THOUSANDS.fullmatch(digits):
        digits = re.sub(r"[.\s]", "", digits)
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,15}(?:\.\d{1,10})?", digits):
        return None
    number = Decimal(digits)
    return str(number)


def forms_of(text: str) -> list[str]:
    """Forms of words that count, parted by `|`, or by ";" or "hoặc" where there is no `|`."""
    pieces = text.split("|") if "|" in text else re.split(r"\s*;\s*|\s+hoặc\s+", text)
    tidy = [" ".join(piece.split()).strip() for piece in pieces]
    return list(
        dict.fromkeys(piece.removesuffix(".") if len(tidy) == 1 else piece for piece in tidy if piece)
    )


def gap_answers(texts: Sequence[str], many: int) -> list[str] | None:
    """The answers to `many` gaps: "(1) …; (2) …", a line each, or parted by semicolons or commas."""
    whole = "\n".join(texts)
    numbered = re.split(r"(?:^|[\s;,])\(?\d{1,2}[).]\s*", f" {whole}")[1:]
    ways = [numbered, list(texts), whole.split(";"), whole.split(",")]
    if many == 1:
        ways.insert(1, [whole])
    for way in ways:
        tidy = [" ".join(one.split()).strip(" ;") for one in way]
        if len(tidy) == many and all(tidy):
            return tidy
    return None
