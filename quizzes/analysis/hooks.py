"""What the analysis brings to the authoring site, for `quizzes/wagtail_hooks.py` to register."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from quizzes.analysis.guards import PERMISSION


class AnalysisMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to whom its pages are open."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def addresses() -> list[Any]:
    return [path("", include("quizzes.analysis.urls"))]


def menu_item() -> AnalysisMenuItem:
    return AnalysisMenuItem(
        _("Statistics"), reverse_lazy("analysis:index"), icon_name="order", name="analysis", order=900
    )
