"""An item of QTI as a question: what is common to all, and which reader its interaction has."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.markup import Cleaner
from quizzes.exchange.formats.qti.body import BESIDE, CLEAR, Replace, html_of, is_html
from quizzes.exchange.formats.qti.declarations import Declaration, Rules, declarations_of, points_of, rules_of
from quizzes.exchange.formats.qti.names import ANSWER, own_id
from quizzes.exchange.formats.safe_xml import Element
from quizzes.grading.ids import ids_for

_RESULTS_ELSEWHERE = {
    "correct": "when_right", "right": "when_right", "partial": "when_partly", "partly": "when_partly",
    "partially_correct": "when_partly", "incorrect": "when_wrong", "wrong": "when_wrong",
}  # fmt: skip
_EMPTY = re.compile(r"<p>\s*</p>")
_FOR_SCORERS = {"scorer", "tutor", "author"}


@dataclass(slots=True)
class Item:
    """An item while it is read."""

    root: Element
    findings: Findings
    cleaner: Cleaner
    stimulus: str = ""
    declarations: Mapping[str, Declaration] = field(init=False)
    rules: Rules = field(init=False)
    points: float = field(init=False)
    body: Element = field(init=False)
    _said: dict[str, str] = field(init=False)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.declarations = declarations_of(self.root)
        self.rules = rules_of(self.root)
        self.points = points_of(self.root, self.findings)
        self.body = self.root.first("itemBody") or Element("itemBody", {})
        self._said = {}
        blocks = self.body.descendants("feedbackBlock", "feedbackInline")
        for one in [*self.root.elements("modalFeedback"), *blocks]:
            key, text = one.get("identifier"), self.html(one.children)
            if one.get("outcomeIdentifier") == "EXPLANATION":
                key = "EXPLANATION"
            if text:
                self._said[key] = self._said.get(key, "") + text

    def html(self, nodes: Iterable[Element | str], replace: Replace | None = None) -> str:
        return self.cleaner.clean(html_of(nodes, replace or self.other))

    def inside(self, element: Element) -> str:
        return self.html(element.children)

    def feedback(self, identifier: str) -> str:
        """What is said to who chooses something."""
        self._taken.add(identifier)
        return self._said.get(identifier, "")

    def declaration(self, interaction: Element) -> Declaration:
        return self.declarations.get(interaction.get("responseIdentifier"), Declaration())

    def by_mapping(self, interaction: Element) -> bool:
        return self.rules.by_mapping(interaction.get("responseIdentifier"))

    def prompt(self, *interactions: Element, replace: Callable[[Element], str] | None = None) -> str:
        """The text around the interactions and their own prompts."""

        def instead(element: Element) -> str | None:
            if element.get("class") == ANSWER:
                return ""
            if element not in interactions:
                return self.other(element)
            if replace is not None:
                return replace(element)
            own = element.first("prompt")
            return html_of(own.children) if own is not None else ""

        asked = html_of(self.body.children, instead)
        for rubric in self.body.elements("rubricBlock"):
            if "candidate" in rubric.get("view").split():
                asked = html_of(rubric.children) + asked
        return _EMPTY.sub("", self.cleaner.clean(self.stimulus + asked))

    def other(self, element: Element) -> str | None:
        """What stands for an element of QTI that is neither text nor asked; found where it says something."""
        if element.name in ("printedVariable", "templateVariable"):
            self.findings.error(codes.QTI_TEMPLATE, element.get("identifier"))
            return ""
        if element.name == "templateBlock":
            self.findings.error(codes.QTI_TEMPLATE, element.get("templateIdentifier"))
        elif not is_html(element) and element.name not in CLEAR | BESIDE:
            self.findings.loss(codes.MARKUP_ELEMENT, element.name)
        return None

    def common(self, prompt: str) -> dict[str, Any]:
        """What every type has; what is said to nobody we know is found."""
        common: dict[str, Any] = {"prompt": prompt, "explanation": self.feedback("EXPLANATION")}
        for key in list(self._said):
            name = _RESULTS_ELSEWHERE.get(key.lower())
            if name and key not in self._taken:
                common[name] = common.get(name, "") + self.feedback(key)
        for key, text in self._said.items():
            if key not in self._taken:
                self.findings.loss(codes.QTI_FEEDBACK, f"{key}: {plain_text.plain(text)}")
        return common

    def guidance(self) -> str:
        """What scorers should see, as plain text."""
        found = [
            one for one in self.body.descendants("rubricBlock") if _FOR_SCORERS & set(one.get("view").split())
        ]
        return "\n".join(plain_text.plain(html_of(one.children)) for one in found)

    def ids(self, elements: list[Element], texts: list[str], prompt: str) -> list[str]:
        """Ids: ours where the file came from us, else made of what the parts say."""
        ours = [own_id(one.get("identifier")) for one in elements]
        if elements and all(ours) and len(set(ours)) == len(ours):
            return ours
        return ids_for(texts, of=prompt)
