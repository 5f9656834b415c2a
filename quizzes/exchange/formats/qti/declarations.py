"""What an item declares to be right, and how it counts."""

from dataclasses import dataclass, field

from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.safe_xml import Element
from quizzes.exchange.formats.shares import share_of

_BASIC = frozenset({
    "responseCondition", "responseIf", "responseElse", "responseElseIf", "match", "variable", "correct",
    "setOutcomeValue", "baseValue", "isNull", "mapResponse", "sum", "product", "not", "and", "or", "equal",
    "gt", "gte", "lt", "lte", "default", "null", "stringMatch", "max", "min", "multiple",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapped:
    """An entry of a mapping."""

    key: str
    value: float
    minds_case: bool = False


@dataclass(frozen=True, slots=True)
class Declaration:
    """A response: its shape, what is right, and what each value is worth."""

    cardinality: str = "single"
    base_type: str = "identifier"
    correct: tuple[str, ...] = ()
    mapping: tuple[Mapped, ...] = ()
    default: float = 0.0
    upper: float = 0.0
    has_area: bool = False

    def shares(self, keys: list[str], *, by_mapping: bool) -> list[float]:
        """What each key earns, in per cent of everything."""
        if not (by_mapping and self.mapping):
            right = len([key for key in keys if key in self.correct]) or 1
            share = 100.0 if self.cardinality == "single" else round(100 / right, 5)
            return [share if key in self.correct else 0.0 for key in keys]
        worth = {one.key: one.value for one in self.mapping}
        values = [worth.get(key, self.default) for key in keys]
        positive = [value for value in values if value > 0]
        total = max(positive, default=0.0) if self.cardinality == "single" else sum(positive)
        if self.cardinality != "single" and self.upper > 0:
            total = min(self.upper, total) if total else self.upper
        return [max(-100.0, min(100.0, round(100 * value / total, 5))) if total else 0.0 for value in values]


@dataclass(frozen=True, slots=True)
class Rules:
    """How an item is marked, as far as it is one of the usual ways."""

    template: str = ""
    names: frozenset[str] = frozenset()
    mapped: frozenset[str] = frozenset()
    matched: frozenset[str] = frozenset()
    root: Element | None = field(default=None, repr=False)

    def by_mapping(self, identifier: str) -> bool:
        """Whether values count by the mapping, not as right or wrong altogether."""
        if "map_response" in self.template or identifier in self.mapped:
            return True
        return "match_correct" not in self.template and identifier not in self.matched

    @property
    def unusual(self) -> list[str]:
        return sorted(self.names - _BASIC)


def declarations_of(item: Element) -> dict[str, Declaration]:
    return {one.get("identifier"): _declaration(one) for one in item.elements("responseDeclaration")}


def rules_of(item: Element) -> Rules:
    processing = item.first("responseProcessing")
    if processing is None:
        return Rules()
    mapped = {one.get("identifier") for one in processing.descendants("mapResponse")}
    matched = {one.get("identifier") for one in processing.descendants("correct")}
    template = processing.get("template").rpartition("/")[2]
    names = frozenset(one.name for one in processing.descendants())
    return Rules(template, names, frozenset(mapped), frozenset(matched), processing)


def default_of(item: Element, name: str) -> str:
    """The default value of an outcome."""
    for one in item.elements("outcomeDeclaration"):
        if one.get("identifier") == name and (value := one.first("defaultValue", "value")) is not None:
            return value.text()
    return ""


def points_of(item: Element, findings: Findings) -> float:
    for name in ("MAXSCORE", "MAXSCORE_RESPONSE"):
        if said := default_of(item, name):
            points = share_of(said, findings, 1.0)
            return points if points > 0 else 1.0
    for one in item.elements("outcomeDeclaration"):
        if one.get("identifier") == "SCORE" and one.get("normalMaximum"):
            points = share_of(one.get("normalMaximum"), findings, 1.0)
            return points if points > 0 else 1.0
    return 1.0


def _declaration(one: Element) -> Declaration:
    correct = one.first("correctResponse")
    mapping = one.first("mapping")
    quiet = Findings()
    values = tuple(value.text().strip() for value in correct.elements("value")) if correct else ()
    entries = tuple(
        Mapped(
            entry.get("mapKey"),
            share_of(entry.get("mappedValue"), quiet),
            entry.get("caseSensitive", "true").lower() in ("true", "1"),
        )
        for entry in (mapping.elements("mapEntry") if mapping else [])
    )
    return Declaration(
        one.get("cardinality", "single"),
        one.get("baseType", "identifier"),
        values,
        entries,
        share_of(mapping.get("defaultValue"), quiet) if mapping else 0.0,
        share_of(mapping.get("upperBound"), quiet) if mapping else 0.0,
        one.first("areaMapping") is not None,
    )
