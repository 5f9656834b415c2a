"""Every component of the site in every state, for those who write its pages. Staff only."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal.templatetags.drawings import DRAWINGS

TAGS = (
    ("", "calendar", _("10 minutes")),
    ("ok", "done", _("Done")),
    ("warn", "clock", _("Due on 30 November")),
    ("late", "warning", _("6 days late")),
    ("info", "download", _("Download: 62 KB")),
)
CALLOUTS = (
    ("legal", _("Legal ground")),
    ("practice", _("Do it now")),
    ("example", _("Example")),
    ("warning", _("Take care")),
    ("note", _("Note")),
    ("todo", _("For the School to add")),
)
MESSAGES = (
    ("success", "done", _("Saved.")),
    ("info", "note", _("A new edition of this course has appeared.")),
    ("warning", "warning", _("The course closes tomorrow.")),
    ("error", "warning", _("The file is larger than 10 MB. Choose a smaller one.")),
)
ROWS = (("Đảng bộ xã A", 62, 84, 2), ("Đảng bộ phường B", 48, 56, 0))
"""Organisation, how many must learn, per cent who have finished, how many are late."""
BARS = (0, 1, 3, 8)
"""Lessons done, of eight."""


class SampleForm(forms.Form):
    """One field of each sort."""

    phone = forms.CharField(label=_("Telephone"), help_text=_("For example 0912 345 678"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    post = forms.ChoiceField(
        label=_("Post in the cell"), choices=[("s", _("Secretary")), ("d", _("Deputy secretary"))]
    )
    how = forms.ChoiceField(
        label=_("How do you prepare a meeting?"),
        widget=forms.RadioSelect,
        choices=[("a", _("With a written plan")), ("b", _("By telephone")), ("c", _("I do not prepare it"))],
    )
    remark = forms.CharField(label=_("Remark"), widget=forms.Textarea, required=False)


@login_required
def design_system(request: HttpRequest) -> HttpResponse:
    """Unknown to those who have no business in the authoring site."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    wrong = SampleForm({"phone": "0912 345 67", "remark": _("What was typed is kept.")}, auto_id="wrong_%s")
    wrong.add_error("phone", _("This is not a telephone number. Write it as 0912 345 678."))
    response = render(
        request,
        "portal/design_system.html",
        {
            "tags": TAGS,
            "callouts": CALLOUTS,
            "sample_messages": MESSAGES,
            "rows": ROWS,
            "bars": BARS,
            "drawings": DRAWINGS,
            "form": SampleForm(),
            "wrong": wrong,
        },
    )
    # It lies among the authoring site's pages, yet it is made as learners' pages are.
    response.keeps_strict_policy = True  # type: ignore[attr-defined]
    return response
