"""Minh's commune holds a test in its hall; the paper asks a question of every type."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from accounts.models import User
from media.pictures.models import Picture
from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.tree.models import Organisation
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    Choice,
    Cloze,
    Criterion,
    Essay,
    Gap,
    GapKind,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    TrueFalse,
)
from quizzes.papers.models import Quiz
from quizzes.printing.actions import print_paper
from quizzes.printing.models import PaperPrint
from tests.makers import account_of, make_cell, make_grant, make_organisation, make_person, make_secretary
from tests.quiz_makers import make_question, make_quiz, single

NOW = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 3)


@dataclass(frozen=True)
class Hall:
    """Two communes: Minh hosts in the first, where Lan and Bình are secretaries; Sơn hosts in the other."""

    a: Organisation
    cell_a: Organisation
    b: Organisation
    lan: Person
    binh: Person
    of_b: Person
    minh: User
    son: User


@pytest.fixture
def hall(db: None) -> Hall:
    province = make_organisation("Đảng bộ tỉnh")
    a, b = make_organisation("Đảng bộ xã A", province), make_organisation("Đảng bộ xã B", province)
    cell_a = make_cell("Chi bộ thôn 1", a)
    minh, son = make_person("Hà Văn Minh", username="minh"), make_person("Trần Văn Sơn", username="son")
    make_grant(minh, a, Grant.Role.HOST)
    make_grant(son, b, Grant.Role.HOST)
    return Hall(
        a=a,
        cell_a=cell_a,
        b=b,
        lan=make_secretary("Nông Thị Lan", cell_a),
        binh=make_secretary("Lý Văn Bình", cell_a, post="deputy"),
        of_b=make_secretary("Hoàng Thị Ngoài", make_cell("Chi bộ thôn 2", b)),
        minh=account_of(minh),
        son=account_of(son),
    )


def browser_of(account: User) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def every_type() -> Quiz:
    """Nine questions, one of each type, in this order; a picture stands in the first."""
    picture = make_picture()
    seen = f'<embed embedtype="image" id="{picture.pk}" format="fullwidth" alt="Sơ đồ"/>'
    return make_quiz(
        make_question(single(f"Họp mấy lần một tháng?</p>{seen}<p>", "Một lần", "Hai lần", "Ba lần")),
        make_question(
            MultipleChoice(
                prompt="<p>Ai ký biên bản?</p>",
                choices=(
                    Choice("aa", "<p>Người <b>chủ trì</b></p>", 50),
                    Choice("bb", "<p>Thư ký</p>", 50),
                    Choice("cc", "<p>Khách mời</p>"),
                ),
            )
        ),
        make_question(TrueFalse(prompt="<p>Nghị quyết phải ghi rõ người làm.</p>", is_true=True)),
        make_question(
            Matching(
                prompt="<p>Ai làm việc gì?</p>",
                pairs=(Pair("p1", "<p>Bí thư</p>", "a1"), Pair("p2", "<p>Thư ký</p>", "a2")),
                answers=(
                    Item("a1", "<p>chủ trì</p>"),
                    Item("a2", "<p>ghi biên bản</p>"),
                    Item("a3", "<p>điểm danh</p>"),
                ),
            )
        ),
        make_question(
            Ordering(
                prompt="<p>Các bước của buổi sinh hoạt</p>",
                items=tuple(
                    Item(f"i{n}", f"<p>{t}</p>") for n, t in enumerate(["Mở đầu", "Thảo luận", "Kết luận"])
                ),
            )
        ),
        make_question(
            ShortAnswer(
                prompt="<p>Văn bản ghi điều đã quyết gọi là gì?</p>",
                accepted=(Accepted("bí-mật-đáp-án"), Accepted("nửa-bí-mật", 50)),
            )
        ),
        make_question(
            Numerical(
                prompt="<p>Họp tối đa bao lâu?</p>", accepted=(AcceptedNumber("97.5", "2"),), unit="phút"
            )
        ),
        make_question(
            Cloze(
                prompt="<p>Điền vào chỗ trống.</p>",
                text="<p>Chi bộ {{g1}} định kỳ, ra {{g2}} và {{g3}} rõ.</p>",
                gaps=(
                    Gap("g1", GapKind.CHOICE, accepted=(Accepted("họp"),)),
                    Gap("g2", accepted=(Accepted("bí-mật-chỗ-trống"),)),
                    Gap(
                        "g3",
                        GapKind.CHOICE,
                        choices=(Choice("x1", "phân công", 100), Choice("x2", "ghi chép")),
                    ),
                ),
                bank=("họp", "học"),
            )
        ),
        make_question(
            Essay(
                prompt="<p>Nêu một việc chi bộ đồng chí sẽ làm khác đi.</p>",
                criteria=(Criterion("k1", "Việc cụ thể", 6), Criterion("k2", "Có thời hạn", 4)),
            )
        ),
        title="Kiểm tra cuối khóa",
        pass_percent=70,
    )


def make_picture() -> Picture:
    drawn = BytesIO()
    Image.new("RGB", (320, 120), "#a4161a").save(drawn, "PNG")
    picture: Picture = Picture.objects.create(title="Sơ đồ", file=ContentFile(drawn.getvalue(), "so-do.png"))
    return picture


def make_print(quiz: Quiz, hall: Hall, **fields: Any) -> PaperPrint:
    return print_paper(
        quiz=quiz,
        organisation=fields.pop("organisation", hall.a),
        **{
            "title": quiz.title,
            "held_on": DAY,
            "variants": 2,
            "is_same": True,
            "by": hall.minh,
            "now": NOW,
            "issuer": "Trường Chính trị tỉnh",
            "hall": "Hội trường xã A",
            "minutes": 30,
            "seed": 7,
            **fields,
        },
    )


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
