"""Every type of question through the editor's own form: what was written is what is kept."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.authoring.viewsets import QuestionViewSet
from quizzes.bank.converting import body_of, question_of
from quizzes.bank.faults import all_problems
from quizzes.bank.models import Category, Question
from quizzes.bank.parts import key_of, parts_of
from quizzes.grading import questions as q
from tests.quiz_makers import make_category
from tests.quizzes.authors import question_form
from tests.quizzes.sound_questions import KINDS, same

pytestmark = pytest.mark.django_db

ONE_DATABASE = settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def shelf() -> Category:
    return make_category()


def through_the_form(content: q.AnyQuestion, shelf: Category) -> Any:
    """What the editor's form makes of what a browser sends, checked as for sending."""
    form_class = QuestionViewSet().get_form_class()
    data = QueryDict(mutable=True)
    data.update(question_form(content, shelf))
    form = form_class(data, instance=Question())
    assert form.is_valid(), form.errors.as_data()
    return question_of(form.cleaned_data["body"])


def unnumbered(value: Any) -> Any:
    """The editor numbers each paragraph."""
    return re.sub(r' data-block-key=\\?"[^"]*?"', "", repr(value))


@pytest.mark.parametrize("kind", list(q.Kind))
@ONE_DATABASE
@given(data=st.data())
def test_what_was_written_is_what_is_kept(kind: q.Kind, shelf: Category, data: Any) -> None:
    question = data.draw(KINDS[kind])
    assert unnumbered(same(through_the_form(question, shelf))) == unnumbered(same(question))


@pytest.mark.parametrize("kind", list(q.Kind))
@settings(max_examples=60)
@given(data=st.data())
def test_blocks_lose_nothing_of_a_question(kind: q.Kind, data: Any) -> None:
    question = data.draw(KINDS[kind])
    assert all_problems(question) == []
    assert same(question_of(body_of(question))) == same(question)


@pytest.mark.parametrize("kind", list(q.Kind))
@settings(max_examples=20)
@given(data=st.data())
def test_every_piece_of_a_question_is_shown_once(kind: q.Kind, data: Any) -> None:
    question = data.draw(KINDS[kind])
    keys = [part.key for part in parts_of(question)]
    assert len(keys) == len(set(keys))
    assert {part.key for part in key_of(question)} <= set(keys)
    assert question.prompt in [part.text for part in parts_of(question)]


def broken(**changed: Any) -> q.AnyQuestion:
    return q.SingleChoice(
        **{
            "prompt": "<p>Ai chủ trì?</p>",
            "choices": (q.Choice("a", "<p>Bí thư</p>", 100.0), q.Choice("b", "<p>Thư ký</p>")),
            **changed,
        }
    )


CLOZE = q.Cloze(prompt="", text="<p>Điền {{1}} và {{2}}</p>", gaps=(q.Gap("1", accepted=(q.Accepted("a"),)),))
UNSOUND = {
    "twice": (broken(choices=(q.Choice("a", "<p>x</p>", 100.0), q.Choice("b", "<p>x</p>"))), "Trùng với"),
    "no right one": (broken(choices=(q.Choice("a", "<p>x</p>"), q.Choice("b", "<p>y</p>"))), "Tích vào"),
    "two right ones": (
        broken(choices=(q.Choice("a", "<p>x</p>", 100.0), q.Choice("b", "<p>y</p>", 100.0))),
        "Có hơn một phương án",
    ),
    "a gap without an answer": (CLOZE, "chưa có chỗ trống tên 2"),
    "no number": (
        q.Numerical(prompt="<p>Mấy phút?</p>", accepted=(q.AcceptedNumber("chín mươi"),)),
        "không phải là số",
    ),
    "a criterion worth nothing": (
        q.Essay(prompt="<p>Viết.</p>", criteria=(q.Criterion("c", "Rõ", 0.0),)),
        "hơn 0 điểm",
    ),
}


@pytest.mark.parametrize("what", list(UNSOUND))
def test_what_is_wrong_is_said_at_its_place_and_only_when_it_is_sent(what: str, shelf: Category) -> None:
    content, sentence = UNSOUND[what]
    form_class = QuestionViewSet().get_form_class()
    data = QueryDict(mutable=True)
    data.update(question_form(content, shelf))
    form = form_class(data, instance=Question())
    assert not form.is_valid()
    [fault] = form.errors.as_data()["body"]
    told = list(_messages(fault.as_json_data()))
    assert any(sentence in one for one in told), told
    draft = form_class(data, instance=Question())
    draft.defer_required_fields()
    assert draft.is_valid()


def _messages(data: Any) -> Any:
    if isinstance(data, dict):
        yield from data.get("messages", ())
        for value in data.values():
            yield from _messages(value)
