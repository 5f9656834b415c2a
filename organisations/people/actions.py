"""What is done with people: enter one, give one an account."""

from django.db import transaction

from accounts.models import User
from organisations.people.models import Person


class PersonHasAccount(Exception):
    """The person signs in with another account already."""


@transaction.atomic
def enter_person(*, full_name: str, phone: str = "") -> Person:
    """Enter somebody who may never have signed in; `phone` is in E.164 form or empty."""
    return Person.objects.create(full_name=full_name, phone=phone)


@transaction.atomic
def open_account(*, person: Person, username: str, password: str, email: str = "") -> User:
    """Give `person` a way to sign in: by user name, by her telephone, by e-mail if she has one.

    Raises PersonHasAccount where she has one.
    """
    if person.account_id:
        raise PersonHasAccount(person.full_name)
    account = User.objects.create_user(
        username=username,
        email=email,
        password=password,
        full_name=person.full_name,
        phone=person.phone,
    )
    person.account = account
    person.save(update_fields=["account"])
    return account
