"""Charts: sound XML, words that are words, lengths that are true, nothing that a strict policy forbids."""

import xml.etree.ElementTree as ET  # our own drawings, no foreign file

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.charts import Bar, Mark, Point, Tone, bars, histogram, line, share_bar, stacked_bars

SVG = [
    bars("a", "T", "D", [Bar("Bí thư", 0.5, "50%"), Bar("Phó", 2.0, "quá", Tone.BAD)]),
    stacked_bars(
        "b", "T", "D", [("Nhóm", [Bar("đúng", 0.7, "đúng 70%", Tone.GOOD), Bar("sai", 0.3, "sai")])]
    ),
    histogram("c", "T", "D", [1, 0, 5], ["0", "50", "100"], mark=Mark(0.7, "đạt")),
    histogram("d", "T", "D", [], []),
    line("e", "T", "D", [Point("1/2026", 0.5, "50%"), Point("2/2026", None), Point("3/2026", 1.0, "100%")]),
    line("f", "T", "D", []),
    share_bar(0.4),
]


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (drawn a line above)


def widths(svg: str, classes: str) -> list[float]:
    found = [one for one in drawn(svg).iter("rect") if classes in (one.get("class") or "")]
    return [float((one.get("width") or "").rstrip("%")) for one in found]


@pytest.mark.parametrize("svg", SVG, ids=[str(number) for number in range(len(SVG))])
def test_a_chart_obeys_the_strict_policy_and_keeps_its_letters(svg: str) -> None:
    root = drawn(svg)
    assert root.get("width") == "100%"
    assert root.get("viewBox") is None  # nothing shrinks the letters on a phone
    for one in root.iter():
        assert one.get("style") is None
        assert one.tag not in {"script", "style", "image", "foreignObject"}
        assert not any(name.startswith("on") for name in one.attrib)


@pytest.mark.parametrize("svg", SVG[:-1], ids=[str(number) for number in range(len(SVG) - 1)])
def test_a_chart_says_what_it_is_to_who_listens(svg: str) -> None:
    root = drawn(svg)
    names = (root.get("aria-labelledby") or "").split()
    assert root.get("role") == "img"
    assert [one.get("id") for one in (root.find("title"), root.find("desc")) if one is not None] == names
    assert int(root.get("font-size") or 0) >= 12


def test_a_bar_within_a_table_is_nothing_to_who_listens() -> None:
    assert drawn(share_bar(0.4)).get("aria-hidden") == "true"
    assert widths(share_bar(0.4), "chart__plain") == [40.0]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_words_stay_words(words: str) -> None:
    for svg in (
        bars("k", words, words, [Bar(words, 0.5, words)]),
        stacked_bars("k", words, words, [(words, [Bar(words, 0.5, words)])]),
        line("k", words, words, [Point(words, 0.5, words)]),
        histogram("k", words, words, [1], [words], mark=Mark(0.5, words)),
    ):
        root = drawn(svg)
        assert (root.findtext("title") or "") == words
        assert words in [one.text or "" for one in root.iter("text")]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_bars_are_as_long_as_their_shares(shares: list[float]) -> None:
    found = widths(bars("k", "T", "D", [Bar("x", share, "x") for share in shares]), "chart__plain")
    assert found == pytest.approx([100 * share for share in shares], abs=0.006)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12))
def test_the_tallest_bar_of_a_histogram_is_the_most_frequent(counts: list[int]) -> None:
    root = drawn(histogram("k", "T", "D", counts, ["0", "1"], height=100))
    heights = [float(one.get("height") or 0) for one in root.iter("rect")]
    most = max(counts) or 1
    assert heights == pytest.approx([100 * count / most for count in counts], abs=0.06)


def test_a_line_is_broken_where_nothing_is_known() -> None:
    points = [Point("1", 0.1), Point("2", 0.2), Point("3", None), Point("4", 0.4), Point("5", 0.5)]
    root = drawn(line("k", "T", "D", points))
    assert len([one for one in root.iter("line") if one.get("class") == "chart__line"]) == 2
    assert len(list(root.iter("circle"))) == 4
