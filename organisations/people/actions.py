"""What is done with people: enter one, put her data right, open her an account, join two entries."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.models import User
from organisations.people.models import Person, PersonMerge
from organisations.people.signals import people_merging


class PersonHasAccount(Exception):
    """The person signs in with another account already."""


class PhoneTaken(Exception):
    """Somebody else's account has this telephone number."""


class EmailTaken(Exception):
    """Somebody else's account has this e-mail address."""


class CannotMerge(Exception):
    """The two entries cannot become one; the message says why."""


@transaction.atomic
def enter_person(*, full_name: str, phone: str = "", email: str = "", is_sample: bool = False) -> Person:
    """Enter somebody who may never have signed in; `phone` is in E.164 form or empty."""
    return Person.objects.create(full_name=full_name, phone=phone, email=email, is_sample=is_sample)


@transaction.atomic
def edit_person(
    *, person: Person, full_name: str, phone: str, email: str, by: User | None, **also_logged: Any
) -> None:
    """Put right a person's name, telephone and e-mail, and her account's with them.

    What was there before goes into the log, with what else is to be said there. Raises PhoneTaken,
    EmailTaken.
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
        _follow(person.account, person, changed)
    log(instance=person, action="organisations.edit", user=by, data={"changed": changed, **also_logged})


def _check_free(*, phone: str, email: str, account: User | None = None) -> None:
    """Two accounts never share a telephone number or an e-mail address: either is signed in with."""
    others = User.objects.exclude(pk=account.pk) if account else User.objects.all()
    if phone and others.filter(phone=phone).exists():
        raise PhoneTaken(phone)
    if email and others.filter(email__iexact=email).exists():
        raise EmailTaken(email)


def _is_taken(name: str, value: str) -> bool:
    return bool(value) and User.objects.filter(**{f"{name}__iexact": value}).exists()


def _follow(account: User, person: Person, changed: Collection[str]) -> None:
    """What did not change stays as it is there too: a number that a family shares is one account's alone."""
    phone = person.phone if "phone" in changed else account.phone
    email = person.email if "email" in changed else ""
    _check_free(phone=phone or "", email=email, account=account)
    account.full_name, account.phone = person.full_name, phone or None  # type: ignore[assignment]
    account.email = email or account.email
    account.save(update_fields=["full_name", "name_key", "phone", "email"])


@transaction.atomic
def open_account(
    *, person: Person, username: str, password: str | None, email: str = "", leave_taken: bool = False
) -> User:
    """Give `person` a way to sign in: by user name, by her telephone, by e-mail if she has one.

    Without a password she first needs a card or a code. With `leave_taken`, a telephone or an e-mail
    address that is another account's already, as in a family that shares one, is left to it: she signs
    in by user name. Raises PersonHasAccount where she has one, PhoneTaken, EmailTaken.
    """
    if person.account_id:
        raise PersonHasAccount(person.full_name)
    reached = {"phone": person.phone, "email": email or person.email}
    if leave_taken:
        reached = {name: value for name, value in reached.items() if not _is_taken(name, value)}
    _check_free(phone=reached.get("phone", ""), email=reached.get("email", ""))
    account = User.objects.create_user(
        username=username, password=password, full_name=person.full_name, **reached
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
    _keep_log(kept, gone)
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
        account.is_active, account.phone, account.email = False, None, ""  # type: ignore[assignment]
        account.save(update_fields=["is_active", "phone", "email"])


def _keep_log(kept: Person, gone: Person) -> None:
    """What was done with the entry that goes was done with this person."""
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Person))
    entries.filter(object_id=str(gone.pk)).update(object_id=str(kept.pk))


def _what_it_said(person: Person) -> dict[str, Any]:
    return {
        "full_name": person.full_name,
        "phone": person.phone,
        "email": person.email,
        "account_id": person.account_id,
    }
