"""Proposals in words: what stands in them, and why something cannot be done."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from media.received import KINDS, LARGEST, TooLarge, WrongFile
from practices.proposals import rules
from practices.proposals.actions import CannotDo, NotLeading, NotNow
from practices.proposals.attaching import MOST_FILES, TooManyFiles
from practices.proposals.forms import DraftForm
from practices.proposals.models import Proposal
from practices.proposals.queries import TEXTS
from practices.proposals.rules import Move

FILE_REFUSALS = (CannotDo, WrongFile, TooLarge)
ACCEPTED_FILES = ",".join(f".{kind}" for kind in (*KINDS, "jpeg"))


def is_written(proposal: Proposal) -> bool:
    """Whether its text may be changed now."""
    return rules.after(proposal.state, Move.WRITE) is not None


def texts_in_words(proposal: Proposal) -> list[dict[str, Any]]:
    """What was written, under the labels of the form; what was left empty is left out."""
    fields = DraftForm.base_fields
    return [
        {"label": fields[name].label, "text": text, "name": name}
        for name in TEXTS
        if (text := getattr(proposal, name))
    ]


def hour_of(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i")


def sentence_for(refusal: CannotDo) -> str:
    """Why it cannot be done, and what she can do."""
    match refusal:
        case NotLeading():
            return _(
                "Only whoever is secretary or deputy secretary of the cell today can send this. Ask your"
                " successor to propose it, or the committee above to put your post right."
            )
        case NotNow():
            return _("Meanwhile something happened to this proposal; here is how it stands now.")
        case _:
            return _("This cannot be done now. Open the page again.")


def sentence_for_file(refusal: Exception, name: str) -> str:
    """Why a file was not taken, with its name."""
    match refusal:
        case WrongFile():
            said = _(
                "“%(name)s” cannot be taken. Send a photo (.jpg, .png), a PDF, a Word document (.docx) or"
                " an .odt."
            )
        case TooLarge():
            said = _("“%(name)s” is larger than %(most)s MB. Make it smaller, or send fewer photos.")
        case TooManyFiles():
            said = _("“%(name)s” does not fit: %(count)s files at most. Remove one first.")
        case _:
            said = _("“%(name)s” was not taken: the proposal has been sent or decided meanwhile.")
    return said % {"name": name, "most": LARGEST // 1024 // 1024, "count": MOST_FILES}
