"""Publishing: what stands on a page becomes the one row that the library, sessions and adoptions know."""

from datetime import datetime

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, Left

from practices.exemplars.freezing import frozen
from practices.exemplars.models import Practice, PracticePage


@transaction.atomic
def freeze_practice(*, page: PracticePage, now: datetime) -> Practice:
    """Freeze a published page; the row that stands is not touched where nothing changed."""
    PracticePage.objects.select_for_update().get(pk=page.pk)
    made = frozen(page)
    standing = Practice.objects.filter(page=page).first()
    if standing and standing.digest == made.digest and standing.is_current:
        return standing
    _clear_address(made.fields["slug"], page)
    practice, _ = Practice.objects.update_or_create(
        page=page,
        defaults={**made.fields, "digest": made.digest, "is_current": True, "published_at": now},
    )
    practice.cell_types.set(made.cell_types)
    practice.topics.set(made.topics)
    return practice


def withdraw_practice(*, page: PracticePage) -> None:
    """Take a practice out of the library; its row stays for those who have applied it."""
    Practice.objects.filter(page=page, is_current=True).update(is_current=False)


def _clear_address(slug: str, page: PracticePage) -> None:
    """An address leads to the page that has it now: a row that had it before makes way."""
    others = Practice.objects.filter(slug=slug).exclude(page=page)
    others.update(slug=Concat(Left(F("slug"), 240), Value("-"), Cast(F("pk"), CharField())))
