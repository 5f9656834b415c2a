"""Cards on paper: every name with its marks, eight a page, and no name that is read as markup."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from accounts.cards.printing import CardFace, card_url, cards_pdf

LAST_DAY = date(2026, 12, 26)


def face(name: str = "Nông Thị Lan", *, number: int = 1, **more: str) -> CardFace:
    username = f"nguoi{number}"
    url = card_url(username=username, code="K7MP-3XQ9", address="https://lopchibo.example")
    return CardFace(
        **{
            "name": name,
            "post": "Bí thư",
            "organisation": "Chi bộ thôn Nà Chang",
            "username": username,
            "code": "K7MP-3XQ9",
            "url": url,
            **more,
        }
    )


def printed(*cards: CardFace) -> list[str]:
    """The text of each page, as somebody would copy it."""
    with translation.override("vi"):
        pdf = cards_pdf(
            cards, site_name="Lớp Chi bộ", address="https://lopchibo.example/", valid_until=LAST_DAY
        )
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Thủy", "Đặng Văn Ườm", "Vũ Thị Lan", "Lò Ỷ Ẩn", "Hoàng Thị Ngữ Quỳnh"]
)
def test_names_are_printed_with_all_their_marks(name: str) -> None:
    assert name in printed(face(name))[0]


def test_a_card_says_who_where_how_and_until_when() -> None:
    (page,) = printed(face())
    for said in (
        "Lớp Chi bộ · Thẻ đăng nhập",
        "Nông Thị Lan",
        "Bí thư · Chi bộ thôn Nà Chang",
        "nguoi1",
        "K7MP-3XQ9",
        "Có hiệu lực đến hết ngày 26/12/2026",
        "lopchibo.example/tai-khoan/the",
        "1.",
        "3.",
    ):
        assert said in page, said


@pytest.mark.parametrize(
    "name", ["#strong[Sơn] *đậm* $x$ \\ \" ' ` @a <b>", "#sys.inputs", "= Tiêu đề", "// ghi chú"]
)
def test_a_name_is_never_read_as_markup(name: str) -> None:
    page = printed(face(name))[0]
    assert "".join(name.split()) in "".join(page.split()).replace("’", "'").replace("”", '"').replace(
        "“", '"'
    )


@pytest.mark.parametrize(("cards", "pages"), [(1, 1), (8, 1), (9, 2), (24, 3)])
def test_eight_stand_on_a_page_in_their_order(cards: int, pages: int) -> None:
    texts = printed(*(face(number=number) for number in range(1, cards + 1)))
    assert len(texts) == pages
    assert f"nguoi{cards}" in texts[-1]


def test_long_names_do_not_push_others_off_the_page() -> None:
    long = face(
        "Tôn Nữ Hoàng Nguyễn Phạm Thị Quỳnh Như Ngọc Bích Thủy Tiên Công Tằng " * 2,
        organisation="Đảng bộ bộ phận Trường Phổ thông dân tộc nội trú xã Thượng Lâm " * 4,
        username="ton-nu-hoang-nguyen-pham-thi-quynh-nhu-ngoc-bich" * 2,
    )
    texts = printed(*[long] * 8)
    assert len(texts) == 1
    assert texts[0].count("K7MP-3XQ9") == 8


def test_the_square_holds_the_code_where_no_server_sees_it() -> None:
    url = card_url(username="lan", code="K7MP-3XQ9", address="https://lopchibo.example/")
    assert url == "https://lopchibo.example/tai-khoan/the/lan/#K7MP3XQ9"


def test_a_page_is_a4() -> None:
    pdf = cards_pdf(
        [face()], site_name="Lớp Chi bộ", address="https://lopchibo.example", valid_until=LAST_DAY
    )
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
