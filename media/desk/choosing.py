"""Choosing interactive content for a lesson: only what can be played, by words and kind."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)

from media.desk.contents.forms import LookForm
from media.desk.contents.queries import packages_wished
from media.packages.models import Package


class ChoosingForm(LookForm):
    """The same search as in the list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_searching = False
        self.is_filtering_by_collection = False
        self.search_query = ""
        for field in self.fields.values():
            field.widget.attrs["data-chooser-modal-search-filter"] = True

    def filter(self, packages: QuerySet[Package]) -> QuerySet[Package]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = any(self.cleaned_data.values())
        wished = packages_wished(self.wish()).order_by()
        return packages.filter(pk__in=wished.values("pk"))


class _Packages(BaseSnippetChooseView):  # type: ignore[misc]
    filter_form_class = ChoosingForm
    per_page = 25

    def get_object_list(self) -> QuerySet[Package]:
        return Package.objects.filter(current__isnull=False).select_related("current").order_by("title", "pk")

    @property
    def columns(self) -> list[Any]:
        return [
            self.title_column,
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("played_by", label=_("Played by"), accessor="current.played_by"),
            DateColumn("made_at", label=_("Added"), accessor="made_at"),
        ]


class ChoosePackage(_Packages, ChooseView):  # type: ignore[misc]
    """The window."""


class ChoosePackageResults(_Packages, ChooseResultsView):  # type: ignore[misc]
    """Its results while she types."""


class PackageChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    choose_view_class = ChoosePackage
    choose_results_view_class = ChoosePackageResults
