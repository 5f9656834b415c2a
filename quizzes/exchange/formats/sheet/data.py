"""The last column: a question exactly as it is, for as long as the cells beside it stay what they were."""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from quizzes.exchange.formats.drafts import Draft
from quizzes.grading.codec import BadData, data_of, question_from

_LENGTH = 16


def packed(draft: Draft, cells: Mapping[str, str]) -> str:
    """The data of a draft whose cells are `cells`."""
    if draft.question is None:
        return ""
    rest = {"topics": list(draft.topics), "sources": list(draft.sources), "category": list(draft.category)}
    said = {
        "cells": fingerprint(cells),
        "question": data_of(draft.question),
        "points": draft.points,
        "name": draft.name,
        **rest,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def fingerprint(cells: Mapping[str, str]) -> str:
    told = sorted(
        (key, " ".join(text.split())) for key, text in cells.items() if key != "data" and text.strip()
    )
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:_LENGTH]


class Changed(Exception):
    """The cells are no longer those that the data belong to."""


def unpacked(text: str, cells: Mapping[str, str], draft: Draft) -> Draft:
    """`draft` as the data have it. Raises Changed, BadData."""
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadData("data") from error
    if not isinstance(said, dict):
        raise BadData("data")
    if said.get("cells") != fingerprint(cells):
        raise Changed
    texts = {name: said.get(name, []) for name in ("topics", "sources", "category")}
    for name, value in texts.items():
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise BadData(name)
    points, name = said.get("points", 1.0), said.get("name", "")
    if not isinstance(points, int | float) or isinstance(points, bool) or not isinstance(name, str):
        raise BadData("points")
    return replace(
        draft,
        question=question_from(said.get("question")),
        points=float(points),
        name=name,
        topics=tuple(texts["topics"]),
        sources=tuple(texts["sources"]),
        category=tuple(texts["category"]),
    )
