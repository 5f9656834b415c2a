"""Moodle's other types with gaps: words to choose or to drag into `[[1]]`, and gapfill's `[cat]`."""

import re

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.limits import MOST_PARTS
from quizzes.exchange.formats.moodlexml.texts import children_text, words_of
from quizzes.exchange.formats.moodlexml.types import Source
from quizzes.exchange.formats.safe_xml import Element
from quizzes.grading.ids import ids_for
from quizzes.grading.questions import Accepted, AnyQuestion, Choice, Cloze, Forgiving, Gap, GapKind

_MARK = re.compile(r"\[\[\s*(\d{1,4})\s*\]\]")


def gapselect(source: Source) -> AnyQuestion | None:
    return _marked(source, "selectoption", as_bank=False)


def ddwtos(source: Source) -> AnyQuestion | None:
    return _marked(source, "dragbox", as_bank=True)


def gapfill(source: Source) -> AnyQuestion | None:
    """Words in brackets in the text are the answers, `|` between forms; wrong ones only distract."""
    opening, closing = tuple((children_text(source.element, "delimitchars") or "[]").ljust(2, "]")[:2])
    answer = re.compile(
        f"{re.escape(opening)}([^{re.escape(opening + closing)}]{{1,500}}){re.escape(closing)}"
    )
    minds_case = source.is_set("casesensitive", default=False)
    typed = children_text(source.element, "answerdisplay") == "gapfill"
    wrong = [
        words_of(one) for one in source.element.elements("answer")
        if one.get("fraction").strip() in ("0", "0.0000000", "") and words_of(one)
    ]  # fmt: skip
    gaps: list[Gap] = []

    def gap(match: re.Match[str]) -> str:
        forms = [plain_text.plain(form) for form in match.group(1).split("|")]
        accepted = tuple(Accepted(form.replace("*", "\\*")) for form in forms if form)
        kind = GapKind.SHORT if typed else GapKind.CHOICE
        gaps.append(
            Gap(f"g{len(gaps) + 1}", kind, accepted=accepted, forgiving=Forgiving(case=not minds_case))
        )
        return f"{{{{g{len(gaps)}}}}}"

    html = source.texts.with_gaps()
    text = source.texts.cleaner.clean(answer.sub(gap, html))
    if len(gaps) > MOST_PARTS:
        source.findings.error(codes.QUESTION_TOO_MANY_PARTS, MOST_PARTS)
        return None
    if not gaps:
        source.findings.error(codes.MOODLE_GAPS, plain_text.plain(html))
        return None
    bank = () if typed else tuple(dict.fromkeys([*(a.text for g in gaps for a in g.accepted), *wrong]))
    if typed and wrong:
        source.findings.loss(codes.MOODLE_ELEMENT, ", ".join(wrong))
    return Cloze(**source.common, text=text, gaps=tuple(gaps), bank=bank)


def _marked(source: Source, name: str, *, as_bank: bool) -> AnyQuestion | None:
    """Gaps marked by the number of their right word; words of a group go into its gaps only."""
    options = source.element.elements(name)
    words = [_words(option, source) for option in options]
    groups = [children_text(option, "group") or "1" for option in options]
    html = source.texts.with_gaps()
    right = [int(number) for number in _MARK.findall(html)]
    if len(right) > MOST_PARTS:
        source.findings.error(codes.QUESTION_TOO_MANY_PARTS, MOST_PARTS)
        return None
    if not right or not options or any(not 1 <= number <= len(options) for number in right):
        source.findings.error(codes.MOODLE_GAPS, ", ".join(f"[[{number}]]" for number in right))
        return None
    numbers = iter(range(1, len(right) + 1))
    text = source.texts.cleaner.clean(_MARK.sub(lambda match: f"{{{{g{next(numbers)}}}}}", html))
    if as_bank and len({groups[number - 1] for number in right}) == 1 and len(set(words)) == len(words):
        plain = [plain_text.plain(word) for word in words]
        gaps = tuple(
            Gap(f"g{place}", GapKind.CHOICE, accepted=(Accepted(plain[number - 1].replace("*", "\\*")),))
            for place, number in enumerate(right, start=1)
        )
        _formatting_lost(words, source.findings)
        return Cloze(**source.common, text=text, gaps=gaps, bank=tuple(plain))
    if any(groups.count(groups[number - 1]) < 2 for number in right):
        # A list of one word asks nothing.
        source.findings.note(codes.MOODLE_NEAREST_TYPE, name)
        groups = ["1"] * len(groups)
    gaps = tuple(
        Gap(f"g{place}", GapKind.CHOICE, choices=_choices(f"g{place}", number - 1, words, groups, html))
        for place, number in enumerate(right, start=1)
    )
    return Cloze(**source.common, text=text, gaps=gaps)


def _choices(gap: str, right: int, words: list[str], groups: list[str], html: str) -> tuple[Choice, ...]:
    of_group = list(
        dict.fromkeys(w for w, group in zip(words, groups, strict=True) if group == groups[right])
    )
    ids = ids_for(of_group, of=f"{html[:2000]}\x1f{gap}")
    return tuple(
        Choice(id_, word, 100.0 if word == words[right] else 0.0)
        for id_, word in zip(ids, of_group, strict=True)
    )


def _words(option: Element, source: Source) -> str:
    return source.texts.html(option, inside=True)


def _formatting_lost(words: list[str], findings: Findings) -> None:
    for word in words:
        if "<" in word:
            findings.note(codes.MARKUP_FORMATTING, word)
