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
    RoleMenuItem(_("Requests about personal data"), "privacy:queue", roles=IN_CHARGE, icon="user", order=800),
    NoticeMenuItem(_("Privacy notice"), "privacy:notices", roles=IN_CHARGE, icon="doc-full", order=810),
]
