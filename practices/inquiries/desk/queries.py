"""Questions as the School lists them."""

from django.db.models import Count, QuerySet

from practices.inquiries.models import Inquiry

State = Inquiry.State
WAITING = State.ANSWERED


def inquiries_in(state: str) -> QuerySet[Inquiry]:
    """What waits, what has waited longest first; the rest by what was asked last. Who asked is not read."""
    found = Inquiry.objects.select_related("practice").defer("asker")
    if state not in State.values:
        return found
    order = ("asked_at", "pk") if state in {State.ASKED, State.ANSWERED} else ("-asked_at", "-pk")
    return found.filter(state=state).order_by(*order)


def counts_by_state() -> dict[str, int]:
    return dict(Inquiry.objects.order_by().values_list("state").annotate(Count("pk")))
