"""Papers: files that a reader may open or keep, such as a form or a circular."""

from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument


class Paper(AbstractDocument):  # type: ignore[misc]
    """A file to open or keep."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):  # type: ignore[misc]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        permissions = [("choose_document", "Can choose document")]
