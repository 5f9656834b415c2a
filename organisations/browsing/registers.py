"""Kinds of organisations and types of cells as data, for administrators: levels change by decree."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from organisations.tree.models import CellType, OrganisationKind


class KindViewSet(SnippetViewSet):  # type: ignore[misc]
    """Kinds from the top down."""

    model = OrganisationKind
    icon = "list-ol"
    list_display = ["name", "code", "rank", "is_cell"]
    ordering = ["rank", "name"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldPanel("rank"),
        FieldPanel("is_cell"),
    ]


class CellTypeViewSet(SnippetViewSet):  # type: ignore[misc]
    """Where cells live."""

    model = CellType
    icon = "tag"
    list_display = ["name", "code"]
    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("code")])]


class OrganisationRegisters(SnippetViewSetGroup):  # type: ignore[misc]
    """Both stand together in the menu."""

    items: tuple[Any, ...] = (KindViewSet, CellTypeViewSet)
    menu_label = _("Kinds of organisations")
    menu_icon = "list-ol"
    menu_order = 260
