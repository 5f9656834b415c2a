"""What practices, sessions and adoptions keep of a person, told to her."""

from django.utils.translation import gettext as _

from organisations.people.models import Person
from organisations.privacy.gathering.sections import Choice, Column, Rows, Section
from practices.adoptions.models import Adoption, AdoptionReport
from practices.checkin.models import CheckIn
from practices.exemplars.models import SavedPractice
from practices.inquiries.models import Inquiry
from practices.proposals.models import Proposal
from practices.reviews.models import Commitment, Observation
from practices.sessions.models import Participant


def sections_about_practices(person: Person) -> list[Section]:
    return [
        _saved(person),
        _asked(person),
        _proposed(person),
        _sessions(person),
        _checkins(person),
        _observations(person),
        _commitments(person),
        _reports(person),
    ]


def _saved(person: Person) -> Section:
    return Section(
        key="saved_practices",
        icon="star",
        title=_("Practices you have saved"),
        why=_("So that you find them again."),
        how_long=_("Until you take them off your list, or you are erased."),
        columns=(Column("practice", _("Practice")), Column("saved_at", _("Saved at"))),
        rows=Rows(
            SavedPractice.objects.filter(person=person)
            .order_by("-saved_at", "pk")
            .values_list("practice__title", "saved_at"),
            tuple,
        ),
    )


def _asked(person: Person) -> Section:
    return Section(
        key="practice_questions",
        icon="note",
        title=_("Questions you have asked about practices"),
        why=_("So that they are answered to you, and by your leave to others."),
        how_long=_("Kept without your name once you are erased, if they are part of a page; else emptied."),
        columns=(
            Column("practice", _("Practice")),
            Column("asked", _("Your question")),
            Column("asked_at", _("Asked at")),
            Column("state", _("State")),
            Column("answered", _("Answer")),
        ),
        rows=Rows(
            Inquiry.objects.filter(asker=person)
            .order_by("-asked_at", "pk")
            .values_list("practice__title", "asked", "asked_at", "state", "answered"),
            lambda row: (*row[:3], Choice(row[3], str(Inquiry.State(row[3]).label)), row[4]),
        ),
    )


def _proposed(person: Person) -> Section:
    return Section(
        key="proposed_practices",
        icon="pen",
        title=_("Practices you have proposed"),
        why=_("So that the School can look at them and make a page of them."),
        how_long=_("Kept for good; what you wrote goes once you are erased."),
        columns=(
            Column("title", _("Title")),
            Column("organisation", _("For which cell")),
            Column("state", _("State")),
            Column("changed_at", _("Last changed")),
            Column("steps", _("What your cell does")),
        ),
        rows=Rows(
            Proposal.objects.filter(proposed_by=person)
            .order_by("-changed_at", "pk")
            .values_list("title", "organisation__name", "state", "changed_at", "steps"),
            lambda row: (*row[:2], Choice(row[2], str(Proposal.State(row[2]).label)), *row[3:]),
        ),
    )


def _sessions(person: Person) -> Section:
    return Section(
        key="demonstration_sessions",
        icon="calendar",
        title=_("Demonstration sessions you were invited to"),
        why=_("So that the host can prepare, and what you attended counts for you."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("session", _("Session")),
            Column("starts_at", _("Begins")),
            Column("organisation", _("Invited as of")),
            Column("reply", _("Your answer")),
            Column("why_not", _("Why not")),
            Column("attended_at", _("Attended")),
            Column("reviewed_at", _("Observation sent")),
        ),
        rows=Rows(
            Participant.objects.filter(person=person)
            .order_by("-session__starts_at", "pk")
            .values_list(
                "session__title",
                "session__starts_at",
                "organisation_name",
                "reply",
                "why_not",
                "attended_at",
                "reviewed_at",
            ),
            lambda row: (*row[:3], Choice(row[3], str(Participant.Reply(row[3]).label)), *row[4:]),
        ),
    )


def _checkins(person: Person) -> Section:
    return Section(
        key="checkins",
        icon="done",
        title=_("How you were checked in"),
        why=_("So that attendance can be proved and put right."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("session", _("Session")),
            Column("how", _("How")),
            Column("at", _("When")),
            Column("device", _("Device")),
        ),
        rows=Rows(
            CheckIn.objects.filter(person=person)
            .order_by("-at", "pk")
            .values_list("session__title", "how", "at", "device"),
            lambda row: (row[0], Choice(row[1], str(CheckIn.How(row[1]).label)), *row[2:]),
        ),
    )


def _observations(person: Person) -> Section:
    return Section(
        key="observations",
        icon="example",
        title=_("What you saw at demonstration sessions"),
        why=_("So that the session can be discussed, and lessons drawn from it."),
        how_long=_("Kept for good; what you wrote goes once you are erased."),
        columns=(
            Column("session", _("Session")),
            Column("saw", _("What you saw")),
            Column("said", _("What was said there")),
            Column("points", _("Points by criterion")),
            Column("sent_at", _("Sent at")),
            Column("draft", _("Typed and not sent")),
        ),
        rows=Rows(
            Observation.objects.filter(participant__person=person)
            .order_by("-changed_at", "pk")
            .values_list("participant__session__title", "saw", "said", "points", "sent_at", "draft"),
            lambda row: (*row[:3], _in_words(row[3]), row[4], "; ".join(filter(None, row[5].values()))),
        ),
    )


def _in_words(points: dict[str, int | None]) -> str:
    return "; ".join(f"{code}: {'–' if given is None else given}" for code, given in sorted(points.items()))


def _commitments(person: Person) -> Section:
    return Section(
        key="commitments",
        icon="flag",
        title=_("What you have committed to"),
        why=_("So that you are reminded, and see what you did."),
        how_long=_("Kept for good; what you wrote goes once you are erased."),
        columns=(
            Column("session", _("Session")),
            Column("text", _("What you will do")),
            Column("by", _("By when")),
            Column("state", _("State")),
            Column("note", _("What came of it")),
        ),
        rows=Rows(
            Commitment.objects.filter(observation__participant__person=person)
            .order_by("-by", "pk")
            .values_list("observation__participant__session__title", "text", "by", "state", "note"),
            lambda row: (*row[:3], Choice(row[3], str(Commitment.State(row[3]).label)), row[4]),
        ),
    )


def _reports(person: Person) -> Section:
    return Section(
        key="adoption_reports",
        icon="practice",
        title=_("What you have reported of practices at your cell"),
        why=_("So that other cells learn from it, and yours is asked how it went."),
        how_long=_("Kept as the cell's word; without your name once you are erased."),
        columns=(
            Column("practice", _("Practice")),
            Column("organisation", _("Cell")),
            Column("state", _("How far it is")),
            Column("on", _("Since")),
            Column("changed", _("What was changed")),
            Column("happened", _("What came of it")),
            Column("figures", _("Figures")),
            Column("why", _("Why it was stopped")),
            Column("at", _("Reported at")),
        ),
        rows=Rows(
            AdoptionReport.objects.filter(by=person)
            .order_by("-at", "pk")
            .values_list(
                "adoption__practice__title",
                "adoption__organisation__name",
                "state",
                "on",
                "changed",
                "happened",
                "figures",
                "why",
                "at",
            ),
            lambda row: (*row[:2], Choice(row[2], str(Adoption.State(row[2]).label)), *row[3:]),
        ),
    )
