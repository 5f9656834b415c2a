"""Which columns there are for each kind of rows, and where its rows come from."""

from collections.abc import Callable, Mapping
from typing import Any

from tracking.layouts.ground import Columns, Ground, Lines
from tracking.layouts.lines import certificates, classes, people, units, weaknesses
from tracking.layouts.rules import RowsOf
from tracking.layouts.terms import Terms

VOCABULARY: Mapping[RowsOf, Terms[Any]] = {
    RowsOf.UNITS: units.TERMS,
    RowsOf.PEOPLE: people.TERMS,
    RowsOf.CLASSES: classes.TERMS,
    RowsOf.WEAKNESSES: weaknesses.TERMS,
    RowsOf.CERTIFICATES: certificates.TERMS,
}
LINES: Mapping[RowsOf, Callable[[Ground, Columns], Lines]] = {
    RowsOf.UNITS: units.lines,
    RowsOf.PEOPLE: people.lines,
    RowsOf.CLASSES: classes.lines,
    RowsOf.WEAKNESSES: weaknesses.lines,
    RowsOf.CERTIFICATES: certificates.lines,
}
