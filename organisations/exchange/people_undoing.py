"""Takes a list of people back as a whole, as long as nothing builds on it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common.chunks import chunks
from common.fields import refresh_keys
from organisations.appointments.actions import settle_oversight
from organisations.appointments.models import Appointment
from organisations.appointments.rules import Span
from organisations.exchange.people_applying import (
    BATCH,
    DETAILS,
    Journal,
    log_changes,
    save_details,
)
from organisations.oversight.models import Reading
from organisations.people.models import Person

MOST_TOLD = 5


def reasons_against_undoing(journal: Journal) -> Iterator[str]:
    """What builds on the file by now, a sentence each."""
    yield from _about_posts(journal)
    yield from _about_vacancies(journal)
    yield from _about_changed(journal)
    yield from _about_entered(journal)


def _about_posts(journal: Journal) -> Iterator[str]:
    """Posts that it began or ended and that do not stand as it left them."""
    left = dict([*journal["posts"], *journal["ended"]])
    for chunk in chunks(left):
        found = {post.pk: post for post in Appointment.objects.filter(pk__in=chunk)}
        touched = [pk for pk, post in found.items() if _iso(post) != left[pk]]
        yield from _posts(Appointment.objects.filter(pk__in=touched))
        if len(found) < len(chunk):
            yield _("Some of the posts in the file are no longer there: two entries were merged since.")


def _iso(post: Appointment) -> str | None:
    return post.ended.isoformat() if post.ended else None


def _about_vacancies(journal: Journal) -> Iterator[str]:
    """Who has been appointed since where the file ended a post."""
    own = {pk for pk, _ended in journal["posts"]}
    for chunk in chunks(pk for pk, _ended in journal["ended"]):
        ended = list(Appointment.objects.filter(pk__in=chunk))
        vacated = defaultdict(list)
        for post in ended:
            vacated[post.organisation_id].append(post)
        taken = [
            other.pk
            for other in Appointment.objects.filter(organisation__in=list(vacated))
            if other.pk not in own
            and any(_takes_place_of(other, post) for post in vacated[other.organisation_id])
        ]
        yield from _posts(Appointment.objects.filter(pk__in=taken))


def _takes_place_of(other: Appointment, post: Appointment) -> bool:
    same_seat = post.post == "secretary" or post.person_id == other.person_id
    at_one_place = (other.organisation_id, other.post) == (post.organisation_id, post.post)
    overlaps = Span(other.began, other.ended).overlaps(Span(post.began))
    return other.pk != post.pk and same_seat and at_one_place and overlaps


def _posts(posts: QuerySet[Appointment]) -> Iterator[str]:
    for post in posts.select_related("person", "organisation").order_by("pk")[:MOST_TOLD]:
        yield _("%(post)s %(person)s of %(organisation)s has been entered or ended since.") % {
            "post": post.get_post_display(),
            "person": post.person,
            "organisation": post.organisation,
        }


def _about_changed(journal: Journal) -> Iterator[str]:
    """People whose details are no longer as it wrote them."""
    after = {pk: details for pk, _before, details in journal["changed"]}
    for chunk in chunks(after):
        for person in Person.objects.filter(pk__in=chunk):
            if any(getattr(person, name) != value for name, value in after[person.pk].items()):
                yield _edited(person)


def _about_entered(journal: Journal) -> Iterator[str]:
    """People it entered who have been edited, merged, given an account, a role, a post, or have learnt."""
    written = {pk: details for pk, *details in journal["people"]}
    posts = {pk for pk, _ended in journal["posts"]}
    for chunk in chunks(written):
        people = Person.objects.in_bulk(chunk)
        if len(people) < len(chunk):
            yield _("Some of the people in the file are no longer there: two entries were merged since.")
        for pk, person in people.items():
            if [getattr(person, name) for name in DETAILS] != written[pk]:
                yield _edited(person)
            elif person.account_id:
                yield _("%(person)s has an account since.") % {"person": person}
        yield from _referred_to(people, posts)


def _edited(person: Person) -> str:
    return _("The details of %(person)s have been edited since.") % {"person": person}


def _referred_to(people: dict[int, Person], posts: set[int]) -> Iterator[str]:
    """Whatever room of the site speaks of these people by now; that somebody looked at them is no reason."""
    for model, field in _speaking_of_people():
        rows: Any = model._default_manager.filter(**{f"{field}__in": list(people)})
        found = rows.values_list(f"{field}_id", "pk")
        if model is Appointment:
            found = [(person, pk) for person, pk in found if pk not in posts]
        for person, _pk in list(found)[:MOST_TOLD]:
            yield _("%(person)s: %(what)s has been entered since.") % {
                "person": people[person],
                "what": model._meta.verbose_name,
            }


def _speaking_of_people() -> Iterator[tuple[type[Model], str]]:
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        if model is not Reading:
            yield model, relation.field.name


def take_back(journal: Journal, *, by: User | None, now: datetime) -> None:
    """Let everything be as if the list had not been applied; reasons against it were asked before."""
    posts = [pk for pk, _ended in journal["posts"]]
    concerned: set[int] = set()
    for chunk in chunks([*posts, *(pk for pk, _ended in journal["ended"])]):
        concerned |= set(Appointment.objects.filter(pk__in=chunk).values_list("person", flat=True))
    for chunk in chunks(posts):
        Appointment.objects.filter(pk__in=chunk).delete()
    for chunk in chunks(pk for pk, _ended in journal["ended"]):
        Appointment.objects.filter(pk__in=chunk).update(ended=None, end_decision="")
    _restore(journal["changed"], by=by, now=now)
    _remove([pk for pk, *_details in journal["people"]], now)
    for chunk in chunks(sorted(concerned), BATCH):
        settle_oversight(chunk)


def _restore(changed: Sequence[list[Any]], *, by: User | None, now: datetime) -> None:
    for chunk in chunks(changed, BATCH):
        before = {pk: details for pk, details, _after in chunk}
        people = list(Person.objects.filter(pk__in=list(before)))
        for person in people:
            for name, value in before[person.pk].items():
                setattr(person, name, value)
        save_details(people, before)
        log_changes([[pk, after, details] for pk, details, after in chunk], by=by, now=now)


def _remove(people: Sequence[int], now: datetime) -> None:
    """Who was looked at meanwhile stays as an entry without a name: the log of readings only grows."""
    for chunk in chunks(people):
        read = set(Reading.objects.filter(person__in=chunk).order_by().values_list("person", flat=True))
        Person.objects.filter(pk__in=[pk for pk in chunk if pk not in read]).delete()
        emptied = [Person(pk=pk, full_name=_("Entry taken back"), erased_at=now) for pk in read]
        for person in emptied:
            refresh_keys(person)
        Person.objects.bulk_update(emptied, [*DETAILS, "erased_at", "name_key", "search_key"], BATCH)
