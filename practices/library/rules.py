"""Pure decisions of the library: what somebody looks for, as she said it in the address of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from practices.exemplars.rules import words_of

SEARCH, TOPIC, KIND, CELL_TYPE, HOLDER, RECOGNITION, LIKE_MINE, PAGE = (
    "tim",
    "han-che",
    "loai",
    "loai-hinh",
    "cua",
    "ghi-nhan",
    "giong",
    "trang",
)
"""Names in the address."""

MOST_LETTERS = 100
MOST_WORDS = 8
YES = "1"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose by: its code in the address, and its words; `count` practices are filed so."""

    code: str
    title: str
    count: int = 0
    within: str = ""
    """The place of an organisation in the tree."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for; what is empty is not asked for. Each is one of the choices offered."""

    text: str = ""
    topic: Choice | None = None
    kind: Choice | None = None
    cell_type: Choice | None = None
    holder: Choice | None = None
    recognition: Choice | None = None
    like_mine: Choice | None = None

    @property
    def words(self) -> list[str]:
        return words_of(self.text)[:MOST_WORDS]

    @property
    def filters(self) -> list[tuple[str, Choice]]:
        """What is asked for besides words, by the names in the address."""
        named = (
            (TOPIC, self.topic),
            (KIND, self.kind),
            (CELL_TYPE, self.cell_type),
            (HOLDER, self.holder),
            (RECOGNITION, self.recognition),
            (LIKE_MINE, self.like_mine),
        )
        return [(name, choice) for name, choice in named if choice]

    @property
    def is_empty(self) -> bool:
        return not self.filters and not self.text

    @property
    def address(self) -> dict[str, str]:
        """The wish as it stands in an address."""
        searched = {SEARCH: self.text} if self.text else {}
        return {**searched, **{name: choice.code for name, choice in self.filters}}

    def without(self, name: str) -> "Wish":
        """The same wish with one thing less."""
        nothing: dict[str, Any] = {_FIELDS[name]: "" if name == SEARCH else None}
        return replace(self, **nothing)


_FIELDS = {
    SEARCH: "text",
    TOPIC: "topic",
    KIND: "kind",
    CELL_TYPE: "cell_type",
    HOLDER: "holder",
    RECOGNITION: "recognition",
    LIKE_MINE: "like_mine",
}


def wish_in(address: Mapping[str, str], offered: Mapping[str, list[Choice]]) -> Wish:
    """What an address asks for, as far as it is offered: an old link with a choice that is gone still leads
    to a list."""
    chosen = {
        field: next((one for one in offered.get(name, ()) if one.code == address.get(name)), None)
        for name, field in _FIELDS.items()
        if name != SEARCH
    }
    text = " ".join(address.get(SEARCH, "").replace("\0", "").split())[:MOST_LETTERS]
    return Wish(text=text, **chosen)


def shortened(text: str, most: int) -> str:
    """The text, or as many whole words of it as fit into `most` letters with a mark that there is more."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,.;:") + "…" if " " in cut else cut + "…"
