"""How far somebody's account has come, in a sentence."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.queries import AccountState
from organisations.cards.queries import Holder

Kind = AccountState.Kind


def account_in_words(state: AccountState | None) -> str:
    if state is None:
        return _("no account yet")
    if state.kind == Kind.CARD_OPEN and state.card_until:
        return _("card open until %(day)s") % {"day": f"{timezone.localdate(state.card_until):%d/%m/%Y}"}
    if state.kind == Kind.SIGNED_IN and state.last_login:
        day = f"{timezone.localdate(state.last_login):%d/%m/%Y}"
        return _("has signed in, last on %(day)s") % {"day": day}
    return {Kind.CLOSED: _("account closed"), Kind.NEVER: _("has never signed in")}[state.kind]


def reason_against(holder: Holder) -> str:
    """Why no card is printed for somebody; empty where one may be."""
    if holder.kind == Kind.CLOSED:
        return _("The account is closed; open it first.")
    if holder.enters_the_authoring_site:
        return _("Works in the authoring site: an administrator of the whole site prints this card.")
    return ""


def dry_run_in_words(holders: list[Holder]) -> list[str]:
    """What printing would do, counted."""
    opened = sum(holder.state is None for holder in holders)
    replaced = sum(holder.has_open_card for holder in holders)
    said = [ngettext("%(count)d card", "%(count)d cards", len(holders)) % {"count": len(holders)}]
    if opened:
        words = ngettext(
            "%(count)d new account will be opened", "%(count)d new accounts will be opened", opened
        )
        said.append(words % {"count": opened})
    if replaced:
        words = ngettext("%(count)d old card will be void", "%(count)d old cards will be void", replaced)
        said.append(words % {"count": replaced})
    return said
