"""What is done with accounts as a whole."""

from allauth.usersessions.models import UserSession

from accounts.models import User


def end_sessions(*, account: User, but: str | None = None) -> None:
    """Sign `account` out on every device, but in the session whose key is `but`."""
    for session in UserSession.objects.filter(user=account).exclude(session_key=but or ""):
        session.end()
