"""What every page says alike is rendered once a language, and never in another's."""

from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

PAGE = Template('{% load portal_tags %}{% said_alike "quizzes/attempts/_words.html" %}')


def said(language: str) -> str:
    with override(language):
        return str(PAGE.render(Context()))


def test_each_language_has_its_own_words() -> None:
    assert 'data-sign-in="Đăng nhập lại"' in said("vi")
    assert 'data-sign-in="Sign in again"' in said("en")
    assert said("vi") == said("vi")


def test_the_second_page_renders_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first = said("vi")

    def rendered(*args: Any) -> str:
        raise AssertionError(args)

    monkeypatch.setattr("portal.templatetags.portal_tags.render_to_string", rendered)
    assert said("vi") == first
