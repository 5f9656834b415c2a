"""Pairs of a file as a question that matches things to answers."""

from quizzes.grading.ids import ids_for
from quizzes.grading.questions import Item, Matching, Pair


def matching_of(written: list[tuple[str, str]], prompt: str, explanation: str) -> Matching:
    """Pairs as things and answers; an answer to nothing only distracts."""
    answers = list(dict.fromkeys(right for _, right in written if right))
    made = dict(zip(answers, ids_for(answers, of=f"{prompt}\x1fanswers"), strict=True))
    pairs = [(left, right) for left, right in written if left]
    ids = ids_for([left for left, _ in pairs], of=prompt)
    return Matching(
        prompt=prompt,
        explanation=explanation,
        pairs=tuple(
            Pair(id_, left, made.get(right, "")) for id_, (left, right) in zip(ids, pairs, strict=True)
        ),
        answers=tuple(Item(id_, text) for text, id_ in made.items()),
    )
