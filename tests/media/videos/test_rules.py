"""What was watched: stretches joined, against a set of seconds that a child could count."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from media.videos.rules import MOST_SPANS, Span, is_watched, share_of, spans_told, union

LENGTH = 60
SECONDS = st.integers(0, LENGTH)
STRETCHES = st.lists(st.tuples(SECONDS, SECONDS).filter(lambda pair: pair[0] < pair[1]), max_size=20)


def seconds_of(spans: list[Span]) -> set[int]:
    return {second for begin, end in spans for second in range(int(begin), int(end))}


def as_spans(pairs: list[tuple[int, int]]) -> list[Span]:
    return [(float(begin), float(end)) for begin, end in pairs]


@given(STRETCHES, STRETCHES)
def test_joined_stretches_cover_the_same_seconds(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    joined = union(as_spans(one), as_spans(other))
    assert seconds_of(joined) == seconds_of(as_spans(one)) | seconds_of(as_spans(other))
    assert joined == sorted(joined)
    assert all(before[1] < after[0] for before, after in pairwise(joined))


@given(STRETCHES)
def test_the_share_is_the_part_of_the_seconds(pairs: list[tuple[int, int]]) -> None:
    spans = union(as_spans(pairs))
    assert abs(share_of(spans, LENGTH) - len(seconds_of(spans)) / LENGTH) < 1e-9


@given(STRETCHES, st.randoms(use_true_random=False))
def test_late_doubled_and_shuffled_stretches_change_nothing(
    pairs: list[tuple[int, int]], chance: object
) -> None:
    spans = as_spans(pairs)
    shuffled = [*spans, *spans[:3]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    step_by_step: list[Span] = []
    for span in shuffled:
        step_by_step = union(step_by_step, [span])
    assert step_by_step == union(spans)


@given(
    st.lists(
        st.lists(st.none() | st.booleans() | st.text(max_size=3) | st.floats() | st.integers(), max_size=3)
    )
)
def test_whatever_a_device_says_stays_within_the_recording(raw: list[list[object]]) -> None:
    spans = spans_told(raw, 30.0)
    assert all(0 <= begin < end <= 30.0 for begin, end in spans)
    assert 0 <= share_of(union(spans), 30.0) <= 1


def test_a_thousand_crumbs_are_kept_within_bounds() -> None:
    crumbs = [(n * 3.0, n * 3.0 + 0.5) for n in range(1000)]
    assert len(union(crumbs)) <= MOST_SPANS


def test_watching_nothing_of_nothing_is_nothing() -> None:
    assert share_of([(0.0, 5.0)], 0.0) == 0
    assert spans_told([[0, 5]], 0.0) == []


def test_two_thirds_are_watched_at_sixty_six_per_cent() -> None:
    assert is_watched(2 / 3, 66)
    assert not is_watched(2 / 3, 67)
    assert is_watched(0.9, 90)
