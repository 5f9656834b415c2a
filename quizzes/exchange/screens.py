"""What files of questions bring to the authoring site: addresses, items of the menu, words of the log."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

urls = "quizzes.exchange.urls"


class AuthorsItem(MenuItem):  # type: ignore[misc]
    """An item for whoever may add questions."""

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm("quizzes.add_question"))


menu_items = [
    AuthorsItem(
        _("Bring questions in"),
        reverse_lazy("question_files:index"),
        icon_name="upload",
        order=60,
        name="questions-in",
    ),
    AuthorsItem(
        _("Take questions out"),
        reverse_lazy("question_files:export"),
        icon_name="download",
        order=61,
        name="questions-out",
    ),
]

log_actions = (
    ("import", _("Bring questions in"), _("Questions brought in")),
    ("import_undo", _("Take a file of questions back"), _("File of questions taken back")),
)
