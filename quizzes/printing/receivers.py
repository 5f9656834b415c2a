"""A person is erased: the log of results typed in no longer says whose they were and what she wrote."""

from typing import Any

from django.utils.translation import gettext as _

from organisations.people.models import Person
from organisations.privacy.erasing.mentions import blank_in_log
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.signals import erasing_person
from quizzes.printing.models import PaperResult


def connect() -> None:
    erasing_person.connect(_erasing)


def _erasing(sender: type, person: Person, **_kwargs: Any) -> list[Trace]:
    keys = list(PaperResult.objects.filter(attempt__learner=person).values_list("pk", flat=True))
    blank = {"person": "", "reason": "", "answers": []}
    logged = blank_in_log(model=PaperResult, keys=keys, person=person, data=blank)
    return [Trace(_("notes of changes of her data"), logged)]
