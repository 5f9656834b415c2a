"""What has been kept long enough is let go of, and only that."""

from datetime import timedelta
from io import StringIO

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from organisations.oversight.models import Reading
from organisations.privacy.requests.actions import ask_correction, withdraw_request
from organisations.privacy.requests.models import DataRequest
from tests.accounts.conftest import is_signed_in, sign_in
from tests.organisations.conftest import World


def purge(*options: str) -> str:
    said = StringIO()
    call_command("purge_personal_data", *options, stdout=said)
    return said.getvalue()


def test_old_readings_and_closed_requests_go_and_young_ones_stay(world: World, settings: Settings) -> None:
    settings.READINGS_KEPT_DAYS = settings.DATA_REQUESTS_KEPT_DAYS = 100
    for days in (99, 101):
        at = timezone.now() - timedelta(days=days)
        Reading.objects.create(reader=world.minh, person=world.lan, screen="person", at=at)
        asked = ask_correction(person=world.lan, text=f"{days}", wanted="", now=at)
        withdraw_request(request=asked, now=at)
    ask_correction(person=world.lan, text="open", wanted="", now=timezone.now() - timedelta(days=500))
    assert "readings: 1 would be removed" in purge("--dry-run")
    assert Reading.objects.count() == 2
    assert "requests: 1 removed" in purge()
    assert Reading.objects.count() == 1
    assert sorted(DataRequest.objects.values_list("text", flat=True)) == ["99", "open"]


def test_sessions_that_ran_out_go_and_nobody_is_signed_out(world: World, client: Client) -> None:
    old = Client()
    sign_in(old, "binh")
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    sign_in(client, "lan")
    said = purge()
    assert "sessions: 1 removed" in said
    assert "devices: 1 removed" in said
    assert is_signed_in(client)
    assert purge("--dry-run").count(": 0 ") == 15
