"""Pictures and papers that go with a proposal: what is taken, and by whom it can be taken back."""

from datetime import datetime
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from media.received import KINDS, kind_of, tidy_name
from practices.proposals import rules
from practices.proposals.actions import CannotDo, NotNow, hold
from practices.proposals.models import Proposal, ProposalFile
from practices.proposals.rules import Move
from practices.proposals.storing import remove_stored, store

MOST_FILES = 6


class TooManyFiles(CannotDo):
    """No more files fit."""


@transaction.atomic
def attach_file(*, proposal: Proposal, content: File[bytes], name: str, now: datetime) -> ProposalFile:
    """Keep a file with a proposal that is being written.

    Raises NotNow, TooManyFiles, and WrongFile and TooLarge of `media.received`.
    """
    size = content.size or 0
    kind = kind_of(content, size)
    standing = hold(proposal)
    if not rules.after(standing.state, Move.WRITE):
        raise NotNow
    if standing.files.count() >= MOST_FILES:
        raise TooManyFiles
    return ProposalFile.objects.create(
        proposal=standing,
        name=tidy_name(name, kind),
        stored_as=store(content, kind),
        content_type=KINDS[kind],
        size=size,
        added_at=now,
    )


@transaction.atomic
def remove_file(*, proposal: Proposal, file: UUID) -> None:
    """Take a file back while the proposal is being written; one that is gone already is no matter.

    Raises NotNow.
    """
    standing = hold(proposal)
    if not rules.after(standing.state, Move.WRITE):
        raise NotNow
    found = standing.files.filter(public_id=file).first()
    if found:
        name = found.stored_as
        found.delete()
        transaction.on_commit(lambda: remove_stored([name]))
