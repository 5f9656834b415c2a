"""The desk in the authoring site's menu, for those who sit at it."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from organisations.menu import RoleMenuItem
from organisations.privacy.scope import IN_CHARGE, writes_notices


class NoticeMenuItem(RoleMenuItem):
    """The notice speaks for everybody, so it is not for an administrator of a part."""

    def is_shown(self, request: HttpRequest) -> bool:
        return writes_notices(cast(User, request.user))


menu_items = [
    RoleMenuItem(
        _("Requests about personal data"),
        "privacy:queue",
        roles=IN_CHARGE,
        icon="user",
        order=90,
        about=_("What people ask about their own data, and by when it must be answered."),
    ),
    NoticeMenuItem(
        _("Privacy notice"),
        "privacy:notices",
        roles=IN_CHARGE,
        icon="doc-full",
        order=95,
        about=_("What everybody is told once about her data."),
    ),
]
