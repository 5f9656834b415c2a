"""Our look where authors meet it: the design system, and the preview of each block of a lesson."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block

from accounts.models import User
from courses.catalogue.models import LessonPage
from tests.makers import account_of, make_person

ADDRESS = "/quan-tri/he-thong-thiet-ke/"
SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def hoa(db: None) -> User:
    """An author: she may enter the authoring site."""
    account = account_of(make_person("Trần Thị Hoa", username="hoa"))
    account.user_permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    return account


def test_an_author_sees_every_component_under_the_strict_policy(client: Client, hoa: User) -> None:
    client.force_login(hoa, backend=SIGNED_IN_BY)
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    page = answer.content.decode()
    for part in ("button", "dock", "bar", "tag", "callout", "choice", "field", "summary", "figures", "data"):
        assert f'class="{part}' in page, part


def test_its_neighbours_in_the_authoring_site_keep_wagtails_policy(client: Client, hoa: User) -> None:
    client.force_login(hoa, backend=SIGNED_IN_BY)
    assert "unsafe-inline" in client.get(reverse("wagtailadmin_home"))["Content-Security-Policy"]


def test_a_stranger_meets_the_same_page_as_at_an_unknown_address(client: Client, db: None) -> None:
    client.force_login(account_of(make_person("Đinh Văn Sơn", username="son")), backend=SIGNED_IN_BY)
    answer = client.get(ADDRESS)
    assert answer.status_code == 404
    assert "404.html" in [template.name for template in answer.templates]


def test_who_has_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    assert client.get(ADDRESS)["Location"] == f"{reverse('account_login')}?next={ADDRESS}"


@pytest.mark.parametrize("name", LessonPage.body.field.stream_block.child_blocks)
def test_a_block_is_previewed_as_a_learner_sees_it(client: Client, hoa: User, name: str) -> None:
    block = LessonPage.body.field.stream_block.child_blocks[name]
    known_as = next(key for key, known in Block.definition_registry.items() if known is block)
    client.force_login(hoa, backend=SIGNED_IN_BY)
    answer = client.get(reverse("wagtailadmin_block_preview"), {"id": known_as})
    assert answer.status_code == 200
    assert "portal/css/site.css" in answer.content.decode()
