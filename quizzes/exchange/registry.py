"""The formats that questions come in and go out by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.exchange.formats.drafts import Draft, Reading, Written


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name on a command line; `module` holds its `read` and `write`."""

    name: str
    label: Any
    about: Any
    endings: tuple[str, ...]
    module: str

    @property
    def read(self) -> Callable[[bytes], Reading]:
        reader: Callable[[bytes], Reading] = import_module(self.module).read
        return reader

    def write(self, drafts: Sequence[Draft], files: Mapping[str, bytes]) -> Written:
        writer: Callable[..., Written] = import_module(self.module).write
        return writer(drafts, files)


_ALL = (
    Format("docx", "Word", _("A paper as it is typed in Word."), (".docx",), "quizzes.exchange.formats.word"),
    Format(
        "xlsx",
        "Excel",
        _("The workbook filled in row by row."),
        (".xlsx",),
        "quizzes.exchange.formats.sheet",
    ),
    Format("gift", "GIFT", _("Text of Moodle's."), (".txt", ".gift"), "quizzes.exchange.formats.gift"),
    Format("aiken", "Aiken", _("Plain text, one right option."), (".txt",), "quizzes.exchange.formats.aiken"),
    Format(
        "moodlexml",
        "Moodle XML",
        _("From Moodle, with pictures."),
        (".xml",),
        "quizzes.exchange.formats.moodlexml",
    ),
    Format(
        "qti",
        "QTI 2.1, 3.0",
        _("From other learning systems."),
        (".zip", ".xml"),
        "quizzes.exchange.formats.qti",
    ),
)

FORMATS: dict[str, Format] = {one.name: one for one in _ALL if find_spec(one.module)}


def format_of(file_name: str) -> Format | None:
    """The format that a file's name tells; None where it tells none, or several."""
    found = [one for one in FORMATS.values() if file_name.lower().endswith(one.endings)]
    return found[0] if len(found) == 1 else None
