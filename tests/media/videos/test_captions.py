"""Captions: typed by hand, brought from other programs, and what is said about each line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.videos.captioning import chapters, subrip, webvtt
from media.videos.captioning.clock import seconds_told, spoken, stamp
from media.videos.captioning.findings import errors_in
from media.videos.captioning.transcript import transcript_of
from media.videos.captioning.webvtt import Cue

TIDY = """WEBVTT

NOTE Hoa, bản một

00:01.000 --> 00:03.000
Chào các đồng chí.

mở đầu
00:00:03.500 --> 00:00:05.000 align:start
<v Lan>Hôm nay ta bàn
một việc.
"""


def codes(text: str, duration: float | None = None) -> list[tuple[str, int]]:
    return [(one.code, one.line) for one in webvtt.read(text, duration).findings]


def test_tidy_captions_are_read_without_a_word() -> None:
    captions = webvtt.read(TIDY, 10)
    assert captions.findings == ()
    assert [(cue.begin, cue.end, cue.plain) for cue in captions.cues] == [
        (1.0, 3.0, "Chào các đồng chí."),
        (3.5, 5.0, "Hôm nay ta bàn một việc."),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("WEBVTT\n\nChào", [("no_times", 3)]),
        ("WEBVTT\n\n1:2 --> 00:03.000\nChào", [("bad_times", 3)]),
        ("WEBVTT\n\n00:01.000 --> 00:03.000", [("no_words", 3)]),
        ("WEBVTT\n\n00:03.000 --> 00:01.000\nChào", [("ends_before", 3)]),
        ("00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB", [("out_of_order", 4)]),
        ("00:01.000 --> 00:03.000\nA\n\n00:02.000 --> 00:04.000\nB", [("overlaps", 4)]),
        ("00:01.000 --> 00:03.000\nA\n00:04.000 --> 00:05.000\nB", [("no_blank_line", 3)]),
        ("00:01.000 --> 00:01.200\nA", [("too_short", 1)]),
        (f"00:01.000 --> 00:03.000\n{'a' * 90}", [("too_long", 1)]),
        ("00:12.000 --> 00:13.000\nA", [("after_the_end", 1)]),
        ("00:09.000 --> 00:13.000\nA", [("outlasts", 1)]),
        ("WEBVTT", [("nothing", 1)]),
        ("x" * (webvtt.MOST_CHARACTERS + 1), [("too_much", 1)]),
    ],
)
def test_each_fault_is_told_with_its_line(text: str, found: list[tuple[str, int]]) -> None:
    assert codes(text, 10) == found


def test_remarks_do_not_stand_in_the_way() -> None:
    text = "00:01.000 --> 00:03.000\nA\n\n00:02.000 --> 00:04.000\nB"
    assert errors_in(webvtt.read(text).findings) == []


CUES = st.lists(
    st.builds(
        lambda begin, length, text: Cue(begin / 1000, (begin + length) / 1000, text),
        st.integers(0, 3_600_000),
        st.integers(1, 10_000),
        st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40).filter(
            lambda text: "-->" not in text and not text.startswith(("NOTE", "STYLE", "REGION", "WEBVTT"))
        ),
    ),
    max_size=20,
)


@given(CUES)
def test_what_is_written_is_read_back(cues: list[Cue]) -> None:
    again = webvtt.read(webvtt.written(cues)).cues
    assert [(cue.begin, cue.end, cue.text) for cue in again] == [
        (cue.begin, cue.end, cue.text) for cue in cues
    ]


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read_in_peace(text: str) -> None:
    webvtt.read(text, 10)
    subrip.cues_in(text)
    list(chapters.findings_about(text, 10))
    chapters.chapters_in(text)


@given(st.binary(max_size=300))
def test_whatever_bytes_are_sent_are_text_or_refused(data: bytes) -> None:
    try:
        assert "\x00" not in subrip.text_in(data)
    except subrip.NotText:
        return


SRT = """1
00:00:01,000 --> 00:00:03,500
Chào các <i>đồng chí</i>.

2
00:00:04,000 --> 00:00:06,000 X1:100 X2:200
{\\an8}Hôm nay ta bàn
một việc.
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_an_srt_file_is_read_in_every_encoding(encoding: str, line_end: str) -> None:
    text = subrip.text_in(SRT.replace("\n", line_end).encode(encoding))
    assert [(cue.begin, cue.end, cue.plain) for cue in subrip.cues_in(text)] == [
        (1.0, 3.5, "Chào các đồng chí."),
        (4.0, 6.0, "Hôm nay ta bàn một việc."),
    ]


def test_an_old_file_in_the_encoding_of_windows_is_read() -> None:
    old = "1\n00:00:01,000 --> 00:00:02,000\nĐo\u0300ng chi\u0301\n".encode("cp1258")
    [cue] = subrip.cues_in(subrip.text_in(old))
    assert cue.text == "Đòng chí"


def test_a_file_that_is_no_text_is_refused() -> None:
    for data in (b"\x89PNG\r\n\x1a\n" + bytes(20) + b"\xff" * 200, b"\x00\x01" * 50 + b"\xd8" * 99):
        with pytest.raises(subrip.NotText):
            subrip.text_in(data)


def test_an_srt_file_without_blank_lines_is_read() -> None:
    text = "1\n00:01,0 --> 00:02,0\nMột\n2\n00:03,0 --> 00:04,0\nHai"
    assert [cue.text for cue in subrip.cues_in(text)] == ["Một", "Hai"]


def test_a_transcript_is_what_is_said_in_paragraphs() -> None:
    cues = [
        Cue(0, 1, "Chào các đồng chí."),
        Cue(1, 2, "Hôm nay"),
        Cue(1.5, 2, "Hôm nay"),
        Cue(2, 3, "<b>ta bàn</b> một việc."),
        Cue(10, 11, "Xin mời thảo luận."),
    ]
    assert transcript_of(cues) == "Chào các đồng chí. Hôm nay ta bàn một việc.\n\nXin mời thảo luận."


def test_chapters_are_one_a_line() -> None:
    text = "00:00 Mở đầu\n1:30 - Thảo luận\n\n1:02:03 Kết luận"
    assert [(one.begin, one.title) for one in chapters.chapters_in(text)] == [
        (0.0, "Mở đầu"),
        (90.0, "Thảo luận"),
        (3723.0, "Kết luận"),
    ]
    assert list(chapters.findings_about(text, 4000)) == []


def test_chapters_that_cannot_be_are_told_with_their_line() -> None:
    found = chapters.findings_about("Mở đầu\n02:00 Hai\n01:00 Một\n59:00 Sau cùng", 600)
    assert [(one.code, one.line) for one in found] == [
        ("chapter_unread", 1),
        ("chapter_out_of_order", 3),
        ("after_the_end", 4),
    ]


@given(st.integers(0, 3_600_000))
def test_a_time_is_read_as_it_was_written(milliseconds: int) -> None:
    assert seconds_told(stamp(milliseconds / 1000)) == milliseconds / 1000


def test_times_are_spoken_as_people_do() -> None:
    assert [spoken(s) for s in (0, 59.9, 200, 3723)] == ["0:00", "0:59", "3:20", "1:02:03"]
