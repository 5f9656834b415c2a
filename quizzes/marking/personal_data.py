"""What is kept of a person's marks, told to her; what of it stays once she is erased, and what goes."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Choice, Column, Rows, Section
from quizzes.attempts.models import Attempt
from quizzes.marking.models import EssayMark, EssayMarking, MarkChange, MarkNotice


def sections_about_marks(person: Person) -> list[Section]:
    return [_essays(person), _changes(person), _notices(person)]


def erase_words_about(person: Person) -> list[Trace]:
    """What was written to her and about her goes; that a mark was given or changed stays, for the counts."""
    words = EssayMark.objects.filter(marking__asked__attempt__learner=person)
    commented = 0
    for mark in words:
        mark.lines = {
            key: {**line, "comment": ""} for key, line in mark.lines.items() if isinstance(line, dict)
        }
        mark.comment = ""
        mark.save(update_fields=["lines", "comment"])
        commented += 1
    EssayMarking.objects.filter(asked__attempt__learner=person).update(request="")
    changes = MarkChange.objects.filter(asked__attempt__learner=person)
    changes.filter(kind=MarkChange.Kind.OVERRIDE).update(reason="")
    _erase_reasons_from_log(person)
    told, _by_model = MarkNotice.objects.filter(learner=person).delete()
    return [
        Trace(_("words of markers about her essays"), commented),
        Trace(_("notes about her marks"), told),
        Trace(_("marks given or changed by people"), changes.count(), stays=True),
    ]


def _erase_reasons_from_log(person: Person) -> None:
    kind = ContentType.objects.get_for_model(Attempt)
    own = [str(pk) for pk in Attempt.objects.filter(learner=person).values_list("pk", flat=True)]
    for entry in ModelLogEntry.objects.filter(content_type=kind, object_id__in=own):
        ModelLogEntry.objects.filter(pk=entry.pk).update(data={**entry.data, "reason": ""})


def _essays(person: Person) -> Section:
    return Section(
        key="essay_marks",
        icon="pen",
        title=_("Your essays and what markers said of them"),
        why=_("So that an essay is marked fairly, and you can read why it earned what it earned."),
        how_long=_("The mark is kept for good, for statistics; the words go once you are erased."),
        columns=(
            Column("quiz", _("Quiz")),
            Column("mark", _("Mark no.")),
            Column("percent", _("Per cent of the points")),
            Column("comment", _("What was said")),
            Column("at", _("When")),
        ),
        rows=Rows(
            EssayMark.objects.filter(marking__asked__attempt__learner=person, place__isnull=False)
            .filter(marking__returned_at__isnull=False)
            .order_by("changed_at", "pk")
            .values_list(
                "marking__asked__attempt__quiz__title", "place", "fraction", "comment", "lines", "changed_at"
            ),
            lambda row: (row[0], row[1], round(100 * (row[2] or 0)), _said(row[3], row[4]), row[5]),
        ),
    )


def _said(comment: str, lines: dict[str, dict[str, str]]) -> str:
    return " · ".join(filter(None, [*(line.get("comment", "") for line in lines.values()), comment]))


def _changes(person: Person) -> Section:
    return Section(
        key="mark_changes",
        icon="pen",
        title=_("Marks of yours that people gave or changed"),
        why=_("So that no mark is changed silently: the old one is kept with the reason."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("at", _("When")),
            Column("quiz", _("Quiz")),
            Column("kind", _("What")),
            Column("before", _("Per cent before")),
            Column("after", _("Per cent after")),
            Column("reason", _("Reason")),
        ),
        rows=Rows(
            MarkChange.objects.filter(asked__attempt__learner=person)
            .order_by("-at", "pk")
            .values_list(
                "at", "asked__attempt__quiz__title", "kind", "percent_before", "percent_after", "reason"
            ),
            lambda row: (
                row[0],
                row[1],
                Choice(row[2], str(MarkChange.Kind(row[2]).label)),
                _rounded(row[3]),
                _rounded(row[4]),
                row[5],
            ),
        ),
    )


def _rounded(percent: float | None) -> int | None:
    return None if percent is None else round(percent)


def _notices(person: Person) -> Section:
    return Section(
        key="mark_notices",
        icon="pen",
        title=_("What you were told about your marks"),
        why=_("So that you learn of every mark that was given or changed."),
        how_long=_("Until you are erased."),
        columns=(
            Column("created_at", _("When")),
            Column("quiz", _("Quiz")),
            Column("kind", _("What")),
            Column("reason", _("Reason")),
            Column("read_at", _("Read at")),
        ),
        rows=Rows(
            MarkNotice.objects.filter(learner=person)
            .order_by("-created_at", "pk")
            .values_list("created_at", "attempt__quiz__title", "kind", "reason", "read_at"),
            lambda row: (*row[:2], Choice(row[2], str(MarkNotice.Kind(row[2]).label)), *row[3:]),
        ),
    )
