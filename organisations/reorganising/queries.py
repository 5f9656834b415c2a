"""Reads that reorganisations need: what is held where, and what would build on one that is undone."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from django.db.models import F, Q, QuerySet

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.appointments.rules import Span
from organisations.oversight.models import Grant
from organisations.oversight.queries import (
    MANAGERS,
    OVERSEERS,
    organisations_overseen_by,
    oversees_everything,
    places_overseen_by,
)
from organisations.people.models import Person
from organisations.reorganising.outcome import Outcome
from organisations.reorganising.rules import may_reorganise
from organisations.tree.models import Organisation, Standing, Succession, SuccessionPart
from organisations.tree.queries import in_force, within
from organisations.tree.rules import STEP

Side = SuccessionPart.Side


def reorganisable_by(viewer: User) -> QuerySet[Organisation]:
    """What a viewer may rename, move, merge, split and close: `rules.may_reorganise`, as a query."""
    if oversees_everything(viewer):
        return Organisation.objects.all()
    places = places_overseen_by(viewer, roles=MANAGERS)
    return Organisation.objects.filter(within(places)).exclude(path__in=places)


def managed_by(viewer: User) -> QuerySet[Organisation]:
    """What a viewer may edit, and found others under: her part of the tree with its top."""
    return organisations_overseen_by(viewer, roles=MANAGERS)


def successions_seen_by(viewer: User) -> QuerySet[Succession]:
    """Reorganisations in which something took part that the viewer oversees today."""
    seen = organisations_overseen_by(viewer, roles=OVERSEERS)
    parts = SuccessionPart.objects.filter(organisation__in=seen.order_by())
    return Succession.objects.filter(pk__in=parts.values("succession")).select_related("done_by")


def may_undo(viewer: User, succession: Succession) -> bool:
    """Whether a viewer could have done it, and may undo it: she may reorganise what went in, wherever it
    lay and lies, and manages what came out."""
    sides: dict[str, set[int]] = {Side.BEFORE: set(), Side.AFTER: set()}
    for part in succession.parts.all():
        sides[part.side].add(part.organisation_id)
    changed = sides[Side.BEFORE] | set(succession.journal["founded"])
    if not (oversees_everything(viewer) or _lay_within(succession, viewer)):
        return False
    return _all_among(reorganisable_by(viewer), changed) and _all_among(managed_by(viewer), sides[Side.AFTER])


def _lay_within(succession: Succession, viewer: User) -> bool:
    """What is taken back goes to where it lay before: that must be hers too."""
    journal = succession.journal
    places = places_overseen_by(viewer, roles=MANAGERS)
    lay = {columns["path"] for columns in journal["before"].values()}
    lay |= set(Standing.objects.filter(pk__in=journal["ended"]).values_list("path", flat=True))
    return all(may_reorganise(path, places) for path in lay)


def _all_among(organisations: QuerySet[Organisation], pks: set[int]) -> bool:
    return organisations.filter(pk__in=pks).count() == len(pks)


def posts_ended_by(succession: Succession) -> QuerySet[Appointment]:
    """The posts that a reorganisation ended."""
    return _posts([pk for pk, *_ in succession.journal["posts_ended"]])


def posts_begun_by(succession: Succession) -> QuerySet[Appointment]:
    """The posts that go on elsewhere because of it."""
    return _posts(succession.journal["posts_begun"])


def _posts(pks: Collection[int]) -> QuerySet[Appointment]:
    posts = Appointment.objects.filter(pk__in=pks).select_related("person", "organisation")
    return posts.order_by("organisation__name_key", "person__name_key", "pk")


def secretaries_of(organisations: Sequence[Organisation], on: date) -> QuerySet[Appointment]:
    """Who is secretary of one of these organisations beyond a day."""
    return posts_held_in(organisations, on).filter(post=Appointment.Post.SECRETARY)


def posts_held_in(organisations: Sequence[Organisation], on: date) -> QuerySet[Appointment]:
    """The posts of these organisations themselves that go on beyond the day."""
    held = Appointment.objects.filter(_goes_on(on), organisation__in=organisations)
    held = held.exclude(ended=F("began"))  # never held
    return held.select_related("person", "organisation").order_by("organisation", "pk")


def grants_held_over(organisation: Organisation, on: date) -> QuerySet[Grant]:
    """Roles over the organisation itself that go on beyond the day."""
    return Grant.objects.filter(_goes_on(on), organisation=organisation).select_related("person")


def _goes_on(on: date) -> Q:
    return Q(ended__isnull=True) | Q(ended__gt=on)


def cells_among(organisations: Collection[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=organisations, kind__is_cell=True, is_open=True)


def serving_within(organisations: Collection[int], on: date) -> QuerySet[Person]:
    """Who holds a post, on that day, in one of these organisations."""
    held = Appointment.objects.filter(in_force(on), organisation__in=organisations)
    return Person.objects.filter(pk__in=held.order_by().values("person"))


def concerned_by(outcome: Outcome) -> QuerySet[Person]:
    """Who serves in what a reorganisation touches, or has a post ended or carried by it."""
    people = {post.person_id for post in (*outcome.ended, *outcome.carried)}
    serving = serving_within(outcome.touched, outcome.succession.on)
    return Person.objects.filter(Q(pk__in=people) | Q(pk__in=serving.order_by().values("pk")))


def appointed_in(organisations: Collection[int]) -> QuerySet[Person]:
    """Who was ever appointed in one of these organisations."""
    return Person.objects.filter(appointments__organisation__in=organisations).distinct()


def later_successions(succession: Succession, organisations: Iterable[int]) -> QuerySet[Succession]:
    """Reorganisations entered after this one that touch the same organisations."""
    return Succession.objects.filter(pk__gt=succession.pk, parts__organisation__in=organisations).distinct()


def standings_changed_since(succession: Succession) -> QuerySet[Standing]:
    """Standings that this reorganisation began and that something has ended since."""
    return Standing.objects.filter(pk__in=succession.journal["begun"], ended__isnull=False)


def posts_changed_since(succession: Succession) -> list[Appointment]:
    """Posts that stand otherwise than it left them, or stand in the way of what it would give back."""
    journal = succession.journal
    begun = list(_posts(journal["posts_begun"]))
    ended = list(_posts([pk for pk, *_ in journal["posts_ended"]]))
    until = {pk: day and date.fromisoformat(day) for pk, day, _ in journal["posts_ended"]}
    own = {*journal["posts_begun"], *until}
    entered = Appointment.objects.filter(organisation__in=journal["founded"]).exclude(pk__in=own)
    return [
        *(post for post in begun if post.began != succession.on or _was_ended_since(post, succession)),
        *(post for post in ended if post.ended != succession.on or post.person.erased_at),
        *entered.select_related("person", "organisation"),
        *(other for post in ended for other in _in_the_way(post, until[post.pk], own)),
    ]


def _was_ended_since(post: Appointment, succession: Succession) -> bool:
    """A carried post keeps the end that was foreseen for the one it goes on from."""
    foreseen = {day for _, day, _ in succession.journal["posts_ended"]}
    return post.ended is not None and post.ended.isoformat() not in foreseen


def _in_the_way(post: Appointment, until: date | None, own: Collection[int]) -> Iterator[Appointment]:
    """Posts of others, or of herself, on days on which this one would be held again."""
    span = Span(post.began, until)
    same = Q(person=post.person_id)
    if post.post == Appointment.Post.SECRETARY:
        same = Q()
    held = Appointment.objects.filter(same, organisation=post.organisation_id, post=post.post)
    for other in held.exclude(pk__in=own).select_related("person", "organisation"):
        if Span(other.began, other.ended).overlaps(span):
            yield other


def posts_gone_since(succession: Succession) -> bool:
    """Whether a post that it ended or began is no longer there: two entries were merged."""
    own = {*succession.journal["posts_begun"], *(pk for pk, *_ in succession.journal["posts_ended"])}
    return Appointment.objects.filter(pk__in=own).count() < len(own)


def roles_changed_since(succession: Succession) -> list[Grant]:
    """Roles that stand otherwise than it left them, or are held again by now."""
    left = dict(succession.journal["grants_ended"])
    ended = list(Grant.objects.filter(pk__in=left).select_related("person"))
    changed = [one for one in ended if one.ended != max(succession.on, one.began) or one.person.erased_at]
    for one in ended:
        twins = Grant.objects.filter(
            person=one.person_id, role=one.role, organisation=one.organisation_id, ended__isnull=True
        )
        changed += twins.exclude(pk=one.pk).select_related("person")
    pairs = [(one.person_id, one.role, one.organisation_id) for one in ended if left[one.pk] is None]
    return changed + [one for one in ended if pairs.count((one.person_id, one.role, one.organisation_id)) > 1]


def places_changed_since(succession: Succession) -> list[Organisation]:
    """Organisations whose place of before is no longer there: closed, moved, or a cell by now."""
    journal = succession.journal
    own = {*journal["touched"], *journal["founded"]}
    given_back = list(Standing.objects.filter(pk__in=journal["ended"]).select_related("organisation"))
    rows = [(one.organisation, one.parent_id, one.path, one.is_open) for one in given_back]
    for one in Standing.objects.filter(pk__in=journal["before"]).select_related("organisation"):
        columns = journal["before"][str(one.pk)]
        rows.append((one.organisation, columns["parent_id"], columns["path"], columns["is_open"]))
    parents = Organisation.objects.select_related("kind").in_bulk(
        {parent for _, parent, *_ in rows if parent}
    )
    return [
        organisation
        for organisation, parent, path, is_open in rows
        if parent in parents and parent not in own and not _would_hold(parents[parent], path, is_open=is_open)
    ]


def _would_hold(parent: Organisation, path: str, *, is_open: bool) -> bool:
    stands = parent.path == path[:-STEP]
    return stands and (not is_open or (parent.is_open and not parent.kind.is_cell))


def come_under_since(succession: Succession) -> QuerySet[Organisation]:
    """What has come to stand within what would go back to where, or to what, it was."""
    journal = succession.journal
    own = {*journal["touched"], *journal["founded"]}
    before = {
        one.organisation_id: (one.path, one.kind.is_cell)
        for one in Standing.objects.filter(pk__in=journal["ended"]).select_related("kind")
    }
    rows = Organisation.objects.filter(pk__in=before).select_related("kind")
    going_back = [
        row.path for row in rows if before[row.pk] != (row.path, row.kind.is_cell) and row.pk in before
    ]
    return Organisation.objects.filter(within(going_back)).exclude(pk__in=own)


def children_founded_under(succession: Succession) -> QuerySet[Organisation]:
    """What was founded or moved under the organisations it founded, other than by itself."""
    journal = succession.journal
    under = Organisation.objects.filter(parent__in=journal["founded"])
    once = Organisation.objects.filter(standings__parent__in=journal["founded"])
    return (under | once).exclude(pk__in=[*journal["touched"], *journal["founded"]]).distinct()


def grants_given_since(succession: Succession) -> QuerySet[Grant]:
    return Grant.objects.filter(organisation__in=succession.journal["founded"]).select_related("person")
