"""In her session stands whether somebody oversees a part of the tree: she is shown the way to it.

Asked at signing in and on the way there, so that no page of a learner asks.
"""

from django.http import HttpRequest

OVERSEES = "oversees"
"""Templates of learners' first pages ask for it by this name."""


def remember(request: HttpRequest, *, is_overseer: bool) -> None:
    if is_overseer:
        request.session[OVERSEES] = True
    else:
        request.session.pop(OVERSEES, None)
