"""The site calls nobody: no update check, no avatars, no embeds, no second host in its policies."""

import socket

import pytest
from django.conf import settings
from django.test import RequestFactory
from wagtail.admin.templatetags.wagtailadmin_tags import avatar_url
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UpgradeNotificationPanel, WhatsNewInWagtailVersionPanel
from wagtail.embeds.finders import get_finders

from accounts.models import User


def test_no_avatar_comes_from_another_host() -> None:
    lan = User(username="lan", email="lan@example.org", full_name="Vũ Thị Lan")
    assert avatar_url(lan).startswith("/static/")


@pytest.mark.parametrize("panel", [UpgradeNotificationPanel(), WhatsNewInWagtailVersionPanel()])
def test_wagtail_does_not_speak_of_newer_versions(panel: Component) -> None:
    """These panels ask another host, or link to it; an administrator would see them."""
    request = RequestFactory().get("/quan-tri/")
    request.user = User(username="quantri", is_superuser=True)
    assert panel.render_html({"request": request}) == ""


def test_nothing_is_embedded_from_elsewhere() -> None:
    assert get_finders() == []


def test_the_policies_name_no_host_but_our_own() -> None:
    learners = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    for policy in (learners, settings.AUTHORING_POLICY):
        sources = {source for values in policy.values() for source in values}
        assert sources <= {"'self'", "'none'", "data:", "blob:", "'unsafe-inline'"}
    assert all("'unsafe-inline'" not in values for values in learners.values())


def test_a_test_that_calls_another_host_fails() -> None:
    """The guard in `tests/conftest.py` is not asleep."""
    with pytest.raises(AssertionError, match=r"192\.0\.2\.1"), socket.socket() as caller:
        caller.connect(("192.0.2.1", 80))
