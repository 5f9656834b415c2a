"""Texts, numbers, choices: one value against one field, with what had to be changed."""

from __future__ import annotations

from media.h5p.core.codes import Code
from media.h5p.core.findings import Finding, error, note, warning
from media.h5p.core.format.json_values import Json
from media.h5p.core.semantics.budget import MAX_TAGS_OF_A_TEXT, Budget
from media.h5p.core.semantics.fields import NumberField, SelectField, TextField
from media.h5p.core.semantics.markup import clean_html, escape_text, lost_markup
from media.h5p.core.semantics.parsing import as_option
from media.h5p.core.semantics.patterns import matches
from media.h5p.core.sentences import phrases

Outcome = tuple[Json, Finding | None]


def clean_text(value: Json, field: TextField, at: str, budget: Budget) -> Outcome:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)  # old editors wrote numbers into text fields
    if not isinstance(value, str):
        return None, warning(Code.WRONG_TYPE, at, expected=phrases.TEXT)
    if field.tags is None:
        return escape_text(value), _doubt(value, field, at, budget)
    if not budget.allows_markup(value):
        return None, error(Code.TOO_MUCH_MARKUP, at, limit=MAX_TAGS_OF_A_TEXT)
    cleaned = clean_html(value, field.tags, field.styles)
    if cleaned != value and (lost := lost_markup(value, cleaned)):
        return cleaned, warning(Code.MARKUP_REMOVED, at, markup=lost)
    return cleaned, _doubt(value, field, at, budget)


def _doubt(value: str, field: TextField, at: str, budget: Budget) -> Finding | None:
    """Where core cuts or empties a text, we show it whole and tell the author."""
    if field.max_length is not None and len(value) > field.max_length:
        return warning(Code.TEXT_TOO_LONG, at, limit=field.max_length)
    if field.pattern is None or (value == "" and field.optional) or not budget.allows_pattern(field.pattern):
        return None
    return warning(Code.NOT_ACCORDING_TO_REGEXP, at) if matches(field.pattern, value) is False else None


def clean_number(value: Json, field: NumberField, at: str) -> Outcome:
    number = _as_number(value)
    if number is None:
        return None, warning(Code.WRONG_TYPE, at, expected=phrases.NUMBER)
    # `step` is an aid of the editor's form; content older than the step must not be moved by it.
    used: int | float = number
    if field.minimum is not None:
        used = max(used, field.minimum)
    if field.maximum is not None:
        used = min(used, field.maximum)
    finding = note(Code.OUT_OF_RANGE, at, value=number, used=used) if used != number else None
    if field.decimals is not None and isinstance(used, float):
        used = round(used, field.decimals)
    return used, finding


def _as_number(value: Json) -> int | float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    if number != number or number in (float("inf"), float("-inf")):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def clean_boolean(value: Json, at: str) -> Outcome:
    if isinstance(value, bool):
        return value, None
    truth = {"1": True, "true": True, "0": False, "false": False, "": False}.get(as_option(value))
    return truth, warning(Code.WRONG_TYPE, at, expected=phrases.YES_OR_NO) if truth is None else None


def clean_select(value: Json, field: SelectField, at: str) -> Outcome:
    if field.multiple:
        return _clean_choices(value if isinstance(value, list) else [value], field, at)
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict) or value is None:
        return None, warning(Code.WRONG_TYPE, at, expected=phrases.TEXT)
    chosen = as_option(value)
    # Core accepts any value where the choice is optional, and real content relies on it.
    if not field.options or field.optional or chosen in field.options:
        return (escape_text(chosen) if isinstance(value, str) else value), None
    used = as_option(field.default) if as_option(field.default) in field.options else field.first
    return escape_text(used), note(Code.ILLEGAL_OPTION, at, value=chosen, used=used)


def _clean_choices(values: list[Json], field: SelectField, at: str) -> Outcome:
    chosen = [as_option(each) for each in values if each is not None and not isinstance(each, dict | list)]
    strict = bool(field.options) and not field.optional
    kept: list[Json] = [escape_text(each) for each in chosen if not strict or each in field.options]
    if len(kept) == len(values):
        return kept, None
    wrong = next((each for each in chosen if each not in field.options), "?")
    return kept, note(Code.ILLEGAL_OPTION, at, value=wrong, used=", ".join(map(str, kept)))
