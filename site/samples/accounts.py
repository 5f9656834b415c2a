"""The demonstration's accounts: one of each role, one password for all, made only in demo mode."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from organisations.oversight.actions import grant_role
from organisations.people.actions import edit_person, enter_person, open_account
from organisations.people.models import Person
from samples.organisations import STOOD_SINCE, sample_organisation, sample_person

DEMO_PASSWORD = "sinh-hoat-ngay-3"  # noqa: S105  (shown on the sign-in page of a demonstration)

PROVINCE, COMMUNE, SCHOOL = "tinh", "xa-b", "tct"
"""Sample organisations over which roles are given."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody to sign in as; `grant` is a role and the sample organisation it is over."""

    role: Promise
    username: str
    full_name: str
    phone: str = ""
    grant: tuple[str, str] | None = None
    holds_a_post: bool = False


SECRETARY = DemoAccount(_("Secretary"), "bithu", "Vũ Thị Lan", phone="+84912345678", holds_a_post=True)
AUTHOR = DemoAccount(_("Author"), "giangvien", "Lê Thị Hoa", grant=("lecturer", SCHOOL))
REVIEWER = DemoAccount(_("Reviewer"), "nguoiduyet", "Chu Văn Hòa", grant=("reviewer", SCHOOL))
ORGANISER = DemoAccount(
    _("Organiser of the province"), "tochuc", "Bùi Văn Minh", grant=("organiser", PROVINCE)
)
COMMUNE_ORGANISER = DemoAccount(
    _("Organiser of a commune"), "tochucxa", "Hà Anh Tú", grant=("organiser", COMMUNE)
)
AUDITOR = DemoAccount(_("Auditor"), "kiemtra", "Mã Thị Yến", grant=("auditor", PROVINCE))
ADMINISTRATOR = DemoAccount(_("Administrator"), "quantri", "Mai Thị Hà", grant=("administrator", PROVINCE))
HOST = DemoAccount(
    _("Host of demonstration sessions of a commune"), "chutri", "Ma Thị Duyên", grant=("host", COMMUNE)
)
DEMO_ACCOUNTS = [SECRETARY, AUTHOR, REVIEWER, ORGANISER, COMMUNE_ORGANISER, HOST, AUDITOR, ADMINISTRATOR]


@transaction.atomic
def open_demo_accounts() -> None:
    """Make the accounts that are missing; one that stands is left as it is."""
    for demo in DEMO_ACCOUNTS:
        if not User.objects.filter(username=demo.username).exists():
            person = _person(demo)
            open_account(person=person, username=demo.username, password=DEMO_PASSWORD)
            _grant(person, demo)


def _person(demo: DemoAccount) -> Person:
    if not demo.holds_a_post:
        return enter_person(full_name=demo.full_name, phone=demo.phone, is_sample=True)
    person = sample_person(demo.full_name)
    edit_person(person=person, full_name=demo.full_name, phone=demo.phone, email="", by=None)
    return person


def _grant(person: Person, demo: DemoAccount) -> None:
    if demo.grant:
        role, organisation = demo.grant
        grant_role(
            person=person,
            role=role,
            organisation=sample_organisation(organisation),
            began=STOOD_SINCE,
            by=None,
            today=timezone.localdate(),
        )


def the_author() -> User | None:
    """The account of who wrote the sample; none where there are no demonstration accounts."""
    return User.objects.filter(username=AUTHOR.username).first()


def the_reviewer() -> User | None:
    """The account of who checked it."""
    return User.objects.filter(username=REVIEWER.username).first()


def the_secretary() -> Person:
    """The person who is shown learning."""
    return Person.objects.get(account__username=SECRETARY.username)
