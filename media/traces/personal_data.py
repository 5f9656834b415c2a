"""What is kept of a person's interactive content, film and sound, told to her."""

from typing import Any

from django.utils.translation import gettext as _

from media.packages.models import PackageAttempt, PackageState
from media.statements.models import Statement
from media.videos.models import WatchStanding
from organisations.people.models import Person
from organisations.privacy.gathering.sections import Column, Rows, Section


def sections_about_media(person: Person) -> list[Section]:
    return [_attempts(person), _states(person), _statements(person), _watched(person)]


def _attempts(person: Person) -> Section:
    return Section(
        key="package_attempts",
        icon="todo",
        title=_("Interactive content you have gone through"),
        why=_("So that you are given credit for the best of your results."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("package", _("Interactive content")),
            Column("number", _("Attempt")),
            Column("began_at", _("Begun")),
            Column("last_at", _("Last opened")),
            Column("is_complete", _("Gone through")),
            Column("percent", _("Points, in per cent")),
            Column("seconds", _("Seconds")),
        ),
        rows=Rows(
            PackageAttempt.objects.filter(learner=person)
            .order_by("-began_at", "pk")
            .values_list(
                "package__title", "number", "began_at", "last_at", "is_complete", "share", "seconds"
            ),
            lambda row: (*row[:5], _percent(row[5]), row[6]),
        ),
    )


def _states(person: Person) -> Section:
    return Section(
        key="package_states",
        icon="clock",
        title=_("Where you left off in interactive content"),
        why=_("So that you can go on where you stopped, on any device."),
        how_long=_("Until you begin the content anew, or you are erased."),
        columns=(
            Column("package", _("Interactive content")),
            Column("part", _("Part of it")),
            Column("saved_at", _("When")),
            Column("data", _("What the content keeps")),
        ),
        rows=Rows(
            PackageState.objects.filter(learner=person)
            .order_by("-saved_at", "pk")
            .values_list("package__title", "part", "saved_at", "data"),
            tuple,
        ),
    )


def _statements(person: Person) -> Section:
    return Section(
        key="statements",
        icon="pen",
        title=_("What interactive content said of you"),
        why=_("So that lecturers see what is too hard, and a result can be checked."),
        how_long=_("For some years; the notice says how long. What you wrote goes once you are erased."),
        columns=(
            Column("timestamp", _("When")),
            Column("verb", _("Did what")),
            Column("activity", _("With what")),
            Column("percent", _("Points, in per cent")),
            Column("success", _("Right")),
            Column("response", _("Your answer")),
        ),
        rows=Rows(
            Statement.objects.filter(learner=person, voids__isnull=True).order_by("-stored", "pk"),
            _statement_row,
        ),
    )


def _statement_row(statement: Statement) -> Any:
    return (
        statement.timestamp,
        statement.short_verb,
        statement.activity,
        _percent(statement.scaled),
        statement.success,
        str(statement.body.get("result", {}).get("response", "")),
    )


def _watched(person: Person) -> Section:
    return Section(
        key="watched",
        icon="desktop",
        title=_("Film and sound you have watched"),
        why=_("So that it goes on where you stopped, and a lesson knows when you have seen enough."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("recording", _("Film or sound")),
            Column("percent", _("Watched, in per cent")),
            Column("place", _("Left at second")),
            Column("updated_at", _("When")),
        ),
        rows=Rows(
            WatchStanding.objects.filter(learner=person)
            .order_by("-updated_at", "pk")
            .values_list("recording__title", "share", "place", "updated_at"),
            lambda row: (row[0], _percent(row[1]), int(row[2]), row[3]),
        ),
    )


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share * 100:.1f}".removesuffix(".0")
