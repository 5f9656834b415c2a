"""Typed makers: the page of a practice, published as an author would."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image

from media.documents.models import Paper
from media.pictures.models import Picture
from portal.actions import prepare_site
from practices.exemplars.models import Practice, PracticeIndexPage, PracticePage, PracticeStep

ON_PAGE = ("steps", "materials", "results", "citations", "lessons")


def draft_page(title: str = "Gửi tài liệu trước ba ngày", **fields: Any) -> PracticePage:
    """A page that nobody has published yet."""
    prepare_site()
    beneath = {name: fields.pop(name) for name in ON_PAGE if name in fields}
    chosen = {name: fields.pop(name) for name in ("cell_types", "topics") if name in fields}
    page = PracticePage(
        **{
            "title": title,
            "summary": "Đảng viên đọc trước, đến họp là bàn.",
            "held_by": "Chi bộ thôn 1",
            "live": False,
            **fields,
        }
    )
    page.steps = [PracticeStep(text="Gửi dự thảo nghị quyết", who="Phó bí thư")]
    for name, rows in beneath.items():
        setattr(page, name, rows)
    index = PracticeIndexPage.objects.get()
    index.add_child(instance=page)
    for name, rows in chosen.items():
        setattr(page, name, rows)
    return page


def publish(page: PracticePage) -> Practice:
    """The row that is in the library then."""
    page.save_revision().publish()
    return Practice.objects.get(page=page)


def publish_practice(title: str = "Gửi tài liệu trước ba ngày", **fields: Any) -> Practice:
    return publish(draft_page(title, **fields))


def make_paper(title: str = "Mẫu thông báo", *, name: str = "thong-bao_hop-chi-bo.docx") -> Paper:
    paper = Paper(title=title)
    paper.file.save(name, ContentFile(b"x" * 2048))
    return paper


def make_picture(title: str = "Hội trường thôn") -> Picture:
    drawn = BytesIO()
    Image.new("RGB", (800, 450), (180, 30, 30)).save(drawn, "JPEG")
    file = ContentFile(drawn.getvalue(), f"anh-{uuid4().hex[:6]}.jpg")
    picture: Picture = Picture.objects.create(title=title, file=file)
    return picture
