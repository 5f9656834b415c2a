"""Where else a person is named: as the contact of an organisation, and in the log of changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.privacy.erasing.names import ERASED_NAME
from organisations.privacy.erasing.traces import Trace
from organisations.tree.models import Organisation


@dataclass(frozen=True, slots=True)
class Identity:
    """What she is known by. A name alone may be another's too; a telephone or an e-mail is hers."""

    full_name: str
    phone: str
    email: str
    public_id: str

    @classmethod
    def of(cls, person: Person) -> "Identity":
        return cls(person.full_name, person.phone, person.email, str(person.public_id))

    def erased_from(self, value: Any) -> Any:
        """The same value, however deep, with nothing in it that is exactly hers."""
        match value:
            case dict():
                return {key: self.erased_from(one) for key, one in value.items()}
            case list():
                return [self.erased_from(one) for one in value]
            case self.full_name:
                return ERASED_NAME
            case str() if value in (self.phone, self.email, self.public_id):
                return ""
            case _:
                return value


def erase_contacts(person: Person, identity: Identity) -> list[Trace]:
    """She is the contact where her telephone stands, or her name in an organisation she has served."""
    named = _organisations_near(person, identity)
    by_phone = named.filter(contact_phone=identity.phone).exclude(contact_phone="")
    by_name = named.filter(contact=identity.full_name)
    found = set(by_phone.values_list("pk", flat=True)) | set(by_name.values_list("pk", flat=True))
    Organisation.objects.filter(pk__in=found).update(contact="", contact_phone="")
    return [Trace(_("organisations that named her as their contact"), len(found))]


def erase_from_logs(person: Person, accounts: list[User], identity: Identity) -> list[Trace]:
    """Wagtail's log of changes stays, with what was changed of hers taken out."""
    own = _entries_about(Person, [person.pk]) | _entries_about(User, [account.pk for account in accounts])
    emptied = own.update(label=ERASED_NAME, data={})
    near = _organisations_near(person, identity).values_list("pk", flat=True)
    grants = Grant.objects.filter(person=person).values_list("pk", flat=True)
    for entry in _entries_about(Organisation, list(near)) | _entries_about(Grant, list(grants)):
        data = identity.erased_from(entry.data)
        if data != entry.data:
            ModelLogEntry.objects.filter(pk=entry.pk).update(data=data)
            emptied += 1
    return [Trace(_("notes of changes of her data"), emptied)]


def blank_in_log(
    *,
    model: type[Any],
    keys: Iterable[int | UUID],
    person: Person,
    data: dict[str, Any],
    label: str | None = None,
) -> int:
    """In the log of changes of what is hers, put `data` in the place of what said who she is and why.

    Found by what stands now, and by her id, for what was logged of rows that have gone. Return how many.
    """
    kind = ContentType.objects.get_for_model(model)
    hers = Q(object_id__in=[str(key) for key in keys]) | Q(data__person=str(person.public_id))
    entries = list(ModelLogEntry.objects.filter(hers, content_type=kind))
    for entry in entries:
        entry.data = _blanked(entry.data, data)
        entry.label = entry.label if label is None else label
    ModelLogEntry.objects.bulk_update(entries, ["data", "label"], batch_size=500)
    return len(entries)


def _blanked(kept: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """What stood before a change is kept within, with the same names."""
    within = {"before": _blanked(kept["before"], data)} if isinstance(kept.get("before"), dict) else {}
    return {**kept, **{name: empty for name, empty in data.items() if name in kept}, **within}


def _organisations_near(person: Person, identity: Identity) -> QuerySet[Organisation]:
    served = Appointment.objects.filter(person=person).values("organisation")
    reached = Q(contact_phone=identity.phone) & ~Q(contact_phone="")
    return Organisation.objects.filter(Q(pk__in=served) | reached)


def _entries_about(model: type[Any], keys: list[int]) -> QuerySet[Any]:
    kind = ContentType.objects.get_for_model(model)
    found: QuerySet[Any] = ModelLogEntry.objects.filter(
        content_type=kind, object_id__in=[str(key) for key in keys]
    )
    return found
