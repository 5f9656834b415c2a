"""Template tags of packages."""

from django import template
from django.templatetags.static import static
from django.urls import reverse

from media.packages.front_end import H5P_SCRIPTS, H5P_STYLES
from media.packages.models import Package

register = template.Library()


@register.simple_tag
def shell_of(package: Package) -> str:
    """The document of its frame, where that is known before anybody asks what the content needs."""
    return reverse("packages:shell") if package.kind == Package.Kind.H5P else ""


@register.simple_tag
def needed_in_any_case(package: Package) -> str:
    """What every content of this kind loads, so that loading begins with the tap."""
    if package.kind != Package.Kind.H5P:
        return ""
    try:
        return " ".join(static(name) for name in (*H5P_STYLES, *H5P_SCRIPTS))
    except ValueError:  # npm has not been here: the player will say that it cannot start
        return ""
