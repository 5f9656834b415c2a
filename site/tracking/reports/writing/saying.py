"""Values as they are read, on a page and on paper: 1.234 · 85,5% · 03/04/2026. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracking.reports.writing.sheets import Column, Kind, Value, Values


@dataclass(frozen=True, slots=True)
class Saying:
    """How figures are written; the signs differ from language to language."""

    decimal: str = ","
    thousands: str = "."

    def said(self, value: Value, column: Column) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        if column.kind is Kind.SHARE:
            return f"{self._number(value * 100, column.decimals)}%"
        return self._number(value, column.decimals)

    def row(self, values: Values, columns: Sequence[Column]) -> list[str]:
        return [self.said(value, column) for value, column in zip(values, columns, strict=True)]

    def _number(self, value: float, places: int) -> str:
        signs = {ord(","): self.thousands, ord("."): self.decimal}
        return f"{value:,.{places}f}".translate(signs)
