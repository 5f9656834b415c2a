"""Publishing with a word on those under way."""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from courses.catalogue.choosing import Choice, choosing
from courses.catalogue.models import Onward


@transaction.atomic
def publish_draft(*, page: Page, onward: Onward, by: Any) -> None:
    """Publish what stands in the draft; the edition that follows keeps what was chosen."""
    with choosing(Choice(onward, by)):
        page.get_latest_revision().publish(user=by)
