"""The text message that carries a code: one SMS, without marks, in the language of who gets it."""

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text_messages import without_marks


def code_text(*, code: str, account: User, minutes: int) -> str:
    with translation.override(account.language):
        said = _(
            "Lop Chi bo: %(code)s is your sign-in code, good for %(minutes)d minutes. Tell it to nobody."
        )
        return without_marks(said % {"code": code, "minutes": minutes})
