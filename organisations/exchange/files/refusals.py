"""Why a file as a whole cannot be taken; each reason has its sentence in `exchange.sentences`."""

from typing import Any


class UnreadableFile(Exception):
    """The file cannot be read as a list; `code` says why and `values` fill the sentence."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 100
ROWS_TO_FIND_HEADINGS_IN = 10
