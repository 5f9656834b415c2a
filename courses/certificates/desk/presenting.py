"""How certificates are told on the screens of those who issue."""

from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from courses.certificates.actions import CannotIssue, HolderErased, NobodyLeft, NoSettings, RevokedAlready
from courses.certificates.models import Certificate


def counted_by_grade(certificates: Iterable[Certificate]) -> list[tuple[str, int]]:
    """What they are called, and how many are; those without a grade last."""
    counts = Counter(one.grade for one in certificates)
    named = sorted((grade, count) for grade, count in counts.items() if grade)
    return [*named, *([(_("without a grade"), counts[""])] if counts[""] else [])]


def query_of(asked: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in asked.items() if value})


def sentence_for(refusal: CannotIssue) -> str:
    match refusal:
        case NoSettings():
            return _("Nothing was issued: this course has no settings for certificates. Make them first.")
        case NobodyLeft():
            return _("Nothing was issued: those you ticked have been given a certificate meanwhile.")
        case RevokedAlready(certificate=one):
            return _("It was revoked already, by %(who)s. Reason: %(reason)s") % {
                "who": one.revoked_by or _("a colleague"),
                "reason": one.revocation_reason,
            }
        case HolderErased():
            return _("Its bearer was erased at her own request: nothing can be issued in her name.")
        case _:
            return _("This cannot be done now. Open the certificate again.")
