"""Closing an account for good: nobody signs in with it again, and nothing in it says whose it was."""

from typing import Any
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.db import models
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from accounts.models import User
from common.vietnamese import name_sort_key
from notifications.models import Notice
from organisations.people.models import Person, PersonMerge
from organisations.privacy.erasing.names import ERASED_NAME
from organisations.privacy.erasing.traces import Trace

ROOMS_OF_ACCOUNTS = {
    "account",
    "accounts",
    "mfa",
    "notifications",
    "usersessions",
    "wagtailadmin",
    "wagtailusers",
}
"""Apps, by label: addresses, sign-in cards, second factors, sessions, how she is told, authoring."""


def accounts_of(person: Person) -> list[User]:
    """Hers, and those of entries that were merged with hers, which stayed for what they wrote."""
    own = [person.account_id] if person.account_id else []
    ids = [*own, *_accounts_of_merged_entries(person)]
    return list(User.objects.filter(pk__in=ids).order_by("pk"))


def _accounts_of_merged_entries(person: Person) -> set[int]:
    gone = PersonMerge.objects.filter(kept=person).values_list("gone", flat=True)
    ids = {said["account_id"] for said in gone if said.get("account_id")}
    taken = Person.objects.filter(account_id__in=ids).exclude(pk=person.pk)
    return ids - {other.account_id for other in taken if other.account_id}


def erase_account(*, account: User) -> list[Trace]:
    sessions = list(UserSession.objects.filter(user=account))
    for session in sessions:
        session.end()
    _remove_picture(account)
    notices, _told = Notice.objects.filter(recipient=account).delete()
    others = _remove_what_hangs_on(account)
    account.groups.clear()
    account.user_permissions.clear()
    _empty(account)
    return [
        Trace(_("accounts: user name, password, telephone, e-mail"), 1),
        Trace(_("devices signed in"), len(sessions)),
        Trace(_("notices she was told"), notices),
        Trace(_("second factors, sign-in cards, e-mail addresses, how she is told, settings"), others),
    ]


def _remove_what_hangs_on(account: User) -> int:
    """Rows of the rooms that know of nothing but the account, and that would go if it went."""
    removed = 0
    for relation in User._meta.related_objects:
        model: Any = relation.related_model
        if relation.on_delete is models.CASCADE and model._meta.app_label in ROOMS_OF_ACCOUNTS:
            removed += model._base_manager.filter(**{relation.field.name: account}).delete()[0]
    return removed


def _remove_picture(account: User) -> None:
    for profile in UserProfile.objects.filter(user=account):
        profile.avatar.delete(save=False)


def _empty(account: User) -> None:
    account.set_unusable_password()
    User.objects.filter(pk=account.pk).update(
        username=f"da-xoa-{uuid4().hex[:12]}",
        full_name=ERASED_NAME,
        name_key=name_sort_key(ERASED_NAME),
        phone=None,
        email="",
        password=account.password,
        language=User.Language.VIETNAMESE,
        text_size=User.TextSize.NORMAL,
        last_login=None,
        is_active=False,
        is_staff=False,
    )
