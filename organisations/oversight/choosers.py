"""Choosing an organisation or a person in a form, by words, within what the viewer oversees.

A field searches without marks and shows where each stands, so that namesakes can be told apart. What is
out of the viewer's sight is neither found nor accepted: to her it does not exist. Without script the
form's own button searches: a text that nothing chosen answers to brings the form back with what it finds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.phones import local_phone
from organisations.appointments.models import Appointment
from organisations.appointments.queries import serving_on
from organisations.oversight.actions import record_readings
from organisations.oversight.queries import (
    MANAGERS,
    organisations_overseen_by,
    people_overseen_by,
    places_overseen_by,
    seen_from,
)
from organisations.people.models import Person
from organisations.people.queries import search_people
from organisations.tree.models import Organisation
from organisations.tree.queries import search_organisations
from organisations.tree.rules import lies_within

MOST = 20
"""Results shown at a time; who finds more types another word."""

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Option:
    """One line to choose: what it is called, and what tells it from its namesakes."""

    value: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Picked:
    """What came with a form: what was chosen, and what stood in the search box."""

    values: tuple[str, ...] = ()
    text: str = ""


class Choices(Generic[M]):
    """What a viewer can choose from by one of her `roles`."""

    what: ClassVar[str]
    lists_without_words: ClassVar[bool] = False

    def __init__(self, viewer: User, roles: tuple[str, ...] = MANAGERS) -> None:
        self.viewer = viewer
        self.roles = roles
        self.places = places_overseen_by(viewer, roles=roles)

    @property
    def query(self) -> dict[str, str]:
        """What the address of results must say so that the same is found there."""
        return {"roles": ",".join(self.roles)}

    def rows(self) -> QuerySet[M]:
        raise NotImplementedError

    def found(self, text: str) -> QuerySet[M]:
        raise NotImplementedError

    def options(self, rows: Sequence[M]) -> list[Option]:
        raise NotImplementedError

    def chosen(self, values: Iterable[str]) -> list[M]:
        """Those of `values` (public ids) that the viewer may choose."""
        ids = [public_id for value in values if (public_id := _uuid(value))]
        return list(self.rows().filter(public_id__in=ids)) if ids else []

    def results(self, text: str) -> tuple[list[Option], bool]:
        """The first lines that answer to `text`, and whether there are more."""
        if not text.strip() and not self.lists_without_words:
            return [], False
        rows = list(self.found(text)[: MOST + 1])
        return self.options(rows[:MOST]), len(rows) > MOST


class OrganisationChoices(Choices[Organisation]):
    """Open organisations; only those that something can stand under where `above_cells`."""

    what = "to-chuc"
    lists_without_words = True

    def __init__(self, viewer: User, roles: tuple[str, ...] = MANAGERS, *, above_cells: bool = False) -> None:
        super().__init__(viewer, roles)
        self.above_cells = above_cells

    @property
    def query(self) -> dict[str, str]:
        return {**super().query, **({"above_cells": "1"} if self.above_cells else {})}

    def rows(self) -> QuerySet[Organisation]:
        overseen = organisations_overseen_by(self.viewer, roles=self.roles)
        rows = overseen.filter(is_open=True).select_related("kind")
        return rows.filter(kind__is_cell=False) if self.above_cells else rows

    def found(self, text: str) -> QuerySet[Organisation]:
        return search_organisations(self.rows(), text).order_by("kind__rank", "name_key", "pk")

    def options(self, rows: Sequence[Organisation]) -> list[Option]:
        above = seen_from(rows, self.places)
        return [Option(str(row.public_id), row.name, self._note(row, above[row.path])) for row in rows]

    def _note(self, row: Organisation, above: list[Organisation]) -> str:
        parts = [" › ".join(one.name for one in above), row.kind.name, row.code or ""]
        return " · ".join(part for part in parts if part)


class PersonChoices(Choices[Person]):
    """People, told apart by the posts they hold within the viewer's sight."""

    what = "nguoi"

    def rows(self) -> QuerySet[Person]:
        return people_overseen_by(self.viewer, roles=self.roles).filter(erased_at=None)

    def found(self, text: str) -> QuerySet[Person]:
        return search_people(self.rows(), text)

    def options(self, rows: Sequence[Person]) -> list[Option]:
        """Whoever is shown here has been read: it goes into the log."""
        now = timezone.now()
        record_readings(reader=self.viewer, people=[row.pk for row in rows], screen="chooser", now=now)
        posts = self._posts(rows)
        return [Option(str(row.public_id), row.full_name, self._note(row, posts)) for row in rows]

    def _posts(self, rows: Sequence[Person]) -> list[Appointment]:
        held = serving_on(timezone.localdate()).filter(person__in=rows).order_by("began", "pk")
        held = held.select_related("organisation__parent")
        return [post for post in held if _lies_in(post.organisation.path, self.places)]

    def _note(self, row: Person, posts: list[Appointment]) -> str:
        held = [self._post(post) for post in posts if post.person_id == row.pk]
        phone = local_phone(row.phone) if row.phone else ""
        return " · ".join([*(held or [_("holds no post now")]), *([phone] if phone else [])])

    def _post(self, post: Appointment) -> str:
        parent = post.organisation.parent
        shown = [post.organisation, *([parent] if parent and _lies_in(parent.path, self.places) else [])]
        return f"{post.get_post_display()} {', '.join(one.name for one in shown)}"


def _lies_in(path: str, places: Iterable[str]) -> bool:
    return any(lies_within(path, place) for place in places)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class ChooserWidget(forms.Widget):
    """A search box, what is chosen, and what was found; radio buttons, or boxes where many may be chosen."""

    template_name = "organisations/choosers/widget.html"
    choices: Choices[Any] | None = None

    def __init__(self, *, many: bool = False, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.many = many

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        values = data.getlist(name) if hasattr(data, "getlist") else _listed(data.get(name))
        return Picked(tuple(value for value in values if value), data.get(f"{name}_text", "").strip())

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        picked = value if isinstance(value, Picked) else Picked()
        context["widget"] |= {
            "many": self.many,
            "kind": "checkbox" if self.many else "radio",
            "text": picked.text,
            "optional": not self.many and not self.is_required,
            **self._lines(picked),
        }
        return context

    def _lines(self, picked: Picked) -> dict[str, Any]:
        if self.choices is None:
            return {}
        chosen = self.choices.options(self.choices.chosen(picked.values))
        found, more = self.choices.results(picked.text) if picked.text else ([], False)
        address = reverse("choosing:results", args=[self.choices.what])
        return {
            "chosen": chosen,
            "found": [option for option in found if option not in chosen],
            "more": more,
            "address": address,
            "query": {**self.choices.query, "many": "1" if self.many else ""},
            "lists_without_words": self.choices.lists_without_words,
        }


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else [value or ""]


class ChooserField(forms.Field):
    """Chooses one row, or several where `many`; `for_viewer` must have been called before it is used."""

    default_error_messages = {
        "choose": gettext_lazy("Choose one of the results below, or empty the search box."),
        "nothing": gettext_lazy("Nothing answers to “%(text)s”. Check the spelling, or type fewer words."),
        "unknown": gettext_lazy("What was chosen cannot be found any more. Please choose again."),
    }

    def __init__(self, *, many: bool = False, roles: tuple[str, ...] = MANAGERS, **kwargs: Any) -> None:
        self.many = many
        self.roles = roles
        kwargs.setdefault("widget", ChooserWidget(many=many))
        super().__init__(**kwargs)

    @property
    def choices(self) -> Choices[Any]:
        found: Choices[Any] | None = self.widget.choices
        if found is None:
            raise ChooserWithoutViewer(self.label)
        return found

    def for_viewer(self, viewer: User) -> None:
        self.widget.choices = self.choices_for(viewer)

    def choices_for(self, viewer: User) -> Choices[Any]:
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Picked:
        if isinstance(value, Picked):
            return value
        rows = value if isinstance(value, list | tuple) else [value] if value else []
        return Picked(tuple(str(row.public_id) for row in rows))

    def clean(self, value: Picked) -> Any:
        rows = self.choices.chosen(value.values)
        if len(rows) != len(set(value.values)):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        self._check_text(value.text, rows)
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        return rows if self.many else next(iter(rows), None)

    def _check_text(self, text: str, rows: list[Any]) -> None:
        """Words that nothing chosen answers to are a question, not an answer."""
        if not text:
            return
        found = self.choices.found(text)
        if not found.exists():
            raise ValidationError(self.error_messages["nothing"], code="nothing", params={"text": text})
        if not found.filter(pk__in=[row.pk for row in rows]).exists():
            raise ValidationError(self.error_messages["choose"], code="choose")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(self.prepare_value(initial).values) != set(data.values if data else ())


class ChooserWithoutViewer(Exception):
    """The form has not said who is asking; it must be a ViewerForm."""


class OrganisationField(ChooserField):
    """Chooses an open organisation; with `above_cells` one that others can stand under."""

    def __init__(self, *, above_cells: bool = False, **kwargs: Any) -> None:
        self.above_cells = above_cells
        super().__init__(**kwargs)

    def choices_for(self, viewer: User) -> OrganisationChoices:
        return OrganisationChoices(viewer, self.roles, above_cells=self.above_cells)


class PersonField(ChooserField):
    """Chooses a person."""

    def choices_for(self, viewer: User) -> PersonChoices:
        return PersonChoices(viewer, self.roles)


class ViewerForm(forms.Form):
    """A form that knows who fills it in: its choosers offer and accept what she oversees."""

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for field in self.fields.values():
            if isinstance(field, ChooserField):
                field.for_viewer(viewer)
