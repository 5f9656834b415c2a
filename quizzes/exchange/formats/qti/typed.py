"""Interactions in which something is typed, alone or as gaps of a text."""

from decimal import Decimal, InvalidOperation

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.collecting import shortened
from quizzes.exchange.formats.numbers import number_of
from quizzes.exchange.formats.qti.body import freed_gaps, held_gap, html_of
from quizzes.exchange.formats.qti.declarations import Declaration
from quizzes.exchange.formats.qti.items import Item
from quizzes.exchange.formats.qti.names import ANSWER, TEXT, own_id
from quizzes.exchange.formats.safe_xml import Element
from quizzes.exchange.formats.shares import share_of
from quizzes.grading import questions as q
from quizzes.grading.ids import ids_for

_NUMBERS = {"float", "integer", "int"}


def essay(item: Item, *interactions: Element) -> q.AnyQuestion:
    files = sum(one.name == "uploadInteraction" for one in interactions)
    if files == len(interactions):
        item.findings.note(codes.QTI_NEAREST_TYPE, "uploadInteraction")
    guidance = item.guidance()
    prompt = item.prompt(*interactions)
    criteria = (
        (q.Criterion(ids_for([guidance], of=prompt)[0], shortened(guidance, 60), item.points, guidance),)
        if guidance
        else ()
    )
    return q.Essay(**item.common(prompt), criteria=criteria, files_max=files)


def slider(item: Item, interaction: Element) -> q.AnyQuestion:
    item.findings.note(codes.QTI_NEAREST_TYPE, interaction.name)
    return _numerical(item, interaction, item.prompt(interaction))


def inline(item: Item, *interactions: Element) -> q.AnyQuestion:
    """One field at the end of a text is an answer to it; everything else is a text with gaps."""
    one = interactions[0]
    if len(interactions) == 1 and one.name == "textEntryInteraction" and _is_last(item, one):
        prompt = item.prompt(one)
        if item.declaration(one).base_type in _NUMBERS:
            return _numerical(item, one, prompt)
        accepted, forgiving = _accepted(item, one)
        return q.ShortAnswer(**item.common(prompt), accepted=accepted, forgiving=forgiving)
    return _cloze(item, interactions)


def gap_match(item: Item, interaction: Element) -> q.AnyQuestion | None:
    """Words to drag into gaps: a text with a common list of words."""
    words = {
        one.get("identifier"): plain_text.plain(html_of(one.children))
        for one in interaction.elements("gapText")
    }
    gaps = [one.get("identifier") for one in interaction.descendants("gap")]
    if not gaps or interaction.elements("gapImg") or not all(words.values()):
        item.findings.error(codes.QTI_INTERACTION_NOT_OURS, interaction.name)
        return None
    declared = item.declaration(interaction)
    keys = declared.correct or tuple(one.key for one in declared.mapping if one.value > 0)
    made = []
    for number, gap in enumerate(gaps, start=1):
        right = [
            words[word] for word, _, of in (key.partition(" ") for key in keys) if of == gap and word in words
        ]
        accepted = tuple(q.Accepted(word.replace("*", "\\*")) for word in right)
        made.append(q.Gap(f"g{number}", q.GapKind.CHOICE, accepted=accepted))
    ids = dict(zip(gaps, (gap.id for gap in made), strict=True))

    def instead(element: Element) -> str | None:
        if element.name == "gap":
            return held_gap(ids[element.get("identifier")])
        return "" if element.name in ("gapText", "prompt") else item.other(element)

    text = item.prompt(interaction, replace=lambda one: html_of(one.children, instead))
    bank = tuple(dict.fromkeys(words.values()))
    own = interaction.first("prompt")
    return q.Cloze(
        **item.common(item.inside(own) if own is not None else ""),
        text=freed_gaps(text, item.cleaner),
        gaps=tuple(made),
        bank=bank,
    )


def _is_last(item: Item, interaction: Element) -> bool:
    ours = {one.get("class") for one in item.body.descendants("div")}
    if TEXT in ours or ANSWER in ours:
        return ANSWER in ours
    mark = "\ufdd0"
    text = plain_text.plain(html_of(item.body.children, lambda one: mark if one is interaction else None))
    return not text.partition(mark)[2].strip(" .?!:;…")


def _numerical(item: Item, interaction: Element, prompt: str) -> q.AnyQuestion:
    ours = next((one for one in item.body.descendants("div") if one.get("class") == ANSWER), None)
    unit = ours.text().strip() if ours is not None else ""
    return q.Numerical(**item.common(prompt), accepted=_numbers(item, interaction), unit=unit)


def _accepted(item: Item, interaction: Element) -> tuple[tuple[q.Accepted, ...], q.Forgiving]:
    declared = item.declaration(interaction)
    if not declared.correct and not declared.mapping:
        item.findings.error(codes.QTI_NO_KEY, interaction.get("responseIdentifier"))
    if declared.mapping and item.by_mapping(interaction):
        keys = [one.key for one in declared.mapping]
        shares = declared.shares(keys, by_mapping=True)
        accepted = tuple(
            q.Accepted(_literal(key), max(0.0, share), item.feedback(key))
            for key, share in zip(keys, shares, strict=True)
        )
        return accepted, q.Forgiving(case=not any(one.minds_case for one in declared.mapping))
    return tuple(q.Accepted(_literal(value)) for value in declared.correct), q.Forgiving(case=False)


def _literal(text: str) -> str:
    return text.strip().replace("\\", "\\\\").replace("*", "\\*") if "*" in text else text.strip()


def _numbers(item: Item, interaction: Element) -> tuple[q.AcceptedNumber, ...]:
    declared = item.declaration(interaction)
    name = interaction.get("responseIdentifier")
    found = _tolerant(item, name, declared)
    if found:
        return found
    values = list(declared.correct)
    shares = [100.0] * len(values)
    if declared.mapping and item.by_mapping(interaction):
        values = [one.key for one in declared.mapping]
        shares = [max(0.0, share) for share in declared.shares(values, by_mapping=True)]
    if not values:
        item.findings.error(codes.QTI_NO_KEY, name)
    return tuple(_number(item, v, "0", share) for v, share in zip(values, shares, strict=True))


def _number(item: Item, value: str, tolerance: str, share: float) -> q.AcceptedNumber:
    number = number_of(value)
    if number is None:
        item.findings.error(codes.NUMBER_UNREADABLE, value)
    return q.AcceptedNumber(number if number is not None else shortened(value, 60), tolerance, share)


def _tolerant(item: Item, name: str, declared: Declaration) -> tuple[q.AcceptedNumber, ...]:
    """Numbers that the processing compares with a tolerance, a condition each."""
    root = item.rules.root
    if root is None:
        return ()
    found: list[tuple[str, str, float]] = []
    for condition in root.descendants("responseIf", "responseElseIf"):
        for equal in condition.descendants("equal", "equalRounded"):
            if name not in {one.get("identifier") for one in equal.elements("variable")}:
                continue
            base = equal.first("baseValue")
            value = base.text().strip() if base is not None else next(iter(declared.correct), "")
            tolerance = _tolerance(equal, value)
            if equal.name == "equalRounded":
                item.findings.note(codes.QTI_PROCESSING, equal.name)
            worth = condition.first("setOutcomeValue", "baseValue")
            found.append(
                (value, tolerance, share_of(worth.text(), item.findings, 1.0) if worth is not None else 1.0)
            )
    most = max((worth for *_, worth in found), default=0.0) or 1.0
    return tuple(
        _number(item, value, tolerance, max(0.0, min(100.0, round(100 * worth / most, 5))))
        for value, tolerance, worth in found
    )


def _tolerance(equal: Element, value: str) -> str:
    """How far off a number may be; the larger where it differs to both sides."""
    offs = [number_of(one) for one in equal.get("tolerance").split()]
    if not offs or None in offs or equal.get("toleranceMode", "exact") == "exact":
        return "0"
    off = max(Decimal(one) for one in offs if one is not None)
    if equal.get("toleranceMode") == "relative":
        try:
            off = abs(Decimal(value)) * off / 100
        except InvalidOperation:
            return "0"
    return f"{off.normalize():f}" if off else "0"


def _cloze(item: Item, interactions: tuple[Element, ...]) -> q.AnyQuestion:
    gaps: dict[int, q.Gap] = {}
    for number, one in enumerate(interactions, start=1):
        gaps[id(one)] = _gap(item, one, own_id(one.get("responseIdentifier")) or f"g{number}")
    marks = {key: held_gap(gap.id) for key, gap in gaps.items()}
    ours = next((one for one in item.body.descendants("div") if one.get("class") == TEXT), None)
    prompt = ""
    if ours is not None:
        text = item.html(ours.children, lambda one: marks.get(id(one)))
        prompt = item.html(item.body.children, lambda one: "" if one is ours else None)
    else:
        text = item.prompt(*interactions, replace=lambda one: marks[id(one)])
    return q.Cloze(**item.common(prompt), text=freed_gaps(text, item.cleaner), gaps=tuple(gaps.values()))


def _gap(item: Item, interaction: Element, id_: str) -> q.Gap:
    if interaction.name == "textEntryInteraction":
        if item.declaration(interaction).base_type in _NUMBERS:
            return q.Gap(id_, q.GapKind.NUMBER, numbers=_numbers(item, interaction))
        accepted, forgiving = _accepted(item, interaction)
        return q.Gap(id_, accepted=accepted, forgiving=forgiving)
    options = interaction.elements("inlineChoice")
    declared = item.declaration(interaction)
    names = [one.get("identifier") for one in options]
    if not declared.correct and not declared.mapping:
        item.findings.error(codes.QTI_NO_KEY, interaction.get("responseIdentifier"))
    texts = [item.inside(one) for one in options]
    by_mapping = item.by_mapping(interaction) and bool(declared.mapping)
    shares = declared.shares(names, by_mapping=by_mapping)
    ids = item.ids(options, texts, f"{interaction.get('responseIdentifier')}\x1f{id_}")
    choices = tuple(
        q.Choice(one, text, share, item.feedback(name))
        for one, text, share, name in zip(ids, texts, shares, names, strict=True)
    )
    return q.Gap(id_, q.GapKind.CHOICE, choices=choices)
