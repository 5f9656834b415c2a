"""Pure decisions about what a content says of its learner."""

from json import dumps

from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.playing.xapi import Statement
from media.packages.rules import Claim

MOST_DEFINITION = 16 * 1024
"""Characters of what a statement says about its activity; more is not kept."""
ENDS = "completed"
"""After this verb the way through a content is over."""
_CLAIMS = (ENDS, "answered")


def claim_of(said: Statement) -> Claim | None:
    """What a statement claims of the whole content, if anything: a part's never counts for what holds it."""
    if not said.about_whole_content or said.verb not in _CLAIMS:
        return None
    return Claim(
        raw=said.score.raw if said.score else None,
        most=said.score.maximum if said.score else None,
        success=said.success,
        is_complete=said.verb == ENDS or bool(said.completion),
        seconds=said.duration or 0,
        ends=said.verb == ENDS,
    )


def definition_of(raw: JsonObject) -> JsonObject:
    """What is kept beside the indexed parts: how the activity describes itself, where it is not too long."""
    about = raw.get("object")
    definition = about.get("definition") if isinstance(about, dict) else None
    if not isinstance(definition, dict) or len(dumps(definition, ensure_ascii=False)) > MOST_DEFINITION:
        return {}
    return {"definition": storable(definition)}


def storable(value: Json) -> Json:
    """The same value without the one character that PostgreSQL's JSON cannot hold."""
    if isinstance(value, str):
        return without_nul(value)
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, dict):
        return {without_nul(key): storable(each) for key, each in value.items()}
    return value


def without_nul(text: str) -> str:
    return text.replace("\0", "")
