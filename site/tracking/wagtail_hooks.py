"""What following up brings to the authoring site: the way there, and where units may be ranked."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from organisations.menu import RoleMenuItem
from organisations.oversight.queries import OVERSEERS
from tracking.following.models import Ranking
from tracking.shell import WITHOUT_NAMES


class RankingViewSet(SnippetViewSet):  # type: ignore[misc]
    """Off until an administrator names the organisation within which units are ranked."""

    model = Ranking
    icon = "list-ol"
    list_display = ["organisation", "target_percent"]
    panels = [FieldPanel("organisation"), FieldPanel("target_percent")]


register_snippet(RankingViewSet)


@hooks.register("register_admin_menu_item")
def way_to_following() -> RoleMenuItem:
    return RoleMenuItem(
        _("Follow up"),
        "tracking:following",
        roles=(*OVERSEERS, *WITHOUT_NAMES),
        icon="view",
        order=140,
        about=_("Who has to learn what, who has, and whom to call."),
    )
