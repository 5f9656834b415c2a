"""The blocks a lesson is written with. Each shows a preview to the author and works without script."""

from typing import Any

from django.db.models import TextChoices
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructValue,
    TextBlock,
)
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import AbstractMediaChooserBlock

INLINE = ["bold", "italic", "link", "document-link"]


class CalloutStyle(TextChoices):
    """What a callout is for; the style decides its icon, colour and heading."""

    LEGAL = "legal", _("Legal ground")
    PRACTICE = "practice", _("Do it now")
    EXAMPLE = "example", _("Example")
    WARNING = "warning", _("Take care")
    NOTE = "note", _("Note")
    TODO = "todo", _("For the School to add")


class PointsBlock(StructBlock):  # type: ignore[misc]
    """A list, with bullets or numbers."""

    ordered = BooleanBlock(label=_("Numbered"), required=False)
    items = ListBlock(RichTextBlock(features=INLINE, label=_("Item")), label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("List")
        description = _("Points one under the other, with bullets or numbers.")
        template = "courses/blocks/points.html"
        preview_value = {
            "ordered": True,
            "items": ["Phân công chuẩn bị", "Họp chi ủy", "Gửi tài liệu trước"],
        }


class CalloutBlock(StructBlock):  # type: ignore[misc]
    """A boxed remark in one of six styles."""

    style = ChoiceBlock(label=_("Style"), choices=CalloutStyle.choices, default=CalloutStyle.NOTE)
    title = CharBlock(label=_("Title"), max_length=120)
    text = RichTextBlock(features=[*INLINE, "ul", "ol"], label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        description = _("A boxed remark: legal ground, do it now, example, take care, note, to be added.")
        template = "courses/blocks/callout.html"
        preview_value = {
            "style": "practice",
            "title": "Việc làm ngay",
            "text": "<p>Mở sổ biên bản ba kỳ gần nhất. Đếm: mỗi kỳ có mấy việc được giao rõ người.</p>",
        }


class ChecklistBlock(StructBlock):  # type: ignore[misc]
    """Boxes that a learner ticks for herself; the ticks are hers and are kept."""

    title = CharBlock(label=_("Title"), max_length=160)
    items = ListBlock(TextBlock(label=_("Item"), rows=1), label=_("Items"))

    class Meta:
        icon = "check"
        label = _("Checklist")
        description = _("Boxes the learner ticks for herself. Her ticks are kept on every device.")
        template = "courses/blocks/checklist.html"
        preview_value = {
            "title": "Chi bộ tôi còn",
            "items": ["Nể nang khi góp ý", "Sinh hoạt chưa đúng ngày"],
        }


class LabelledRows(StructValue):  # type: ignore[misc]
    """A table's cells beside their headings, as a phone shows them."""

    def labelled_rows(self) -> list[list[tuple[str, Any]]]:
        headings = [column["heading"] for column in self["table"].columns]
        return [list(zip(headings, (cell.value for cell in row), strict=False)) for row in self["table"].rows]


class TableBlock(StructBlock):  # type: ignore[misc]
    """A table with headings; on a phone each row becomes a card."""

    table = TypedTableBlock([("text", RichTextBlock(features=INLINE, label=_("Text")))], label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with headings. On a phone each row becomes a card.")
        template = "courses/blocks/table.html"
        value_class = LabelledRows
        preview_value = {
            "table": {
                "columns": [{"type": "text", "heading": "Phần"}, {"type": "text", "heading": "Phút"}],
                "rows": [{"values": ["Mở đầu", "5"]}, {"values": ["Thảo luận", "40"]}],
                "caption": "Gợi ý phân bổ thời gian",
            }
        }


class TemplateBlock(StructBlock):  # type: ignore[misc]
    """Words to copy: a notice, a resolution, minutes."""

    title = CharBlock(label=_("Title"), max_length=160)
    text = TextBlock(label=_("Words to copy"), rows=8)

    class Meta:
        icon = "copy"
        label = _("Template to copy")
        description = _("Words the learner copies with one tap: a notice, a resolution, minutes.")
        template = "courses/blocks/template.html"
        preview_value = {
            "title": "Thông báo sinh hoạt chi bộ",
            "text": "Chi bộ … kính báo các đồng chí đảng viên:\n• Thời gian: … giờ …\n• Địa điểm: …",
        }


class QuoteBlock(StructBlock):  # type: ignore[misc]
    """Somebody's words, and whose they are."""

    text = TextBlock(label=_("Words"), rows=2)
    cite = CharBlock(label=_("Whose words"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's words, with the name of who said them.")
        template = "courses/blocks/quote.html"
        preview_value = {
            "text": "Chi bộ là nền móng của Đảng, chi bộ tốt thì mọi việc sẽ tốt.",
            "cite": "Chủ tịch Hồ Chí Minh",
        }


class PictureBlock(StructBlock):  # type: ignore[misc]
    """A picture with a text for those who cannot see it, unless it only decorates."""

    picture = ImageBlock(label=_("Picture"))
    caption = CharBlock(label=_("Caption"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with a caption. Say in words what it shows.")
        template = "courses/blocks/picture.html"
        preview_template = "courses/blocks/picture_preview.html"


class FileBlock(StructBlock):  # type: ignore[misc]
    """A file to open or keep, with its size said beforehand."""

    file = DocumentChooserBlock(label=_("File"))
    note = CharBlock(label=_("What it is for"), required=False, max_length=255)

    class Meta:
        icon = "doc-full"
        label = _("File")
        description = _("A file to open or keep. The learner sees its size before she opens it.")
        template = "courses/blocks/file.html"
        preview_template = "courses/blocks/file_preview.html"


class QuizBlock(StructBlock):  # type: ignore[misc]
    """A quiz, shown as a card with where the learner stands; it is taken on a page of its own."""

    quiz = SnippetChooserBlock("quizzes.Quiz", label=_("Quiz"))

    class Meta:
        icon = "clipboard-list"
        label = _("Quiz")
        description = _("A card that leads to a quiz and says where the learner stands in it.")
        template = "courses/blocks/quiz.html"
        preview_template = "courses/blocks/quiz_preview.html"


class RecordingChooserBlock(AbstractMediaChooserBlock):  # type: ignore[misc]
    """Chooses a recording; where versions are compared it is told by its title, for its file is private."""

    def render_basic(self, value: Any, context: Any = None) -> str:
        return escape(value.title) if value else ""


class RecordingBlock(StructBlock):  # type: ignore[misc]
    """A film or sound; nothing of it is loaded before the learner taps."""

    recording = RecordingChooserBlock(label=_("Film or sound"))

    class Meta:
        icon = "media"
        label = _("Film or sound")
        description = _("A film or a sound recording. Nothing of it is loaded before the learner taps it.")
        template = "courses/blocks/recording.html"
        preview_template = "courses/blocks/recording_preview.html"


class PackageBlock(StructBlock):  # type: ignore[misc]
    """Interactive content, played in a frame of its own once the learner taps it."""

    package = SnippetChooserBlock("media.Package", label=_("Interactive content"))

    class Meta:
        icon = "grip"
        label = _("Interactive content")
        description = _("H5P or SCORM content. It is loaded and played once the learner taps it.")
        template = "courses/blocks/package.html"
        preview_template = "courses/blocks/package_preview.html"


class LessonBody(StreamBlock):  # type: ignore[misc]
    """Everything a lesson may hold."""

    heading = CharBlock(
        label=_("Heading"),
        max_length=160,
        icon="title",
        description=_("Starts a new part of the lesson."),
        template="courses/blocks/heading.html",
        preview_value="Ba tính chất của buổi sinh hoạt",
    )
    paragraph = RichTextBlock(
        label=_("Text"),
        features=[*INLINE, "ul", "ol", "h3"],
        icon="pilcrow",
        description=_("Paragraphs of text."),
        template="courses/blocks/paragraph.html",
        preview_value="<p>Một tháng có một buổi; phải có việc được quyết.</p>",
    )
    points = PointsBlock()
    callout = CalloutBlock()
    checklist = ChecklistBlock()
    table = TableBlock()
    template = TemplateBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
    file = FileBlock()
    quiz = QuizBlock()
    recording = RecordingBlock()
    package = PackageBlock()

    class Meta:
        required = False
