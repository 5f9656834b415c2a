"""What media bring to the authoring site: the shared vocabularies, the desk of interactive content."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from media.desk import screens as desk
from media.desk.choosing import PackageChooserViewSet
from media.packages.models import Package
from media.regulations.models import Regulation
from media.rubrics.models import Rubric
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
        FieldPanel("in_first_person"),
        FieldPanel("training_need"),
        FieldPanel("is_sample"),
    ]


class RubricViewSet(SnippetViewSet):  # type: ignore[misc]
    """By what a meeting is judged: criteria with their points, and what a sum is called."""

    model = Rubric
    icon = "clipboard-list"
    list_display = ["title", "code"]
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("title")]),
        FieldPanel("note"),
        InlinePanel("criteria", label=_("criterion"), heading=_("What is looked at"), min_num=1),
        InlinePanel("bands", label=_("band"), heading=_("What a sum is called")),
        FieldPanel("source"),
        FieldPanel("is_sample"),
    ]


class RegisterGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """They stand together in the menu."""

    items: tuple[Any, ...] = (RegulationViewSet, TopicViewSet, RubricViewSet)
    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 250


class PackageViewSet(SnippetViewSet):  # type: ignore[misc]
    """Interactive content as lessons choose it; how it comes in and goes stands in `media.desk`."""

    model = Package
    icon = "grip"
    list_display = ["title", "kind", "made_at"]
    list_filter = ["kind"]
    search_fields = ["title"]
    panels = [FieldPanel("title"), FieldPanel("is_sample")]
    copy_view_enabled = False
    chooser_viewset_class = PackageChooserViewSet


register_snippet(RegisterGroup)
register_snippet(PackageViewSet)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("", include(urls)) for urls in desk.urls]


@hooks.register("register_admin_menu_item")
def menu() -> Any:
    return desk.menu()


for item in desk.menu_items:
    hooks.register(desk.MENU_HOOK, partial(lambda shown: shown, item))


@hooks.register("before_create_snippet")
def upload_instead(request: HttpRequest, model: type[Any]) -> HttpResponse | None:
    """Interactive content is not typed in: it comes as a file, which is read first."""
    return redirect("package_desk:upload") if model is Package else None


@hooks.register("before_delete_snippet")
def remove_with_its_files(request: HttpRequest, instances: Any) -> HttpResponse | None:
    """It goes by the desk, which looks who would miss it and takes its files away."""
    found = next((one for one in instances if isinstance(one, Package)), None)
    return redirect("package_desk:remove", found.public_id) if found else None


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in desk.log_actions:
        actions.register_action(f"media.{action}", label, message)


@hooks.register("register_admin_urls", order=-10)
def addresses_of_recordings() -> list[Any]:
    """Before wagtailmedia's own, in whose places some of them stand."""
    return [path("", include("media.videos.authoring.urls"))]


@hooks.register("insert_global_admin_css")
def how_recordings_look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("media/videos/authoring.css"))
