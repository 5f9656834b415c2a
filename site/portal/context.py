"""What the shell of every page needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.middleware import TEXT_SIZE_COOKIE
from accounts.models import User


def shell(request: HttpRequest) -> dict[str, Any]:
    """The reader's text size, and whether this is the demonstration with open accounts."""
    user = getattr(request, "user", None)
    signed_in = bool(user) and user.is_authenticated
    size = user.text_size if signed_in else request.COOKIES.get(TEXT_SIZE_COOKIE)
    return {
        "text_size": size if size in User.TextSize.values else User.TextSize.NORMAL,
        "demo": settings.DEMO,
    }
