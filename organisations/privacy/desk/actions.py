"""Putting a person's details right at her request, with what stood there before."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from organisations.people.actions import edit_person
from organisations.personnel.actions import check_may_redirect
from organisations.privacy.requests.actions import finish_request
from organisations.privacy.requests.models import DataRequest


@transaction.atomic
def correct_person(
    *, request: DataRequest, full_name: str, phone: str, email: str, outcome: str, by: User, now: datetime
) -> None:
    """Put her details right and close the request.

    Raises HoldsARole, PhoneTaken, EmailTaken, RequestIsClosed.
    """
    person = request.person
    if (phone, email) != (person.phone, person.email):
        check_may_redirect(person, by)
    before = {"full_name": person.full_name, "phone": person.phone, "email": person.email}
    edit_person(person=person, full_name=full_name, phone=phone, email=email, by=by)
    after = {"full_name": person.full_name, "phone": person.phone, "email": person.email}
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    finish_request(request=request, outcome=outcome, by=by, now=now, changes=changes)
