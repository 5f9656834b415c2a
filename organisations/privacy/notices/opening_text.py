"""The text a first notice opens with: written by us as a sample, for the office to check and change."""

from django.template.loader import render_to_string


def opening_text() -> str:
    return "".join(line.strip() for line in render_to_string(_TEMPLATE).splitlines())


_TEMPLATE = "organisations/privacy/authoring/opening_text.html"
