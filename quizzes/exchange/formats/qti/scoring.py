"""The rules of marking of an item, written out: what it scores, and what is said to which answer."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from quizzes.exchange.formats.qti.names import Dialect
from quizzes.grading.questions import AcceptedNumber


def number(value: float) -> str:
    return f"{round(value, 10):.12g}"


def _overlap(numbers: Sequence[AcceptedNumber]) -> bool:
    """Whether an answer may fit several; the best of them has to come first then."""
    spans = sorted(
        (
            Decimal(one.value) - Decimal(one.tolerance or "0"),
            Decimal(one.value) + Decimal(one.tolerance or "0"),
        )
        for one in numbers
    )
    return any(later[0] <= earlier[1] for earlier, later in pairwise(spans))


class Scoring:
    """Writes processing in one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._of = dialect.element

    def processing(self, *conditions: str) -> str:
        return self._of("responseProcessing", *conditions)

    def matched(self, response: str, points: float) -> str:
        """Everything for the right answer, nothing for any other."""
        same = self._of(
            "match", self._variable(response), self._of("correct", attributes={"identifier": response})
        )
        right = self._of("responseIf", same, self._set("SCORE", self._value("float", number(points))))
        wrong = self._of("responseElse", self._set("SCORE", self._value("float", "0")))
        return self._of("responseCondition", right, wrong)

    def mapped(self, response: str) -> str:
        return self._set("SCORE", self._of("mapResponse", attributes={"identifier": response}))

    def total(self, mapped: Sequence[str], counted: Sequence[str]) -> str:
        """The sum of what fields earn: by their mappings, or counted in variables of their own."""
        parts = [
            *(self._of("mapResponse", attributes={"identifier": one}) for one in mapped),
            *(self._variable(one) for one in counted),
        ]
        return self._set("SCORE", self._of("sum", *parts))

    def nearest(self, response: str, outcome: str, numbers: Sequence[AcceptedNumber], points: float) -> str:
        """A condition for each number that counts, the first that fits."""
        branches = []
        ordered = sorted(numbers, key=lambda one: -one.share) if _overlap(numbers) else numbers
        for place, one in enumerate(ordered):
            off = one.tolerance or "0"
            how = (
                {"toleranceMode": "absolute", "tolerance": f"{off} {off}"}
                if off != "0"
                else {"toleranceMode": "exact"}
            )
            same = self._of(
                "equal", self._variable(response), self._value("float", one.value), attributes=how
            )
            worth = self._set(outcome, self._value("float", number(points * one.share / 100)))
            branches.append(self._of("responseElseIf" if place else "responseIf", same, worth))
        return self._of("responseCondition", *branches)

    def chosen(self, response: str) -> str:
        """What was chosen says which feedback is shown."""
        return self._set("FEEDBACK", self._variable(response))

    def result(self) -> str:
        """Whether it was right, partly right or wrong."""
        full = self._of("gte", self._variable("SCORE"), self._variable("MAXSCORE"))
        some = self._of("gt", self._variable("SCORE"), self._value("float", "0"))
        return self._of(
            "responseCondition",
            self._of("responseIf", full, self._set("RESULT", self._value("identifier", "right"))),
            self._of("responseElseIf", some, self._set("RESULT", self._value("identifier", "partly"))),
            self._of("responseElse", self._set("RESULT", self._value("identifier", "wrong"))),
        )

    def _set(self, outcome: str, value: str) -> str:
        return self._of("setOutcomeValue", value, attributes={"identifier": outcome})

    def _variable(self, name: str) -> str:
        return self._of("variable", attributes={"identifier": name})

    def _value(self, kind: str, value: str) -> str:
        return self._of("baseValue", value, attributes={"baseType": kind})
