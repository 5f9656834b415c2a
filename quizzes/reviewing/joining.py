"""Two entries were one person: she has answered what either answered, and remembers accordingly."""

from django.utils import timezone

from organisations.people.models import Person
from quizzes.reviewing.actions import settle_cards
from quizzes.reviewing.models import ReviewCard, ReviewLog, Sitting


def join_review(*, kept: Person, gone: Person) -> None:
    """Bring the answers of `gone` to the cards of `kept`; each card follows from all of them anew."""
    if Sitting.objects.filter(learner=kept, finished_at__isnull=True).exists():
        open_ones = Sitting.objects.filter(learner=gone, finished_at__isnull=True)
        open_ones.update(finished_at=timezone.now())
    Sitting.objects.filter(learner=gone).update(learner=kept)
    standing = {card.question_id: card for card in ReviewCard.objects.filter(learner=kept)}
    changed = []
    for card in ReviewCard.objects.filter(learner=gone):
        own = standing.get(card.question_id)
        if own is None:
            ReviewCard.objects.filter(pk=card.pk).update(learner=kept)
            continue
        ReviewLog.objects.filter(card=card).update(card=own)
        card.delete()
        changed.append(own)
    settle_cards(cards=changed)
