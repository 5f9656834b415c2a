"""What the authoring site shows around its pages: our name and colour, a way back, no way out."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/css/authoring.css"))


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> SafeString:
    return format_html('<script type="module" src="{}"></script>', static("portal/js/authoring.js"))


@hooks.register("construct_help_menu")
def keep_help_at_home(request: HttpRequest, items: list[Any]) -> None:
    """Guides on another host are in English and need a line; what helps here is written here."""
    items[:] = [item for item in items if item.url.startswith("#")]


@hooks.register("register_admin_menu_item")
def back_to_the_courses() -> MenuItem:
    return MenuItem(_("Learners' site"), reverse("courses:index"), icon_name="home", order=50)
