"""Who wrote what stands in a draft: told by what changed from one revision to the next, not by who saved.

An editor saves a revision whenever it is left, also of a text that nobody touched, so that whoever only
approves would count as its author.
"""

import re
from typing import Any

from django.db.models import Q

_BOOKKEEPING = frozenset(
    {
        "draft_title",
        "expired",
        "first_published_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "search_key",
        "url_path",
    }
)
# The editor of rich text numbers every paragraph anew where it finds no number.
_NUMBERED = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')


def writers_since_publication(obj: Any) -> list[int]:
    """The accounts, by number, that changed what stands in the latest revision and not yet in public.

    An object that has never been published counts its first revision as written.
    """
    revisions = obj.revisions.order_by("created_at", "pk")
    beside = _BOOKKEEPING | frozenset(getattr(obj, "kept_today", ()))
    before = None
    if obj.live and obj.live_revision_id:
        live = obj.live_revision
        before = _said(live.content, beside)
        revisions = revisions.filter(
            Q(created_at__gt=live.created_at) | Q(created_at=live.created_at, pk__gt=live.pk)
        )
    writers = []
    for user_id, content in revisions.values_list("user_id", "content"):
        said = _said(content, beside)
        if said != before and user_id is not None:
            writers.append(user_id)
        before = said
    return list(dict.fromkeys(writers))


def writer_of(revision: Any) -> int | None:
    """The account that brought a revision to say what it says: the first of those that say the same."""
    obj = revision.content_object
    beside = _BOOKKEEPING | frozenset(getattr(obj, "kept_today", ()))
    wanted = _said(revision.content, beside)
    earlier = obj.revisions.filter(
        Q(created_at__lt=revision.created_at) | Q(created_at=revision.created_at, pk__lt=revision.pk)
    )
    writer: int | None = revision.user_id
    for user_id, content in earlier.order_by("-created_at", "-pk").values_list("user_id", "content"):
        if _said(content, beside) != wanted:
            break
        writer = user_id
    return writer


def _said(content: dict[str, Any], beside: frozenset[str]) -> str:
    """What a revision says, without what is kept beside it and without the numbers of rows."""
    kept = {
        name: [_row(one) for one in value] if isinstance(value, list) else value
        for name, value in content.items()
        if name not in beside and f"{name}_id" not in beside
    }
    return _NUMBERED.sub("", repr(sorted(kept.items(), key=lambda item: item[0])))


def _row(row: Any) -> Any:
    return {name: value for name, value in row.items() if name != "pk"} if isinstance(row, dict) else row
