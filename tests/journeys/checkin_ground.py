"""A hall for the journeys, made within the running site's database: run by `manage.py shell`."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from organisations.people.actions import enter_person
from practices.checkin.codes import ensure_codes
from practices.checkin.models import CheckIn, SignInSheet
from practices.sessions.models import DemonstrationSession, Participant
from samples.accounts import COMMUNE, the_secretary
from samples.organisations import sample_organisation
from tests.practices.makers import invite, make_session

FAMILIES = ("Nguyễn", "Lò", "Hoàng", "Đặng", "Ma", "Quan", "Chẩu", "Nông")
GIVEN = ("Ân", "Đức", "Hòa", "Lan", "Ý")
HALL, EARLY = "Sinh hoạt điểm: kết luận rõ việc", "Sinh hoạt điểm tuần sau"


@transaction.atomic
def build() -> None:
    """Forty are invited to a session under way; another one begins in a week; prints what tests need."""
    now = timezone.now()
    commune = sample_organisation(COMMUNE)
    hall = make_session(commune, title=HALL, starts_at=now - timedelta(minutes=10))
    early = make_session(commune, title=EARLY, starts_at=now + timedelta(days=7))
    names = [f"{family} Văn {given}" for family in FAMILIES for given in GIVEN]
    people = [enter_person(full_name=name, is_sample=True) for name in names]
    for person in people:
        invite(hall, person, organisation=commune, organisation_name="Chi bộ thôn Nà Mẫu")
    invite(early, people[0], organisation_name="Chi bộ thôn Nà Mẫu")
    codes = ensure_codes(people=[person.pk for person in people], now=now)
    told = {
        "hall": str(hall.public_id),
        "early": str(early.public_id),
        "codes": [[person.full_name, codes[person.pk]] for person in people],
    }
    print(json.dumps(told))


def invite_lan() -> None:
    """The secretary of the demonstration, to the session under way."""
    invite(DemonstrationSession.objects.get(title=HALL), the_secretary(), organisation_name="Chi bộ thôn 3")


def tell() -> None:
    """What the database holds of the session under way."""
    hall = DemonstrationSession.objects.get(title=HALL)
    there = Participant.objects.filter(session=hall, attended_at__isnull=False)
    how = {value: there.filter(attended_how=value).count() for value in CheckIn.How.values}
    photos = SignInSheet.objects.exclude(photo="").count()
    print(json.dumps({"count": hall.attended_count, "there": there.count(), "photos": photos, **how}))
