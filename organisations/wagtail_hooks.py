"""What organisations say to the authoring site: the words of the audit log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


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
