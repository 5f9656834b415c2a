"""A proposal becomes the draft of a practice's page: what the cell wrote, and what is still to be added."""

from dataclasses import dataclass
from itertools import chain, count

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common.lines import lines_of
from common.vietnamese import fold
from practices.exemplars.models import (
    RESERVED_SLUGS,
    PracticeIndexPage,
    PracticePage,
    PracticeResult,
    PracticeStep,
)
from practices.exemplars.vocabulary import PracticeKind
from practices.proposals.models import Proposal
from practices.proposals.rules import pieces_of

RESULT_LENGTH = PracticeResult._meta.get_field("text").max_length


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the School adds when it takes a proposal up."""

    held_by: str
    summary: str
    consent: str
    kind: str
    provenance: str
    to_complete: str


def draft_page(*, proposal: Proposal, chosen: Chosen, by: User) -> PracticePage:
    """A page under the library, not live, with one revision by whoever took the proposal up."""
    page = PracticePage(
        title=proposal.title,
        slug=_free_slug(proposal.title),
        live=False,
        owner=by,
        kind=chosen.kind,
        summary=chosen.summary,
        provenance=chosen.provenance,
        to_complete=chosen.to_complete,
        held_by=chosen.held_by,
        organisation=proposal.organisation,
        consent=chosen.consent,
        problem=proposal.problem,
        context=proposal.conditions,
        limits=proposal.limits,
        contact_name=proposal.contact_name,
    )
    page.steps = [PracticeStep(text=line) for line in lines_of(proposal.steps)]
    page.results = [
        PracticeResult(text=piece)
        for line in lines_of(proposal.results)
        for piece in pieces_of(line, RESULT_LENGTH)
    ]
    index: PracticeIndexPage = PracticeIndexPage.objects.get()
    index.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page


def suggestion_for(proposal: Proposal) -> dict[str, str]:
    """What stands in the School's form before anybody has touched it; nothing in it is invented."""
    first = (lines_of(proposal.problem) or [""])[0]
    return {
        "held_by": proposal.organisation.name,
        "summary": first,
        "consent": proposal.consent,
        "kind": PracticeKind.EXPERIENCE,
        "to_complete": "\n".join(still_to_add(proposal)),
    }


def still_to_add(proposal: Proposal) -> list[str]:
    """What a page needs and the cell has not told."""
    wanted = [
        (proposal.conditions, _("What it needs, and under what conditions")),
        (proposal.limits, _("When it should not be applied")),
        (proposal.contact_name, _("Who can be asked")),
    ]
    missing = [label for text, label in wanted if not text.strip()]
    if count := proposal.files.count():
        said = ngettext(
            "Look at the %(count)s file sent with it", "Look at the %(count)s files sent with it", count
        )
        missing.append(said % {"count": count})
    return missing


def _free_slug(title: str) -> str:
    """Empty lets the page make its own; words that are other addresses of the library get company."""
    slug = slugify(fold(title))
    if slug not in RESERVED_SLUGS:
        return ""
    named = f"mo-hinh-{slug}"
    taken = set(PracticePage.objects.filter(slug__startswith=named).values_list("slug", flat=True))
    return next(one for one in chain([named], (f"{named}-{n}" for n in count(2))) if one not in taken)
