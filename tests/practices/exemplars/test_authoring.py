"""What Hoa may not do at her desk: delete what was published, publish a film that some cannot follow."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from media.videos.models import Recording
from media.videos.queries import may_watch
from practices.exemplars.models import RESERVED_SLUGS, PracticeMaterial, PracticePage
from practices.exemplars.vocabulary import Recognition
from practices.wagtail_hooks import keep_back_what_cannot_be_watched, keep_what_was_published_in_bulk
from tests.film_makers import make_recording
from tests.makers import make_person
from tests.practices.exemplars.makers import draft_page, publish, publish_practice


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa"))
    return client


def asked(rf: RequestFactory) -> Any:
    request: Any = rf.post("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def said_to(request: Any) -> str:
    return " ".join(str(message) for message in get_messages(request))


def test_what_was_published_once_is_withdrawn_never_deleted(desk: Client, rf: RequestFactory) -> None:
    practice = publish_practice()
    page = practice.page
    assert page is not None
    page.unpublish()
    desk.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert PracticePage.objects.filter(pk=page.pk).exists()
    request = asked(rf)
    assert keep_what_was_published_in_bulk(request, "delete", [page], None) is not None
    assert "gỡ xuất bản" in said_to(request)
    assert keep_what_was_published_in_bulk(asked(rf), "unpublish", [page], None) is None


def test_a_draft_may_go(rf: RequestFactory, db: None) -> None:
    assert keep_what_was_published_in_bulk(asked(rf), "delete", [draft_page()], None) is None


def test_a_film_without_captions_keeps_a_practice_a_draft(rf: RequestFactory, db: None) -> None:
    silent = make_recording("Phim chưa có phụ đề", captions="")
    page = draft_page(materials=[PracticeMaterial(title="Phim", recording=silent)])
    request = asked(rf)
    assert keep_back_what_cannot_be_watched(request, page) is not None
    assert "Phim chưa có phụ đề" in said_to(request)
    Recording.objects.update(captions="WEBVTT\n\n00:01.000 --> 00:02.000\nChào.")
    assert keep_back_what_cannot_be_watched(asked(rf), page) is None


def test_a_film_is_for_everybody_as_long_as_the_practice_is_in_the_library(db: None) -> None:
    film, son = make_recording(), make_person("Đinh Văn Sơn")
    page = draft_page(materials=[PracticeMaterial(title="Phim", recording=film)])
    assert not may_watch(son, film)
    publish(page)
    assert may_watch(son, film)
    PracticePage.objects.get(pk=page.pk).unpublish()
    assert not may_watch(son, film)


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_an_address_that_has_another_use_is_refused(db: None, slug: str) -> None:
    page = draft_page()
    page.slug = slug
    with pytest.raises(ValidationError):
        page.clean()


def test_recognition_rests_on_a_decision(db: None) -> None:
    page = draft_page(recognition=Recognition.RECOGNISED)
    with pytest.raises(ValidationError):
        page.clean()
