"""By web push, to every device on which she is signed in and wished for it."""

import json

from notifications.channels.failing import NeverSent, NotSent, PerhapsSent
from notifications.channels.wording import in_a_push
from notifications.notices.models import Notice
from notifications.pushing.actions import forget_subscription
from notifications.pushing.queries import living_subscriptions
from notifications.pushing.sending import Gone, NoAnswer, NotTaken, Refused, push


def send(notice: Notice) -> None:
    """It has been sent once one device's service took it: to try again would tell that device twice."""
    message = json.dumps(in_a_push(notice), ensure_ascii=False).encode()
    failures: list[Exception] = []
    taken = 0
    for subscription in living_subscriptions().filter(account=notice.recipient):
        try:
            push(subscription.endpoint, subscription.p256dh, subscription.auth, message=message)
            taken += 1
        except Gone:
            forget_subscription(subscription)
        except (NotTaken, NoAnswer, Refused) as failure:
            failures.append(failure)
    if taken:
        return
    for kind, means in ((NoAnswer, PerhapsSent), (NotTaken, NotSent)):
        if found := [one for one in failures if isinstance(one, kind)]:
            raise means(str(found[0])) from found[0]
    raise NeverSent(str(failures[0]) if failures else "no device")
