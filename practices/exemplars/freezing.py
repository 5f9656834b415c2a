"""A page as plain data: what stands on it when it is published, or when its author looks at it before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from common.digests import digest_of
from common.lines import lines_of
from practices.exemplars.models import PracticeMaterial, PracticePage
from practices.exemplars.rules import may_be_named, search_key_of

_CHOSEN = ("paper", "picture", "recording")


@dataclass(frozen=True, slots=True)
class Frozen:
    """The columns of a `Practice`, the types and topics it is filed under, and the fingerprint of it all."""

    fields: dict[str, Any]
    cell_types: list[int]
    topics: list[int]

    @property
    def digest(self) -> str:
        return digest_of([self.fields, sorted(self.cell_types), sorted(self.topics)])


def frozen(page: PracticePage) -> Frozen:
    """An organisation of this site that has not consented is not named, nor is whom to ask there."""
    is_named = may_be_named(is_of_this_site=page.organisation_id is not None, consent=page.consent)
    cell_types, topics = list(page.cell_types.all()), list(page.topics.all())
    content = {
        **_texts(page),
        "cell_types": [one.name for one in cell_types],
        "topics": [[topic.code, topic.title] for topic in topics],
        "consent": page.consent.strip(),
        "contact_name": page.contact_name if is_named else "",
        "contact_phone": page.contact_phone if is_named else "",
    }
    held_by = page.held_by if is_named else ""
    fields = {
        "slug": page.slug,
        "title": page.title,
        "kind": page.kind,
        "provenance": page.provenance,
        "recognition": page.recognition,
        "held_by": held_by,
        "organisation_id": page.organisation_id if is_named else None,
        "summary": page.summary,
        "content": content,
        "search_key": search_key_of([page.title, page.summary, held_by, *_words(page, content, is_named)]),
        "is_featured": page.is_featured,
        "is_sample": page.is_sample,
    }
    return Frozen(fields, [one.pk for one in cell_types], [topic.pk for topic in topics])


def _texts(page: PracticePage) -> dict[str, Any]:
    return {
        "problem": page.problem,
        "context": page.context,
        "fits": page.fits,
        "steps": [
            {"text": step.text, "who": step.who, "duration": step.duration, "words": step.words}
            for step in page.steps.all()
        ],
        "materials": [_material(one) for one in page.materials.all()],
        "results": [
            {
                "text": one.text,
                "before": one.before,
                "after": one.after,
                "measured_on": one.measured_on.isoformat() if one.measured_on else "",
            }
            for one in page.results.all()
        ],
        "lessons_learned": lines_of(page.lessons_learned),
        "limits": lines_of(page.limits),
        "to_complete": lines_of(page.to_complete),
        "citations": [[cited.regulation_id, cited.article] for cited in page.citations.all()],
        "lessons": [one.lesson_id for one in page.lessons.all()],
        "decision": page.decision,
        "recognised_on": page.recognised_on.isoformat() if page.recognised_on else "",
    }


def _material(one: PracticeMaterial) -> dict[str, Any]:
    chosen = {name: getattr(one, f"{name}_id") for name in _CHOSEN}
    return {"title": one.title, "text": one.text, **{name: pk for name, pk in chosen.items() if pk}}


def _words(page: PracticePage, content: dict[str, Any], is_named: bool) -> Iterator[str]:
    """Every text of it, and the names of what it shows, cites and leads to."""
    for step in content["steps"]:
        yield from step.values()
    for one in page.materials.all():
        yield from (one.title, one.text)
        yield from _names_of(one)
    for result in content["results"]:
        yield from (result["text"], result["before"], result["after"])
    yield from (content["problem"], content["context"], content["fits"], content["decision"])
    for name in ("lessons_learned", "limits", "to_complete", "cell_types"):
        yield from content[name]
    yield from (title for _code, title in content["topics"])
    if is_named and page.organisation:
        yield from (page.organisation.name, page.organisation.short_name)
        yield str(page.organisation.parent or "")
    yield from (f"{cited.regulation} {cited.article}" for cited in page.citations.all())
    yield from (one.lesson.title for one in page.lessons.all())


def _names_of(material: PracticeMaterial) -> Iterator[str]:
    """What a file is called in the register, and what it was called when it was uploaded."""
    for name in _CHOSEN:
        chosen = getattr(material, name)
        if chosen:
            yield chosen.title
            yield chosen.file.name.rpartition("/")[2]
