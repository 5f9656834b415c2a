"""What is done with people: enter one, put her data right, open her an account, join two entries."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from organisations.people.models import Person, PersonMerge
from organisations.people.signals import people_merging


class PersonHasAccount(Exception):
    """The person signs in with another account already."""


class PhoneTaken(Exception):
    """Somebody else's account has this telephone number."""


class CannotMerge(Exception):
    """The two entries cannot become one; the message says why."""


@transaction.atomic
def enter_person(*, full_name: str, phone: str = "", email: str = "", is_sample: bool = False) -> Person:
    """Enter somebody who may never have signed in; `phone` is in E.164 form or empty."""
    return Person.objects.create(full_name=full_name, phone=phone, email=email, is_sample=is_sample)


@transaction.atomic
def edit_person(*, person: Person, full_name: str, phone: str, email: str, by: User | None) -> None:
    """Put right a person's name, telephone and e-mail, and her account's with them.

    What was there before goes into the log. Raises PhoneTaken.
    """
    details = {"full_name": full_name, "phone": phone, "email": email}
    changed = {name: [getattr(person, name), value] for name, value in details.items()}
    changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
    if not changed:
        return
    for name, value in details.items():
        setattr(person, name, value)
    person.save()
    if person.account:
        _follow(person.account, person)
    log(instance=person, action="organisations.edit", user=by, data={"changed": changed})


def _follow(account: User, person: Person) -> None:
    taken = User.objects.filter(phone=person.phone).exclude(pk=account.pk) if person.phone else None
    if taken is not None and taken.exists():
        raise PhoneTaken(person.phone)
    account.full_name, account.phone = person.full_name, person.phone or None  # type: ignore[assignment]
    account.email = person.email or account.email
    account.save(update_fields=["full_name", "name_key", "phone", "email"])


@transaction.atomic
def open_account(*, person: Person, username: str, password: str | None, email: str = "") -> User:
    """Give `person` a way to sign in: by user name, by her telephone, by e-mail if she has one.

    Without a password she first needs a card or a code. A telephone or an e-mail address that is
    another account's already, as in a family that shares one, is left to it: she signs in by user name.
    Raises PersonHasAccount where she has one.
    """
    if person.account_id:
        raise PersonHasAccount(person.full_name)
    email = email or person.email
    account = User.objects.create_user(
        username=username,
        email="" if User.objects.filter(email__iexact=email).exists() else email,
        password=password,
        full_name=person.full_name,
        phone="" if User.objects.filter(phone=person.phone).exists() else person.phone,
    )
    person.account = account
    person.save(update_fields=["account"])
    return account


@transaction.atomic
def merge_people(*, kept: Person, gone: Person, by: User | None, now: datetime) -> PersonMerge:
    """Let two entries of one person become one: everything of `gone` is `kept`'s, and `gone` goes.

    Rooms above bring over what is theirs when they hear `people_merging`, in the same transaction;
    nothing learnt is lost. Raises CannotMerge.
    """
    if kept.pk == gone.pk:
        raise CannotMerge("one entry cannot be merged with itself")
    said = _what_it_said(gone)
    people_merging.send(sender=Person, kept=kept, gone=gone)
    _keep_account(kept, gone)
    PersonMerge.objects.filter(kept=gone).update(kept=kept)
    merge = PersonMerge.objects.create(
        kept=kept, gone_id=gone.public_id, gone=said, merged_at=now, merged_by=by
    )
    for name in ("phone", "email"):
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    gone.delete()
    kept.save()
    log(instance=kept, action="organisations.merge", user=by, data={"gone": merge.gone})
    return merge


def _keep_account(kept: Person, gone: Person) -> None:
    """Of two accounts the kept entry's stays open; the other is closed, and stays for what it wrote."""
    account = gone.account
    if account is None:
        return
    gone.account = None
    gone.save(update_fields=["account"])
    if kept.account is None:
        kept.account = account
    else:
        account.is_active, account.phone = False, None  # type: ignore[assignment]
        account.save(update_fields=["is_active", "phone"])


def _what_it_said(person: Person) -> dict[str, Any]:
    return {
        "full_name": person.full_name,
        "phone": person.phone,
        "email": person.email,
        "account_id": person.account_id,
    }
