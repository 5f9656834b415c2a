"""Why something is wrong, as pieces of a sentence."""

from __future__ import annotations

from media.h5p.core.sentences.sentence import Phrase

# Names of entries.
CLIMBS_OUT = Phrase("có «..» hoặc «.» để đi ra ngoài thư mục", "it climbs out of its folder with “..” or “.”")
IS_ABSOLUTE = Phrase("bắt đầu từ gốc ổ đĩa", "it starts at the root of a disk")
HAS_BACKSLASH = Phrase("có dấu gạch chéo ngược", "it contains a backslash")
HAS_CONTROL_CHARACTER = Phrase("có ký tự điều khiển", "it contains a control character")
HAS_EMPTY_PART = Phrase("có phần tên rỗng", "a part of it is empty")
IS_TOO_LONG = Phrase("quá dài", "it is too long")
IS_TOO_DEEP = Phrase("nằm trong quá nhiều lớp thư mục", "it lies in too many folders")
IS_A_LINK = Phrase("là liên kết, không phải tệp", "it is a link or device, not a file")
IS_FILE_AND_FOLDER = Phrase("vừa là tệp vừa là thư mục", "it is both a file and a folder")
IS_RESERVED = Phrase("là tên dành riêng của hệ điều hành", "it is a name reserved by an operating system")

# Bytes of entries.
OVERLAPS = Phrase("dữ liệu chồng lên tệp khác", "its data overlaps another file")
UNKNOWN_METHOD = Phrase("kiểu nén lạ", "unknown compression method")
MARKUP = Phrase("mã trang web (HTML, SVG hoặc XML)", "markup (HTML, SVG or XML)")
A_PROGRAM = Phrase("chương trình chạy được", "an executable program")
AN_ARCHIVE = Phrase("gói nén", "an archive")

# JSON.
MISSING = Phrase("thiếu mục này", "it is missing")
NO_FILE = Phrase("không có tệp", "there is no such file")
NOT_UTF8 = Phrase("không phải chữ UTF-8", "it is not UTF-8 text")
NOT_AN_OBJECT = Phrase("phải là một đối tượng JSON", "it must be a JSON object")
NOT_A_LIST = Phrase("phải là một danh sách", "it must be a list")
JSON_TOO_LARGE = Phrase("tệp quá nặng", "the file is too large")
JSON_TOO_DEEP = Phrase("lồng quá nhiều lớp", "it is nested too deep")
JSON_TOO_MANY_VALUES = Phrase("có quá nhiều giá trị", "it holds too many values")
HALF_A_CHARACTER = Phrase("có nửa ký tự Unicode", "it holds half of a Unicode character")
NUMBER_OUT_OF_RANGE = Phrase("có số quá lớn", "it holds a number that is too large")
FLAG = Phrase("phải là 0 hoặc 1", "it must be 0 or 1")
NOT_LIKE_THE_FORMAT = Phrase("không đúng dạng quy định", "it does not have the form the format asks for")

# Values against semantics.
TEXT = Phrase("chữ", "text")
NUMBER = Phrase("số", "a number")
YES_OR_NO = Phrase("đúng/sai", "true or false")
LIST = Phrase("danh sách", "a list")
GROUP = Phrase("nhóm mục", "a group of fields")
FILE = Phrase("tệp", "a file")
LIBRARY = Phrase("một phần nội dung H5P", "a piece of H5P content")
NOTHING = Phrase("để trống", "nothing")


def syntax_error(line: int) -> Phrase:
    return Phrase(f"lỗi cú pháp ở dòng {line}", f"syntax error in line {line}")


def at_most_characters(most: int) -> Phrase:
    return Phrase(f"phải là chữ, từ 1 đến {most} ký tự", f"it must be text of 1 to {most} characters")


def whole_number(most: int) -> Phrase:
    return Phrase(f"phải là số nguyên từ 0 đến {most}", f"it must be a whole number from 0 to {most}")


def one_of(allowed: str) -> Phrase:
    return Phrase(f"chỉ nhận: {allowed}", f"it must be one of: {allowed}")


def ratio(times: int, most: int) -> Phrase:
    return Phrase(
        f"mở ra gấp {times} lần, mức là {most}", f"it unpacks to {times} times, the limit is {most}"
    )


def markup(found: str) -> Phrase:
    return Phrase(f"«{found}»", f"“{found}”")
