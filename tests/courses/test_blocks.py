"""The blocks of a lesson: what they become on a page, and what an author sees of them beforehand."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StreamValue
from wagtail.images.tests.utils import get_test_image_file

from courses.catalogue.blocks import LessonBody
from courses.catalogue.models import CoursePage, LessonPage
from courses.catalogue.rendering import parts_of
from media.documents.models import Paper
from media.pictures.models import Picture
from tests.makers import checklist, lesson_form, paragraph


def body(*blocks: dict[str, Any]) -> StreamValue:
    return LessonPage.body.field.stream_block.to_python(list(blocks))


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": "0123abcd-0000-4000-8000-000000000000"}


def html(*blocks: dict[str, Any]) -> str:
    return "".join(part.html for part in parts_of(body(*blocks)))


@pytest.mark.parametrize("name", sorted(LessonBody().child_blocks))
def test_every_block_can_be_previewed_by_its_author(name: str) -> None:
    kind = LessonBody().child_blocks[name]
    assert kind.is_previewable
    assert kind.meta.description


def test_a_preview_in_the_editor_wears_the_sites_look(admin_client: Client, course: CoursePage) -> None:
    edit = admin_client.get(reverse("wagtailadmin_pages:edit", args=[LessonPage.objects.all()[0].pk]))
    assert edit.status_code == 200
    definition = LessonPage.body.field.stream_block.child_blocks["callout"].definition_prefix
    address = reverse("wagtailadmin_block_preview")
    page = admin_client.get(f"{address}?id={definition}").content.decode()
    assert "portal/css/site.css" in page
    assert 'class="callout practice"' in page


def test_every_block_carries_its_place_to_come_back_to() -> None:
    table = {
        "table": {
            "columns": [{"type": "text", "heading": "Phần"}],
            "rows": [{"values": ["<p>Mở đầu</p>"]}],
            "caption": "Bảng",
        }
    }
    blocks = [
        block("heading", "Đầu đề"),
        block("paragraph", "<p>Đoạn</p>"),
        block("points", {"ordered": True, "items": []}),
        block("callout", {"style": "legal", "title": "Căn cứ", "text": "<p>x</p>"}),
        block("table", table),
        block("template", {"title": "Mẫu", "text": "x"}),
        block("quote", {"text": "x", "cite": "y"}),
    ]
    for one in blocks:
        assert html(one).count('id="b-0123abcd"') == 1, one["type"]


def test_a_tables_cells_repeat_their_heading_for_a_phone() -> None:
    table = {
        "columns": [{"type": "text", "heading": "Phần"}, {"type": "text", "heading": "Phút"}],
        "rows": [{"values": ["<p>Mở đầu</p>", "<p>5</p>"]}],
        "caption": "Gợi ý",
    }
    made = html(block("table", {"table": table}))
    assert 'data-label="Phút"><p>5</p>' in made
    assert "<caption>Gợi ý</caption>" in made


def test_words_that_look_like_markup_stay_words() -> None:
    made = html(
        block("heading", "<script>alert(1)</script>"),
        block("template", {"title": "<b>", "text": "<img src=x onerror=alert(1)>"}),
        block("quote", {"text": "<i>", "cite": "<u>"}),
    )
    assert "<script" not in made
    assert "<img" not in made
    assert "<i>" not in made


def test_checklists_stay_apart_because_ticks_are_each_learners_own() -> None:
    parts = parts_of(
        body(paragraph("trước"), checklist("một", "hai"), paragraph("sau"), paragraph("sau nữa"))
    )
    assert [bool(part.checklist) for part in parts] == [False, True, False]
    boxes = parts[1].checklist
    assert boxes is not None
    assert [text for _, text in boxes.items] == ["một", "hai"]


def test_a_picture_needs_words_for_who_cannot_see_it(db: None) -> None:
    picture = Picture.objects.create(title="Ảnh", file=get_test_image_file())
    kind = LessonBody().child_blocks["picture"].child_blocks["picture"]
    picture.contextual_alt_text, picture.decorative = "", False
    with pytest.raises(ValidationError):
        kind.clean(picture)
    picture.contextual_alt_text = "Chi bộ đang họp"
    assert kind.clean(picture).contextual_alt_text == "Chi bộ đang họp"


def test_a_picture_is_sent_in_sizes_for_a_phone(db: None) -> None:
    picture = Picture.objects.create(
        title="Ảnh", file=get_test_image_file(size=(1600, 900)), credit="Ảnh mẫu"
    )
    value = {"image": picture.pk, "alt_text": "Chi bộ đang họp", "decorative": False}
    made = html(block("picture", {"picture": value, "caption": "Một buổi sinh hoạt"}))
    assert 'alt="Chi bộ đang họp"' in made
    assert 'type="image/webp"' in made
    assert "360w" in made
    assert "Ảnh mẫu" in made


def test_a_file_says_its_size_before_it_is_opened(db: None) -> None:
    paper = Paper.objects.create(title="Mẫu biên bản", file=ContentFile(b"x" * 2048, name="mau.docx"))
    made = html(block("file", {"file": paper.pk, "note": "Điền sẵn"}))
    assert "DOCX" in made
    assert "2" in made.split("DOCX")[1][:12]
    assert "Điền sẵn" in made


def test_an_author_previews_a_draft_in_the_learners_look(admin_client: Client, course: CoursePage) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    lesson.goal = "Mục tiêu còn nháp"
    lesson.body = body(paragraph(), checklist("một"))
    lesson.save_revision()
    answer = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    page = answer.content.decode()
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert "Mục tiêu còn nháp" in page
    assert "portal/css/site.css" in page
    assert 'class="checklist"' in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_a_lesson_without_an_address_gets_one_made_of_its_title(
    admin_client: Client, course: CoursePage
) -> None:
    module = course.get_children().get()
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk])
    form = lesson_form(LessonPage(title="Đúng giờ, đủ việc", slug="", completion="read"))
    assert admin_client.post(address, form).status_code == 302
    assert LessonPage.objects.get(title="Đúng giờ, đủ việc").slug == "dung-gio-du-viec"


def test_two_blocks_never_share_a_key() -> None:
    boxes = checklist("giống nhau", "giống nhau")
    items = parts_of(body({**boxes, "id": str(uuid4())}))[0].checklist
    assert items is not None
    assert len({item for item, _ in items.items}) == 2
