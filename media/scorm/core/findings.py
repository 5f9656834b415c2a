"""A finding: what is wrong, where inside the package, and a sentence that says what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from media.h5p.core.findings import Finding as ArchiveFinding
from media.h5p.core.findings import Severity
from media.h5p.core.sentences import Language
from media.scorm.core.codes import Code
from media.scorm.core.sentences import SENTENCES, Phrase, Sentence

MOST = 100
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is a path in the package."""

    code: Code
    place: str = ""
    severity: Severity = Severity.ERROR
    details: Mapping[str, str | Phrase] = field(default_factory=dict)

    def sentence(self, language: Language = "vi") -> str:
        said = {
            key: detail.in_language(language) if isinstance(detail, Sentence) else detail
            for key, detail in self.details.items()
        }
        return SENTENCES[self.code].in_language(language).format_map({"place": self.place, **said})


class Findings:
    """Findings as they come; each severity has a bound of its own, and the rest is counted."""

    def __init__(self) -> None:
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
        self._left_out = dict.fromkeys(Severity, 0)

    def error(self, code: Code, place: str = "", **details: object) -> None:
        self._add(Severity.ERROR, code, place, details)

    def warning(self, code: Code, place: str = "", **details: object) -> None:
        self._add(Severity.WARNING, code, place, details)

    def note(self, code: Code, place: str = "", **details: object) -> None:
        self._add(Severity.NOTE, code, place, details)

    def take_over(self, found: ArchiveFinding) -> None:
        """A finding of the archive reader, said in the words of SCORM."""
        self._add(found.severity, Code(found.code.value), found.place, found.details)

    @property
    def refused(self) -> bool:
        return bool(self._kept[Severity.ERROR])

    def __iter__(self) -> Iterator[Finding]:
        for severity, kept in self._kept.items():
            yield from kept
            if left := self._left_out[severity]:
                yield Finding(Code.MORE_FINDINGS, "", severity, {"count": str(left)})

    def _add(self, severity: Severity, code: Code, place: str, details: Mapping[str, object]) -> None:
        kept = self._kept[severity]
        if len(kept) >= MOST:
            self._left_out[severity] += 1
            return
        shown = {
            key: detail if isinstance(detail, Phrase) else _printable(str(detail))
            for key, detail in details.items()
        }
        kept.append(Finding(code, _printable(place), severity, shown))


def _printable(text: str) -> str:
    """A name out of a hostile package can be long and hold control characters; people read it."""
    shown = "".join(char if char.isprintable() else "�" for char in text[: _LONGEST + 1])
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"
