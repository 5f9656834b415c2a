"""Sign-in sheets: printed with a code of their own, and photographed once they are signed."""

from datetime import datetime
from functools import partial
from hashlib import sha256

from django.db import transaction

from accounts.cards.rules import new_code
from accounts.models import User
from practices.checkin.models import SignInSheet
from practices.checkin.photographs import TYPE, keep, let_go
from practices.sessions.models import DemonstrationSession


def print_sheet(*, session: DemonstrationSession, by: User, now: datetime) -> SignInSheet:
    return SignInSheet.objects.create(session=session, code=new_code(), printed_at=now, printed_by=by)


@transaction.atomic
def attach_photo(*, sheet: SignInSheet, picture: bytes, by: User, now: datetime) -> None:
    """The photograph of a signed sheet; the one before it goes."""
    held = SignInSheet.objects.select_for_update().get(pk=sheet.pk)
    before = held.photo
    held.photo = keep(f"checkin/{held.session_id}/{held.public_id}.jpg", picture)
    held.photo_type, held.photo_digest = TYPE, sha256(picture).hexdigest()
    held.photographed_at, held.photographed_by = now, by
    held.save(update_fields=["photo", "photo_type", "photo_digest", "photographed_at", "photographed_by"])
    if before:
        transaction.on_commit(partial(let_go, before))
