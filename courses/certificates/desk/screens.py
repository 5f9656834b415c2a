"""What certificates bring to the authoring site: addresses, its menu, their settings, words of the log."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.certificates.forms import SignatureInput
from courses.certificates.models import CertificateTemplate
from courses.certificates.queries import ISSUERS
from organisations.menu import RoleMenuItem

urls = "courses.certificates.desk.urls"
MENU_HOOK = "register_certificates_menu_item"

menu_items = [
    RoleMenuItem(
        _("Issued certificates"),
        "certificate_desk:index",
        roles=ISSUERS,
        icon="clipboard-list",
        order=10,
        about=_("What was issued, to whom, and what was revoked."),
    ),
    RoleMenuItem(
        _("Issue a batch"),
        "certificate_desk:issue",
        roles=ISSUERS,
        icon="plus",
        order=20,
        about=_("Certify those who have finished a course, by a decision."),
    ),
]


def menu() -> SubmenuMenuItem:
    """Shown as long as one of its items is."""
    return SubmenuMenuItem(
        _("Certificates"),
        Menu(register_hook_name=MENU_HOOK),
        icon_name="clipboard-list",
        order=245,
        name="certificates",
    )


class CertificateTemplateViewSet(SnippetViewSet):  # type: ignore[misc]
    """How certificates are worded, numbered, graded and signed."""

    model = CertificateTemplate
    icon = "cog"
    menu_label = _("Certificate settings")
    menu_order = 30
    menu_hook = MENU_HOOK
    add_to_admin_menu = True
    list_display = [
        "__str__",
        "issuer",
        "number_pattern",
        Column("get_issuing_display", label=_("how it is issued")),
    ]
    copy_view_enabled = False
    panels = [
        FieldPanel("course"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("superior"), FieldPanel("motto")]),
                FieldPanel("issuer"),
                FieldPanel("title"),
                FieldPanel("wording"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("number_pattern")]),
            ],
            heading=_("What is printed"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("signer_title"), FieldPanel("signer_name")]),
                FieldPanel("signature", widget=SignatureInput),
            ],
            heading=_("Who signs"),
        ),
        MultiFieldPanel(
            [FieldPanel("issuing"), FieldPanel("validity_months")], heading=_("When, and for how long")
        ),
        InlinePanel("grades", label=_("grade"), heading=_("What a mark is called")),
        FieldPanel("note"),
        FieldPanel("is_sample"),
    ]


def listing_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """From the list of settings to how a certificate by them looks."""
    if isinstance(snippet, CertificateTemplate):
        address = reverse("certificate_desk:preview", args=[snippet.pk])
        yield Button(_("Preview (PDF)"), address, icon_name="view", priority=5)


log_actions = (
    ("issue_certificates", _("Issue certificates"), _("Certificates issued")),
    ("revoke_certificate", _("Revoke a certificate"), _("Certificate revoked")),
    ("reissue_certificate", _("Issue a certificate anew"), _("Certificate issued anew")),
)
