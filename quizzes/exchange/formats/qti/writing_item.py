"""A question as an item of QTI."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from quizzes.exchange.formats.drafts import Draft
from quizzes.exchange.formats.qti.names import ANSWER, EXTRAS, SCORED, TEXT, Dialect, identifier_for
from quizzes.exchange.formats.qti.scoring import Scoring, number
from quizzes.exchange.formats.qti.xhtml import Xhtml
from quizzes.exchange.formats.shares import foreign_shares
from quizzes.exchange.formats.xml_writing import DECLARATION, element, words
from quizzes.grading import questions as q
from quizzes.grading.checking import GAP

_NAMESPACES = {
    "2.1": "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "3.0": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}
_TRUE_FALSE = {"true": "Đúng", "false": "Sai"}


@dataclass(slots=True)
class Parts:
    """What an item is made of, as it gathers."""

    responses: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class ItemWriter:
    """Writes one question."""

    def __init__(self, draft: Draft, dialect: Dialect, xhtml: Xhtml) -> None:
        assert draft.question is not None  # noqa: S101  (for the type checker; `write` has looked)
        self._draft = draft
        self._question: q.AnyQuestion = draft.question
        self._dialect = dialect
        self._of = dialect.element
        self._xhtml = xhtml
        self._scoring = Scoring(dialect)
        self._points = draft.points
        self._parts = Parts()

    def parts(self) -> Parts:
        parts, question = self._parts, self._question
        self._outcome("SCORE", "float", "0")
        self._outcome("MAXSCORE", "float", number(self._points))
        if not isinstance(question, q.Cloze) and question.prompt:
            parts.body.append(self._div("prompt", question.prompt))
        self._own(question)
        self._results(question)
        return parts

    def item(self, identifier: str, extras: str = "") -> str:
        parts = self._parts
        outcomes = list(parts.outcomes)
        if extras:
            value = self._of("defaultValue", self._of("value", words(extras)))
            outcomes.append(self._declared("outcomeDeclaration", EXTRAS, "single", "string", value))
        attributes = {
            "xmlns": _NAMESPACES[self._dialect.version],
            "identifier": identifier,
            "title": self._draft.name or identifier,
            "adaptive": "false",
            "timeDependent": "false",
        }
        root = self._of(
            "assessmentItem",
            *parts.responses,
            *outcomes,
            self._of("itemBody", *parts.body),
            self._scoring.processing(*parts.rules) if parts.rules else "",
            *parts.said,
            attributes=attributes,
        )
        return f"{DECLARATION}{root}\n"

    def _own(self, question: q.AnyQuestion) -> None:
        match question:
            case q.SingleChoice():
                self._choice(question, [choice.share for choice in question.choices], cardinality="single")
            case q.MultipleChoice():
                self._choice(question, foreign_shares(question), cardinality="multiple")
            case q.TrueFalse():
                self._true_false(question)
            case q.Matching():
                self._matching(question)
            case q.Ordering():
                self._ordering(question)
            case q.ShortAnswer():
                self._short(question)
            case q.Numerical():
                self._numerical(question)
            case q.Cloze():
                self._cloze(question)
            case q.Essay():
                self._essay(question)

    def _choice(
        self, question: q.SingleChoice | q.MultipleChoice, shares: Sequence[float], *, cardinality: str
    ) -> None:
        names = [identifier_for(choice.id, n) for n, choice in enumerate(question.choices, start=1)]
        right = [name for name, choice in zip(names, question.choices, strict=True) if choice.is_right]
        whole = isinstance(question, q.MultipleChoice) and question.scoring is q.ChoiceScoring.ALL_OR_NOTHING
        mapping = "" if whole else self._mapping(names, shares, multiple=cardinality == "multiple")
        if cardinality == "single":
            right = [max(zip(shares, names, strict=True), key=lambda one: one[0])[1]]
        self._response(SCORED, cardinality, "identifier", right, mapping)
        rules = self._parts.rules
        rules.append(self._scoring.matched(SCORED, self._points) if whole else self._scoring.mapped(SCORED))
        options = [
            self._of("simpleChoice", self._xhtml.flow(choice.text), attributes={"identifier": name})
            for name, choice in zip(names, question.choices, strict=True)
        ]
        self._interaction(
            "choiceInteraction",
            options,
            shuffle=str(question.shuffle).lower(),
            maxChoices="1" if cardinality == "single" else "0",
        )
        said = {name: choice.feedback for name, choice in zip(names, question.choices, strict=True)}
        self._feedback(said, cardinality)

    def _true_false(self, question: q.TrueFalse) -> None:
        self._response(SCORED, "single", "identifier", ["true" if question.is_true else "false"], "")
        self._parts.rules.append(self._scoring.matched(SCORED, self._points))
        options = [
            self._of("simpleChoice", text, attributes={"identifier": name})
            for name, text in _TRUE_FALSE.items()
        ]
        self._interaction("choiceInteraction", options, shuffle="false", maxChoices="1")
        self._feedback({"true": question.feedback_true, "false": question.feedback_false}, "single")

    def _matching(self, question: q.Matching) -> None:
        left = {pair.id: identifier_for(pair.id, n, "p") for n, pair in enumerate(question.pairs, start=1)}
        right = {one.id: identifier_for(one.id, n, "a") for n, one in enumerate(question.answers, start=1)}
        keys = [f"{left[pair.id]} {right.get(pair.answer, '')}" for pair in question.pairs]
        whole = question.scoring is q.MatchScoring.ALL_OR_NOTHING
        even = [100 / len(keys)] * len(keys)
        self._response(
            SCORED,
            "multiple",
            "directedPair",
            keys,
            "" if whole else self._mapping(keys, even, multiple=True),
        )
        rules = self._parts.rules
        rules.append(self._scoring.matched(SCORED, self._points) if whole else self._scoring.mapped(SCORED))
        things = [self._associable(left[pair.id], pair.text, 1) for pair in question.pairs]
        answers = [self._associable(right[one.id], one.text, len(keys)) for one in question.answers]
        sets = [self._of("simpleMatchSet", *things), self._of("simpleMatchSet", *answers)]
        self._interaction(
            "matchInteraction", sets, shuffle=str(question.shuffle).lower(), maxAssociations=str(len(keys))
        )

    def _associable(self, name: str, html: str, most: int) -> str:
        attributes = {"identifier": name, "matchMax": str(most)}
        return self._of("simpleAssociableChoice", self._xhtml.flow(html), attributes=attributes)

    def _ordering(self, question: q.Ordering) -> None:
        names = [identifier_for(one.id, n) for n, one in enumerate(question.items, start=1)]
        self._response(SCORED, "ordered", "identifier", names, "")
        self._parts.rules.append(self._scoring.matched(SCORED, self._points))
        # In an order that says nothing: whoever opens the file must not read the answer from it.
        items = sorted(zip(names, question.items, strict=True), key=lambda one: one[0])
        options = [
            self._of("simpleChoice", self._xhtml.flow(one.text), attributes={"identifier": name})
            for name, one in items
        ]
        self._interaction("orderInteraction", options, shuffle="true")

    def _short(self, question: q.ShortAnswer) -> None:
        self._typed(SCORED, question.accepted, question.forgiving, self._points)
        self._parts.rules.append(self._scoring.mapped(SCORED))
        self._parts.body.append(self._answer(self._entry(SCORED)))

    def _numerical(self, question: q.Numerical) -> None:
        self._counted(SCORED, "SCORE", question.accepted, self._points)
        unit = f" {words(question.unit)}" if question.unit else ""
        self._parts.body.append(self._answer(self._entry(SCORED), unit))

    def _typed(
        self, response: str, accepted: Sequence[q.Accepted], forgiving: q.Forgiving, points: float
    ) -> None:
        entries = [
            self._of(
                "mapEntry",
                attributes={
                    "mapKey": one.text,
                    "mappedValue": number(points * one.share / 100),
                    "caseSensitive": str(not forgiving.case).lower(),
                },
            )
            for one in accepted
        ]
        mapping = self._of("mapping", *entries, attributes={"defaultValue": "0"})
        best = [max(accepted, key=lambda one: one.share).text] if accepted else []
        self._response(response, "single", "string", best, mapping)

    def _counted(
        self, response: str, outcome: str, numbers: Sequence[q.AcceptedNumber], points: float
    ) -> None:
        best = [max(numbers, key=lambda one: one.share).value] if numbers else []
        self._response(response, "single", "float", best, "")
        self._parts.rules.append(self._scoring.nearest(response, outcome, numbers, points))

    def _cloze(self, question: q.Cloze) -> None:
        fields: dict[str, str] = {}
        mapped: list[str] = []
        counted: list[str] = []
        total = sum(gap.weight for gap in question.gaps) or 1
        for place, gap in enumerate(question.gaps, start=1):
            name = identifier_for(gap.id, place)
            points = self._points * gap.weight / total
            if gap.kind is q.GapKind.NUMBER:
                outcome = f"SCORE{place}"
                self._outcome(outcome, "float", "0")
                self._counted(name, outcome, gap.numbers, points)
                counted.append(outcome)
                fields[gap.id] = self._entry(name)
            elif gap.kind is q.GapKind.CHOICE:
                fields[gap.id] = self._inline_choice(name, gap, question.bank, points)
                mapped.append(name)
            else:
                self._typed(name, gap.accepted, gap.forgiving, points)
                fields[gap.id] = self._entry(name)
                mapped.append(name)
        self._parts.rules.append(self._scoring.total(mapped, counted))
        text = GAP.sub(
            lambda match: fields.get(match.group(1), match.group()), self._xhtml.flow(question.text)
        )
        if question.prompt:
            self._parts.body.append(self._div("prompt", question.prompt))
        self._parts.body.append(element("div", text, attributes={"class": TEXT}))

    def _inline_choice(self, response: str, gap: q.Gap, bank: Sequence[str], points: float) -> str:
        shares = {one.text: one.share for one in gap.accepted}
        if gap.choices:
            options = [(c.id, self._xhtml.plain(c.text), c.share) for c in gap.choices]
        else:
            options = [("", words(word), shares.get(word, 0.0)) for word in bank]
        names = [identifier_for(id_, n) if id_ else f"w{n}" for n, (id_, _, _) in enumerate(options, start=1)]
        values = [share for _, _, share in options]
        right = [max(zip(values, names, strict=True), key=lambda one: one[0])[1]] if options else []
        mapping = self._mapping(names, values, multiple=False, points=points)
        self._response(response, "single", "identifier", right, mapping)
        inside = [
            self._of("inlineChoice", text, attributes={"identifier": name})
            for name, (_, text, _) in zip(names, options, strict=True)
        ]
        attributes = {"responseIdentifier": response, "shuffle": "true"}
        return self._of("inlineChoiceInteraction", *inside, attributes=attributes)

    def _essay(self, question: q.Essay) -> None:
        if question.criteria:
            lines = [
                element("p", words(f"{one.title} ({one.points:g}): {one.guidance}".rstrip(": ")))
                for one in question.criteria
            ]
            attributes = (
                {"view": "scorer", "use": "scoring"} if self._dialect.is_three else {"view": "scorer"}
            )
            self._parts.body.append(self._dialect.content("rubricBlock", "".join(lines), attributes))
        self._declare(SCORED, "single", "string")
        attributes = {"responseIdentifier": SCORED}
        self._parts.body.append(self._of("extendedTextInteraction", attributes=attributes))
        for place in range(1, question.files_max + 1):
            name = f"FILE{place}"
            self._declare(name, "single", "file")
            self._parts.body.append(self._of("uploadInteraction", attributes={"responseIdentifier": name}))

    def _interaction(self, name: str, inside: Sequence[str], **attributes: str) -> None:
        self._parts.body.append(
            self._of(name, *inside, attributes={"responseIdentifier": SCORED, **attributes})
        )

    def _entry(self, response: str) -> str:
        return self._of("textEntryInteraction", attributes={"responseIdentifier": response})

    def _mapping(
        self, keys: Sequence[str], shares: Sequence[float], *, multiple: bool, points: float | None = None
    ) -> str:
        points = self._points if points is None else points
        entries = [
            self._of("mapEntry", attributes={"mapKey": key, "mappedValue": number(points * share / 100)})
            for key, share in zip(keys, shares, strict=True)
        ]
        bounds: dict[str, object] = {"lowerBound": "0", "upperBound": number(points), "defaultValue": "0"}
        return self._of("mapping", *entries, attributes=bounds if multiple else {"defaultValue": "0"})

    def _response(self, name: str, cardinality: str, kind: str, right: Sequence[str], mapping: str) -> None:
        values = [self._of("value", words(one)) for one in right]
        correct = self._of("correctResponse", *values) if values else ""
        self._parts.responses.append(
            self._declared("responseDeclaration", name, cardinality, kind, correct, mapping)
        )

    def _declare(self, name: str, cardinality: str, kind: str) -> None:
        self._parts.responses.append(self._declared("responseDeclaration", name, cardinality, kind))

    def _outcome(self, name: str, kind: str, value: str = "") -> None:
        default = self._of("defaultValue", self._of("value", words(value))) if value else ""
        self._parts.outcomes.append(self._declared("outcomeDeclaration", name, "single", kind, default))

    def _declared(self, what: str, name: str, cardinality: str, kind: str, *inside: str) -> str:
        attributes = {"identifier": name, "cardinality": cardinality, "baseType": kind}
        return self._of(what, *inside, attributes=attributes)

    def _feedback(self, said: dict[str, str], cardinality: str) -> None:
        """What is said to each choice, shown by what was chosen."""
        if not any(said.values()):
            return
        self._parts.outcomes.append(
            self._declared("outcomeDeclaration", "FEEDBACK", cardinality, "identifier")
        )
        self._parts.rules.append(self._scoring.chosen(SCORED))
        for name, html in said.items():
            self._say("FEEDBACK", name, html)

    def _results(self, question: q.AnyQuestion) -> None:
        said = {"right": question.when_right, "partly": question.when_partly, "wrong": question.when_wrong}
        if any(said.values()):
            self._outcome("RESULT", "identifier")
            if self._parts.rules:
                self._parts.rules.append(self._scoring.result())
            for name, html in said.items():
                self._say("RESULT", name, html)
        if question.explanation:
            self._outcome("EXPLANATION", "identifier", "always")
            self._say("EXPLANATION", "always", question.explanation)

    def _say(self, outcome: str, name: str, html: str) -> None:
        if html:
            attributes = {"outcomeIdentifier": outcome, "identifier": name, "showHide": "show"}
            self._parts.said.append(
                self._dialect.content("modalFeedback", self._xhtml.flow(html), attributes)
            )

    def _answer(self, *inside: str) -> str:
        return element("div", *inside, attributes={"class": ANSWER})

    def _div(self, name: str, html: str) -> str:
        return element("div", self._xhtml.flow(html), attributes={"class": f"lcb-{name}"})
