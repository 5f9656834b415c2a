"""The two lists that offices fill in: their columns, as the headings of a file say them.

Headings are Vietnamese whatever the language of the screen: they are the format of the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisations.exchange.files.headings import heading_key

ORGANISATIONS = "organisations"
PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, other headings it goes by, and a note for who fills it in."""

    key: str
    heading: str
    note: Promise | str
    required: bool = False
    also: tuple[str, ...] = ()
    width: int = 18
    is_date: bool = False
    most: int = 0
    example: str = ""

    @property
    def shown(self) -> str:
        return f"{self.heading} *" if self.required else self.heading


@dataclass(frozen=True)
class Layout:
    """One kind of list."""

    kind: str
    title: str
    columns: tuple[Column, ...]

    @cached_property
    def known(self) -> Mapping[str, str]:
        return {heading_key(text): one.key for one in self.columns for text in (one.heading, *one.also)}

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        return {one.key: one for one in self.columns}


ORGANISATION_LIST = Layout(
    ORGANISATIONS,
    "Tổ chức",
    (
        Column(
            "code",
            "Mã tổ chức",
            _("The code in the national database; each organisation has its own."),
            required=True,
            also=("Mã TC", "Mã tổ chức đảng", "Mã đơn vị"),
            most=40,
            example="15.08.012",
        ),
        Column(
            "name",
            "Tên tổ chức",
            _("The full name."),
            required=True,
            also=("Tên tổ chức đảng", "Tên đầy đủ", "Tên đơn vị"),
            width=38,
            most=200,
            example="Chi bộ thôn Nà Chang",
        ),
        Column(
            "short_name",
            "Tên viết tắt",
            _("May be left empty."),
            also=("Tên gọi tắt", "Tên ngắn"),
            most=120,
            example="CB Nà Chang",
        ),
        Column(
            "kind",
            "Loại tổ chức",
            _("Choose from the list."),
            required=True,
            also=("Loại hình tổ chức", "Cấp tổ chức", "Loại"),
            width=24,
        ),
        Column(
            "cell_type",
            "Loại hình chi bộ",
            _("For cells: choose from the list."),
            also=("Loại chi bộ",),
            width=22,
        ),
        Column(
            "parent_code",
            "Mã cấp trên",
            _("The code of the organisation directly above. Only the top of the tree has none."),
            also=("Mã tổ chức cấp trên", "Mã cấp trên trực tiếp", "Trực thuộc"),
            most=40,
            example="15.08",
        ),
        Column("address", "Địa chỉ", _("May be left empty."), width=30, most=255, example="Nhà văn hóa thôn"),
        Column(
            "contact",
            "Người liên hệ",
            _("Who answers there."),
            also=("Đầu mối liên hệ",),
            width=24,
            most=120,
            example="Vũ Thị Lan",
        ),
        Column(
            "contact_phone",
            "Điện thoại",
            _("As 0912 345 678."),
            also=("Số điện thoại", "SĐT", "ĐT"),
            example="0912 345 678",
        ),
        Column(
            "founded_on",
            "Từ ngày",
            _("The day it was founded, as 01/07/2025."),
            required=True,
            also=("Ngày thành lập", "Thành lập ngày", "Hoạt động từ ngày"),
            is_date=True,
            example="01/07/2025",
        ),
        Column(
            "closed_on",
            "Thôi hoạt động từ ngày",
            _("The first day on which it no longer exists. Leave empty while it does."),
            also=("Ngày giải thể", "Giải thể từ ngày", "Kết thúc hoạt động từ ngày"),
            width=24,
            is_date=True,
        ),
        Column(
            "decision",
            "Số quyết định",
            _("Of the change that this row brings, if there is one."),
            also=("Quyết định", "Số QĐ", "QĐ"),
            most=80,
            example="12-QĐ/ĐU",
        ),
    ),
)

PERSON_LIST = Layout(
    PEOPLE,
    "Người và chức vụ",
    (
        Column(
            "person",
            "Mã người",
            _("Leave empty for somebody new. For somebody who is known, it comes from an export of ours."),
            also=("ID người", "Mã nhân sự"),
            width=16,
        ),
        Column(
            "full_name",
            "Họ và tên",
            _("With capitals and marks, as Nguyễn Văn An."),
            required=True,
            also=("Họ tên", "Họ và tên đảng viên", "Họ tên đồng chí", "Tên"),
            width=28,
            most=120,
            example="Vũ Thị Lan",
        ),
        Column(
            "phone",
            "Điện thoại",
            _("As 0912 345 678. Each person has her own."),
            also=("Số điện thoại", "Điện thoại di động", "Di động", "SĐT", "ĐT", "Số ĐT", "Số di động"),
            example="0912 345 678",
        ),
        Column(
            "email",
            "E-mail",
            _("May be left empty."),
            also=("Thư điện tử", "Địa chỉ e-mail", "Hòm thư"),
            width=26,
            example="lan@vidu.vn",
        ),
        Column(
            "organisation",
            "Mã tổ chức",
            _("The code of the organisation in which the post is held."),
            required=True,
            also=("Mã TC", "Mã tổ chức đảng", "Mã chi bộ", "Mã đơn vị"),
            most=40,
            example="15.08.012",
        ),
        Column(
            "post",
            "Chức vụ",
            _("Choose from the list."),
            required=True,
            also=("Chức vụ đảng", "Chức danh", "Chức vụ trong đảng"),
            width=16,
            example="Bí thư",
        ),
        Column(
            "began",
            "Từ ngày",
            _("The first day on which she holds the post, as 01/07/2025."),
            required=True,
            also=("Giữ chức vụ từ ngày", "Ngày bắt đầu", "Giữ từ ngày", "Ngày bổ nhiệm"),
            is_date=True,
            example="01/07/2025",
        ),
        Column(
            "ended",
            "Thôi giữ từ ngày",
            _("The first day on which she no longer holds it. Leave empty while she does."),
            also=("Thôi giữ chức vụ từ ngày", "Ngày thôi giữ", "Thôi từ ngày"),
            width=20,
            is_date=True,
        ),
        Column(
            "decision",
            "Số quyết định",
            _("Of the appointment, or of its end."),
            also=("Quyết định", "Số QĐ", "QĐ"),
            most=80,
            example="12-QĐ/ĐU",
        ),
    ),
)

LAYOUTS = {ORGANISATIONS: ORGANISATION_LIST, PEOPLE: PERSON_LIST}
EXAMPLE_MARK = "VÍ DỤ"
RESULT_HEADING = "Kết quả kiểm tra"
