"""What stands in for an application on a telephone: the code it would show now."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

PERIOD = 30


def code_now(secret: str, *, later: int = 0) -> str:
    """The code for `secret`, `later` half minutes from now."""
    shown: str = format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later))
    return shown
