"""Where findings gather while one question, or one file, is read."""

from quizzes.exchange.formats.drafts import Finding, Weight

LONGEST_SAID = 120


class Findings:
    """Findings in the order of their finding, each said once."""

    def __init__(self) -> None:
        self._found: dict[Finding, None] = {}

    def error(self, code: str, said: object = "", place: str = "") -> None:
        self._add(code, Weight.ERROR, said, place)

    def loss(self, code: str, said: object = "", place: str = "") -> None:
        self._add(code, Weight.LOSS, said, place)

    def note(self, code: str, said: object = "", place: str = "") -> None:
        self._add(code, Weight.NOTE, said, place)

    def extend(self, findings: tuple[Finding, ...]) -> None:
        self._found.update(dict.fromkeys(findings))

    def all(self) -> tuple[Finding, ...]:
        return tuple(self._found)

    def _add(self, code: str, weight: Weight, said: object, place: str) -> None:
        self._found[Finding(code, weight, place, shortened(str(said)))] = None


def shortened(text: str, most: int = LONGEST_SAID) -> str:
    """A text on one line, cut where it is long."""
    tidy = " ".join(text[: most * 8].split())
    return tidy if len(tidy) <= most else tidy[: most - 1] + "…"
