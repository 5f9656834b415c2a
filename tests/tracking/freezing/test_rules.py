"""Rows of two frozen reports are matched so that nothing is lost and nothing is counted twice."""

import subprocess
import sys
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from common.digests import canonical, digest_of, digest_of_text
from tracking.freezing.rules import Counted, Row, pairs_of

KEYS = st.sampled_from("abcdef")
COUNTS = st.builds(Counted, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
ROWS = st.dictionaries(KEYS, st.tuples(st.sampled_from(["Một", "Hai", "Ba"]), COUNTS)).map(
    lambda rows: [Row(key, name, counted) for key, (name, counted) in rows.items()]
)


@given(ROWS, ROWS, st.dictionaries(KEYS, KEYS))
def test_the_sums_of_both_reports_are_those_of_the_pairs(
    before: list[Row], after: list[Row], became: Mapping[str, str]
) -> None:
    pairs = pairs_of(before, after, became)
    sums = [sum((row.counted for row in rows), Counted()) for rows in (before, after)]
    assert sum((pair.before for pair in pairs if pair.before), Counted()) == sums[0]
    assert sum((pair.after for pair in pairs if pair.after), Counted()) == sums[1]
    assert len({pair.key for pair in pairs}) == len(pairs)


def test_a_share_grows_by_points_only_where_both_have_one() -> None:
    (pair,) = pairs_of([Row("a", "A", Counted(4, 1))], [Row("a", "A", Counted(4, 3))], {})
    assert pair.points == 50
    (empty,) = pairs_of([Row("a", "A", Counted())], [Row("a", "A", Counted(4, 3))], {})
    assert empty.points is None


CONTENT = {"tên": "Đảng bộ xã Yên Hoa", "số": [1, 0.333333, None, {"day": "2026-09-30"}], "a": True}
KNOWN = "f10204506124ae3a7cb85806fbe4b2f9bbd92fd8fd3f80cdd0c875cdfd65b5a9"


def test_the_fingerprint_is_the_same_in_every_process() -> None:
    program = (
        "from common.digests import digest_of;"
        'print(digest_of({"a": True, "số": [1, 0.333333, None, {"day": "2026-09-30"}],'
        ' "tên": "Đảng bộ xã Yên Hoa"}))'
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "site", "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
    )
    assert digest_of(CONTENT) == other.stdout.strip() == KNOWN
    assert digest_of_text(canonical(CONTENT)) == KNOWN
