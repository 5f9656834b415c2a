"""What is kept of a person's account: how she signs in, from which devices, what she did as an author."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts.cards.models import SignInCard
from accounts.models import User
from accounts.templatetags.account_tags import device_name
from common.phones import local_phone
from notifications.models import (
    CalendarAddress,
    Delivery,
    Escalation,
    Notice,
    PushSubscription,
    Reminder,
    Wish,
)
from notifications.ways.rules import Channel, Kind
from notifications.ways.words import CHANNELS, KINDS
from organisations.granting.readings.screen_names import screen_name
from organisations.oversight.models import Reading
from organisations.people.models import Person
from organisations.privacy.gathering.sections import Cell, Choice, Column, Rows, Section

NOBODY = 0
"""No account has this id; none at all would find what the site itself has done."""


def account_sections(person: Person) -> list[Section]:
    """Empty sections for somebody who has no account: that is an answer too."""
    account_id = person.account_id or NOBODY
    return [
        _account(account_id),
        _devices(account_id),
        _second_factors(account_id),
        _sign_in_cards(account_id),
        _notices(account_id),
        _telling_wishes(account_id),
        _deliveries(account_id),
        _pushed_devices(account_id),
        _reminders(account_id),
        _escalations(account_id),
        _calendar(account_id),
    ]


def sections_of_work(person: Person) -> list[Section]:
    """What only those meet who write, or look after others; it comes last."""
    account_id = person.account_id or NOBODY
    return [_readings_made(account_id), _written_pages(account_id), _written_records(account_id)]


def _account(account_id: int) -> Section:
    return Section(
        key="account",
        icon="account",
        title=_("Your account"),
        why=_("So that you can sign in, and find the site as you like it."),
        how_long=_("As long as you have an account here."),
        columns=(
            Column("username", _("User name")),
            Column("phone", _("Telephone")),
            Column("email", _("E-mail")),
            Column("language", _("Language")),
            Column("text_size", _("Text size")),
            Column("opened_at", _("Account opened")),
            Column("last_sign_in_at", _("Last signed in")),
        ),
        rows=Rows(User.objects.filter(pk=account_id), _account_cells),
        is_record=True,
    )


def _account_cells(account: User) -> tuple[Cell, ...]:
    return (
        account.username,
        local_phone(account.phone or ""),
        account.email,
        Choice(account.language, account.get_language_display()),
        Choice(account.text_size, account.get_text_size_display()),
        account.date_joined,
        account.last_login,
    )


def _devices(account_id: int) -> Section:
    return Section(
        key="devices",
        icon="phone",
        title=_("Where you are signed in"),
        why=_("So that you can sign out a device you have lost or lent."),
        how_long=_("Until you sign out there, or two months after you last came."),
        columns=(
            Column("device", _("Device")),
            Column("address", _("Network address")),
            Column("signed_in_at", _("Signed in")),
        ),
        rows=Rows(
            UserSession.objects.filter(user_id=account_id).order_by("-created_at"),
            lambda row: (device_name(row.user_agent), row.ip, row.created_at),
        ),
    )


def _second_factors(account_id: int) -> Section:
    return Section(
        key="second_factors",
        icon="lock",
        title=_("Your second factors"),
        why=_("They guard what you may see of others; the secret itself is shown to nobody."),
        how_long=_("Until you remove them."),
        columns=(
            Column("type", _("Kind")),
            Column("created_at", _("Set up")),
            Column("last_used_at", _("Last used")),
        ),
        rows=Rows(
            Authenticator.objects.filter(user_id=account_id).order_by("created_at"),
            lambda row: (Choice(row.type, row.get_type_display()), row.created_at, row.last_used_at),
        ),
    )


def _sign_in_cards(account_id: int) -> Section:
    return Section(
        key="sign_in_cards",
        icon="account",
        title=_("Sign-in cards printed for you"),
        why=_("So that a card that was lost can be made worthless; the code itself is not kept."),
        how_long=_("As long as you have an account here."),
        columns=(
            Column("issued_at", _("Printed")),
            Column("expires_at", _("Valid until")),
            Column("used_at", _("Used")),
            Column("revoked_at", _("Made worthless")),
        ),
        rows=Rows(
            SignInCard.objects.filter(account_id=account_id),
            lambda row: (row.issued_at, row.expires_at, row.used_at, row.revoked_at),
        ),
    )


def _notices(account_id: int) -> Section:
    return Section(
        key="told",
        icon="mail",
        title=_("What you have been told"),
        why=_("So that invitations, changes and reminders reach you."),
        how_long=_("Until some time after you have read it; until you are erased."),
        columns=(
            Column("at", _("When")),
            Column("title", _("Title")),
            Column("text", _("Text")),
            Column("read_at", _("Read")),
        ),
        rows=Rows(
            Notice.objects.filter(recipient_id=account_id),
            lambda row: (row.at, row.title, _all_text(row), row.read_at),
        ),
    )


def _all_text(notice: Notice) -> str:
    gathered = [": ".join(filter(None, (line["title"], line["text"]))) for line in notice.lines]
    return "\n".join(filter(None, [notice.text, *gathered]))


def _telling_wishes(account_id: int) -> Section:
    return Section(
        key="telling_wishes",
        icon="phone",
        title=_("How you wish to be told"),
        why=_("So that you are told by the ways you want."),
        how_long=_("As long as you have an account here."),
        columns=(Column("kind", _("What")), Column("channel", _("Way")), Column("is_on", _("Wished"))),
        rows=Rows(
            Wish.objects.filter(account_id=account_id).order_by("kind", "channel"),
            lambda row: (
                Choice(row.kind, str(KINDS[Kind(row.kind)])),
                Choice(row.channel, str(CHANNELS[Channel(row.channel)])),
                row.is_on,
            ),
        ),
    )


def _deliveries(account_id: int) -> Section:
    return Section(
        key="deliveries",
        icon="mail",
        title=_("How you were told outside of this site"),
        why=_("So that nothing reaches you twice, and it can be seen why something did not reach you."),
        how_long=_("As long as the notice, at most some months; until you are erased."),
        columns=(
            Column("title", _("Title")),
            Column("channel", _("Way")),
            Column("state", _("State")),
            Column("sent_at", _("Sent at")),
        ),
        rows=Rows(
            Delivery.objects.filter(notice__recipient_id=account_id).select_related("notice"),
            lambda row: (
                row.notice.title,
                Choice(row.channel, row.get_channel_display()),
                Choice(row.state, row.get_state_display()),
                row.sent_at,
            ),
        ),
    )


def _pushed_devices(account_id: int) -> Section:
    return Section(
        key="pushed_devices",
        icon="phone",
        title=_("Devices on which you are told"),
        why=_("Because you asked to be told there."),
        how_long=_("Until you switch it off or sign out there."),
        columns=(Column("device", _("Device")), Column("made_at", _("Since"))),
        rows=Rows(
            PushSubscription.objects.filter(account_id=account_id),
            lambda row: (device_name(row.device), row.made_at),
        ),
    )


def _reminders(account_id: int) -> Section:
    return Section(
        key="reminders",
        icon="clock",
        title=_("When you were reminded"),
        why=_("So that you are reminded at most once a day, and not without end."),
        how_long=_("As long as you have an account here."),
        columns=(Column("on", _("When")), Column("thing", _("Of what"))),
        rows=Rows(
            Reminder.objects.filter(account_id=account_id).order_by("-on", "thing"),
            lambda row: (row.on, row.thing),
        ),
    )


def _escalations(account_id: int) -> Section:
    return Section(
        key="escalations",
        icon="flag",
        title=_("When the unit above was told that something of yours is overdue"),
        why=_("So that it is told once and no more."),
        how_long=_("As long as you have an account here."),
        columns=(Column("at", _("When")), Column("thing", _("Of what"))),
        rows=Rows(
            Escalation.objects.filter(account_id=account_id).order_by("-at"),
            lambda row: (row.at, row.thing),
        ),
    )


def _calendar(account_id: int) -> Section:
    return Section(
        key="calendar_address",
        icon="calendar",
        title=_("The private address of your calendar"),
        why=_("So that your telephone's calendar can read your dates."),
        how_long=_("Until you take it back."),
        columns=(Column("made_at", _("Since")),),
        rows=Rows(CalendarAddress.objects.filter(account_id=account_id), lambda row: (row.made_at,)),
    )


def _written_pages(account_id: int) -> Section:
    return _log(
        PageLogEntry,
        account_id,
        key="written_pages",
        title=_("What you did to courses and lessons"),
    )


def _written_records(account_id: int) -> Section:
    return _log(
        ModelLogEntry,
        account_id,
        key="written_records",
        title=_("What else you did in the authoring site"),
    )


def _log(model: Any, account_id: int, *, key: str, title: str) -> Section:
    return Section(
        key=key,
        icon="pen",
        title=title,
        why=_("So that it can be seen later who changed what."),
        how_long=_("As long as what was changed; without your name once you are erased."),
        columns=(
            Column("at", _("When")),
            Column("action", _("What was done")),
            Column("what", _("To what")),
        ),
        rows=Rows(
            model.objects.filter(user_id=account_id).order_by("-timestamp"),
            lambda row: (row.timestamp, Choice(row.action, _action_name(row)), row.label),
        ),
    )


def _action_name(entry: Any) -> str:
    formatter = registry.get_formatter(entry)
    return str(formatter.label) if formatter else str(entry.action)


def _readings_made(account_id: int) -> Section:
    return Section(
        key="readings_made",
        icon="search",
        title=_("When you read the data of others"),
        why=_("Whoever reads the data of others is noted; whose data it was is told to them alone."),
        how_long=_("Some years; the notice says how many."),
        columns=(Column("at", _("When")), Column("screen", _("On which page"))),
        rows=Rows(
            Reading.objects.filter(reader_id=account_id),
            lambda row: (row.at, Choice(row.screen, screen_name(row.screen))),
        ),
    )
