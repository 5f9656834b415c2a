"""The people of the authoring tests, and forms as their browsers send them."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.blocks import BooleanBlock, ListBlock, RichTextBlock, StructBlock

from accounts.models import User
from accounts.roles import LECTURERS, REVIEWERS
from quizzes.bank.converting import body_of
from quizzes.bank.models import Category, Question
from quizzes.grading.questions import AnyQuestion
from quizzes.papers.models import Quiz
from tests.makers import account_of, make_person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser_of(account: User) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def make_author(name: str, *groups: str) -> User:
    account = account_of(make_person(name))
    account.groups.set(Group.objects.filter(name__in=groups))
    return account


def make_lecturer(name: str = "Lê Thị Hoa") -> User:
    return make_author(name, LECTURERS)


def make_reviewer(name: str = "Phạm Văn Hòa") -> User:
    return make_author(name, REVIEWERS)


def body_form(content: AnyQuestion) -> dict[str, Any]:
    """The question as the editor posts it: counted lists, ordered rows, values as typed."""
    [block] = body_of(content)
    data: dict[str, Any] = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": block["type"],
        "body-0-id": block["id"],
    }
    stream = Question.body.field.stream_block
    _put(data, "body-0-value", stream.child_blocks[block["type"]], block["value"])
    return data


def _put(data: dict[str, Any], name: str, block: Any, raw: Any) -> None:
    if isinstance(block, StructBlock):
        for child_name, child in block.child_blocks.items():
            _put(data, f"{name}-{child_name}", child, (raw or {}).get(child_name))
    elif isinstance(block, ListBlock):
        rows = raw or []
        data[f"{name}-count"] = str(len(rows))
        for place, row in enumerate(rows):
            data |= {
                f"{name}-{place}-deleted": "",
                f"{name}-{place}-order": str(place),
                f"{name}-{place}-type": "item",
                f"{name}-{place}-id": row["id"],
            }
            _put(data, f"{name}-{place}-value", block.child_block, row["value"])
    elif isinstance(block, BooleanBlock):
        if raw:
            data[name] = "on"
    elif isinstance(block, RichTextBlock):
        data[name] = block.field.widget.format_value(block.to_python(raw or ""))
    else:
        data[name] = "" if raw is None else str(raw)


def management(*prefixes: str) -> dict[str, Any]:
    return {
        f"{prefix}-{name}": number
        for prefix in prefixes
        for name, number in (
            ("TOTAL_FORMS", 0),
            ("INITIAL_FORMS", 0),
            ("MIN_NUM_FORMS", 0),
            ("MAX_NUM_FORMS", 1000),
        )
    }


def question_form(content: AnyQuestion, category: Category, **changed: Any) -> dict[str, Any]:
    return {
        **body_form(content),
        **management("citations"),
        "category": category.pk,
        "difficulty": "2",
        "name": "",
        "read_again": "",
        **changed,
    }


def quiz_form(*, title: str = "Bài kiểm tra cuối khóa", **changed: Any) -> dict[str, Any]:
    return {
        "title": title,
        "purpose": "final",
        "intro": "",
        **management("fixed_items", "random_draws"),
        "time_limit_minutes": 20,
        "max_attempts": 3,
        "pass_percent": 70,
        "counting": "best",
        "behaviour": "deferred",
        "tries": 3,
        "penalty_percent": 33,
        "shuffle_questions": "on",
        "shuffle_options": "on",
        "per_page": 1,
        "late_hours": 24,
        "show_marks": "submitted",
        "show_answers": "submitted",
        "show_explanations": "submitted",
        **changed,
    }


def rows(prefix: str, *each: dict[str, Any]) -> dict[str, Any]:
    """Rows of an inline panel, none of them saved before."""
    data = {**management(prefix), f"{prefix}-TOTAL_FORMS": len(each)}
    for place, row in enumerate(each):
        data |= {f"{prefix}-{place}-id": "", f"{prefix}-{place}-ORDER": place, f"{prefix}-{place}-DELETE": ""}
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


def address(model: type[Question] | type[Quiz], view: str, *args: Any, **query: Any) -> str:
    where = reverse(model.snippet_viewset.get_url_name(view), args=args)
    return f"{where}?{urlencode(query)}" if query else where


def bulk(action: str, *questions: Question, **query: Any) -> str:
    where = reverse("wagtail_bulk_action", args=["quizzes", "question", action])
    ids = [("id", question.pk) for question in questions] or [("id", "all")]
    next_ = address(Question, "list")
    return f"{where}?{urlencode([*ids, *query.items(), ('next', next_)])}"


def said(answer: Any) -> str:
    """What the page says, also in the data of its scripts."""
    spoken = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), answer.content.decode())
    return " ".join(spoken.split())
