"""Taking a reorganisation back as a whole, as long as nothing builds on it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from organisations.appointments.actions import settle_oversight
from organisations.appointments.models import Appointment
from organisations.oversight.actions import settle_roles
from organisations.oversight.models import Grant
from organisations.reorganising import queries
from organisations.reorganising.signals import succession_undoing
from organisations.tree.actions import hold_the_tree, take_back
from organisations.tree.models import Organisation, Succession


class CannotUndo(Exception):
    """Something builds on the reorganisation; `reasons` are sentences that say what."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def reasons_against_undoing(succession: Succession) -> list[str]:
    """What builds on a reorganisation, a sentence each; none where it can be taken back."""
    reasons = list(_own_reasons(succession))
    founded = succession.journal["founded"]
    for _receiver, sentences in succession_undoing.send(
        sender=Succession, succession=succession, founded=founded
    ):
        reasons += sentences or []
    return reasons


def _own_reasons(succession: Succession) -> Iterator[str]:
    journal = succession.journal
    parts = succession.parts.values_list("organisation", flat=True)
    for later in queries.later_successions(succession, {*journal["touched"], *journal["founded"], *parts})[
        :3
    ]:
        yield _("“%(what)s” was entered later; take that back first.") % {"what": later}
    changed: list[Any] = [*queries.standings_changed_since(succession)[:3]]
    changed += queries.places_changed_since(succession)[:3]
    for standing in dict.fromkeys(map(str, changed)):
        yield _("%(organisation)s has been changed since.") % {"organisation": standing}
    under = [*queries.children_founded_under(succession)[:3], *queries.come_under_since(succession)[:3]]
    for child in dict.fromkeys(map(str, under)):
        yield _("%(organisation)s has been entered under it since.") % {"organisation": child}
    for post in dict.fromkeys(queries.posts_changed_since(succession)[:3]):
        yield _("%(post)s %(person)s of %(organisation)s has been entered or ended since.") % {
            "post": post.get_post_display(),
            "person": post.person,
            "organisation": post.organisation,
        }
    if queries.posts_gone_since(succession):
        yield _("Some of its posts are no longer there: two entries were merged since.")
    for grant in [*queries.grants_given_since(succession)[:3], *queries.roles_changed_since(succession)[:3]]:
        yield _("%(person)s has been given the role “%(role)s” over it since.") % {
            "person": grant.person,
            "role": grant.get_role_display(),
        }


def people_named_against(succession: Succession) -> set[int]:
    """Whom our own reasons name, by primary keys: who is told them has read of these people."""
    posts = queries.posts_changed_since(succession)[:3]
    grants = [*queries.grants_given_since(succession)[:3], *queries.roles_changed_since(succession)[:3]]
    return {post.person_id for post in posts} | {grant.person_id for grant in grants}


@transaction.atomic
def undo_succession(*, succession: Succession, by: User | None, now: datetime) -> None:
    """Let everything be as if the decision had not been entered. Raises CannotUndo."""
    hold_the_tree()
    if reasons := reasons_against_undoing(succession):
        raise CannotUndo(reasons)
    journal = succession.journal
    people = _take_back_posts(journal)
    for pk, ended in journal["grants_ended"]:
        Grant.objects.filter(pk=pk).update(ended=ended)
    for grant in Grant.objects.filter(pk__in=[pk for pk, _ended in journal["grants_ended"]]):
        settle_roles(person=grant.person, today=timezone.localdate(now))
    concerned = [part.organisation for part in succession.parts.select_related("organisation")]
    words = {"kind": succession.kind, "on": str(succession.on), "decision": succession.decision}
    succession.delete()
    try:
        take_back(journal)
    except (ProtectedError, IntegrityError) as error:
        raise CannotUndo([_("Something that was entered since builds on it.")]) from error
    settle_oversight(people)
    for organisation in Organisation.objects.filter(pk__in=[one.pk for one in concerned]):
        log(instance=organisation, action="organisations.undo", user=by, data=words)


def _take_back_posts(journal: dict[str, Any]) -> set[int]:
    """Returns whose posts they were."""
    ended = [pk for pk, *_ in journal["posts_ended"]]
    concerned = Appointment.objects.filter(pk__in=[*journal["posts_begun"], *ended])
    people = set(concerned.values_list("person", flat=True))
    Appointment.objects.filter(pk__in=journal["posts_begun"]).delete()
    for pk, day, decision in journal["posts_ended"]:
        Appointment.objects.filter(pk=pk).update(ended=day, end_decision=decision)
    return people
