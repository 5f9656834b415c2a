"""Reorganisations: rename, move, merge, split, close; each one decision, one day, one transaction.

`preview` does the very same and takes it back: what it tells is what will happen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from organisations.appointments.actions import EndsBeforeItBegan, settle_oversight
from organisations.appointments.models import Appointment
from organisations.appointments.queries import overlapping_post, overlapping_secretary
from organisations.appointments.rules import Span
from organisations.oversight.actions import settle_roles
from organisations.oversight.models import Grant
from organisations.oversight.queries import places_overseen_by
from organisations.reorganising.outcome import Outcome, mark_of
from organisations.reorganising.queries import (
    cells_among,
    grants_held_over,
    posts_held_in,
    serving_within,
)
from organisations.reorganising.signals import reorganised
from organisations.tree.actions import Founding, Restatement, TreeRefusal, WouldCircle, hold_the_tree
from organisations.tree.models import Organisation, Succession, SuccessionPart
from organisations.tree.queries import children_of
from organisations.tree.rules import lies_within

Kind = Succession.Kind
Side = SuccessionPart.Side
SECRETARY = Appointment.Post.SECRETARY
STRONGER = (Grant.Role.ADMINISTRATOR, Grant.Role.AUDITOR)


class NotYet(TreeRefusal):
    """The day has not come; the tree of today cannot change on it."""


class StandsOpenBelow(TreeRefusal):
    """Something open stands under an organisation that is to close."""


class ClosedAlready(TreeRefusal):
    """The organisation is closed; nothing more happens to it."""


class NothingToMerge(TreeRefusal):
    """A merger needs an organisation that goes into another one."""


class WouldWiden(TreeRefusal):
    """Whoever enters it would come to more than before by a stronger role over where it goes."""


class NotItsOwn(TreeRefusal):
    """What a part is to take with it does not belong to the organisation that is split."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """On whose word and from which day; `number` may be unknown for what happened long ago."""

    on: date
    number: str = ""
    note: str = ""
    by: User | None = None
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPart:
    """One organisation that comes out of a split, with the children and the posts it takes along."""

    founding: Founding
    children: Sequence[Organisation] = ()
    posts: Sequence[Appointment] = field(default_factory=tuple)


def preview(reorganise: Callable[[], Outcome]) -> Outcome:
    """Do it, tell what it did, and take it back."""
    with transaction.atomic():
        outcome = reorganise()
        transaction.set_rollback(True)
    return outcome


def do_as_shown(reorganise: Callable[[], Outcome], shown: str) -> tuple[Outcome, bool]:
    """Do it if it does what was shown (`mark_of`), else take it back; says which."""
    with transaction.atomic():
        outcome = reorganise()
        is_done = mark_of(outcome) == shown
        if not is_done:
            transaction.set_rollback(True)
    return outcome, is_done


@transaction.atomic
def found_by_decision(*, founding: Founding, decision: Decision) -> Outcome:
    """Enter an organisation with the decision that founded it, so that it can be taken back."""
    work = _Work(Kind.FOUND, decision, before=[])
    made = work.found(founding)
    return work.finish(after=[made])


@transaction.atomic
def rename_organisation(*, organisation: Organisation, decision: Decision, **called: Any) -> Outcome:
    """Let it be called otherwise, or be of another kind: name, short_name, kind, cell_type."""
    work = _Work(Kind.RENAME, decision, before=[organisation])
    kind = called.get("kind")
    if kind is not None and kind.is_cell:
        _check_empty(organisation)
    old = organisation.name
    work.tree.restate(organisation, **called)
    work.outcome.renamed.append((old, organisation.name))
    return work.finish(after=[organisation])


@transaction.atomic
def move_organisation(*, organisation: Organisation, parent: Organisation, decision: Decision) -> Outcome:
    """Let it stand, with all within it, under another."""
    work = _Work(Kind.MOVE, decision, before=[organisation])
    work.move(organisation, parent)
    return work.finish(after=[organisation, parent])


@transaction.atomic
def merge_organisations(
    *,
    organisations: Sequence[Organisation],
    into: Organisation | Founding,
    decision: Decision,
    secretary: Appointment | None = None,
    carry_posts: bool = True,
) -> Outcome:
    """Let organisations become one: a new one, or one of those that stand.

    What stands under them comes along. Their own posts end; deputies and committee members are
    appointed in the new one from the same day where `carry_posts`, and so is the `secretary` chosen
    among theirs; the secretary of one that stands gives way to another who is chosen. Roles over them end:
    nobody's sight widens by a merger.
    """
    going = [one for one in organisations if one != into]
    if not going or (isinstance(into, Founding) and len(going) < 2):
        raise NothingToMerge
    _check_apart(going, into.parent if isinstance(into, Founding) else into)
    work = _Work(Kind.MERGE, decision, before=going)
    heir = work.found(into) if isinstance(into, Founding) else _still_open(into)
    for organisation in going:
        for child in children_of(organisation).select_related("kind"):
            work.move(child, heir)
    for organisation in going:
        work.close(organisation, into=heir)
    if secretary is not None:
        work.give_way(heir, secretary)
    work.end_posts(
        going, heirs={one.pk: heir for one in _carried(going, carry_posts, secretary, decision.on)}
    )
    return work.finish(after=[heir])


@transaction.atomic
def split_organisation(
    *,
    organisation: Organisation,
    parts: Sequence[SplitPart],
    decision: Decision,
    dissolve: bool = False,
) -> Outcome:
    """Let parts of an organisation become organisations of their own; `dissolve` closes what is left."""
    work = _Work(Kind.SPLIT, decision, before=[organisation])
    heirs: dict[int, Organisation] = {}
    made = []
    for part in parts:
        _check_own(organisation, part)
        heir = work.found(part.founding)
        made.append(heir)
        for child in part.children:
            work.move(child, heir)
        heirs |= {post.pk: heir for post in part.posts}
    if dissolve:
        _check_empty(organisation)
        work.close(organisation)
    work.end_posts([organisation], heirs=heirs, only=None if dissolve else set(heirs))
    return work.finish(after=[*made, *([] if dissolve else [organisation])])


@transaction.atomic
def close_organisation(*, organisation: Organisation, decision: Decision) -> Outcome:
    """End an organisation under which nothing open stands; its own posts end with it."""
    work = _Work(Kind.CLOSE, decision, before=[organisation])
    _check_empty(organisation)
    work.close(organisation)
    work.end_posts([organisation], heirs={})
    return work.finish(after=[])


def _check_widens_nobodys_sight(by: User | None, organisation: Organisation, parent: Organisation) -> None:
    """An organiser who administers or audits a part does not bring others under it by herself."""
    if by is None or by.is_superuser:
        return
    for place in places_overseen_by(by, roles=STRONGER):
        if lies_within(parent.path, place) and not lies_within(organisation.path, place):
            raise WouldWiden(organisation.name)


def _still_open(organisation: Organisation) -> Organisation:
    organisation.refresh_from_db()
    if not organisation.is_open:
        raise ClosedAlready(organisation.name)
    return organisation


def _carried(
    going: Sequence[Organisation], carry_posts: bool, secretary: Appointment | None, on: date
) -> list[Appointment]:
    chosen = [secretary] if secretary else []
    if not carry_posts:
        return chosen
    return chosen + [post for post in posts_held_in(going, on) if post.post != SECRETARY]


def _check_own(organisation: Organisation, part: SplitPart) -> None:
    own = all(child.parent_id == organisation.pk for child in part.children)
    if not own or any(post.organisation_id != organisation.pk for post in part.posts):
        raise NotItsOwn(organisation.name)


def _check_apart(going: Sequence[Organisation], place: Organisation | None) -> None:
    """What goes can neither hold the place it goes to nor another that goes."""
    for organisation in going:
        others = [*(one for one in going if one != organisation), *([place] if place else [])]
        if any(lies_within(other.path, organisation.path) for other in others):
            raise WouldCircle(organisation.name)


def _check_empty(organisation: Organisation) -> None:
    below = children_of(organisation).first()
    if below is not None:
        raise StandsOpenBelow(below.name)


def _secretaries(organisation: Organisation, on: date) -> list[int]:
    held = posts_held_in([organisation], on).filter(post=SECRETARY)
    return list(held.values_list("pk", flat=True))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


class _Work:
    """One reorganisation under way: what it does to the tree, to posts and to roles, and its journal."""

    def __init__(self, kind: str, decision: Decision, before: Sequence[Organisation]) -> None:
        self._check(decision, before)
        self.decision = decision
        self.tree = Restatement(decision.on)
        self.before = [(organisation, organisation.name) for organisation in before]
        self.posts: dict[str, list[Any]] = {"posts_ended": [], "posts_begun": [], "grants_ended": []}
        self.people: set[int] = set()
        succession = Succession(
            kind=kind,
            on=decision.on,
            decision=decision.number,
            note=decision.note,
            done_at=decision.now,
            done_by=decision.by,
        )
        self.outcome = Outcome(succession)

    @staticmethod
    def _check(decision: Decision, before: Sequence[Organisation]) -> None:
        if decision.on > timezone.localdate(decision.now):
            raise NotYet
        hold_the_tree()
        for organisation in before:
            _still_open(organisation)

    def found(self, founding: Founding) -> Organisation:
        organisation = self.tree.found(founding)
        self.outcome.founded.append(organisation)
        return organisation

    def move(self, organisation: Organisation, parent: Organisation) -> None:
        _check_widens_nobodys_sight(self.decision.by, organisation, parent)
        self.tree.move(organisation, parent)
        self.outcome.moved.append(organisation)

    def close(self, organisation: Organisation, *, into: Organisation | None = None) -> None:
        self.tree.close(organisation, into=into)
        self.outcome.closed.append(organisation)
        for grant in grants_held_over(organisation, self.decision.on):
            self._end_grant(grant)

    def end_posts(
        self,
        organisations: Sequence[Organisation],
        *,
        heirs: dict[int, Organisation],
        only: set[int] | None = None,
    ) -> None:
        """End the posts held in `organisations`; those among `heirs` go on there from the same day."""
        for post in posts_held_in(organisations, self.decision.on):
            if only is None or post.pk in only:
                until = post.ended
                self._end_post(post)
                if post.pk in heirs:
                    self._carry(post, heirs[post.pk], until)
        settle_oversight(self.people)

    def give_way(self, heir: Organisation, secretary: Appointment) -> None:
        """The heir's own secretary ends where another is to serve."""
        if secretary.organisation_id != heir.pk:
            self.end_posts([heir], heirs={}, only=set(_secretaries(heir, self.decision.on)))

    def _end_post(self, post: Appointment) -> None:
        if post.began > self.decision.on:
            raise EndsBeforeItBegan
        self.posts["posts_ended"].append([post.pk, _day(post.ended), post.end_decision])
        post.ended, post.end_decision = self.decision.on, self.decision.number
        post.save(update_fields=["ended", "end_decision"])
        self.people.add(post.person_id)
        self.outcome.ended.append(post)

    def _carry(self, post: Appointment, heir: Organisation, until: date | None) -> None:
        """A post that the heir has on those days, of hers or as its one secretary, is not doubled."""
        span = Span(self.decision.on, until)
        held = (
            overlapping_secretary(heir, span)
            if post.post == SECRETARY
            else overlapping_post(post.person, heir, post.post, span)
        )
        if held is None:
            begun = Appointment.objects.create(
                person=post.person,
                organisation=heir,
                post=post.post,
                began=span.began,
                ended=span.ended,
                decision=self.decision.number,
            )
            self.posts["posts_begun"].append(begun.pk)
            self.outcome.carried.append(begun)

    def _end_grant(self, grant: Grant) -> None:
        self.posts["grants_ended"].append([grant.pk, _day(grant.ended)])
        grant.ended = max(self.decision.on, grant.began)
        grant.save(update_fields=["ended"])
        self.outcome.grants_ended.append(grant)
        settle_roles(person=grant.person, today=timezone.localdate(self.decision.now))

    def finish(self, *, after: Sequence[Organisation]) -> Outcome:
        """Write the decision down, let the rooms above bring over what is theirs, and count."""
        succession = self.outcome.succession
        succession.journal = {**self.tree.journal, **self.posts}
        succession.save()
        SuccessionPart.objects.bulk_create(
            [self._part(one, name, Side.BEFORE) for one, name in self.before]
            + [self._part(one, one.name, Side.AFTER) for one in after]
        )
        self._count()
        answers: Any = reorganised.send(sender=Succession, outcome=self.outcome)
        self.outcome.arrivals = [arrival for _, arrivals in answers for arrival in arrivals or ()]
        for organisation in [one for one, _ in self.before] or self.outcome.founded:
            log(
                instance=organisation,
                action="organisations.reorganise",
                user=self.decision.by,
                data={"succession": str(succession.public_id), "kind": succession.kind},
            )
        return self.outcome

    def _part(self, organisation: Organisation, name: str, side: str) -> SuccessionPart:
        return SuccessionPart(
            succession=self.outcome.succession, organisation=organisation, name=name, side=side
        )

    def _count(self) -> None:
        touched = frozenset({*self.tree.touched, *self.tree.founded, *(one.pk for one, _ in self.before)})
        self.outcome.touched = touched
        self.outcome.cells = cells_among(touched).count()
        self.outcome.serving = serving_within(touched, self.decision.on).count()
