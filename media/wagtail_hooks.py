"""The authoring site's screens for the shared vocabularies."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from media.packages.models import Package
from media.regulations.models import Regulation
from media.topics.models import Topic


class RegulationViewSet(SnippetViewSet):  # type: ignore[misc]
    """The register: found by number or title, filtered by force and by how far it was checked."""

    model = Regulation
    icon = "doc-full-inverse"
    list_display = ["number", "title", "issuer", "issued_on", "status", "verification"]
    list_filter = ["status", "verification", "kind"]
    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("code"), FieldPanel("kind")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("issued_on")]),
        MultiFieldPanel(
            [FieldPanel("status"), FieldPanel("status_note"), FieldPanel("replaced_by")], heading=_("Force")
        ),
        MultiFieldPanel(
            [FieldPanel("verification"), FieldPanel("url"), FieldPanel("note")], heading=_("Where we read it")
        ),
        FieldPanel("is_sample"),
    ]


class TopicViewSet(SnippetViewSet):  # type: ignore[misc]
    """Topics and weaknesses, by code."""

    model = Topic
    icon = "tag"
    list_display = ["code", "title", "kind"]
    list_filter = ["kind"]
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
        FieldPanel("title"),
        FieldPanel("training_need"),
        FieldPanel("is_sample"),
    ]


class RegisterGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """Both stand together in the menu."""

    items: tuple[Any, ...] = (RegulationViewSet, TopicViewSet)
    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 250


class PackageViewSet(SnippetViewSet):  # type: ignore[misc]
    """Interactive content, by title; how it comes in stands in `media.desk`."""

    model = Package
    icon = "grip"
    list_display = ["title", "kind", "made_at"]
    list_filter = ["kind"]
    search_fields = ["title"]
    panels = [FieldPanel("title"), FieldPanel("is_sample")]
    copy_view_enabled = False
    menu_order = 260


register_snippet(RegisterGroup)
register_snippet(PackageViewSet)
