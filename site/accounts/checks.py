"""What Django's system check says of settings that name code of somebody else."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from accounts.text_messages import gateway, has_gateway


@register()
def the_gateway_can_be_made(app_configs: Any, **kwargs: Any) -> list[Error]:
    if not has_gateway():
        return []
    name = settings.TEXT_MESSAGE_GATEWAY
    try:
        if callable(getattr(gateway(), "send", None)):
            return []
        reason = "it has no method named send"
    except Exception as error:  # noqa: BLE001 (whatever its code does when it is imported or made)
        reason = str(error)
    return [Error(f"TEXT_MESSAGE_GATEWAY names {name}, which cannot be used: {reason}.", id="accounts.E001")]
