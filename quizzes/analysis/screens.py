"""What the analysis brings to the authoring site: addresses and one item of the menu."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from quizzes.analysis.guards import PERMISSION


class AnalysisMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to whom its pages are open."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


urls = "quizzes.analysis.urls"
menu_items = [
    AnalysisMenuItem(
        _("Statistics"), reverse_lazy("analysis:index"), icon_name="order", name="analysis", order=70
    )
]
