"""The front page, and the step of approval that needs a second person."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import AbstractGroupApprovalTask, Page

from portal.approval import OwnWork, wrote_it


class HomePage(Page):  # type: ignore[misc]
    """The front page: what the site says to those who have not signed in."""

    welcome = models.TextField(_("welcome"), blank=True)
    help_contact = models.CharField(
        _("who helps"),
        max_length=255,
        blank=True,
        help_text=_("Whom to call about signing in. Shown under the sign-in form."),
    )

    content_panels = [*Page.content_panels, FieldPanel("welcome"), FieldPanel("help_contact")]
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CourseIndexPage", "practices.PracticeIndexPage"]
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("front page")


class SecondPersonTask(AbstractGroupApprovalTask):  # type: ignore[misc]
    """Approval by somebody other than the author: nothing is taught on one person's word."""

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        if wrote_it(obj, user):
            return []
        actions: list[Any] = super().get_actions(obj, user)
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Asked again at the last moment: the editor saves what she changed before it approves.

        Raises OwnWork.
        """
        if action_name == "approve" and wrote_it(task_state.revision.content_object, user):
            raise OwnWork
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        return _("A member of the chosen groups, other than the author, approves.")

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")
