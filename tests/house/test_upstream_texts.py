"""What we stand on speaks Vietnamese: no text of Wagtail, allauth or Django is left in English.

The installed packages ship their English catalogues; each of those texts must have Vietnamese once
their own catalogues and our `upstream_locale` are merged. What may stay English is listed with why.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import polib
import pytest
from django.apps import apps
from django.utils.translation.trans_real import translation

from tests.house.tree import PACKAGES, ROOT, SITE_PACKAGES

# By the upstream file a text stands in, relative to `django/` or the package.
MAY_STAY_ENGLISH = {
    "conf/global_settings.py": "names of languages the site does not offer",
    "contrib/contenttypes/views.py": "addresses of objects by content type, which the site has not",
    "contrib/humanize/templatetags/humanize.py": "English ordinals (1st, 2nd)",
    "db/models/fields/": "types of columns, shown by Django's own admin documentation alone",
    "views/csrf.py": "a page the site replaces by its own",
    "views/generic/": "generic views the site does not use",
    "views/static.py": "served while developing",
    "views/templates/default_urlconf.html": "the page of a project without addresses",
}
WITHOUT_A_SOURCE_CATALOGUE = {"django_filters"}  # ships no English catalogue to read


def upstream_catalogues(name: str) -> list[Path]:
    """The English catalogues of Django itself and of the installed apps that are not ours."""
    folders = [Path(django.__file__).parent / "conf"]
    folders += [
        Path(config.path)
        for config in apps.get_app_configs()
        if config.label not in {*PACKAGES, *SITE_PACKAGES}
    ]
    found = [folder / "locale" / "en" / "LC_MESSAGES" / name for folder in folders]
    return [path for path in found if path.exists()]


def texts_without_vietnamese(catalogue: Path) -> Iterator[polib.POEntry]:
    known: Any = translation("vi")._catalog  # type: ignore[attr-defined]
    for entry in polib.pofile(str(catalogue)):
        key = (entry.msgid_with_context, 0) if entry.msgid_plural else entry.msgid_with_context
        try:
            known[key]
        except KeyError:
            yield entry


def may_stay_english(entry: polib.POEntry) -> bool:
    return all(place.startswith(tuple(MAY_STAY_ENGLISH)) for place, _ in entry.occurrences)


def test_there_are_catalogues_to_read() -> None:
    packages = {path.parents[3].name for path in upstream_catalogues("django.po")}
    assert packages >= {
        "admin",
        "allauth",
        "auth",
        "conf",
        "documents",
        "images",
        "snippets",
        "users",
        "wagtail",
    }


@pytest.mark.parametrize("catalogue", upstream_catalogues("django.po"), ids=lambda path: path.parents[3].name)
def test_no_text_of_a_screen_is_left_in_english(catalogue: Path) -> None:
    assert [e.msgid for e in texts_without_vietnamese(catalogue) if not may_stay_english(e)] == []


@pytest.mark.parametrize(
    "catalogue", upstream_catalogues("djangojs.po"), ids=lambda path: path.parents[3].name
)
def test_no_text_of_a_script_is_left_in_english(catalogue: Path) -> None:
    vietnamese = catalogue.parents[2] / "vi" / "LC_MESSAGES" / "djangojs.po"
    ours = ROOT / "site" / "portal" / "upstream_locale" / "vi" / "LC_MESSAGES" / "djangojs.po"
    known = {
        entry.msgid_with_context
        for path in (vietnamese, ours)
        if path.exists()
        for entry in polib.pofile(str(path)).translated_entries()
    }
    assert [e.msgid for e in polib.pofile(str(catalogue)) if e.msgid_with_context not in known] == []


def test_every_exception_is_still_needed() -> None:
    left = [
        place
        for catalogue in upstream_catalogues("django.po")
        for entry in texts_without_vietnamese(catalogue)
        for place, _ in entry.occurrences
    ]
    assert [start for start in MAY_STAY_ENGLISH if not any(place.startswith(start) for place in left)] == []
