"""Interactions in which something is chosen, ordered or matched."""

from quizzes.exchange.formats import codes, plain_text
from quizzes.exchange.formats.qti.body import html_of
from quizzes.exchange.formats.qti.declarations import Declaration
from quizzes.exchange.formats.qti.items import Item
from quizzes.exchange.formats.safe_xml import Element
from quizzes.exchange.formats.shares import mended_shares
from quizzes.grading import questions as q


def choice(item: Item, interaction: Element) -> q.AnyQuestion:
    options = interaction.elements("simpleChoice")
    declared = item.declaration(interaction)
    names = [option.get("identifier") for option in options]
    if names in (["true", "false"], ["false", "true"]) and declared.cardinality == "single":
        return _true_false(item, interaction, declared)
    return _chosen(item, interaction, options, item.prompt(interaction))


def hottext(item: Item, interaction: Element) -> q.AnyQuestion:
    """Words to point at in a text, as options below it."""
    item.findings.note(codes.QTI_NEAREST_TYPE, interaction.name)
    prompt = item.prompt(interaction, replace=lambda one: html_of(one.children))
    return _chosen(item, interaction, list(interaction.descendants("hottext")), prompt)


def _chosen(item: Item, interaction: Element, options: list[Element], prompt: str) -> q.AnyQuestion:
    declared = item.declaration(interaction)
    names = [option.get("identifier") for option in options]
    if not declared.correct and not declared.mapping:
        item.findings.error(codes.QTI_NO_KEY, interaction.get("responseIdentifier"))
    by_mapping = item.by_mapping(interaction) and bool(declared.mapping)
    texts = [item.inside(option) for option in options]
    choices = tuple(
        q.Choice(id_, text, share, item.feedback(name))
        for id_, text, share, name in zip(
            item.ids(options, texts, prompt),
            texts,
            declared.shares(names, by_mapping=by_mapping),
            names,
            strict=True,
        )
    )
    shuffle = interaction.get("shuffle", "false") == "true"
    if fixed := [t for t, o in zip(texts, options, strict=True) if shuffle and o.get("fixed") == "true"]:
        item.findings.note(codes.QTI_FIXED, ", ".join(plain_text.plain(text) for text in fixed))
    common = item.common(prompt)
    if declared.cardinality == "single":
        return q.SingleChoice(**common, choices=choices, shuffle=shuffle)
    scoring = q.ChoiceScoring.SHARES if by_mapping else q.ChoiceScoring.ALL_OR_NOTHING
    return q.MultipleChoice(
        **common,
        choices=mended_shares(choices, item.findings),
        scoring=scoring,
        shuffle=shuffle,
    )


def _true_false(item: Item, interaction: Element, declared: Declaration) -> q.AnyQuestion:
    prompt = item.prompt(interaction)
    true, false = item.feedback("true"), item.feedback("false")
    is_true, is_false = declared.shares(["true", "false"], by_mapping=item.by_mapping(interaction))
    if is_true == is_false:
        item.findings.error(codes.QTI_NO_KEY, interaction.get("responseIdentifier"))
    return q.TrueFalse(
        **item.common(prompt), is_true=is_true > is_false, feedback_true=true, feedback_false=false
    )


def order(item: Item, interaction: Element) -> q.AnyQuestion | None:
    options = {one.get("identifier"): one for one in interaction.elements("simpleChoice")}
    declared = item.declaration(interaction)
    if sorted(declared.correct) != sorted(options):
        item.findings.error(codes.QTI_NO_KEY, interaction.get("responseIdentifier"))
        return None
    prompt = item.prompt(interaction)
    ordered = [options[name] for name in declared.correct]
    texts = [item.inside(option) for option in ordered]
    items = tuple(q.Item(*one) for one in zip(item.ids(ordered, texts, prompt), texts, strict=True))
    return q.Ordering(**item.common(prompt), items=items, scoring=q.OrderScoring.ALL_OR_NOTHING)


def match(item: Item, interaction: Element) -> q.AnyQuestion | None:
    sets = [one.elements("simpleAssociableChoice") for one in interaction.elements("simpleMatchSet")]
    declared = item.declaration(interaction)
    keys = declared.correct or tuple(one.key for one in declared.mapping if one.value > 0)
    belongs = [(left, right) for left, _, right in (key.partition(" ") for key in keys)]
    if len(sets) == 2 and len({left for left, _ in belongs}) < len(belongs):
        # Several answers for one thing: the other way round each may have one.
        sets, belongs = [sets[1], sets[0]], [(right, left) for left, right in belongs]
    key = dict(belongs)
    things = {one.get("identifier") for one in sets[0]} if len(sets) == 2 else set()
    if len(sets) != 2 or len(key) != len(belongs) or set(key) != things:
        item.findings.error(codes.QTI_MATCH, ", ".join(keys))
        return None
    prompt = item.prompt(interaction)
    left, right = ([item.inside(one) for one in side] for side in sets)
    ids = item.ids(sets[1], right, f"{prompt}\x1fanswers")
    by_name = {one.get("identifier"): id_ for one, id_ in zip(sets[1], ids, strict=True)}
    pairs = tuple(
        q.Pair(id_, text, by_name.get(key[one.get("identifier")], ""))
        for one, id_, text in zip(sets[0], item.ids(sets[0], left, prompt), left, strict=True)
    )
    whole = not (item.by_mapping(interaction) and declared.mapping)
    return q.Matching(
        **item.common(prompt),
        pairs=pairs,
        answers=tuple(q.Item(id_, text) for id_, text in zip(ids, right, strict=True)),
        scoring=q.MatchScoring.ALL_OR_NOTHING if whole else q.MatchScoring.EACH_PAIR,
        shuffle=interaction.get("shuffle", "false") == "true",
    )
