"""Pure decisions about papers: their variants, their codes, what each question stands as on each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

MOST_VARIANTS = 8
MOST_IN_A_HALL = 120
"""People typed in at a time; a larger hall is typed in by its organisations."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A question as one variant asks it."""

    question_id: int
    version_id: int
    points: float
    order: list[str]

    def stored(self) -> list[Any]:
        return [self.question_id, self.version_id, self.points, self.order]


def draw_variants(
    draw: Callable[[Random], Sequence[T]], *, count: int, seed: int, is_same: bool, shuffle: bool
) -> list[tuple[Random, list[T]]]:
    """What each variant asks in its order, and the chance that goes on to draw the order of parts.

    Where all are to ask the same, it is drawn once and each variant puts it into an order of its own.
    Nothing but the seed decides: the same seed, the same papers.
    """
    common = list(draw(_random(seed, 0))) if is_same else []
    variants = []
    for number in range(1, count + 1):
        random = _random(seed, number)
        if not is_same:
            asked = list(draw(random))
        elif shuffle:
            asked = random.sample(common, len(common))
        else:
            asked = list(common)
        variants.append((random, asked))
    return variants


def _random(seed: int, number: int) -> Random:
    return Random(f"{seed}:{number}")  # noqa: S311  (a drawing, kept with the print; nothing secret follows)


def code_of(variant: int) -> str:
    """What a variant is called on the paper: 01, 02 …"""
    return f"{variant:02d}"


def points_in_words(points: float) -> str:
    """Points as they are written here, with a comma: 1; 0,5; 2,25."""
    return f"{points:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def points_of(typed: str, most: float) -> float | None:
    """Points typed for what a person has marked on the paper, from 0 to `most`; None for none of these."""
    try:
        points = float(typed.strip().replace(",", "."))
    except ValueError:
        return None
    return points if 0 <= points <= most else None
