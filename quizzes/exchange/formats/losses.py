"""What a file in another format does not say to others, listed for whoever writes it."""

from quizzes.exchange.formats import codes
from quizzes.exchange.formats.carrying import Extras, only_ours
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.drafts import Draft
from quizzes.grading.checking import GAP
from quizzes.grading.questions import AnyQuestion, Cloze, Matching


def list_losses(extras: Extras, draft: Draft, native: Draft, losses: Findings) -> None:
    """A finding for each part of a question that only we read back."""
    fields = only_ours(extras)
    if _same_answers(draft.question, native.question):
        fields = [field for field in fields if not field.startswith("answers")]
    if _same_text(draft.question, native.question):
        fields = [field for field in fields if field != "text"]
    for field in fields:
        losses.note(codes.ONLY_OURS, field, str(draft.number))


def _same_text(meant: AnyQuestion | None, native: AnyQuestion | None) -> bool:
    """Whether two texts differ in the names of their gaps alone, which nobody sees."""
    if not isinstance(meant, Cloze) or not isinstance(native, Cloze):
        return False
    return GAP.sub("{{}}", meant.text) == GAP.sub("{{}}", native.text)


def _same_answers(meant: AnyQuestion | None, native: AnyQuestion | None) -> bool:
    """Answers to match are shuffled for everybody: their order is no loss."""
    if not isinstance(meant, Matching) or not isinstance(native, Matching):
        return False
    return sorted(one.text for one in meant.answers) == sorted(one.text for one in native.answers)
