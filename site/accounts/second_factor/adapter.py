"""What allauth.mfa has to know of us: names as people read them, and who may not go without."""

from io import BytesIO

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.second_factor.queries import is_the_last_she_must_have

SITE = "Lớp Chi bộ"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names are ours, and who must have a second factor cannot take away the last one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "The code is not right, or it has just changed. Type the one shown now."
        ),
        "cannot_delete_authenticator": gettext_lazy(
            "With your post you cannot go without a second step. Add another one first; then this one can go."
        ),
    }

    def get_totp_issuer(self) -> str:
        return SITE

    def get_totp_label(self, user: User) -> str:
        return user.username

    def build_totp_svg(self, url: str) -> str:
        """Dark on white with its white edge, whatever the colours of the page."""
        drawing = BytesIO()
        segno.make_qr(url, error="m").save(drawing, kind="svg", xmldecl=False, scale=5, light="#fff")
        return drawing.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_the_last_she_must_have(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": SITE}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, object]:
        return {
            **super().get_public_key_credential_user_entity(user),
            "name": user.username,
            "display_name": user.full_name,
        }
