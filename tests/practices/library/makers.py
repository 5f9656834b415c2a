"""Practices in the library, without pages behind them."""

from typing import Any

from media.topics.models import Topic
from organisations.tree.models import CellType, Organisation
from practices.adoptions.models import Adoption
from practices.exemplars.models import Practice
from practices.exemplars.rules import search_key_of
from tests.practices.makers import NUMBERS, make_practice

LONG = {
    "problem": "Đến họp đảng viên mới biết nội dung. " * 12,
    "context": "Thôn vùng cao, nhiều đảng viên đi làm xa. " * 10,
    "fits": "Chi bộ thôn, bản đông đảng viên cao tuổi. " * 8,
    "steps": [
        {
            "text": f"Bước {n}: " + "gửi dự thảo, gọi điện nhắc. " * 8,
            "who": "Phó bí thư",
            "duration": "1 ngày",
        }
        for n in range(1, 25)
    ],
    "results": [
        {"text": f"Ý kiến phát biểu kỳ {n}", "before": "2", "after": "9", "measured_on": "2026-06-30"}
        for n in range(1, 15)
    ],
    "lessons_learned": ["Giao rõ người, rõ ngày. " * 8] * 12,
    "limits": ["Khi việc khẩn cấp, không kịp gửi trước. " * 6] * 12,
    "to_complete": ["Số buổi mỗi năm"] * 6,
}


def stock(title: str = "Gửi tài liệu trước ba ngày", *, said: str = "", **fields: Any) -> Practice:
    """One practice; `said` is what its page says besides."""
    topics, cell_types = fields.pop("topics", []), fields.pop("cell_types", [])
    practice = make_practice(title, search_key=search_key_of([title, said]), **fields)
    practice.topics.set(topics)
    practice.cell_types.set(cell_types)
    return practice


def make_weakness(code: str = "W5", title: str = "Tình trạng nể nang còn lớn", **fields: Any) -> Topic:
    return Topic.objects.create(
        **{
            "code": code,
            "title": title,
            "kind": Topic.Kind.WEAKNESS,
            "in_first_person": "còn nể nang",
            **fields,
        }
    )


def a_type(code: str = "thon", name: str = "Thôn, bản") -> CellType:
    return CellType.objects.get_or_create(code=code, defaults={"name": name})[0]


def adopt(practice: Practice, cell: Organisation, state: str = Adoption.State.TRIED) -> Adoption:
    return Adoption.objects.create(
        practice=practice,
        organisation=cell,
        cell_type=cell.cell_type,
        state=state,
        since="2026-05-03",
        recorded_at="2026-05-03T02:00Z",
    )


def stock_many(count: int) -> None:
    """So many practices, filed under everything there is to choose by."""
    topic, village = make_weakness(), a_type()
    for _ in range(count):
        number = next(NUMBERS)
        stock(
            f"Cách làm {number}",
            held_by=f"Chi bộ {number}",
            topics=[topic],
            cell_types=[village],
            content=LONG,
        )
