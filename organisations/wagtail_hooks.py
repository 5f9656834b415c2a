"""What organisations say to the authoring site: the words of the audit log, and a way to the desk."""

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.models import User
from organisations.privacy.scope import handles_requests


@hooks.register("register_log_actions")
def say_what_was_done(actions: Any) -> None:
    for action, label, message in (
        ("edit", _("Edit details"), _("Details edited")),
        ("reorganise", _("Reorganise"), _("Reorganised")),
        ("undo", _("Take back a reorganisation"), _("Reorganisation taken back")),
        ("merge", _("Merge two entries"), _("Two entries merged")),
        ("grant", _("Give a role"), _("Role given")),
        ("end_grant", _("End a role"), _("Role ended")),
    ):
        actions.register_action(f"organisations.{action}", label, message)


@hooks.register("register_admin_menu_item")
def the_desk_for_requests() -> MenuItem:
    return RequestsMenuItem(
        _("Requests about personal data"), reverse("privacy:queue"), icon_name="user", order=620
    )


class RequestsMenuItem(MenuItem):  # type: ignore[misc]
    """Only for those to whom the desk is open."""

    def is_shown(self, request: HttpRequest) -> bool:
        return handles_requests(cast(User, request.user))
