"""Cells of the sample tree apply sample practices: kept, changed, stopped and why, planned.

Said by those who lead them, through the actions that people use; all of it is marked as sample.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from practices.adoptions.actions import Words, confirm_adoption, record_adoption, report_adoption
from practices.adoptions.models import Adoption
from practices.exemplars.models import Practice
from samples.accounts import COMMUNE_ORGANISER
from samples.bank import address_of
from samples.curriculum import curriculum
from samples.organisations import sample_organisation, sample_person

HINTS_BEFORE, OTHERS_ATTEND, CALENDAR_BEFORE = "p7", "p2", "p8"
"""Sample practices, by their codes in the curriculum."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a cell says, so many days ago; a plan is for so many days ahead."""

    days_ago: int
    state: str
    changed: str = ""
    happened: str = ""
    figures: str = ""
    why: str = ""
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """A cell, who speaks for it, the practice, and what was said over time."""

    cell: str
    by: str
    practice: str
    words: tuple[Word, ...]
    may_be_named: bool = False
    is_confirmed: bool = False


STORIES = (
    Story(
        "xa-b-02",
        "Bùi Văn Long",
        HINTS_BEFORE,
        (
            Word(75, "tried", happened="Đảng viên đọc gợi ý trước, vào họp bàn luôn."),
            Word(
                40,
                "kept",
                happened="Buổi họp gọn hơn, việc nào cũng có người nhận.",
                figures="Đảng viên phát biểu; 4; 11\nPhút mỗi buổi họp; 130; 85",
            ),
        ),
        may_be_named=True,
        is_confirmed=True,
    ),
    Story(
        "xa-a-01",
        "Nguyễn Văn An",
        HINTS_BEFORE,
        (
            Word(
                50,
                "changed",
                changed="Không gửi giấy: phó bí thư đọc gợi ý qua điện thoại cho đảng viên ở xa.",
                happened="Người ở lán xa cũng chuẩn bị được ý kiến.",
            ),
        ),
    ),
    Story(
        "xa-a-03",
        "Đặng Văn Dũng",
        HINTS_BEFORE,
        (
            Word(90, "tried"),
            Word(55, "stopped", why="Nửa số đảng viên đi làm xa, gửi trước không có người đọc."),
        ),
    ),
    Story("ph-c-01", "Đỗ Văn Phúc", HINTS_BEFORE, (Word(5, "planned", ahead=20),)),
    Story("xa-b-01", "Vũ Thị Lan", OTHERS_ATTEND, (Word(31, "tried", happened="Đã mời chi bộ thôn 2 dự."),)),
    Story("ph-c-02", "Ngô Thị Quý", CALENDAR_BEFORE, (Word(12, "tried"),), may_be_named=True),
)


@transaction.atomic
def load_adoptions(*, now: datetime) -> int:
    """Let the cells say it, unless any cell has said anything; of practices that are loaded. How many."""
    if Adoption.objects.exists():
        return 0
    titles = {entry["id"]: entry["title"] for entry in curriculum()["practices"]}
    slugs = {code: address_of(title) for code, title in titles.items()}
    practices = Practice.objects.in_bulk(slugs.values(), field_name="slug")
    told = [story for story in STORIES if slugs[story.practice] in practices]
    for story in told:
        _tell(story, practices[slugs[story.practice]], now)
    return len(told)


def _tell(story: Story, practice: Practice, now: datetime) -> None:
    cell, by = sample_organisation(story.cell), sample_person(story.by)
    adoption: Adoption | None = None
    for word in story.words:
        at = now - timedelta(days=word.days_ago)
        key = uuid5(NAMESPACE_URL, f"{story.cell}/{story.practice}/{word.days_ago}")
        words = _words(story, word, at)
        if adoption is None:
            adoption = record_adoption(
                practice=practice, cell=cell, key=key, words=words, by=by, now=at, is_sample=True
            )
        else:
            adoption = report_adoption(adoption=adoption, key=key, words=words, by=by, now=at)
    _confirm(story, adoption, now)


def _words(story: Story, word: Word, at: datetime) -> Words:
    return Words(
        state=word.state,
        on=timezone.localdate(at) + timedelta(days=word.ahead),
        changed=word.changed,
        happened=word.happened,
        figures=word.figures,
        why=word.why,
        may_be_named=story.may_be_named,
    )


def _confirm(story: Story, adoption: Adoption | None, now: datetime) -> None:
    organiser = User.objects.filter(username=COMMUNE_ORGANISER.username).first()
    if story.is_confirmed and adoption and organiser:
        confirm_adoption(adoption=adoption, by=organiser, now=now - timedelta(days=30))
