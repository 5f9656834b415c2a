"""What a reorganisation does, in plain words: shown before it is done, and kept to after it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant
from organisations.reorganising.outcome import Outcome
from organisations.tree.models import Organisation, Succession

Kind = Succession.Kind


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines under it."""

    heading: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence that says it, how much it concerns, and everything in detail."""

    sentence: str
    counts: Sequence[str]
    sections: Sequence[Section]


def told(outcome: Outcome, before: Sequence[Organisation]) -> Telling:
    """Put an outcome into words; `before` are the organisations that the decision is about."""
    return Telling(_sentence(outcome, before), list(_counts(outcome)), list(_sections(outcome)))


def _sentence(outcome: Outcome, before: Sequence[Organisation]) -> str:
    words = {
        "day": f"{outcome.succession.on:%d/%m/%Y}",
        "before": _listed([one.name for one in before]),
        "after": _listed([one.name for one in outcome.founded]),
    }
    say = {
        Kind.FOUND: _founded,
        Kind.RENAME: _renamed,
        Kind.MOVE: _moved,
        Kind.MERGE: _merged,
        Kind.SPLIT: _split,
        Kind.CLOSE: _closed,
    }[Kind(outcome.succession.kind)]
    return say(outcome, words)


def _founded(outcome: Outcome, words: dict[str, str]) -> str:
    return _("From %(day)s, %(after)s stands.") % words


def _renamed(outcome: Outcome, words: dict[str, str]) -> str:
    [(old, new)] = outcome.renamed
    if old == new:
        return _("From %(day)s, %(name)s is of another kind, or has another short name.") % {
            **words,
            "name": new,
        }
    return _("From %(day)s, %(old)s is called %(new)s.") % {**words, "old": old, "new": new}


def _moved(outcome: Outcome, words: dict[str, str]) -> str:
    [organisation] = outcome.moved
    parent = organisation.parent
    return _("From %(day)s, %(what)s stands under %(parent)s, with all that stands within it.") % {
        **words,
        "what": organisation.name,
        "parent": parent.name if parent else "",
    }


def _merged(outcome: Outcome, words: dict[str, str]) -> str:
    if outcome.founded:
        return _("From %(day)s, %(before)s become %(after)s.") % words
    [heir] = {one.parent.name for one in outcome.closed if one.parent} or {""}
    return _("From %(day)s, %(before)s become part of %(heir)s.") % {
        **words,
        "before": _listed([one.name for one in outcome.closed]),
        "heir": heir,
    }


def _split(outcome: Outcome, words: dict[str, str]) -> str:
    if outcome.closed:
        return _("From %(day)s, %(after)s come out of %(before)s, which is dissolved.") % words
    return _("From %(day)s, %(after)s come out of %(before)s, which goes on with the rest.") % words


def _closed(outcome: Outcome, words: dict[str, str]) -> str:
    return _("From %(day)s, %(before)s is closed.") % words


def _counts(outcome: Outcome) -> Iterator[str]:
    cells = _cells(outcome)
    if cells:
        yield ngettext("%d cell is concerned", "%d cells are concerned", cells) % cells
    yield (
        ngettext(
            "%d person who holds a post there is concerned",
            "%d people who hold posts there are concerned",
            outcome.serving,
        )
        % outcome.serving
    )
    for arrival in outcome.arrivals:
        yield f"{arrival.count} {arrival.label}"


def _cells(outcome: Outcome) -> int:
    """Those that stand before the day: not what is founded by it, but what is closed."""
    return (
        outcome.cells
        - sum(one.kind.is_cell for one in outcome.founded)
        + sum(one.kind.is_cell for one in outcome.closed)
    )


def _sections(outcome: Outcome) -> Iterator[Section]:
    carried = {(post.person_id, post.post) for post in outcome.carried}
    ending = [post for post in outcome.ended if (post.person_id, post.post) not in carried]
    lines = {
        _("Founded"): [one.name for one in outcome.founded],
        _("Stands under another one"): [_place(one) for one in outcome.moved],
        _("Closed"): [one.name for one in outcome.closed],
        _("Posts that go on"): [_post(post) for post in outcome.carried],
        _("Posts that end"): [_post(post) for post in ending],
        _("Roles that end"): _roles(outcome.grants_ended),
    }
    for heading, told_of in lines.items():
        if told_of:
            yield Section(heading, told_of)


def _place(organisation: Organisation) -> str:
    return f"{organisation.name} → {organisation.parent.name if organisation.parent else '–'}"


def _post(post: Appointment) -> str:
    return f"{post.get_post_display()} {post.person.full_name}: {post.organisation.name}"


def _roles(grants: Sequence[Grant]) -> list[str]:
    """By role and place: who holds one is told where roles are given, to those who may see it."""
    counted = Counter((grant.get_role_display(), grant.organisation.name) for grant in grants)
    return [
        ngettext(
            "%(role)s over %(organisation)s: %(count)d person",
            "%(role)s over %(organisation)s: %(count)d people",
            count,
        )
        % {"role": role, "organisation": organisation, "count": count}
        for (role, organisation), count in counted.items()
    ]


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
