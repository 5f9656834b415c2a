"""The template of a demonstration session: a programme and what to prepare, for a host to change."""

from django.template.loader import render_to_string

FOLDER = "practices/sessions/template"


def opening_of_a_session() -> dict[str, str]:
    """What the form begins with. Written by us as a sample; the committee's own words take its place."""
    return {
        "title": render_to_string(f"{FOLDER}/title.txt").strip(),
        "programme": render_to_string(f"{FOLDER}/programme.txt").strip(),
        "to_prepare": render_to_string(f"{FOLDER}/to_prepare.txt").strip(),
    }
