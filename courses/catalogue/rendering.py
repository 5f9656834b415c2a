"""A lesson's body as HTML, made once a version: what is the same for everybody is never made twice."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.blocks import StreamValue

from common.unchanging import unchanging
from courses.catalogue.models import LessonPage, LessonVersion
from media.regulations.queries import cited_regulations
from media.regulations.stamp import register_stamp

KEPT_FOR = 60 * 60
"""Seconds. A version never changes, but its pictures and our templates may."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """Boxes to tick; whether they are ticked is each learner's own."""

    anchor: str
    title: str
    items: tuple[tuple[str, str], ...]


THINGS = ("quiz", "recording", "package")
"""Blocks that hold something in which each learner stands somewhere."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a lesson: finished HTML, or what is each learner's own: a checklist still to be filled
    in, or a thing (by number) in which she stands somewhere; `anchor` is where a thing stands."""

    html: str = ""
    checklist: Checklist | None = None
    quiz: int | None = None
    recording: int | None = None
    package: int | None = None
    anchor: str = ""

    @property
    def markup(self) -> SafeString:
        return mark_safe(self.html)  # noqa: S308  (made by our own block templates below)


@dataclass(frozen=True, slots=True)
class LessonText:
    """Everything a lesson says, ready for a page; sources are (regulation id, article)."""

    summary: str
    goal: str
    key_points: tuple[str, ...]
    topics: tuple[str, ...]
    citations: tuple[tuple[int, str], ...]
    is_sample: bool
    parts: tuple[Part, ...] = field(repr=False)


def text_of_version(version_id: int) -> LessonText:
    """The text of a published lesson, from the cache once somebody has read it."""
    key = f"lesson-parts:{version_id}"
    text: LessonText | None = unchanging.get(key)
    if text is None:
        content = LessonVersion.objects.values_list("content", flat=True).get(pk=version_id)
        text = LessonText(
            summary=content["summary"],
            goal=content["goal"],
            key_points=tuple(content["key_points"]),
            topics=tuple(content["topics"]),
            citations=tuple((pk, article) for pk, article in content["citations"]),
            is_sample=content["is_sample"],
            parts=parts_of(LessonPage.body.field.stream_block.to_python(content["body"])),
        )
        unchanging.set(key, text, KEPT_FOR)
    return text


def sources_of(text: LessonText) -> SafeString:
    """The regulations a lesson cites, as they stand today, ready for a page."""
    sources = cited_regulations(text.citations)
    return (
        render_to_string("media/regulations/_sources.html", {"sources": sources}) if sources else SafeString()
    )


def sources_of_version(version_id: int, text: LessonText) -> SafeString:
    """The same, kept until a regulation changes."""
    key = f"lesson-sources:{version_id}:{get_language()}:{register_stamp()}"
    made: SafeString | None = unchanging.get(key)
    if made is None:
        made = sources_of(text)
        unchanging.set(key, made, KEPT_FOR)
    return made


def text_of_page(page: LessonPage) -> LessonText:
    """The text of a lesson as an author sees it before it is published."""
    return LessonText(
        summary=page.summary,
        goal=page.goal,
        key_points=tuple(page.key_point_lines),
        topics=tuple(topic.title for topic in page.topics.all()),
        citations=tuple((cited.regulation_id, cited.article) for cited in page.citations.all()),
        is_sample=page.is_sample,
        parts=parts_of(page.body),
    )


def parts_of(body: StreamValue) -> tuple[Part, ...]:
    parts: list[Part] = []
    for block in body:
        anchor = f"b-{(block.id or '')[:8]}"
        if block.block_type == "checklist":
            parts.append(Part(checklist=_checklist(anchor, block.value)))
            continue
        if block.block_type in THINGS:
            thing = block.value.get(block.block_type)
            parts += [Part(**{block.block_type: thing.pk}, anchor=anchor)] if thing else []
            continue
        html = block.render({"anchor": anchor})
        if parts and parts[-1].html:
            html = parts.pop().html + html
        parts.append(Part(html=html))
    return tuple(parts)


def _checklist(anchor: str, value: StreamValue) -> Checklist:
    items = tuple((item.id or "", item.value) for item in value["items"].bound_blocks)
    return Checklist(anchor=anchor, title=value["title"], items=items)
