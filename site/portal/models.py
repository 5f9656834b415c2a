"""The front page, and the step of approval that needs a second person."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import AbstractGroupApprovalTask, Page

from courses.catalogue.choosing import Choice, choosing
from courses.catalogue.models import Onward
from courses.publishing.approving import ask_first, has_to_be_asked, refuse_what_cannot_be_finished
from courses.publishing.forms import ApprovalForm
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
        return ask_first(actions) if has_to_be_asked(obj) else actions

    def get_form_for_action(self, action: str) -> Any:
        return ApprovalForm if action == "approve" else super().get_form_for_action(action)

    def get_template_for_action(self, action: str) -> str:
        return "courses/publishing/approve.html" if action == "approve" else ""

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Asked again at the last moment: the editor saves what she changed before it approves.

        What was chosen for those under way holds for the edition that follows. Raises OwnWork, or
        CannotBeFinished for a course that nobody could finish.
        """
        if action_name != "approve":
            return super().on_action(task_state, user, action_name, **kwargs)
        waiting = task_state.revision.content_object
        if wrote_it(waiting, user):
            raise OwnWork
        refuse_what_cannot_be_finished(waiting)
        with choosing(Choice(Onward(kwargs.pop("onward", "") or Onward.LEARN), user)):
            return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        return _("A member of the chosen groups, other than the author, approves.")

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")
