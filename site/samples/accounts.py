"""The demonstration's accounts: one of each role, one password for all, made only in demo mode."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import LECTURERS, REVIEWERS
from organisations.people.actions import enter_person, open_account
from organisations.people.models import Person

DEMO_PASSWORD = "sinh-hoat-ngay-3"  # noqa: S105  (shown on the sign-in page of a demonstration)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody to sign in as."""

    role: Promise
    username: str
    full_name: str
    phone: str = ""
    group: str = ""
    is_administrator: bool = False


SECRETARY = DemoAccount(_("Secretary"), "bithu", "Vũ Thị Lan", phone="+84912345678")
AUTHOR = DemoAccount(_("Author"), "giangvien", "Lê Thị Hoa", group=LECTURERS)
REVIEWER = DemoAccount(_("Reviewer"), "nguoiduyet", "Phạm Văn Hòa", group=REVIEWERS)
ORGANISER = DemoAccount(_("Organiser"), "tochuc", "Bùi Văn Minh")
ADMINISTRATOR = DemoAccount(_("Administrator"), "quantri", "Trần Thị Hà", is_administrator=True)
DEMO_ACCOUNTS = [SECRETARY, AUTHOR, REVIEWER, ORGANISER, ADMINISTRATOR]


@transaction.atomic
def open_demo_accounts() -> None:
    """Make the accounts that are missing; one that stands is left as it is."""
    for demo in DEMO_ACCOUNTS:
        if User.objects.filter(username=demo.username).exists():
            continue
        person = enter_person(full_name=demo.full_name, phone=demo.phone)
        account = open_account(person=person, username=demo.username, password=DEMO_PASSWORD)
        account.groups.set(Group.objects.filter(name=demo.group))
        if demo.is_administrator:
            account.is_superuser = account.is_staff = True
            account.save(update_fields=["is_superuser", "is_staff"])


def the_author() -> User | None:
    """The account of who wrote the sample; none where there are no demonstration accounts."""
    return User.objects.filter(username=AUTHOR.username).first()


def the_secretary() -> Person:
    """The person who is shown learning."""
    return Person.objects.get(account__username=SECRETARY.username)
