"""Without a network: one page that says so, and nothing personal kept on the telephone."""

import re

import pytest
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse

from tests.makers import account_of, make_person

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


def test_the_page_is_the_same_for_everybody(client: Client, db: None) -> None:
    lan = Client()
    lan.force_login(account_of(make_person("Nông Thị Lan", username="lan")), backend=SIGNED_IN_BY)
    kept = lan.get(reverse("offline"))
    assert kept.status_code == 200
    assert kept.content == client.get(reverse("offline")).content
    assert "csrfmiddlewaretoken" not in kept.content.decode()


def test_the_worker_answers_for_the_whole_site_and_is_asked_for_anew(client: Client, db: None) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"


def test_the_worker_keeps_the_page_and_its_style_sheet_alone(client: Client, db: None) -> None:
    script = client.get("/sw.js").content.decode()
    assert f'const OFFLINE = "{reverse("offline")}";' in script
    assert f'const KEPT = [OFFLINE, "{static("portal/css/site.css")}"];' in script
    assert "cache.put" not in script
    assert "cache.add(" not in script


def test_what_is_kept_decides_the_name_it_is_kept_under(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version() -> str:
        found = re.search(r'"shell-(\w+)"', client.get("/sw.js").content.decode())
        assert found
        return found[1]

    before = version()
    assert version() == before
    monkeypatch.setattr("offline.views.static", lambda path: f"/static/{path}?other")
    assert version() != before
