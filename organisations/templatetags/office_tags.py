"""How people and telephone numbers stand on the authoring site's screens."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from common.phones import local_phone
from organisations.people.models import Person

register = template.Library()


@register.filter
def as_dialled(phone: str) -> str:
    """A stored telephone number as it is dialled here."""
    return local_phone(phone) if phone else ""


@register.filter
def person_link(person: Person) -> str:
    """A name that leads to the person's page, where there is one."""
    try:
        address = reverse("personnel:person", args=[person.public_id])
    except NoReverseMatch:
        return person.full_name
    return format_html('<a href="{}">{}</a>', address, person.full_name)
