"""A finding: what is wrong, where inside the package, and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from media.h5p.core.codes import Code
from media.h5p.core.sentences import SENTENCES, Language, Phrase, Sentence

# A name inside a hostile package can be long and can hold control characters; a finding is shown to people.
_MAX_DETAIL = 200


class Severity(StrEnum):
    """ERROR refuses; WARNING asks a person to look; NOTE was settled without anyone."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is a path in the package; `#/…` after it points into its JSON."""

    code: Code
    place: str = ""
    severity: Severity = Severity.ERROR
    details: Mapping[str, str | Phrase] = field(default_factory=dict)

    def sentence(self, language: Language = "vi") -> str:
        said = self.details_in(language)
        return SENTENCES[self.code].in_language(language).format_map({"place": self.place, **said})

    def details_in(self, language: Language) -> dict[str, str]:
        return {
            key: detail.in_language(language) if isinstance(detail, Sentence) else detail
            for key, detail in self.details.items()
        }

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "place": self.place,
            "details": self.details_in("en"),
            "vi": self.sentence("vi"),
            "en": self.sentence("en"),
        }


class H5PError(Exception):
    """The root of every error this package raises on purpose; `finding` says what happened."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.sentence("en"))
        self.finding = finding


class PackageRefused(H5PError):
    """The package cannot be used; `findings` holds every reason, errors first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda found: found.severity is not Severity.ERROR))
        super().__init__(self.findings[0])


def error(code: Code, place: str = "", **details: object) -> Finding:
    return _finding(Severity.ERROR, code, place, details)


def warning(code: Code, place: str = "", **details: object) -> Finding:
    return _finding(Severity.WARNING, code, place, details)


def note(code: Code, place: str = "", **details: object) -> Finding:
    return _finding(Severity.NOTE, code, place, details)


class Findings:
    """Findings as they come, with a bound: ten thousand bad files are told as a hundred and a count.

    Errors are never crowded out by warnings: each severity has a bound of its own.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
        self._left_out = dict.fromkeys(Severity, 0)

    def add(self, finding: Finding) -> None:
        kept = self._kept[finding.severity]
        if len(kept) < self._most:
            kept.append(finding)
        else:
            self._left_out[finding.severity] += 1

    def extend(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.add(finding)

    @property
    def refused(self) -> bool:
        return bool(self._kept[Severity.ERROR])

    def __iter__(self) -> Iterator[Finding]:
        for severity, kept in self._kept.items():
            yield from kept
            if self._left_out[severity]:
                yield _finding(severity, Code.MORE_FINDINGS, "", {"count": self._left_out[severity]})


def _finding(severity: Severity, code: Code, place: str, details: Mapping[str, object]) -> Finding:
    shown = {
        key: detail if isinstance(detail, Phrase) else _printable(str(detail))
        for key, detail in details.items()
    }
    return Finding(code, _printable(place), severity, shown)


def _printable(text: str) -> str:
    shown = "".join(char if char.isprintable() else "�" for char in text[: _MAX_DETAIL + 1])
    return shown if len(shown) <= _MAX_DETAIL else shown[:_MAX_DETAIL] + "…"
