"""Between what a lecturer writes in blocks and the plain question that is frozen, asked and graded."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid4

from quizzes.grading import questions as q
from quizzes.grading.checking import is_blank
from quizzes.grading.ids import LENGTH, ids_for
from quizzes.grading.wording import number_text

Raw = dict[str, Any]
"""A block's value as Wagtail stores it."""


def question_of(body: Any) -> q.AnyQuestion | None:
    """The question written in a body (a stream value); None for an empty one."""
    raw = body.get_prep_value() if hasattr(body, "get_prep_value") else body
    if not raw:
        return None
    block = raw[0]
    common = {name: _html(block["value"].get(name)) for name in _COMMON}
    hints = tuple(_html(one["value"]) for one in block["value"].get("hints") or [])
    return _READERS[q.Kind(block["type"])](block["value"], {**common, "hints": hints}, block.get("id") or "")


def body_of(question: q.AnyQuestion) -> list[Raw]:
    """The body that a lecturer would have written for a question; ids of its parts are kept."""
    value = {name: getattr(question, name) for name in _COMMON}
    value["hints"] = [_item(hint) for hint in question.hints]
    value |= _WRITERS[question.kind](question)
    return [{"type": question.kind.value, "value": value, "id": str(uuid4())}]


_COMMON = ("prompt", "explanation", "when_right", "when_partly", "when_wrong")


# --- From blocks ------------------------------------------------------------------------------


_NUMBERED = re.compile(r' data-block-key="[^"]*"')


def _html(text: str | None) -> str:
    """Rich text as it is asked: nothing for an empty paragraph, and without the editor's own numbers.

    Those differ from save to save, so that the same words would not be the same.
    """
    plain = _NUMBERED.sub("", text or "")
    return "" if is_blank(plain) else plain


def _single(value: Raw, common: Raw, key: str) -> q.AnyQuestion:
    choices = tuple(_choice(one, 100.0) for one in value["choices"])
    return q.SingleChoice(**common, choices=choices, shuffle=value.get("shuffle", True))


def _multiple(value: Raw, common: Raw, key: str) -> q.AnyQuestion:
    right = sum(bool(one["value"].get("is_right")) for one in value["choices"])
    choices = tuple(_choice(one, round(100 / (right or 1), 5)) for one in value["choices"])
    scoring = q.ChoiceScoring(value.get("scoring") or q.ChoiceScoring.RIGHT_MINUS_WRONG)
    return q.MultipleChoice(**common, choices=choices, scoring=scoring, shuffle=value.get("shuffle", True))


def _choice(one: Raw, share_if_right: float) -> q.Choice:
    value = one["value"]
    share = value.get("share")
    if share in (None, ""):
        share = share_if_right if value.get("is_right") else 0
    return q.Choice(_short(one["id"]), _html(value["text"]), float(share), _html(value.get("feedback")))


def _true_false(value: Raw, common: Raw, key: str) -> q.AnyQuestion:
    return q.TrueFalse(
        **common,
        is_true=value["is_true"] == "true",
        feedback_true=_html(value.get("feedback_true")),
        feedback_false=_html(value.get("feedback_false")),
    )


def _matching(value: Raw, common: Raw, key: str) -> q.AnyQuestion:
    belonging = [_html(one["value"]["answer"]) for one in value["pairs"]]
    others = [_html(one["value"]) for one in value.get("others") or []]
    texts = list(dict.fromkeys([*belonging, *others]))
    # The block's own id is known to nobody who is asked, so that an answer's id tells nothing.
    ids = dict(zip(texts, ids_for(texts, of=key), strict=True))
    return q.Matching(
        **common,
        pairs=tuple(
            q.Pair(_short(one["id"]), _html(one["value"]["text"]), ids[answer])
            for one, answer in zip(value["pairs"], belonging, strict=True)
        ),
        answers=tuple(q.Item(ids[text], text) for text in texts),
        scoring=q.MatchScoring(value.get("scoring") or q.MatchScoring.EACH_PAIR),
        shuffle=value.get("shuffle", True),
    )


def _ordering(value: Raw, common: Raw, key: str) -> q.AnyQuestion:
    items = tuple(q.Item(_short(one["id"]), _html(one["value"])) for one in value["items"])
    scoring = q.OrderScoring(value.get("scoring") or q.OrderScoring.EACH_PLACE)
    return q.Ordering(**common, items=items, scoring=scoring)


def _short_answer(value: Raw, common: Raw, key: str) -> q.AnyQuestion:
    return q.ShortAnswer(
        **common, accepted=_accepted(value["accepted"]), forgiving=_forgiving(value.get("forgiving"))
    )


def _numerical(value: Raw, common: Raw, key: str) -> q.AnyQuestion:
    return q.Numerical(**common, accepted=_numbers(value["accepted"]), unit=value.get("unit") or "")


def _cloze(value: Raw, common: Raw, key: str) -> q.AnyQuestion:
    return q.Cloze(
        **common,
        text=_html(value["text"]),
        gaps=tuple(_gap(one["value"]) for one in value["gaps"]),
        bank=tuple(one["value"] for one in value.get("bank") or []),
    )


def _gap(value: Raw) -> q.Gap:
    return q.Gap(
        id=value["name"].strip(),
        kind=q.GapKind(value.get("kind") or q.GapKind.SHORT),
        accepted=_accepted(value.get("accepted") or []),
        numbers=_numbers(value.get("numbers") or []),
        choices=tuple(_choice(one, 100.0) for one in value.get("choices") or []),
        forgiving=_forgiving(value.get("forgiving")),
        weight=value.get("weight") or 1,
    )


def _essay(value: Raw, common: Raw, key: str) -> q.AnyQuestion:
    return q.Essay(
        **common,
        criteria=tuple(
            q.Criterion(
                _short(one["id"]),
                one["value"]["title"],
                float(one["value"]["points"] or 0),
                one["value"].get("guidance") or "",
            )
            for one in value.get("criteria") or []
        ),
        words_min=value.get("words_min") or 0,
        words_max=value.get("words_max") or 0,
        files_max=value.get("files_max") or 0,
        template=value.get("template") or "",
    )


def _accepted(rows: list[Raw]) -> tuple[q.Accepted, ...]:
    values = [one["value"] for one in rows]
    return tuple(q.Accepted(v["text"], _share(v), _html(v.get("feedback"))) for v in values)


def _numbers(rows: list[Raw]) -> tuple[q.AcceptedNumber, ...]:
    values = [one["value"] for one in rows]
    return tuple(
        q.AcceptedNumber(
            number_text(v["value"] or ""),
            number_text(v.get("tolerance") or "0"),
            _share(v),
            _html(v.get("feedback")),
        )
        for v in values
    )


def _share(value: Raw) -> float:
    """An unfinished draft may lack it: everything, as the field proposes."""
    share = value.get("share")
    return 100.0 if share in (None, "") else float(share)


def _forgiving(value: Raw | None) -> q.Forgiving:
    return q.Forgiving(**{name: bool(on) for name, on in value.items()}) if value else q.Forgiving()


def _short(id_: str) -> str:
    """A list's own ids are UUIDs; eight digits of one are enough among a question's few parts."""
    return id_.replace("-", "")[:LENGTH]


_READERS: Mapping[q.Kind, Callable[[Raw, Raw, str], q.AnyQuestion]] = {
    q.Kind.SINGLE: _single,
    q.Kind.MULTIPLE: _multiple,
    q.Kind.TRUE_FALSE: _true_false,
    q.Kind.MATCHING: _matching,
    q.Kind.ORDERING: _ordering,
    q.Kind.SHORT_ANSWER: _short_answer,
    q.Kind.NUMERICAL: _numerical,
    q.Kind.CLOZE: _cloze,
    q.Kind.ESSAY: _essay,
}


# --- Into blocks ------------------------------------------------------------------------------


def _choices_into(
    choices: tuple[q.Choice, ...], share_if_right: float, *, tick_any: bool = False
) -> list[Raw]:
    return [
        _item(
            {
                "text": choice.text,
                "is_right": choice.share == share_if_right or (tick_any and choice.share > 0),
                "feedback": choice.feedback,
                "share": None if choice.share in (0, share_if_right) else _decimal(choice.share),
            },
            choice.id,
        )
        for choice in choices
    ]


def _multiple_into(question: q.MultipleChoice) -> Raw:
    right = sum(choice.is_right for choice in question.choices)
    share = round(100 / (right or 1), 5)
    return {
        "choices": _choices_into(
            question.choices, share if _is_even(question, share) else _NONE_IMPLIED, tick_any=True
        ),
        "scoring": question.scoring.value,
        "shuffle": question.shuffle,
    }


_NONE_IMPLIED = 1000.0
"""A share that no option has: each has to be written down."""


def _is_even(question: q.MultipleChoice, share: float) -> bool:
    """Whether every right option earns the same, so that a tick says it all."""
    return all(choice.share == share for choice in question.choices if choice.is_right)


def _matching_into(question: q.Matching) -> Raw:
    texts = {answer.id: answer.text for answer in question.answers}
    used = {pair.answer for pair in question.pairs}
    return {
        "pairs": [
            _item({"text": pair.text, "answer": texts.get(pair.answer, "")}, pair.id)
            for pair in question.pairs
        ],
        "others": [_item(answer.text) for answer in question.answers if answer.id not in used],
        "scoring": question.scoring.value,
        "shuffle": question.shuffle,
    }


def _accepted_into(accepted: tuple[q.Accepted, ...]) -> list[Raw]:
    return [
        _item({"text": one.text, "share": _decimal(one.share), "feedback": one.feedback}) for one in accepted
    ]


def _numbers_into(numbers: tuple[q.AcceptedNumber, ...]) -> list[Raw]:
    return [
        _item(
            {
                "value": one.value,
                "tolerance": one.tolerance,
                "share": _decimal(one.share),
                "feedback": one.feedback,
            }
        )
        for one in numbers
    ]


def _forgiving_into(forgiving: q.Forgiving) -> Raw:
    return {"case": forgiving.case, "marks": forgiving.marks, "tones": forgiving.tones}


def _gap_into(gap: q.Gap) -> Raw:
    return _item(
        {
            "name": gap.id,
            "kind": gap.kind.value,
            "accepted": _accepted_into(gap.accepted),
            "numbers": _numbers_into(gap.numbers),
            "choices": _choices_into(gap.choices, 100.0),
            "forgiving": _forgiving_into(gap.forgiving),
            "weight": gap.weight,
        }
    )


def _essay_into(question: q.Essay) -> Raw:
    return {
        "criteria": [
            _item({"title": c.title, "points": _decimal(c.points), "guidance": c.guidance}, c.id)
            for c in question.criteria
        ],
        "words_min": question.words_min,
        "words_max": question.words_max,
        "files_max": question.files_max,
        "template": question.template,
    }


def _item(value: Any, id_: str = "") -> Raw:
    return {"type": "item", "value": value, "id": id_ or str(uuid4())}


def _decimal(number: float) -> str:
    """As a decimal block keeps it."""
    return str(Decimal(str(number)).normalize() + 0)


_WRITERS: Mapping[q.Kind, Callable[[Any], Raw]] = {
    q.Kind.SINGLE: lambda x: {"choices": _choices_into(x.choices, 100.0), "shuffle": x.shuffle},
    q.Kind.MULTIPLE: _multiple_into,
    q.Kind.TRUE_FALSE: lambda x: {
        "is_true": "true" if x.is_true else "false",
        "feedback_true": x.feedback_true,
        "feedback_false": x.feedback_false,
    },
    q.Kind.MATCHING: _matching_into,
    q.Kind.ORDERING: lambda x: {
        "items": [_item(item.text, item.id) for item in x.items],
        "scoring": x.scoring.value,
    },
    q.Kind.SHORT_ANSWER: lambda x: {
        "accepted": _accepted_into(x.accepted),
        "forgiving": _forgiving_into(x.forgiving),
    },
    q.Kind.NUMERICAL: lambda x: {"accepted": _numbers_into(x.accepted), "unit": x.unit},
    q.Kind.CLOZE: lambda x: {
        "text": x.text,
        "gaps": [_gap_into(gap) for gap in x.gaps],
        "bank": [_item(word) for word in x.bank],
    },
    q.Kind.ESSAY: _essay_into,
}
