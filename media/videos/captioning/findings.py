"""What is said about captions and chapters: where, which, and whether it stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`line` counts from 1; `detail` is what stands there."""

    code: str
    line: int
    is_error: bool = True
    detail: str = ""


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.is_error]
