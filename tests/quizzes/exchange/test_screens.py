"""The screens: Hoa sends a paper, looks, brings it in, takes it back; Sơn finds nothing."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from accounts.roles import LECTURERS, ORGANISERS
from quizzes.models import Category, Question, QuestionImport
from tests.makers import account_of, make_person
from tests.quiz_makers import make_category, make_question
from tests.quizzes.exchange.formats.word.papers import Paper
from tests.quizzes.exchange.test_actions import paper

pytestmark = pytest.mark.django_db
INDEX = "/quan-tri/cau-hoi/nhap/"
EXPORT = "/quan-tri/cau-hoi/xuat/"


def browser(account: User) -> Any:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def somebody(name: str, username: str, group: str = "") -> User:
    account = account_of(make_person(name, username=username))
    account.groups.set(Group.objects.filter(name=group))
    return account


@pytest.fixture
def hoa() -> Any:
    return browser(somebody("Trần Thị Hoa", "hoa", LECTURERS))


def send(client: Any, data: bytes, name: str = "de-thi.docx", **more: str) -> Any:
    return client.post(INDEX, {"file": SimpleUploadedFile(name, data), **more})


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_hoa_sees_her_paper_beside_the_questions_and_brings_it_in(hoa: Any) -> None:
    answer = send(hoa, paper().bytes())
    assert answer.status_code == 302
    page = text_of(hoa.get(answer.url))
    assert "Câu 1. Biểu đồ nào đúng?" in page
    assert f'<img src="{answer.url}hinh/hinh-1.png" alt="Cờ Đảng">' in page
    assert "2 / 3" in page or "2 of 3" in page or "2 trong 3" in page
    assert page.count('name="numbers"') == 2
    assert "<script>x</script>" not in page
    picture = hoa.get(f"{answer.url}hinh/hinh-1.png")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert hoa.get(f"{answer.url}hinh/khac.png").status_code == 404
    category = make_category()
    done = hoa.post(answer.url, {"numbers": ["1", "3"], "category": str(category.pk)})
    assert done.status_code == 302
    assert Question.objects.filter(category=category, state="draft").count() == 2
    assert "Ai?" in text_of(hoa.get(answer.url))


def test_the_pictures_of_a_page_are_shown_without_reading_the_file_again(
    hoa: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = send(hoa, paper().bytes()).url
    hoa.get(address)

    def read_again(sent: QuestionImport) -> Any:
        raise AssertionError(sent)

    monkeypatch.setattr("quizzes.exchange.actions.reading_of", read_again)
    shown = hoa.get(f"{address}hinh/hinh-1.png")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert hoa.get(f"{address}hinh/khac.png").status_code == 404


def test_what_was_chosen_is_kept_when_something_is_missing(hoa: Any) -> None:
    address = send(hoa, paper().bytes()).url
    answer = hoa.post(address, {"numbers": ["3"]})
    assert answer.status_code == 422
    page = text_of(answer)
    assert 'value="3" checked' in page
    assert 'value="1" checked' not in page
    assert not Question.objects.exists()


def test_a_new_category_is_made_only_when_something_is_brought_in(hoa: Any) -> None:
    address = send(hoa, paper().bytes()).url
    hoa.post(address, {"new_category": "Đề mới"})
    assert not Category.objects.exists()
    hoa.post(address, {"numbers": ["3"], "new_category": " Đề  mới "})
    assert Question.objects.get().category.title == "Đề mới"


def test_hoa_takes_a_file_back(hoa: Any) -> None:
    address = send(hoa, paper().bytes()).url
    hoa.post(address, {"numbers": ["1", "3"], "new_category": "Đề"})
    assert hoa.get(f"{address}hoan-tac/").status_code == 200
    hoa.post(f"{address}hoan-tac/")
    assert not Question.objects.exists()
    assert QuestionImport.objects.get().state == "undone"
    assert hoa.get(f"{address}hoan-tac/").status_code == 404
    assert hoa.get(address).status_code == 200


def test_what_stands_against_taking_back_is_named(hoa: Any) -> None:
    address = send(hoa, paper().bytes()).url
    hoa.post(address, {"numbers": ["3"], "new_category": "Đề"})
    Question.objects.get().latest_revision.publish()
    assert "Ai?" in text_of(hoa.get(f"{address}hoan-tac/"))
    assert hoa.post(f"{address}hoan-tac/").status_code == 302
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "more"),
    [
        ("de.doc", b"\xd0\xcf\x11\xe0", {}),
        ("de.xyz", b"x", {}),
        ("de.docx", b"", {}),
    ],
)
def test_a_file_that_cannot_be_sent_is_told_at_the_form(hoa: Any, name: str, data: bytes, more: Any) -> None:
    answer = send(hoa, data, name, **more)
    assert answer.status_code == 422
    assert not QuestionImport.objects.exists()


def test_a_file_that_is_no_paper_says_what_to_do(hoa: Any) -> None:
    page = text_of(hoa.get(send(hoa, b"%PDF-1.4").url))
    assert "PDF" in page
    assert 'name="numbers"' not in page


def test_the_template_and_the_bank_can_be_taken_away(hoa: Any) -> None:
    template = hoa.get(f"{INDEX}mau-cau-hoi.xlsx")
    assert template.content.startswith(b"PK")
    category = make_question().category
    assert hoa.get(EXPORT).status_code == 200
    looked = hoa.get(EXPORT, {"format": "docx", "category": category.pk})
    assert looked.status_code == 200
    answer = hoa.get(EXPORT, {"format": "docx", "category": category.pk, "download": "1"})
    assert answer.content.startswith(b"PK")
    assert ".docx" in answer["Content-Disposition"]
    assert hoa.get(EXPORT, {"format": "doc"}).status_code == 422


def test_only_authors_find_these_screens_and_each_her_own_files(hoa: Any) -> None:
    address = send(hoa, paper().bytes()).url
    other = browser(somebody("Lê Thị Nga", "nga", LECTURERS))
    organiser = browser(somebody("Hoàng Văn Minh", "minh", ORGANISERS))
    stranger = browser(somebody("Đinh Văn Sơn", "son"))
    for place in (INDEX, EXPORT, f"{INDEX}mau-cau-hoi.xlsx"):
        assert other.get(place).status_code == 200
        assert organiser.get(place).status_code == 404
        assert stranger.get(place).status_code == 302
        assert Client().get(place).status_code == 302
    for place in (address, f"{address}hinh/hinh-1.png"):
        assert other.get(place).status_code == 404
        assert organiser.get(place).status_code == 404
    assert other.post(address, {"numbers": ["3"], "new_category": "Đề"}).status_code == 404
    assert not Question.objects.exists()


def test_a_long_paper_costs_few_queries(hoa: Any, django_assert_max_num_queries: Any) -> None:
    long = Paper().type("\n".join(f"Câu {n}. Việc {n}?\n**A. một**\nB. hai" for n in range(1, 60)))
    address = send(hoa, long.bytes()).url
    with django_assert_max_num_queries(20):
        assert hoa.get(address).status_code == 200
