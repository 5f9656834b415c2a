"""What a file in another format does not say to others, listed for whoever writes it."""

from quizzes.exchange.formats import codes
from quizzes.exchange.formats.carrying import Extras, only_ours
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.drafts import Draft


def list_losses(extras: Extras, draft: Draft, losses: Findings) -> None:
    """A finding for each part of a question that only we read back."""
    for field in only_ours(extras):
        losses.note(codes.ONLY_OURS, field, str(draft.number))
