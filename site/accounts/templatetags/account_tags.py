"""Telephone numbers and devices in the words people use."""

import phonenumbers
from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.devices import device_behind
from accounts.second_factor.queries import SecondFactors, second_factors_of
from accounts.sign_in_codes.ways import Ways, ways_to_send
from common.phones import REGION, local_phone

register = template.Library()


@register.filter
def spoken_phone(number: str | None) -> str:
    """A stored number as it is read aloud: {{ user.phone|spoken_phone }}."""
    return local_phone(number or "")


@register.filter
def callable_phones(text: str) -> SafeString:
    """Make every telephone number in what somebody wrote one tap away from a call."""
    text = str(text)
    pieces, read = [], 0
    for found in phonenumbers.PhoneNumberMatcher(text, REGION):
        number = phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
        link = format_html('<a href="tel:{}">{}</a>', number, found.raw_string)
        pieces += [text[read : found.start], link]
        read = found.end
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[read:]]))


@register.filter
def device_name(user_agent: str) -> str:
    """{{ session.user_agent|device_name }} gives “Chrome on Android”."""
    device = device_behind(user_agent)
    if device.browser and device.system:
        return _("%(browser)s on %(system)s") % {"browser": device.browser, "system": device.system}
    return device.browser or device.system or _("An unknown device")


@register.filter
def device_icon(user_agent: str) -> str:
    return "phone" if device_behind(user_agent).is_handheld else "desktop"


@register.simple_tag
def sign_in_code_ways() -> Ways:
    """{% sign_in_code_ways as ways %}: by which ways a code can be sent, if any."""
    return ways_to_send()


@register.simple_tag(takes_context=True)
def own_second_factors(context: Context) -> SecondFactors:
    """{% own_second_factors as factors %}: what the signed-in person has set up."""
    return second_factors_of(context["user"])
