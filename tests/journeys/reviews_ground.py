"""A session that was held this evening, for the journeys: run by `manage.py shell` in the running site."""

from organisations.appointments.actions import appoint
from organisations.oversight.models import Grant
from organisations.people.actions import enter_person, open_account
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.sessions.models import DemonstrationSession
from samples.sessions import load_rubric
from tests.makers import LONG_AGO, PASSWORD, make_cell, make_grant, make_organisation
from tests.practices.reviews.makers import attend, make_held_session, observe

LAN, HOST = "lan.quansat", "long.chutri"
"""The secretary and the chair of these journeys: no other journey meets them."""
TITLE = "Sinh hoạt điểm tối nay"
OTHERS = ("Nông Thị An", "Nông Thị Bình", "Nông Thị Chi", "Nông Thị Dung")


def build() -> None:
    """The session, those who were there, and four forms; the fifth is to be Lan's."""
    if Person.objects.filter(account__username=LAN).exists():
        return
    committee = make_organisation("Đảng bộ xã Sinh Hoạt Điểm")
    host = make_cell("Chi bộ thôn Chủ Trì", committee)
    chair = _somebody("Bùi Văn Long", host, username=HOST)
    make_grant(chair, host, Grant.Role.HOST)
    session = make_held_session(host, title=TITLE, rubric=load_rubric(), chair=chair)
    lan = _somebody("Hoàng Thị Lan", make_cell("Chi bộ thôn Quan Sát", committee), username=LAN)
    attend(session, lan, organisation_name="Chi bộ thôn Quan Sát")
    for number, name in enumerate(OTHERS):
        cell = make_cell(f"Chi bộ thôn {number + 11}", committee)
        participant = attend(session, _somebody(name, cell), organisation_name=cell.name)
        points = {"C1": 8, "C2": 20 - number, "C3": 28, "C4": 15, "C5": 7 if number else None}
        observe(participant, points=points, saw=f"Điều {name} thấy")


def session_id() -> str:
    return str(DemonstrationSession.objects.get(title=TITLE).public_id)


def standing() -> tuple[bool, int]:
    """Whether Lan's form was sent, and how many things she has promised."""
    participant = DemonstrationSession.objects.get(title=TITLE).participants.get(
        person__account__username=LAN
    )
    observation = getattr(participant, "observation", None)
    promised = observation.commitments.count() if observation else 0
    return bool(observation and observation.sent_at), promised


def _somebody(name: str, cell: Organisation, *, username: str = "") -> Person:
    person = enter_person(full_name=name)
    appoint(person=person, organisation=cell, post="secretary", began=LONG_AGO)
    if username:
        open_account(person=person, username=username, password=PASSWORD)
    return person
