"""The sample practices, as the data tells them and no more, and the rubric by which meetings are judged."""

from typing import Any

from media.regulations.models import Regulation
from media.rubrics.models import Rubric, RubricBand, RubricCriterion
from media.topics.models import Topic
from organisations.tree.models import CellType
from practices.exemplars.models import (
    PracticeCitation,
    PracticeIndexPage,
    PracticeLesson,
    PracticePage,
    PracticeStep,
)
from practices.exemplars.vocabulary import PracticeKind, Provenance, Recognition
from samples.bank import Hands, address_of
from samples.curriculum import curriculum
from samples.lessons import sample_lessons

Entry = dict[str, Any]

KINDS = {
    "mo_hinh": PracticeKind.MODEL,
    "sinh_hoat_diem": PracticeKind.DEMONSTRATION,
    "truc_tuyen": PracticeKind.ONLINE,
    "kinh_nghiem": PracticeKind.EXPERIENCE,
    "hoi_thi": PracticeKind.CONTEST,
    "mau": PracticeKind.TEMPLATE,
}
PROVENANCES = {
    "co_nguon": Provenance.SOURCED,
    "cho_bo_sung": Provenance.AWAITED,
    "mau": Provenance.TEMPLATE,
}
IN_FIRST_PERSON = {
    "W1": "họp lúc tốt lúc chưa",
    "W2": "còn lúng túng với sinh hoạt chuyên đề",
    "W3": "kiểm điểm còn hình thức",
    "W4": "chưa thấy rõ người đứng đầu nêu gương",
    "W5": "còn nể nang, dĩ hòa vi quý",
    "W6": "họp chưa đúng ngày quy định",
    "W7": "họp còn hình thức, nặng đọc văn bản",
}
"""The weaknesses as a cell says them of itself, shorter than the province's review does."""


def load_practices(*, hands: Hands) -> int:
    """Load the practices that are missing; what stands, changed or not, stays. Returns how many."""
    _say_weaknesses_in_first_person()
    for entry in curriculum()["rubrics"]:
        _load_rubric(entry)
    index = PracticeIndexPage.objects.get()
    standing = set(index.get_children().values_list("slug", flat=True))
    missing = [one for one in curriculum()["practices"] if address_of(one["title"]) not in standing]
    lessons = sample_lessons() if missing else {}
    for entry in missing:
        page = _draft(index, entry, lessons)
        page.save_revision(user=hands.author).publish(user=hands.reviewer, skip_permission_checks=True)
    return len(missing)


def _draft(index: PracticeIndexPage, entry: Entry, lessons: dict[str, Any]) -> PracticePage:
    page = PracticePage(
        title=entry["title"],
        slug=address_of(entry["title"]),
        kind=KINDS[entry["kind"]],
        provenance=PROVENANCES[entry["status"]],
        recognition=_recognition(entry),
        held_by=entry["organisation"],
        summary=entry["summary"],
        lessons_learned="\n".join(entry["lessons_learned"]),
        to_complete="\n".join(entry["to_complete"]),
        is_featured=entry["featured"],
        is_sample=True,
        live=False,
    )
    page.steps = [PracticeStep(text=text) for text in entry["steps"]]
    page.citations = [PracticeCitation(regulation=Regulation.objects.get(code=entry["source"]))]
    page.lessons = [
        PracticeLesson(lesson=lessons[code].page_ptr) for code in entry["lesson_ids"] if code in lessons
    ]
    index.add_child(instance=page)
    page.cell_types = list(CellType.objects.filter(code__in=entry["cell_types"]))
    page.topics = list(Topic.objects.filter(code__in=weaknesses_met(entry)))
    return page


def _recognition(entry: Entry) -> Recognition:
    """What the province's review names counts as reported; of the others nothing is known."""
    return Recognition.REPORTED if entry["featured"] else Recognition.NONE


def weaknesses_met(entry: Entry) -> list[str]:
    """The weaknesses that are met by a lesson of the practice, or by the whole course in which it stands."""
    lessons = set(entry["lesson_ids"])
    met = lessons | {course["id"] for course in curriculum()["courses"] if lessons & set(_lessons_in(course))}
    return [one["id"] for one in curriculum()["weaknesses"] if met & set(one["content"])]


def _lessons_in(course: Entry) -> list[str]:
    return [lesson["id"] for module in course["modules"] for lesson in module["lessons"]]


def _say_weaknesses_in_first_person() -> None:
    """Where nobody has said it yet."""
    for topic in Topic.objects.filter(code__in=IN_FIRST_PERSON, is_sample=True, in_first_person=""):
        topic.in_first_person = IN_FIRST_PERSON[topic.code]
        topic.save(update_fields=["in_first_person"])


def _load_rubric(entry: Entry) -> None:
    if Rubric.objects.filter(code=entry["id"]).exists():
        return
    rubric = Rubric(
        code=entry["id"],
        title=entry["title"],
        note=_note(entry),
        source=Regulation.objects.get(code=entry["source"]),
        is_sample=True,
    )
    rubric.criteria = [
        RubricCriterion(
            code=one["id"],
            title=one["title"],
            most_points=one["max_points"],
            indicators="\n".join(one["indicators"]),
            sort_order=number,
        )
        for number, one in enumerate(entry["criteria"])
    ]
    rubric.bands = [
        RubricBand(least_percent=band["min"], title=band["title"], sort_order=number)
        for number, band in enumerate(entry["bands"])
    ]
    rubric.save()


def _note(entry: Entry) -> str:
    """The note, where the bands come from, and what a band asks for besides its points."""
    source = Regulation.objects.get(code=entry["bands_source"])
    asked = [
        f"Mức {band['title']} còn đòi điểm tối đa ở: {', '.join(band['requires_full']).lower()}."
        for band in entry["bands"]
        if band.get("requires_full")
    ]
    return " ".join([entry["note"], f"Thang mức: {source.title}.", *asked])
