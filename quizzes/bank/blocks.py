"""How a lecturer writes a question: one block a type, with what is asked, what is right, what is said.

Wagtail's lists bring adding, copying and moving of options by mouse and keyboard, and give every option an
id of its own that stays with it.
"""

from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    DecimalBlock,
    IntegerBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

from quizzes.bank.converting import body_of, question_of
from quizzes.bank.examples import EXAMPLES
from quizzes.bank.faults import all_problems, fault_of
from quizzes.bank.presenting import present
from quizzes.grading.questions import ChoiceScoring, GapKind, Kind, MatchScoring, OrderScoring
from quizzes.grading.showing import draw_order

WORDS = ["bold", "italic", "superscript", "subscript", "link"]
WORDS_AND_PICTURES = [*WORDS, "image"]
PROMPT = [*WORDS_AND_PICTURES, "ul", "ol"]

CHOICE_SCORING = [
    (ChoiceScoring.RIGHT_MINUS_WRONG, _("Part marks: a wrong tick takes from a right one")),
    (ChoiceScoring.ALL_OR_NOTHING, _("All right or nothing")),
    (ChoiceScoring.EACH_CHOICE, _("Every option counts the same, ticked or left")),
    (ChoiceScoring.SHARES, _("By the share written at each option")),
]
MATCH_SCORING = [
    (MatchScoring.EACH_PAIR, _("Part marks: each pair counts")),
    (MatchScoring.ALL_OR_NOTHING, _("All right or nothing")),
]
ORDER_SCORING = [
    (OrderScoring.EACH_PLACE, _("Part marks: each thing in its own place counts")),
    (OrderScoring.EACH_PAIR, _("Part marks: each two things in the right order count")),
    (OrderScoring.ALL_OR_NOTHING, _("All right or nothing")),
]
GAP_KINDS = [
    (GapKind.SHORT, _("typed words")),
    (GapKind.NUMBER, _("a number")),
    (GapKind.CHOICE, _("a word chosen from a list")),
]


class ChoiceOptionBlock(StructBlock):  # type: ignore[misc]
    """An option, and whether it is right."""

    text = RichTextBlock(label=_("Option"), features=WORDS_AND_PICTURES)
    is_right = BooleanBlock(label=_("Right"), required=False)
    feedback = RichTextBlock(label=_("Said to who chooses it"), required=False, features=WORDS_AND_PICTURES)
    share = DecimalBlock(
        label=_("Share of the points, in per cent"),
        help_text=_("Leave empty, unless this option earns a part of the points or takes from them."),
        required=False,
        min_value=-100,
        max_value=100,
        max_digits=8,
        decimal_places=5,
    )

    class Meta:
        icon = "list-ul"
        label = _("Option")
        form_layout = BlockGroup(["text", "is_right"], settings=["feedback", "share"])


class AcceptedBlock(StructBlock):  # type: ignore[misc]
    """A form of words that counts."""

    text = CharBlock(
        label=_("Accepted answer"), max_length=500, help_text=_("* stands for any words or none.")
    )
    share = DecimalBlock(
        label=_("Share of the points, in per cent"), default=100, min_value=0, max_value=100,
        max_digits=8, decimal_places=5,
    )  # fmt: skip
    feedback = RichTextBlock(label=_("Said to who writes it"), required=False, features=WORDS_AND_PICTURES)

    class Meta:
        label = _("Accepted answer")
        form_layout = BlockGroup(["text"], settings=["share", "feedback"])


class AcceptedNumberBlock(StructBlock):  # type: ignore[misc]
    """A number that counts."""

    value = CharBlock(label=_("Right number"), max_length=40, help_text=_("With a comma or a point."))
    tolerance = CharBlock(
        label=_("May be off by"), max_length=40, required=False, help_text=_("Empty: not at all.")
    )
    share = DecimalBlock(
        label=_("Share of the points, in per cent"), default=100, min_value=0, max_value=100,
        max_digits=8, decimal_places=5,
    )  # fmt: skip
    feedback = RichTextBlock(label=_("Said to who writes it"), required=False, features=WORDS_AND_PICTURES)

    class Meta:
        label = _("Right number")
        form_layout = BlockGroup(["value", "tolerance"], settings=["share", "feedback"])


class ForgivingBlock(StructBlock):  # type: ignore[misc]
    """What is overlooked in typed words."""

    case = BooleanBlock(label=_("Capital or small letters"), required=False, default=True)
    marks = BooleanBlock(label=_("Vietnamese marks left out"), required=False, default=False)
    tones = BooleanBlock(label=_("Where the tone mark stands (hoà, hòa)"), required=False, default=True)

    class Meta:
        label = _("Overlook")


class QuestionBlock(StructBlock):  # type: ignore[misc]
    """What every type has: the prompt, and what is said after an answer."""

    prompt = RichTextBlock(label=_("Question"), features=PROMPT)
    explanation = RichTextBlock(
        label=_("Explanation"),
        help_text=_("Why the answer is right. Shown when the quiz lets explanations be seen."),
        required=False,
        features=PROMPT,
    )
    when_right = RichTextBlock(label=_("Said after a right answer"), required=False, features=WORDS)
    when_partly = RichTextBlock(label=_("Said after a partly right answer"), required=False, features=WORDS)
    when_wrong = RichTextBlock(label=_("Said after a wrong answer"), required=False, features=WORDS)
    hints = ListBlock(RichTextBlock(label=_("Hint"), features=WORDS), label=_("Hints"), default=[])

    class Meta:
        preview_template = "quizzes/bank/block_preview.html"

    def clean(self, value: Any) -> Any:
        """Refuse what is not sound, at its place; a draft may be left unfinished."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            question = question_of([{"type": self.name, "value": self.get_prep_value(cleaned)}])
            if question and (problems := all_problems(question)):
                raise fault_of(problems, self.child_blocks)
        return cleaned

    def get_preview_value(self) -> Any:
        return self.to_python(body_of(EXAMPLES[Kind(self.name)])[0]["value"])

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        example = EXAMPLES[Kind(self.name)]
        order = draw_order(example, shuffle=False, random=Random(0))  # noqa: S311  (an example's order)
        context = super().get_preview_context(value, parent_context)
        return {**context, "item": present(example, number=1, order=order)}


SAID_AFTER = ["when_right", "when_partly", "when_wrong", "hints"]


def layout(*own: str, settings: tuple[str, ...] = ()) -> BlockGroup:
    """The prompt first, what is the type's own, the explanation; the rest folded away."""
    return BlockGroup(["prompt", *own, "explanation"], settings=[*settings, *SAID_AFTER])


class SingleChoiceBlock(QuestionBlock):
    choices = ListBlock(ChoiceOptionBlock(), label=_("Options"), min_num=2, max_num=20)
    shuffle = BooleanBlock(label=_("May be shuffled"), required=False, default=True)

    class Meta:
        icon = "radio-full"
        label = _("One right option")
        description = _("Several options, of which one is right.")
        form_layout = layout("choices", settings=("shuffle",))


class MultipleChoiceBlock(QuestionBlock):
    choices = ListBlock(ChoiceOptionBlock(), label=_("Options"), min_num=2, max_num=20)
    scoring = ChoiceBlock(label=_("Marks"), choices=CHOICE_SCORING, default=ChoiceScoring.RIGHT_MINUS_WRONG)
    shuffle = BooleanBlock(label=_("May be shuffled"), required=False, default=True)

    class Meta:
        icon = "check"
        label = _("Several right options")
        description = _("Several options, of which two or more are right. Part marks are possible.")
        form_layout = layout("choices", "scoring", settings=("shuffle",))


class TrueFalseBlock(QuestionBlock):
    is_true = ChoiceBlock(
        label=_("This statement is"), choices=[("true", _("True")), ("false", _("False"))], default="true"
    )
    feedback_true = RichTextBlock(label=_("Said to who answers “true”"), required=False, features=WORDS)
    feedback_false = RichTextBlock(label=_("Said to who answers “false”"), required=False, features=WORDS)

    class Meta:
        icon = "tick-inverse"
        label = _("True or false")
        description = _("One statement, to be judged as true or false.")
        form_layout = layout("is_true", settings=("feedback_true", "feedback_false"))


class PairBlock(StructBlock):  # type: ignore[misc]
    """A thing, and what belongs to it."""

    text = RichTextBlock(label=_("Thing"), features=WORDS_AND_PICTURES)
    answer = RichTextBlock(label=_("Belongs to it"), features=WORDS_AND_PICTURES)

    class Meta:
        label = _("Pair")


class MatchingBlock(QuestionBlock):
    pairs = ListBlock(PairBlock(), label=_("Pairs"), min_num=2, max_num=20)
    others = ListBlock(
        RichTextBlock(label=_("Answer"), features=WORDS_AND_PICTURES),
        label=_("Answers that belong to nothing"),
        default=[],
    )
    scoring = ChoiceBlock(label=_("Marks"), choices=MATCH_SCORING, default=MatchScoring.EACH_PAIR)
    shuffle = BooleanBlock(label=_("May be shuffled"), required=False, default=True)

    class Meta:
        icon = "link"
        label = _("Matching")
        description = _("Things, each to be joined with what belongs to it.")
        form_layout = layout("pairs", "others", "scoring", settings=("shuffle",))


class OrderingBlock(QuestionBlock):
    items = ListBlock(
        RichTextBlock(label=_("Thing"), features=WORDS_AND_PICTURES),
        label=_("Things in the right order"),
        min_num=2,
        max_num=20,
    )
    scoring = ChoiceBlock(label=_("Marks"), choices=ORDER_SCORING, default=OrderScoring.EACH_PLACE)

    class Meta:
        icon = "order"
        label = _("Ordering")
        description = _("Steps or things, to be put in the right order.")
        form_layout = layout("items", "scoring")


class ShortAnswerBlock(QuestionBlock):
    accepted = ListBlock(AcceptedBlock(), label=_("Accepted answers"), min_num=1)
    forgiving = ForgivingBlock()

    class Meta:
        icon = "edit"
        label = _("Short answer")
        description = _("A word or a few, typed. You write down what counts.")
        form_layout = layout("accepted", "forgiving")


class NumericalBlock(QuestionBlock):
    accepted = ListBlock(AcceptedNumberBlock(), label=_("Right numbers"), min_num=1)
    unit = CharBlock(label=_("Unit shown behind the field"), max_length=40, required=False)

    class Meta:
        icon = "decimal"
        label = _("Number")
        description = _("A number, typed. You say how far off it may be.")
        form_layout = layout("accepted", "unit")


class GapBlock(StructBlock):  # type: ignore[misc]
    """A gap: what it is called in the text, and what counts in it."""

    name = CharBlock(
        label=_("Name in the text"), max_length=32, help_text=_("1 for the gap written {{1}} in the text.")
    )
    kind = ChoiceBlock(label=_("Filled with"), choices=GAP_KINDS, default=GapKind.SHORT)
    accepted = ListBlock(AcceptedBlock(), label=_("Accepted words"), default=[])
    numbers = ListBlock(AcceptedNumberBlock(), label=_("Right numbers"), default=[])
    choices = ListBlock(ChoiceOptionBlock(), label=_("Words to choose from, of this gap alone"), default=[])
    forgiving = ForgivingBlock()
    weight = IntegerBlock(label=_("Weight"), default=1, min_value=1, max_value=100)

    class Meta:
        label = _("Gap")
        form_layout = BlockGroup(
            ["name", "kind", "accepted"], settings=["numbers", "choices", "forgiving", "weight"]
        )


class ClozeBlock(QuestionBlock):
    prompt = RichTextBlock(label=_("Question"), features=PROMPT, required=False)
    text = RichTextBlock(
        label=_("Text with gaps"), features=PROMPT, help_text=_("Write {{1}}, {{2}} … where a gap stands.")
    )
    gaps = ListBlock(GapBlock(), label=_("Gaps"), min_num=1)
    bank = ListBlock(
        CharBlock(label=_("Word"), max_length=200), label=_("Common words to choose from"), default=[]
    )

    class Meta:
        icon = "form"
        label = _("Gaps to fill")
        description = _("A text with gaps, filled by typing or by choosing.")
        form_layout = layout("text", "gaps", "bank")


class CriterionBlock(StructBlock):  # type: ignore[misc]
    """A line of a rubric."""

    title = CharBlock(label=_("Criterion"), max_length=255)
    points = DecimalBlock(label=_("Points"), min_value=0, max_digits=7, decimal_places=2)
    guidance = TextBlock(label=_("What to look for"), required=False, rows=2)

    class Meta:
        label = _("Criterion")


class EssayBlock(QuestionBlock):
    criteria = ListBlock(CriterionBlock(), label=_("Rubric"), default=[])
    words_min = IntegerBlock(label=_("At least so many words"), default=0, min_value=0, max_value=10_000)
    words_max = IntegerBlock(label=_("At most so many words"), default=0, min_value=0, max_value=10_000)
    files_max = IntegerBlock(label=_("Files that may be attached"), default=0, min_value=0, max_value=5)
    template = TextBlock(label=_("Outline to start from"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Written essay")
        description = _("A text of her own, marked by a person with a rubric.")
        form_layout = layout("criteria", settings=("words_min", "words_max", "files_max", "template"))


class QuestionBody(StreamBlock):  # type: ignore[misc]
    """A question is one block; which one is its type. Names are those of `grading.questions.Kind`."""

    single = SingleChoiceBlock()
    multiple = MultipleChoiceBlock()
    true_false = TrueFalseBlock()
    matching = MatchingBlock()
    ordering = OrderingBlock()
    short_answer = ShortAnswerBlock()
    numerical = NumericalBlock()
    cloze = ClozeBlock()
    essay = EssayBlock()

    class Meta:
        min_num = 1
        max_num = 1
        collapsed = False
