"""What erasing a person does, in words and counts: what goes, and what stays without her name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """One kind of data, and how much there is of it."""

    label: str
    count: int
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Erasure:
    """All of it; kinds of which there is nothing are not worth a line."""

    traces: tuple[Trace, ...]

    @property
    def gone(self) -> list[Trace]:
        return [trace for trace in self.traces if trace.count and not trace.stays]

    @property
    def kept(self) -> list[Trace]:
        return [trace for trace in self.traces if trace.count and trace.stays]
