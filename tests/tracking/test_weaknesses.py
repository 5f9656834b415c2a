"""Which weaknesses score worst where; small groups are kept back from whoever may not see names."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage, LessonPage
from media.topics.models import Topic
from organisations.appointments.actions import appoint
from organisations.oversight.models import Grant
from organisations.people.models import Person
from organisations.tree.models import Organisation
from quizzes.attempts.actions import begin_attempt, submit_attempt
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.papers.models import Quiz
from tests.assigning import assign, finish
from tests.makers import make_cell, make_grant, make_person, make_secretary
from tests.quiz_makers import make_question, make_quiz
from tests.tracking.conftest import Ground
from tests.tracking.following.conftest import TODAY, seen_by, text_of
from tracking.weaknesses.presenting import Screen
from tracking.weaknesses.rules import FEWEST, hidden_of


def a_weakness(title: str = "Còn nể nang, né tránh", code: str = "hc-thu") -> Topic:
    return Topic.objects.create(code=code, kind=Topic.Kind.WEAKNESS, title=title)


def trains(course: CoursePage, weakness: Topic) -> None:
    course.topics.add(weakness)
    course.save()


def answer(quiz: Quiz, learners: list[Person], *, right: int) -> None:
    """Each answers the quiz's one question; so many of them are right."""
    for number, learner in enumerate(learners):
        attempt = begin_attempt(quiz=quiz, learner=learner, now=timezone.now())
        submit_attempt(attempt=attempt, now=timezone.now())
        if number < right:
            AttemptQuestion.objects.filter(attempt=attempt).update(fraction=1)


def crowd(cell: Organisation, count: int) -> list[Person]:
    """So many who hold posts there, of names that are found nowhere else."""
    return [make_secretary(f"Nông Văn {cell.pk}-{number}", cell, post="committee") for number in range(count)]


@pytest.fixture
def asked(ground: Ground) -> Quiz:
    question = make_question()
    question.topics.add(a_weakness())
    question.save()
    return make_quiz(question)


def address(organisation: Organisation) -> str:
    return reverse("tracking:weaknesses", args=[organisation.public_id])


def screen(client: Client, organisation: Organisation) -> Screen:
    found: Screen = client.get(address(organisation)).context["screen"]
    return found


def told(found: Screen) -> dict[str, list[str]]:
    return {row.name: [figure.text for _, figure in row.figures] for row in found.units}


def lecturer_over(organisation: Organisation) -> Client:
    hoa = make_person("Lê Thị Hoa", username="hoa")
    make_grant(hoa, organisation, Grant.Role.LECTURER)
    return seen_by(hoa)


def test_the_share_of_right_answers_is_told_by_unit(ground: Ground, asked: Quiz) -> None:
    answer(asked, crowd(ground.cell, 4), right=1)
    answer(asked, crowd(ground.second_cell, 6), right=5)
    found = screen(seen_by(ground.minh), ground.commune)
    assert found.weaknesses[-1].answers.text == "60%"
    assert told(found) == {"Chi bộ thôn 1": ["25%"], "Chi bộ thôn 2": ["83%"]}
    assert [row.lowest for row in found.units] == ["1", "1"]


def test_a_second_attempt_is_no_news(ground: Ground, asked: Quiz) -> None:
    answer(asked, [ground.lan], right=0)
    Attempt.objects.update(number=2)
    assert screen(seen_by(ground.minh), ground.commune).is_empty


def test_courses_that_train_a_weakness_are_counted_by_who_finished(ground: Ground) -> None:
    trains(ground.course, a_weakness())
    assign(ground.course, ground.province)
    finish(ground.lan, ground.course, TODAY)
    [row] = screen(seen_by(ground.minh), ground.commune).weaknesses
    assert (row.courses.text, row.courses.note) == ("50%", "2 đồng chí")


def test_a_course_trains_what_one_of_its_lessons_trains(ground: Ground) -> None:
    lesson = LessonPage.objects.order_by("path")[0]
    lesson.topics.add(a_weakness())
    lesson.save()
    assign(ground.course, ground.province)
    assert screen(seen_by(ground.minh), ground.commune).weaknesses[0].courses.text == "0%"


def test_who_holds_two_posts_is_counted_once(ground: Ground, asked: Quiz) -> None:
    appoint(person=ground.lan, organisation=ground.second_cell, post="committee", began=date(2026, 5, 1))
    answer(asked, [ground.lan], right=1)
    found = screen(seen_by(ground.minh), ground.commune)
    assert found.weaknesses[-1].answers.note == "1 đồng chí"
    assert list(told(found)) == ["Chi bộ thôn 1"]


def test_a_lecturer_is_told_nothing_of_small_groups_nor_can_she_subtract(ground: Ground, asked: Quiz) -> None:
    """Four answered in one cell; the next smallest is kept back with it, the total stays."""
    third = make_cell("Chi bộ thôn 3", ground.commune)
    answer(asked, crowd(ground.cell, 4), right=1)
    answer(asked, crowd(ground.second_cell, 6), right=5)
    answer(asked, crowd(third, 10), right=5)
    hoa = lecturer_over(ground.commune)
    found = screen(hoa, ground.commune)
    assert told(found) == {
        "Chi bộ thôn 1": ["ít hơn 5"],
        "Chi bộ thôn 2": ["ít hơn 5"],
        "Chi bộ thôn 3": ["50%"],
    }
    assert found.weaknesses[-1].answers.text == "55%"
    assert [row.lowest for row in found.units] == ["–", "–", "1"]
    page = text_of(hoa, address(ground.commune))
    assert "25%" not in page
    assert "83%" not in page


def test_of_fewer_than_five_in_all_not_even_the_total_is_told(ground: Ground, asked: Quiz) -> None:
    answer(asked, crowd(ground.cell, 4), right=1)
    found = screen(lecturer_over(ground.commune), ground.commune)
    assert found.weaknesses[-1].answers.text == "ít hơn 5"
    assert told(found) == {"Chi bộ thôn 1": ["ít hơn 5"]}


def test_a_lecturer_sees_one_level_and_no_name(ground: Ground, asked: Quiz) -> None:
    answer(asked, [ground.lan], right=1)
    hoa = lecturer_over(ground.commune)
    assert hoa.get(reverse("tracking:following")).headers["Location"] == address(ground.commune)
    page = text_of(hoa, address(ground.commune))
    assert "Vũ Thị Lan" not in page
    assert "/danh-sach/" not in page
    for organisation in (ground.province, ground.cell, ground.other_commune):
        text_of(hoa, address(organisation), 404)


def test_a_stranger_a_secretary_and_a_neighbour_find_nothing(ground: Ground) -> None:
    tu = make_person("Hà Anh Tú", username="tu")
    make_grant(tu, ground.other_commune)
    for who in (tu, ground.lan, ground.son):
        for organisation in (ground.province, ground.commune, ground.cell):
            text_of(seen_by(who), address(organisation), 404)


def test_it_costs_the_same_however_many_units_there_are(
    ground: Ground,
    asked: Quiz,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    trains(ground.course, Topic.objects.get(code="hc-thu"))
    answer(asked, [ground.lan], right=1)
    minh, where = seen_by(ground.minh), address(ground.commune)
    minh.get(where)
    with django_assert_max_num_queries(10 + 2) as few:
        minh.get(where)
    for number in range(3, 9):
        answer(asked, crowd(make_cell(f"Chi bộ thôn {number}", ground.commune), 1), right=0)
    with django_assert_num_queries(len(few)):
        minh.get(where)


@given(st.lists(st.integers(0, 12), max_size=12))
def test_nothing_small_is_told_and_nothing_follows_from_the_total(people: list[int]) -> None:
    hidden = hidden_of(people)
    assert all(
        number == 0 or number >= FEWEST for place, number in enumerate(people) if place not in hidden.groups
    )
    kept_back = [people[place] for place in hidden.groups]
    if kept_back and not hidden.total:
        assert len(kept_back) >= 2
        assert sum(kept_back) >= FEWEST
    if hidden.total:
        assert sum(people) < FEWEST
        assert len(kept_back) == sum(1 for number in people if number)


@given(st.lists(st.integers(FEWEST, 90), max_size=12))
def test_large_groups_are_told(people: list[int]) -> None:
    assert hidden_of(people).groups == frozenset()
