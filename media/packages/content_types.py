"""What the well-known content types are, in words of people who learn with them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

_ONE_QUESTION = _("A question")
_GAPS = _("Words to fill in")
_CARDS = _("Cards to turn over")

KINDS: Mapping[str, Text] = {
    "H5P.MultiChoice": _ONE_QUESTION,
    "H5P.MultiMediaChoice": _ONE_QUESTION,
    "H5P.TrueFalse": _ONE_QUESTION,
    "H5P.SingleChoiceSet": _("A few questions"),
    "H5P.QuestionSet": _("A few questions"),
    "H5P.Blanks": _GAPS,
    "H5P.DragText": _GAPS,
    "H5P.AdvancedBlanks": _GAPS,
    "H5P.DragQuestion": _("Things to put in their places"),
    "H5P.SortParagraphs": _("Paragraphs to put in order"),
    "H5P.MarkTheWords": _("Words to mark"),
    "H5P.Essay": _("A text to write"),
    "H5P.Flashcards": _CARDS,
    "H5P.Dialogcards": _CARDS,
    "H5P.MemoryGame": _CARDS,
    "H5P.Summary": _("A summary to find"),
    "H5P.CoursePresentation": _("Slides with questions"),
    "H5P.InteractiveVideo": _("A film with questions"),
    "H5P.InteractiveBook": _("A book with questions"),
    "H5P.BranchingScenario": _("A situation to decide in"),
    "H5P.Accordion": _("Parts to open"),
    "H5P.ImageHotspots": _("A picture with explanations"),
    "H5P.Timeline": _("A line of time"),
}


def kind_in_words(played_by: str) -> Text:
    """Of "H5P.MultiChoice 1.16"; the same for all that nobody has named."""
    return KINDS.get(played_by.partition(" ")[0], _("Interactive content"))
