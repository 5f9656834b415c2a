"""What this room itself keeps of a person: who she is, her posts and roles, and who has read it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from common.phones import local_phone
from organisations.appointments.models import Appointment
from organisations.granting.readings.screen_names import screen_name
from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person, PersonMerge
from organisations.privacy.gathering.sections import Cell, Choice, Column, Rows, Section
from organisations.privacy.notices.models import NoticeSeen
from organisations.privacy.requests.models import DataRequest


def sections_before_the_rooms(person: Person) -> list[Section]:
    return [_who_she_is(person), _posts(person), _roles(person)]


def sections_after_the_rooms(person: Person) -> list[Section]:
    return [_readings(person), _requests(person), _notices(person), _merged_entries(person)]


def _who_she_is(person: Person) -> Section:
    return Section(
        key="person",
        icon="person",
        title=_("Who you are"),
        why=_("So that your organisation knows who learns and whom to reach."),
        how_long=_("As long as you are known here; until you ask to be erased."),
        columns=(
            Column("full_name", _("Full name")),
            Column("phone", _("Telephone")),
            Column("email", _("E-mail")),
        ),
        rows=Rows([person], lambda row: (row.full_name, local_phone(row.phone), row.email)),
        is_record=True,
    )


def _posts(person: Person) -> Section:
    return Section(
        key="posts",
        icon="legal",
        title=_("Posts you hold and have held"),
        why=_("What you are to learn follows from your post."),
        how_long=_("Kept as the history of the organisation; without your name once you are erased."),
        columns=(
            Column("post", _("Post")),
            Column("organisation", _("Organisation")),
            Column("began", _("Held from")),
            Column("ended", _("No longer held from")),
            Column("decision", _("Decision number")),
        ),
        rows=Rows(Appointment.objects.filter(person=person).select_related("organisation"), _post),
    )


def _post(row: Appointment) -> Sequence[Cell]:
    return (
        Choice(row.post, row.get_post_display()),
        row.organisation.name,
        row.began,
        row.ended,
        row.decision,
    )


def _roles(person: Person) -> Section:
    return Section(
        key="roles",
        icon="lock",
        title=_("Roles given to you"),
        why=_("They say what you may see and do for others."),
        how_long=_("Kept as proof of who was allowed what; without your name once you are erased."),
        columns=(
            Column("role", _("Role")),
            Column("organisation", _("Over")),
            Column("began", _("From")),
            Column("ended", _("No longer from")),
            Column("decision", _("Decision number")),
        ),
        rows=Rows(
            Grant.objects.filter(person=person).select_related("organisation"),
            lambda row: (
                Choice(row.role, row.get_role_display()),
                row.organisation.name,
                row.began,
                row.ended,
                row.decision,
            ),
        ),
    )


def _merged_entries(person: Person) -> Section:
    return Section(
        key="merged_entries",
        icon="copy",
        title=_("Entries that were found to be yours"),
        why=_(
            "You had been entered twice; what the other entry said is kept so that a mistake can be found."
        ),
        how_long=_("Until you ask to be erased."),
        columns=(Column("merged_at", _("Merged on")), Column("said", _("What the other entry said"))),
        rows=Rows(
            PersonMerge.objects.filter(kept=person),
            lambda row: (row.merged_at, "; ".join(str(value) for value in row.gone.values() if value)),
        ),
    )


def _requests(person: Person) -> Section:
    return Section(
        key="requests",
        icon="note",
        title=_("What you have asked about your data"),
        why=_("So that what you ask is answered in time, and can be proved to have been."),
        how_long=_("Some years after the request is closed; the notice says how many."),
        columns=(
            Column("asked_at", _("Asked")),
            Column("kind", _("What")),
            Column("state", _("State")),
            Column("text", _("What you wrote")),
            Column("wanted", _("What would be right")),
            Column("answer", _("Answer")),
            Column("outcome", _("What was done, or why not")),
            Column("finished_at", _("Closed at")),
        ),
        rows=Rows(
            DataRequest.objects.filter(person=person),
            lambda row: (
                row.asked_at,
                Choice(row.kind, row.get_kind_display()),
                Choice(row.state, row.get_state_display()),
                row.text,
                row.wanted,
                row.answer,
                row.outcome,
                row.finished_at,
            ),
        ),
    )


def _notices(person: Person) -> Section:
    return Section(
        key="notices",
        icon="book",
        title=_("Notices you have read"),
        why=_("So that you are shown each version once."),
        how_long=_("Until you ask to be erased; then without your name."),
        columns=(Column("version", _("Version")), Column("at", _("Read"))),
        rows=Rows(
            NoticeSeen.objects.filter(person=person).select_related("notice"),
            lambda row: (row.notice.number, row.at),
        ),
    )


def _readings(person: Person) -> Section:
    return Section(
        key="readings",
        icon="search",
        title=_("Who has read your data"),
        why=_("Everybody who opens a page about you is noted here, so that you can see it."),
        how_long=_("Some years; the notice says how many."),
        columns=(
            Column("at", _("When")),
            Column("reader", _("Who")),
            Column("screen", _("On which page")),
        ),
        rows=Rows(
            Reading.objects.filter(person=person).select_related("reader"),
            lambda row: (row.at, str(row.reader), Choice(row.screen, screen_name(row.screen))),
        ),
    )
